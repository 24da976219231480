/** The copy that is eliminated in: kept, since searches solve small systems by the thousand. */
let work = new Float64Array(16);

/** The solution of matrix·x = right (row-major, n × n), by LU with partial pivoting; null where a pivot is exactly 0. */
export function solve(matrix: Float64Array, right: Float64Array, n: number): Float64Array | null {
  const solution = right.slice();
  return solveColumns(matrix, solution, n, 1) ? solution : null;
}

/** The same into `right`; false where a pivot is exactly 0. */
export function solveInPlace(matrix: Float64Array, right: Float64Array, n: number): boolean {
  return solveColumns(matrix, right, n, 1);
}

/** The inverse (row-major), or null where a pivot is exactly 0. */
export function invert(matrix: Float64Array, n: number): Float64Array | null {
  const inverse = new Float64Array(n * n);
  return invertInto(matrix, inverse, n) ? inverse : null;
}

/** The same into `inverse`; false where a pivot is exactly 0. */
export function invertInto(matrix: Float64Array, inverse: Float64Array, n: number): boolean {
  inverse.fill(0, 0, n * n);
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  return solveColumns(matrix, inverse, n, n);
}

/**
 * Gaussian elimination with partial pivoting (Golub & Van Loan, Matrix Computations, §3.4) on a copy of the matrix and, along with it,
 * on `columns` (row-major, n × count), which become the solutions. False where the matrix is not finite, or a pivot is 0.
 */
function solveColumns(matrix: Float64Array, columns: Float64Array, n: number, count: number): boolean {
  for (let k = 0; k < n * n; k++) if (!Number.isFinite(matrix[k]!)) return false;
  if (work.length < n * n) work = new Float64Array(n * n);
  const a = work;
  for (let k = 0; k < n * n; k++) a[k] = matrix[k]!;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
    if (a[pivot * n + k] === 0) return false;
    if (pivot !== k) {
      exchange(a, k * n, pivot * n, n);
      exchange(columns, k * count, pivot * count, count);
    }
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / a[k * n + k]!;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - factor * a[k * n + j]!;
      for (let j = 0; j < count; j++)
        columns[i * count + j] = columns[i * count + j]! - factor * columns[k * count + j]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = 0; j < count; j++) {
      let rest = columns[k * count + j]!;
      for (let i = k + 1; i < n; i++) rest -= a[k * n + i]! * columns[i * count + j]!;
      columns[k * count + j] = rest / a[k * n + k]!;
    }
  }
  return true;
}

function exchange(list: Float64Array, from: number, to: number, count: number): void {
  for (let j = 0; j < count; j++) {
    const kept = list[from + j]!;
    list[from + j] = list[to + j]!;
    list[to + j] = kept;
  }
}
