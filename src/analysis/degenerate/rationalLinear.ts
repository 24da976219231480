/** Exact linear algebra for small symmetric matrices of rationals. */
import { Rational } from '../../symbolic/rational';

export interface KernelSplit {
  /** Row indices of a regular principal submatrix of full rank. */
  readonly pivots: readonly number[];
  /** The other indices, one for each kernel vector. */
  readonly free: readonly number[];
  /** kernel[k] has 1 at free[k] and 0 at the other free indices. */
  readonly kernel: readonly (readonly Rational[])[];
}

/** Kernel and complement of a symmetric matrix, by exact Gauss–Jordan elimination. */
export function splitKernel(matrix: readonly (readonly Rational[])[]): KernelSplit {
  const n = matrix.length;
  const rows = matrix.map((row) => [...row]);
  const pivots: number[] = [];
  let rank = 0;
  for (let column = 0; column < n && rank < n; column++) {
    const found = rows.findIndex((row, i) => i >= rank && !row[column]!.isZero);
    if (found < 0) continue;
    [rows[rank], rows[found]] = [rows[found]!, rows[rank]!];
    const pivot = rows[rank]![column]!;
    rows[rank] = rows[rank]!.map((entry) => entry.divide(pivot));
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![column]!;
      if (i === rank || factor.isZero) continue;
      rows[i] = rows[i]!.map((entry, j) => entry.subtract(factor.multiply(rows[rank]![j]!)));
    }
    pivots.push(column);
    rank++;
  }
  const free = Array.from({ length: n }, (_, i) => i).filter((i) => !pivots.includes(i));
  const kernel = free.map((index) => {
    const vector = Array.from({ length: n }, (_, i) => (i === index ? Rational.one : Rational.zero));
    pivots.forEach((pivot, row) => (vector[pivot] = rows[row]![index]!.negate()));
    return vector;
  });
  return { pivots, free, kernel };
}

/** The inverse of a regular matrix. */
export function invertExactly(matrix: readonly (readonly Rational[])[]): Rational[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? Rational.one : Rational.zero))]);
  for (let column = 0; column < n; column++) {
    const found = rows.findIndex((row, i) => i >= column && !row[column]!.isZero);
    if (found < 0) throw new RangeError('A singular matrix has no inverse.');
    [rows[column], rows[found]] = [rows[found]!, rows[column]!];
    const pivot = rows[column]![column]!;
    rows[column] = rows[column]!.map((entry) => entry.divide(pivot));
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![column]!;
      if (i === column || factor.isZero) continue;
      rows[i] = rows[i]!.map((entry, j) => entry.subtract(factor.multiply(rows[column]![j]!)));
    }
  }
  return rows.map((row) => row.slice(n));
}

/**
 * The rational with the smallest denominator in [low, high], low < high (Stern–Brocot, by continued fractions). In double
 * arithmetic: where the interval is narrower than its rounding it may lie a little outside.
 */
export function simplestIn(low: number, high: number): Rational {
  if (low <= 0 && high >= 0) return Rational.zero;
  if (low < 0) return simplestIn(-high, -low).negate();
  let [a, b] = [low, high];
  // The last two convergents.
  let [top, bottom, topBefore, bottomBefore] = [1, 0, 0, 1];
  for (;;) {
    const whole = Math.floor(a);
    const isLast = Math.ceil(a) <= b;
    const term = isLast ? Math.ceil(a) : whole;
    [top, topBefore] = [term * top + topBefore, top];
    [bottom, bottomBefore] = [term * bottom + bottomBefore, bottom];
    if (!(top <= Number.MAX_SAFE_INTEGER && bottom <= Number.MAX_SAFE_INTEGER)) return Rational.fromNumber(low);
    if (isLast) return Rational.of(BigInt(top), BigInt(bottom));
    [a, b] = [1 / (b - whole), 1 / (a - whole)];
  }
}
