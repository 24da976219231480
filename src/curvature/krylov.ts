import { symmetricEigenpairs } from '../linalg/symmetricEigenpairs';
import { addScaled, dot, norm, orthogonalize, scale } from '../linalg/vectors';

/** A symmetric n × n matrix known by its products: writes A·vector into `product`, another array. */
export type SymmetricOperator = (vector: Float64Array, product: Float64Array) => void;

/** Rayleigh–Ritz approximations from a basis of dimension k. */
export interface RitzValues {
  /** All k Ritz values, ascending: by Courant–Fischer the i-th is no lower than the i-th eigenvalue. */
  readonly all: Float64Array;
  /** How many were chosen at either end; they overlap where low + high > k. */
  readonly low: number;
  readonly high: number;
  /** The chosen ones, ascending. */
  readonly values: Float64Array;
  /** |β·s| of each chosen one, s the last component of its coordinates: the length of A·y − θ·y. */
  readonly residuals: Float64Array;
  /** k coordinates of each chosen one in the basis. */
  readonly coordinates: readonly Float64Array[];
}

/**
 * A Krylov space of A restricted to the orthogonal complement of `fixed`, grown one product at a time by Lanczos' recurrence
 * with full reorthogonalisation (Parlett, The Symmetric Eigenvalue Problem, ch. 13), and shrunk to Ritz vectors by the thick
 * restart of Wu & Simon (SIAM J. Matrix Anal. Appl. 22, 2000, §3).
 */
export class Krylov {
  readonly basis: Float64Array[] = [];
  /** Length of what A takes out of the space; 0 where the space is invariant. */
  beta = 0;
  /** The projected matrix VᵀAV (capacity × capacity, row-major; the first k rows and columns are in use). */
  private readonly projected: Float64Array;
  private next: Float64Array;

  /**
   * `start` is any vector that does not lie in the span of `fixed`; `size` is the largest ‖A·v‖ seen so far for unit vectors,
   * a lower bound of ‖A‖.
   */
  constructor(
    private readonly fixed: readonly Float64Array[],
    start: Float64Array,
    private readonly capacity: number,
    public size: number,
  ) {
    this.projected = new Float64Array(capacity * capacity);
    this.next = start;
    orthogonalize(start, fixed);
    scale(start, 1 / norm(start));
    // A start close to the span of `fixed` would keep a rounding error of it.
    orthogonalize(start, fixed);
    scale(start, 1 / norm(start));
  }

  get full(): boolean {
    return this.basis.length === this.capacity;
  }

  /** Adds one vector, with one product. False where the product is not finite. */
  grow(operator: SymmetricOperator): boolean {
    const { basis, capacity, projected, next } = this;
    const k = basis.length;
    const product = new Float64Array(next.length);
    operator(next, product);
    const length = norm(product);
    if (!Number.isFinite(length)) return false;
    this.size = Math.max(this.size, length);
    basis.push(next);
    projected[k * capacity + k] = dot(next, product);
    orthogonalize(product, this.fixed);
    orthogonalize(product, basis);
    this.beta = norm(product);
    // What is left of an invariant space is the rounding error of the product.
    if (this.beta <= 8 * Number.EPSILON * Math.sqrt(next.length) * this.size) this.beta = 0;
    else {
      scale(product, 1 / this.beta);
      if (!this.full) this.couple(k, k + 1, this.beta);
    }
    this.next = product;
    return true;
  }

  /** Ritz values, and the coordinates of the `low` lowest and `high` highest. */
  ritz(low: number, high: number): RitzValues {
    const k = this.basis.length;
    const matrix = new Float64Array(k * k);
    for (let i = 0; i < k; i++) {
      matrix.set(this.projected.subarray(i * this.capacity, i * this.capacity + k), i * k);
    }
    const [fromLow, fromHigh] = [Math.min(low, k), Math.min(high, k)];
    const { all, values, vectors } = symmetricEigenpairs(matrix, k, fromLow, fromHigh);
    return {
      all,
      low: fromLow,
      high: fromHigh,
      values,
      residuals: Float64Array.from(vectors, (vector) => Math.abs(this.beta * vector[k - 1]!)),
      coordinates: vectors,
    };
  }

  /** The vector in n dimensions that has these coordinates. */
  combine(coordinates: Float64Array): Float64Array {
    const sum = new Float64Array(this.next.length);
    this.basis.forEach((vector, i) => addScaled(sum, coordinates[i]!, vector));
    scale(sum, 1 / norm(sum));
    return sum;
  }

  /** Keeps only these Ritz vectors and the vector that comes next: what A does to the smaller space stays known exactly. */
  restart({ values, coordinates }: RitzValues): void {
    const k = this.basis.length;
    const kept = coordinates.map((each) => this.combine(each));
    this.basis.splice(0, k, ...kept);
    this.projected.fill(0);
    kept.forEach((_, i) => {
      this.projected[i * this.capacity + i] = values[i]!;
      this.couple(i, kept.length, this.beta * coordinates[i]![k - 1]!);
    });
  }

  private couple(i: number, j: number, value: number): void {
    this.projected[i * this.capacity + j] = value;
    this.projected[j * this.capacity + i] = value;
  }
}
