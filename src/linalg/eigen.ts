import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { unitFor } from './symmetricEigenvalues';

export interface SymmetricEigen {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** vectors[i] is the unit eigenvector of values[i]; its largest component is positive. */
  readonly vectors: Float64Array[];
}

/** Eigenvalues and eigenvectors of a symmetric matrix (row-major, n × n). A matrix that is not finite gives NaN. */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  if (!matrix.every(Number.isFinite)) {
    return {
      values: new Float64Array(n).fill(NaN),
      vectors: Array.from({ length: n }, () => new Float64Array(n).fill(NaN)),
    };
  }
  if (n === 1) return { values: Float64Array.of(matrix[0]!), vectors: [Float64Array.of(1)] };
  if (n === 2) return eigenOfTwo(matrix[0]!, matrix[1]!, matrix[3]!);
  // ml-matrix divides by the sizes of rows, and fails where that overflows: what rounding would lose anyway is 0 from here on.
  const unit = unitFor(matrix, n);
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from(matrix.subarray(i * n, (i + 1) * n), (x) => (Math.abs(x / unit) < 1e-200 ? 0 : x / unit)),
  );
  const decomposition = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true });
  const order = decomposition.realEigenvalues
    .map((_, i) => i)
    .sort((a, b) => decomposition.realEigenvalues[a]! - decomposition.realEigenvalues[b]!);
  return {
    values: Float64Array.from(order, (i) => decomposition.realEigenvalues[i]! * unit),
    vectors: order.map((i) => oriented(Float64Array.from(decomposition.eigenvectorMatrix.getColumn(i)))),
  };
}

/** [[a, b], [b, d]] by one Jacobi rotation (Golub & Van Loan, Matrix Computations, §8.5.2): accurate for both eigenvalues. */
function eigenOfTwo(a: number, b: number, d: number): SymmetricEigen {
  let c = 1;
  let s = 0;
  let first = a;
  let second = d;
  if (b !== 0) {
    const tau = (d - a) / (2 * b);
    const t = tau === 0 ? 1 : Math.sign(tau) / (Math.abs(tau) + Math.hypot(1, tau));
    c = 1 / Math.hypot(1, t);
    s = t * c;
    first = a - t * b;
    second = d + t * b;
  }
  const vectors = [oriented(Float64Array.of(c, -s)), oriented(Float64Array.of(s, c))];
  return first <= second
    ? { values: Float64Array.of(first, second), vectors }
    : { values: Float64Array.of(second, first), vectors: [vectors[1]!, vectors[0]!] };
}

/** The vector or its opposite: the one whose largest component is positive. */
export function oriented(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const component of vector) if (Math.abs(component) > Math.abs(largest) + 1e-12) largest = component;
  return largest < 0
    ? vector.map((component) => (component === 0 ? 0 : -component))
    : vector.map((component) => component + 0);
}
