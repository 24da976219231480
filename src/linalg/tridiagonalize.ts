/**
 * A symmetric matrix reduced to tridiagonal form by n − 2 Householder reflections (Householder 1958; Wilkinson's variant from
 * the last row upwards: Martin, Reinsch & Wilkinson, Numerische Mathematik 11, 1968), fit for caches.
 */
export interface TridiagonalForm {
  /** n numbers. */
  readonly diagonal: Float64Array;
  /** n − 1 numbers: `beside[i]` couples i and i + 1. */
  readonly beside: Float64Array;
  /**
   * The reflections, packed by rows: the first i numbers of row i (at i(i + 1)/2) are the vector u of the reflection
   * I − 2uuᵀ/uᵀu that emptied the row; all zero where it needed none.
   */
  readonly packed: Float64Array;
}

/**
 * Reduces a finite symmetric matrix (row-major, n × n; its lower triangle is read). Works on the packed lower triangle, whose
 * rows are contiguous. Each reflection is a rank-2 update A ← A − vwᵀ − wvᵀ, and the next one needs a product A·u; both are
 * done in one pass over the triangle, four rows at a time (the idea of BLAS 2.5: Howell et al., ACM TOMS 34, 2008), so a
 * step reads and writes the matrix once. 4n³/3 operations.
 */
export function tridiagonalize(matrix: Float64Array, n: number): TridiagonalForm {
  const steps = tridiagonalSteps(matrix, n);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps: yields after each row. */
export function* tridiagonalSteps(matrix: Float64Array, n: number): Generator<void, TridiagonalForm> {
  const a = new Float64Array((n * (n + 1)) / 2);
  for (let i = 0, at = 0; i < n; at += ++i) for (let j = 0; j <= i; j++) a[at + j] = matrix[i * n + j]!;
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(Math.max(0, n - 1));
  // The update still owed to rows below `i`: A − vwᵀ − wvᵀ. At first none.
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  const u = new Float64Array(n);
  const product = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    yield;
    const row = (i * (i + 1)) / 2;
    // Bring this row up to date, then choose the reflection that leaves only its last number.
    const [vi, wi] = [v[i]!, w[i]!];
    for (let j = 0; j <= i; j++) a[row + j] = a[row + j]! - vi * w[j]! - wi * v[j]!;
    diagonal[i] = a[row + i]!;
    if (i === 0) break;
    const last = a[row + i - 1]!;
    let rest = 0;
    for (let j = 0; j < i - 1; j++) rest += a[row + j]! * a[row + j]!;
    if (rest === 0) {
      beside[i - 1] = last;
      a.fill(0, row, row + i);
      u.fill(0);
      pass(a, i, v, w, u, product);
      v.fill(0);
      w.fill(0);
      continue;
    }
    const length = Math.sqrt(rest + last * last);
    const mirrored = last > 0 ? -length : length;
    beside[i - 1] = mirrored;
    a[row + i - 1] = last - mirrored;
    for (let j = 0; j < i; j++) u[j] = a[row + j]!;
    // ½uᵀu, without forming it from squares again.
    const half = length * length - last * mirrored;
    pass(a, i, v, w, u, product);
    let along = 0;
    for (let j = 0; j < i; j++) {
      product[j] = product[j]! / half;
      along += product[j]! * u[j]!;
    }
    const share = along / (2 * half);
    for (let j = 0; j < i; j++) {
      w[j] = product[j]! - share * u[j]!;
      v[j] = u[j]!;
    }
  }
  return { diagonal, beside, packed: a };
}

/** In one pass over the leading m × m triangle: A ← A − vwᵀ − wvᵀ, then product ← A·u. */
function pass(
  a: Float64Array,
  m: number,
  v: Float64Array,
  w: Float64Array,
  u: Float64Array,
  product: Float64Array,
): void {
  product.fill(0, 0, m);
  let i = 0;
  for (; i + 4 <= m; i += 4) fourRows(a, i, v, w, u, product);
  for (; i < m; i++) {
    const at = (i * (i + 1)) / 2;
    const [vi, wi, ui] = [v[i]!, w[i]!, u[i]!];
    let sum = 0;
    for (let k = 0; k < i; k++) {
      const x = a[at + k]! - vi * w[k]! - wi * v[k]!;
      a[at + k] = x;
      sum += x * u[k]!;
      product[k] = product[k]! + x * ui;
    }
    const x = a[at + i]! - 2 * vi * wi;
    a[at + i] = x;
    product[i] = product[i]! + sum + x * ui;
  }
}

function fourRows(
  a: Float64Array,
  i: number,
  v: Float64Array,
  w: Float64Array,
  u: Float64Array,
  product: Float64Array,
): void {
  const r0 = (i * (i + 1)) / 2;
  const r1 = r0 + i + 1;
  const r2 = r1 + i + 2;
  const r3 = r2 + i + 3;
  const v0 = v[i]!;
  const v1 = v[i + 1]!;
  const v2 = v[i + 2]!;
  const v3 = v[i + 3]!;
  const w0 = w[i]!;
  const w1 = w[i + 1]!;
  const w2 = w[i + 2]!;
  const w3 = w[i + 3]!;
  const u0 = u[i]!;
  const u1 = u[i + 1]!;
  const u2 = u[i + 2]!;
  const u3 = u[i + 3]!;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < i; k++) {
    const vk = v[k]!;
    const wk = w[k]!;
    const uk = u[k]!;
    const x0 = a[r0 + k]! - v0 * wk - w0 * vk;
    const x1 = a[r1 + k]! - v1 * wk - w1 * vk;
    const x2 = a[r2 + k]! - v2 * wk - w2 * vk;
    const x3 = a[r3 + k]! - v3 * wk - w3 * vk;
    a[r0 + k] = x0;
    a[r1 + k] = x1;
    a[r2 + k] = x2;
    a[r3 + k] = x3;
    s0 += x0 * uk;
    s1 += x1 * uk;
    s2 += x2 * uk;
    s3 += x3 * uk;
    product[k] = product[k]! + (x0 * u0 + x1 * u1 + (x2 * u2 + x3 * u3));
  }
  product[i] = product[i]! + s0;
  product[i + 1] = product[i + 1]! + s1;
  product[i + 2] = product[i + 2]! + s2;
  product[i + 3] = product[i + 3]! + s3;
  // The small triangle on the diagonal.
  for (let p = i; p < i + 4; p++) {
    const at = (p * (p + 1)) / 2;
    const [vp, wp, up] = [v[p]!, w[p]!, u[p]!];
    for (let q = i; q <= p; q++) {
      const x = a[at + q]! - vp * w[q]! - wp * v[q]!;
      a[at + q] = x;
      product[p] = product[p]! + x * u[q]!;
      if (q < p) product[q] = product[q]! + x * up;
    }
  }
}
