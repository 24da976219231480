import { describe, expect, test } from 'vitest';
import { symmetricEigen } from '../../src/linalg/eigen';
import { symmetricEigenpairs } from '../../src/linalg/symmetricEigenpairs';
import { symmetricEigenvalues } from '../../src/linalg/symmetricEigenvalues';
import { tridiagonalFirst, tridiagonalValues } from '../../src/linalg/tridiagonal';
import { diagonalMatrix, goe, laplacian, laplacianValues, multiply, withSpectrum } from '../support/matrices';

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) expect(Math.abs(found[i]! - expected[i]!), `at ${i}`).toBeLessThan(tolerance);
}

describe('eigenvalues alone', () => {
  test.each([1, 2, 3, 4, 5, 7, 8, 9, 40, 101])('of the Laplacian on %d points have their closed form', (n) => {
    expectClose(symmetricEigenvalues(laplacian(n), n), laplacianValues(n), 1e-14 * n);
  });

  test('agree with the full decomposition on random matrices of every small size, and read the lower triangle', () => {
    for (let n = 1; n <= 30; n++) {
      const matrix = goe(n, n);
      const expected = symmetricEigen(matrix, n).values;
      const lower = matrix.map((x, at) => (at % n > Math.floor(at / n) ? 99 : x));
      expectClose(symmetricEigenvalues(lower, n), expected, 1e-13);
    }
  });

  test('keep multiplicities, clusters, zeros and empty rows', () => {
    const values = [-3, -3, -3, 0, 0, 1, 1 + 1e-9, 1 + 2e-9, 5, 5, 100];
    expectClose(symmetricEigenvalues(withSpectrum(values, 3), values.length), values, 1e-12);
    expect([...symmetricEigenvalues(diagonalMatrix([4, -1, 0, 4, 2]), 5)]).toEqual([-1, 0, 2, 4, 4]);
    expect([...symmetricEigenvalues(new Float64Array(36), 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    const one = new Float64Array(49).fill(1);
    expectClose(symmetricEigenvalues(one, 7), [0, 0, 0, 0, 0, 0, 7], 1e-14);
  });

  test('bear huge and tiny numbers, and answer NaN to what is not finite', () => {
    for (const unit of [1e-200, 1e-140, 1e140, 1e200]) {
      const found = symmetricEigenvalues(
        laplacian(12).map((x) => x * unit),
        12,
      );
      expectClose(
        found.map((x) => x / unit),
        laplacianValues(12),
        1e-13,
      );
    }
    expect([...symmetricEigenvalues(Float64Array.of(1, 0, NaN, 1), 2)]).toEqual([NaN, NaN]);
    expect([...symmetricEigenvalues(Float64Array.of(Infinity), 1)]).toEqual([NaN]);
  });
});

test('the full decomposition bears rows of denormal numbers beside ordinary ones', () => {
  const matrix = Float64Array.of(
    0,
    7e-318,
    0,
    5e-318,
    7e-318,
    0,
    -5e-318,
    1.25,
    0,
    -5e-318,
    0,
    -3e-318,
    5e-318,
    1.25,
    -3e-318,
    0,
  );
  expectClose(symmetricEigen(matrix, 4).values, [-1.25, 0, 0, 1.25], 1e-15);
  const tiny = laplacian(4).map((x) => x * 1e-310);
  expectClose(
    symmetricEigen(tiny, 4).values.map((x) => x / 1e-310),
    laplacianValues(4),
    1e-12,
  );
});

describe('eigenpairs at the ends', () => {
  test.each([
    ['random', goe(60, 5), 60],
    ['the Laplacian', laplacian(50), 50],
    ['multiple', withSpectrum([...Array<number>(10).fill(-2), ...Array<number>(20).fill(0), 1, 1, 3], 8), 33],
    ['diagonal', diagonalMatrix([...Array<number>(20).fill(1), -1]), 21],
    ['the identity, huge', diagonalMatrix(Array<number>(20).fill(1e150)), 20],
    ['small', goe(6, 2), 6],
  ])('%s: orthonormal, with small residuals', (_, matrix, n) => {
    for (const [low, high] of [
      [3, 2],
      [n, n],
      [0, 1],
    ] as const) {
      const { all, values, vectors } = symmetricEigenpairs(matrix, n, low, high);
      expect(vectors).toHaveLength(Math.min(n, low + high));
      const size = Math.max(...matrix.map(Math.abs), 1e-300);
      vectors.forEach((vector, k) => {
        expect(all).toContain(values[k]!);
        multiply(matrix, vector).forEach((x, i) => {
          expect(Math.abs(x - values[k]! * vector[i]!) / size).toBeLessThan(1e-12);
        });
        vectors.forEach((other, m) => {
          const product = vector.reduce((sum, x, i) => sum + x * other[i]!, 0);
          expect(Math.abs(product - (k === m ? 1 : 0))).toBeLessThan(1e-12);
        });
      });
    }
  });
});

describe('a tridiagonal matrix', () => {
  test('of Legendre gives the Gauss–Legendre rule: nodes and weights', () => {
    const beside = Float64Array.from({ length: 4 }, (_, k) => (k + 1) / Math.sqrt(4 * (k + 1) ** 2 - 1));
    const { values, first } = tridiagonalFirst(new Float64Array(5), beside);
    expectClose(values, [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664], 1e-14);
    expectClose(
      first.map((x) => 2 * x * x),
      [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891],
      1e-14,
    );
  });

  test('of order 0 and 1, and one that falls apart', () => {
    expect([...tridiagonalValues(new Float64Array(0), new Float64Array(0))]).toEqual([]);
    expect([...tridiagonalValues(Float64Array.of(7), new Float64Array(0))]).toEqual([7]);
    expect([...tridiagonalValues(Float64Array.of(3, 1, 2), new Float64Array(2))]).toEqual([1, 2, 3]);
    expect([...tridiagonalValues(Float64Array.of(0, NaN), Float64Array.of(1))]).toEqual([NaN, NaN]);
  });
});
