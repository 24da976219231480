/**
 * Eigenvalues of a symmetric tridiagonal matrix, given by its diagonal (n numbers) and the numbers beside it (n − 1).
 * QL with implicit Wilkinson shifts: Dubrulle, Martin & Wilkinson, Numerische Mathematik 12 (1968); Parlett, The Symmetric
 * Eigenvalue Problem, §8.7–8.12. The arguments are left as they are. Input that is not finite gives NaN.
 */

/** The eigenvalues alone, ascending. */
export function tridiagonalValues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  return implicitQl(diagonal, beside, new Float64Array(0), 0).sort();
}

export interface TridiagonalFirst {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** The first component of each unit eigenvector. */
  readonly first: Float64Array;
}

/** Eigenvalues with the first components of the eigenvectors: all that a quadrature rule needs (Golub & Welsch 1969). */
export function tridiagonalFirst(diagonal: Float64Array, beside: Float64Array): TridiagonalFirst {
  const first = new Float64Array(diagonal.length);
  if (first.length > 0) first[0] = 1;
  const values = implicitQl(diagonal, beside, first, 1);
  const order = ascending(values);
  return { values: values.map((_, i) => values[order[i]!]!), first: values.map((_, i) => first[order[i]!]!) };
}

/**
 * Eigenvalues ascending, and with every one a row of `width` numbers: the products of its unit eigenvector with the columns of
 * `rows` (n × width, row-major).
 */
export function tridiagonalProducts(
  diagonal: Float64Array,
  beside: Float64Array,
  rows: Float64Array,
  width: number,
): { readonly values: Float64Array; readonly rows: Float64Array } {
  const turned = Float64Array.from(rows);
  const values = implicitQl(diagonal, beside, turned, width);
  const order = ascending(values);
  const sorted = new Float64Array(turned.length);
  order.forEach((from, to) => sorted.set(turned.subarray(from * width, (from + 1) * width), to * width));
  return { values: values.map((_, i) => values[order[i]!]!), rows: sorted };
}

/**
 * How many eigenvalues are below x: the negative pivots of T − xI (Sylvester's law of inertia; Barth, Martin & Wilkinson, Numerische
 * Mathematik 9, 1967). In doubles, it is the count of a matrix within rounding of T.
 */
export function countBelow(diagonal: Float64Array, beside: Float64Array, x: number): number {
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    const coupling = i === 0 ? 0 : beside[i - 1]!;
    pivot = diagonal[i]! - x - (coupling * coupling) / pivot;
    if (pivot === 0) pivot = Number.EPSILON * Math.max(Number.MIN_VALUE / Number.EPSILON, Math.abs(coupling));
    if (pivot < 0) count++;
  }
  return count;
}

function ascending(values: Float64Array): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
}

/**
 * The eigenvalues, in the order the iteration finds them. Every rotation is applied to the rows of `rows` (n × width) as
 * well: where it starts as the identity's first `width` columns, row i ends as that part of the eigenvector of value i.
 */
function implicitQl(diagonal: Float64Array, beside: Float64Array, rows: Float64Array, width: number): Float64Array {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  e.set(beside.subarray(0, Math.max(0, n - 1)));
  for (let low = 0; low < n; low++) {
    for (let sweep = 0; ; sweep++) {
      let high = low;
      while (high < n - 1 && !negligible(d, e, high)) high++;
      if (high === low) break;
      // 30 sweeps an eigenvalue are never needed by finite input.
      if (sweep === 80 || !Number.isFinite(d[low]!)) return d.fill(NaN);
      const half = (d[low + 1]! - d[low]!) / (2 * e[low]!);
      const root = Math.sqrt(half * half + 1);
      // d[high] − shift, the shift being the eigenvalue of the top 2 × 2 block that is closer to d[low].
      let g = d[high]! - d[low]! + e[low]! / (half + (half < 0 ? -root : root));
      let [s, c, p] = [1, 1, 0];
      let i = high - 1;
      for (; i >= low; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = d[i + 1]! - p;
          e[high] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        const q = (d[i]! - g) * s + 2 * c * b;
        p = s * q;
        d[i + 1] = g + p;
        g = c * q - b;
        for (let k = i * width; k < (i + 1) * width; k++) {
          const below = rows[k + width]!;
          rows[k + width] = s * rows[k]! + c * below;
          rows[k] = c * rows[k]! - s * below;
        }
      }
      if (i >= low) continue;
      d[low] = d[low]! - p;
      e[low] = g;
      e[high] = 0;
    }
  }
  return d;
}

function negligible(d: Float64Array, e: Float64Array, i: number): boolean {
  return Math.abs(e[i]!) <= Number.EPSILON * (Math.abs(d[i]!) + Math.abs(d[i + 1]!));
}
