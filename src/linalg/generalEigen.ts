import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The eigenvalues of a real matrix (row-major, n × n), complex ones in pairs. A matrix that is not finite gives NaN. */
export function generalEigenvalues(
  matrix: ArrayLike<number>,
  n: number,
): { readonly re: number; readonly im: number }[] {
  const entries = Array.from(matrix);
  if (!entries.every(Number.isFinite)) return Array.from({ length: n }, () => ({ re: NaN, im: 0 }));
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(n, n, entries), {
    assumeSymmetric: false,
  });
  return realEigenvalues.map((re, i) => ({ re, im: imaginaryEigenvalues[i]! }));
}
