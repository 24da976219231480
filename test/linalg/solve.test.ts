import { LuDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { invert, solve } from '../../src/linalg/solve';
import { RandomGenerator } from '../../src/random/generator';

describe('systems of linear equations', () => {
  test('solve as the peer does, with rows that must be exchanged', () => {
    const random = new RandomGenerator(5);
    for (let n = 1; n <= 8; n++) {
      for (let round = 0; round < 20; round++) {
        const matrix = Float64Array.from({ length: n * n }, () => Math.round(8 * random.normal()));
        const right = Float64Array.from({ length: n }, () => random.normal());
        const lu = new LuDecomposition(Matrix.from1DArray(n, n, matrix));
        const ours = solve(matrix, right, n);
        if (lu.isSingular() || ours === null) continue;
        const peer = lu.solve(Matrix.columnVector(right)).getColumn(0);
        const scale = Math.max(...peer.map(Math.abs));
        for (let i = 0; i < n; i++) expect(Math.abs(ours[i]! - peer[i]!) / scale).toBeLessThan(1e-9);
        const inverse = invert(matrix, n)!;
        for (let i = 0; i < n; i++) {
          let sum = 0;
          for (let j = 0; j < n; j++) sum += inverse[i * n + j]! * right[j]!;
          expect(Math.abs(sum - peer[i]!) / scale).toBeLessThan(1e-9);
        }
      }
    }
  });

  test('a zero in the corner is no obstacle', () => {
    expect(solve(Float64Array.of(0, 1, 1, 0), Float64Array.of(2, 3), 2)).toEqual(Float64Array.of(3, 2));
  });

  test('what is singular or not finite has no solution', () => {
    expect(solve(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1), 2)).toBeNull();
    expect(invert(Float64Array.of(0), 1)).toBeNull();
    expect(solve(Float64Array.of(1, NaN, 0, 1), Float64Array.of(1, 1), 2)).toBeNull();
    expect(invert(Float64Array.of(Infinity, 0, 0, 1), 2)).toBeNull();
  });

  test('what is given stays as it is', () => {
    const matrix = Float64Array.of(1, 2, 3, 4);
    const right = Float64Array.of(5, 6);
    solve(matrix, right, 2);
    invert(matrix, 2);
    expect([...matrix, ...right]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
