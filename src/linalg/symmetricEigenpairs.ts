import { type SymmetricEigen, oriented, symmetricEigen } from './eigen';
import { unitFor } from './symmetricEigenvalues';
import { tridiagonalValues } from './tridiagonal';
import { type TridiagonalForm, tridiagonalize } from './tridiagonalize';
import { addScaled, dot, norm, orthogonalize, scale } from './vectors';

export interface ChosenEigenpairs extends SymmetricEigen {
  /** All n eigenvalues, ascending. */
  readonly all: Float64Array;
}

/**
 * All eigenvalues of a symmetric matrix (row-major, n × n) and the eigenvectors of the `low` lowest and the `high` highest
 * (of all where low + high ≥ n), ascending. The vectors come from inverse iteration on the tridiagonal form (Peters &
 * Wilkinson, Handbook for Automatic Computation II/18, 1971), those of close eigenvalues made orthogonal.
 */
export function symmetricEigenpairs(matrix: Float64Array, n: number, low: number, high: number): ChosenEigenpairs {
  const chosen = low + high >= n ? range(0, n) : [...range(0, low), ...range(n - high, n)];
  const unit = unitFor(matrix, n);
  const pairs = n < 16 || Number.isNaN(unit) ? null : byInverseIteration(matrix, n, unit, chosen);
  if (pairs !== null) return pairs;
  const { values, vectors } = symmetricEigen(matrix, n);
  return { all: values, values: Float64Array.from(chosen, (i) => values[i]!), vectors: chosen.map((i) => vectors[i]!) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Null where a vector does not settle. */
function byInverseIteration(
  matrix: Float64Array,
  n: number,
  unit: number,
  chosen: readonly number[],
): ChosenEigenpairs | null {
  const form = tridiagonalize(unit === 1 ? matrix : matrix.map((x) => x / unit), n);
  const pairs = pairsOf(form, chosen);
  if (pairs === null || unit === 1) return pairs;
  return {
    all: pairs.all.map((value) => value * unit),
    values: pairs.values.map((value) => value * unit),
    vectors: pairs.vectors,
  };
}

/** All eigenvalues of a matrix from its tridiagonal form, and the chosen ones with eigenvectors; null where a vector does not settle. */
export function pairsOf(
  { diagonal, beside, packed }: TridiagonalForm,
  chosen: readonly number[],
): ChosenEigenpairs | null {
  const n = diagonal.length;
  const values = tridiagonalValues(diagonal, beside);
  const size = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
  const vectors: Float64Array[] = [];
  let cluster: Float64Array[] = [];
  for (let k = 0; k < chosen.length; k++) {
    const value = values[chosen[k]!]!;
    if (k > 0 && value - values[chosen[k - 1]!]! > 1e-3 * size) cluster = [];
    const factors = new ShiftedTridiagonal(diagonal, beside, value, size);
    // Any start will do that is not nearly orthogonal to the vector; the sine of the squares has no pattern of its own.
    const vector = Float64Array.from({ length: n }, (_, i) => Math.sin(1 + k + (i + 1) * (i + 1 + k)));
    for (let round = 0; round < 4; round++) {
      factors.solve(vector);
      scale(vector, 1 / norm(vector));
      orthogonalize(vector, cluster);
      scale(vector, 1 / norm(vector));
    }
    if (!(residual(diagonal, beside, value, vector) <= 1e-13 * n * size)) return null;
    cluster.push(vector);
    vectors.push(vector);
  }
  return {
    all: values,
    values: Float64Array.from(chosen, (i) => values[i]!),
    vectors: vectors.map((vector) => oriented(reflected(packed, Float64Array.from(vector)))),
  };
}

/** ‖Tx − λx‖. */
function residual(diagonal: Float64Array, beside: Float64Array, value: number, x: Float64Array): number {
  return norm(
    x.map(
      (xi, i) =>
        (diagonal[i]! - value) * xi +
        (i > 0 ? beside[i - 1]! * x[i - 1]! : 0) +
        (i < x.length - 1 ? beside[i]! * x[i + 1]! : 0),
    ),
  );
}

/** Takes an eigenvector of the tridiagonal form back to one of the matrix, in place. */
function reflected(packed: Float64Array, vector: Float64Array): Float64Array {
  for (let i = 1, at = 1; i < vector.length; at += ++i) {
    const u = packed.subarray(at, at + i);
    const square = dot(u, u);
    if (square > 0) addScaled(vector.subarray(0, i), (-2 * dot(u, vector.subarray(0, i))) / square, u);
  }
  return vector;
}

/** T − λI as PLU, with partial pivoting; a pivot of 0 becomes the rounding error of T. */
class ShiftedTridiagonal {
  private readonly pivots: Float64Array;
  private readonly second: Float64Array;
  private readonly third: Float64Array;
  private readonly multipliers: Float64Array;
  private readonly swapped: Uint8Array;

  constructor(diagonal: Float64Array, beside: Float64Array, value: number, size: number) {
    const n = diagonal.length;
    this.pivots = diagonal.map((d) => d - value);
    this.second = new Float64Array(n);
    this.second.set(beside);
    this.third = new Float64Array(n);
    this.multipliers = new Float64Array(n);
    this.swapped = new Uint8Array(n);
    const tiny = Number.EPSILON * size;
    const { pivots, second, third } = this;
    for (let i = 0; i + 1 < n; i++) {
      const below = beside[i]!;
      if (Math.abs(below) > Math.abs(pivots[i]!)) {
        this.swapped[i] = 1;
        const multiplier = pivots[i]! / below;
        const upper = second[i]!;
        pivots[i] = below;
        second[i] = pivots[i + 1]!;
        third[i] = second[i + 1]!;
        pivots[i + 1] = upper - multiplier * second[i]!;
        second[i + 1] = -multiplier * third[i]!;
        this.multipliers[i] = multiplier;
      } else {
        if (Math.abs(pivots[i]!) < tiny) pivots[i] = tiny;
        const multiplier = below / pivots[i]!;
        pivots[i + 1] = pivots[i + 1]! - multiplier * second[i]!;
        this.multipliers[i] = multiplier;
      }
    }
    if (Math.abs(pivots[n - 1]!) < tiny) pivots[n - 1] = tiny;
  }

  /** x ← (T − λI)⁻¹x. */
  solve(x: Float64Array): void {
    const n = x.length;
    for (let i = 0; i + 1 < n; i++) {
      if (this.swapped[i] === 1) [x[i], x[i + 1]] = [x[i + 1]!, x[i]!];
      x[i + 1] = x[i + 1]! - this.multipliers[i]! * x[i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      const one = i + 1 < n ? this.second[i]! * x[i + 1]! : 0;
      const two = i + 2 < n ? this.third[i]! * x[i + 2]! : 0;
      x[i] = (x[i]! - one - two) / this.pivots[i]!;
    }
  }
}
