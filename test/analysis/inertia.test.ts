import { describe, expect, test } from 'vitest';
import { certifiedInertia } from '../../src/analysis/search/inertia';
import { seeded } from '../support/random';

describe('certified inertia', () => {
  test.each<[string, number[], { negative: number; positive: number } | null]>([
    ['identity', [1, 0, 0, 1], { negative: 0, positive: 2 }],
    ['indefinite', [0, 1, 1, 0], { negative: 1, positive: 1 }],
    ['badly scaled', [1e8, 0, 0, 1e-8], { negative: 0, positive: 2 }],
    ['singular', [1, 1, 1, 1], null],
    ['zero', [0, 0, 0, 0], null],
  ])('%s', (_, entries, expected) => {
    const matrix = Float64Array.from(entries);
    expect(certifiedInertia(matrix, matrix, 2)).toEqual(expected);
  });

  test('an interval matrix that holds a singular one is not decided', () => {
    expect(certifiedInertia(Float64Array.of(-1, 0, 0, 1), Float64Array.of(1, 0, 0, 1), 2)).toBeNull();
  });

  test('every decided matrix has as many negative eigenvalues as its leading minors change sign', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed);
      const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => random() * 2 - 1) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const matrix = Float64Array.of(a, b, c, b, d, e, c, e, f);
      const minors = [1, a, a * d - b * b, a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d)];
      const changes = minors.slice(1).filter((minor, k) => minor * minors[k]! < 0).length;
      expect(certifiedInertia(matrix, matrix, 3)?.negative, `seed ${seed}`).toBe(changes);
    }
  });
});
