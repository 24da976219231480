import { tridiagonalValues } from './tridiagonal';
import { tridiagonalize } from './tridiagonalize';

/**
 * The eigenvalues alone of a symmetric matrix (row-major, n × n; its lower triangle is read), ascending, each right to a few
 * ε‖A‖. A matrix that is not finite gives NaN.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const unit = unitFor(matrix, n);
  if (Number.isNaN(unit)) return new Float64Array(n).fill(NaN);
  const { diagonal, beside } = tridiagonalize(unit === 1 ? matrix : matrix.map((x) => x / unit), n);
  const values = tridiagonalValues(diagonal, beside);
  return unit === 1 ? values : values.map((value) => value * unit);
}

/** What to divide the matrix by so that squares of its numbers stay in range: 1 as a rule; NaN where it is not finite. */
export function unitFor(matrix: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const magnitude = Math.abs(matrix[i * n + j]!);
      if (!(magnitude < Infinity)) return NaN;
      if (magnitude > largest) largest = magnitude;
    }
  }
  return largest === 0 || (largest > 1e-100 && largest < 1e100) ? 1 : largest;
}
