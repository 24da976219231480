import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SymmetricOperator } from '../../src/curvature/krylov';
import { extremeEigenpairs, type ExtremeEigenpairs, standardLanczos } from '../../src/curvature/lanczos';
import { symmetricEigenvalues } from '../../src/linalg/symmetricEigenvalues';
import { drive } from '../support/drive';
import { goe, laplacian, laplacianValues, multiply, withSpectrum } from '../support/matrices';

function operatorOf(matrix: Float64Array): SymmetricOperator {
  return (vector, product) => product.set(multiply(matrix, vector));
}

function diagonalOperator(values: ArrayLike<number>): SymmetricOperator {
  return (vector, product) => vector.forEach((x, i) => (product[i] = values[i]! * x));
}

function solve(
  operator: SymmetricOperator,
  n: number,
  settings: Partial<typeof standardLanczos> = {},
): ExtremeEigenpairs {
  return drive(extremeEigenpairs(operator, n, { ...standardLanczos, ...settings }));
}

/** Both ends equal those of the spectrum; residuals are true and bound the error; vectors are orthonormal. */
function expectEnds(found: ExtremeEigenpairs, operator: SymmetricOperator, spectrum: ArrayLike<number>): void {
  const values = Array.from(spectrum).sort((a, b) => a - b);
  const size = Math.max(...values.map(Math.abs), 1e-300);
  const n = values.length;
  const product = new Float64Array(n);
  for (const [pairs, expected] of [
    [found.lowest, values],
    [found.highest, [...values].reverse()],
  ] as const) {
    pairs.forEach(({ value, vector, residual }, i) => {
      expect(Math.abs(value - expected[i]!), `value ${i}`).toBeLessThanOrEqual(residual + 1e-14 * size);
      expect(residual / size).toBeLessThan(2e-8);
      operator(vector, product);
      const error = Math.hypot(...product.map((x, j) => x - value * vector[j]!));
      expect(error).toBeLessThanOrEqual(1.01 * residual);
      pairs.forEach((other, j) => {
        const inner = vector.reduce((sum, x, k) => sum + x * other.vector[k]!, 0);
        expect(Math.abs(inner - (i === j ? 1 : 0))).toBeLessThan(1e-10);
      });
    });
  }
}

describe('known spectra', () => {
  test('the one negative curvature of diag(1, …, 1, −1) is found, and the ones with their multiplicity', () => {
    const values = [...Array<number>(499).fill(1), -1];
    const found = solve(diagonalOperator(values), 500, { lowest: 3, highest: 3 });
    expect(found.end).toBe('converged');
    expect(found.copiesChecked).toBe(true);
    expect(found.negativeAtLeast).toBe(1);
    expectEnds(found, diagonalOperator(values), values);
    expect(Math.abs(found.lowest[0]!.vector[499]!)).toBeCloseTo(1, 10);
    expect(found.products).toBeLessThan(40);
  });

  test('multiple eigenvalues at both ends of a crowd', () => {
    const crowd = Array.from({ length: 290 }, (_, i) => -0.5 + i / 290);
    const values = [...crowd, ...Array<number>(4).fill(-1), ...Array<number>(6).fill(2)];
    const found = solve(diagonalOperator(values), 300, { lowest: 6, highest: 7 });
    expectEnds(found, diagonalOperator(values), values);
    expect(found.copiesChecked).toBe(true);
    expect(found.negativeAtLeast).toBeGreaterThanOrEqual(4);
    expect(found.negativeAtLeast).toBeLessThanOrEqual(values.filter((value) => value < 0).length);
  });

  test('clusters closer than the eye sees', () => {
    const values = [-1, -1 + 1e-6, -1 + 2e-6, ...Array.from({ length: 90 }, (_, i) => i / 90), 3, 3 + 1e-5];
    const matrix = withSpectrum(values, 4);
    expectEnds(solve(operatorOf(matrix), values.length, { lowest: 4, highest: 3 }), operatorOf(matrix), values);
  });

  test.each([1, 2, 3, 10, 99, 400])('the Laplacian on %d points', (n) => {
    const matrix = laplacian(n);
    const found = solve(operatorOf(matrix), n, { lowest: 3, highest: 3, maximumProducts: 5000 });
    expect(found.end).toBe('converged');
    expect(found.lowest).toHaveLength(Math.min(3, n));
    expectEnds(found, operatorOf(matrix), laplacianValues(n));
    expect(found.negativeAtLeast).toBe(0);
  });

  test('rank one: the rest is flat, at the size of nothing', () => {
    const u = Float64Array.from({ length: 200 }, (_, i) => Math.cos(i));
    const square = u.reduce((sum, x) => sum + x * x, 0);
    const operator: SymmetricOperator = (vector, product) => {
      const along = vector.reduce((sum, x, i) => sum + x * u[i]!, 0);
      product.set(u.map((x) => -along * x));
    };
    const found = solve(operator, 200, { lowest: 2, highest: 2 });
    expectEnds(found, operator, [-square, ...Array<number>(199).fill(0)]);
    expect(found.negativeAtLeast).toBe(1);
  });

  test('the zero matrix and the identity', () => {
    for (const value of [0, 1, -3]) {
      const values = Array<number>(50).fill(value);
      expectEnds(solve(diagonalOperator(values), 50), diagonalOperator(values), values);
    }
  });

  test('random symmetric matrices, dense against products', () => {
    for (const [n, seed] of [
      [30, 1],
      [150, 2],
      [300, 3],
    ] as const) {
      const matrix = goe(n, seed);
      const values = symmetricEigenvalues(matrix, n);
      const found = solve(operatorOf(matrix), n, { lowest: 4, highest: 4 });
      expect(found.end).toBe('converged');
      expectEnds(found, operatorOf(matrix), values);
      const negative = values.filter((value) => value < 0).length;
      expect(found.negativeAtLeast).toBeLessThanOrEqual(negative);
      expect(found.negativeAtLeast).toBeGreaterThan(4);
    }
  });
});

test('small spectra of whole numbers, with whatever multiplicities', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 14 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 1000 }),
      (values, lowest, highest, seed) => {
        const matrix = withSpectrum(values, seed);
        const found = solve(operatorOf(matrix), values.length, { lowest, highest, seed });
        expect(found.lowest).toHaveLength(Math.min(lowest, values.length));
        expect(found.highest).toHaveLength(Math.min(highest, values.length));
        expectEnds(found, operatorOf(matrix), values);
        expect(found.negativeAtLeast).toBeLessThanOrEqual(values.filter((value) => value < 0).length);
      },
    ),
    { seed: 7, numRuns: 150 },
  );
});

describe('running', () => {
  const matrix = goe(120, 9);

  test('the same seed gives the same bits', () => {
    expect(solve(operatorOf(matrix), 120)).toEqual(solve(operatorOf(matrix), 120));
  });

  test('yields a share that grows, and stops when told to, with residuals that still bound the error', () => {
    const shares: number[] = [];
    const generator = extremeEigenpairs(operatorOf(matrix), 120, standardLanczos);
    let step = generator.next(false);
    while (step.done !== true) {
      shares.push(step.value);
      step = generator.next(shares.length === 20);
    }
    expect(shares.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share >= shares[i - 1]!))).toBe(true);
    const values = symmetricEigenvalues(matrix, 120);
    expect(step.value.end).toBe('stopped');
    expect(step.value.products).toBe(20);
    for (const { value, residual } of [...step.value.lowest, ...step.value.highest]) {
      expect(Math.min(...values.map((exact) => Math.abs(exact - value)))).toBeLessThanOrEqual(residual);
    }
  });

  test('says so where the budget is short or a product is not finite', () => {
    expect(solve(operatorOf(matrix), 120, { maximumProducts: 15 }).end).toBe('budget');
    let calls = 0;
    const broken: SymmetricOperator = (_, product) => product.fill(++calls > 3 ? NaN : calls);
    expect(solve(broken, 120).end).toBe('not-finite');
    expect(solve((_, product) => product.fill(NaN), 5).lowest).toEqual([]);
  });
});
