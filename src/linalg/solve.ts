import { LuDecomposition, Matrix } from 'ml-matrix';

/** The solution of matrix·x = right (row-major, n × n), by LU with partial pivoting; null where a pivot is exactly 0. */
export function solve(matrix: Float64Array, right: Float64Array, n: number): Float64Array | null {
  const lu = factor(matrix, n);
  return lu === null ? null : Float64Array.from(lu.solve(Matrix.columnVector(right)).getColumn(0));
}

/** The inverse (row-major), or null where a pivot is exactly 0. */
export function invert(matrix: Float64Array, n: number): Float64Array | null {
  const lu = factor(matrix, n);
  return lu === null ? null : Float64Array.from(lu.solve(Matrix.eye(n, n)).to1DArray());
}

function factor(matrix: Float64Array, n: number): LuDecomposition | null {
  if (!matrix.every(Number.isFinite)) return null;
  const lu = new LuDecomposition(Matrix.from1DArray(n, n, matrix));
  return lu.isSingular() ? null : lu;
}
