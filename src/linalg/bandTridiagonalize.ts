/**
 * A symmetric band matrix of n rows: entry (i + d, i) stands at `i·(width + 1) + d`, for d from 0 to `width`; what lies below the last
 * row is 0.
 */
export interface SymmetricBand {
  readonly n: number;
  /** Diagonals below the main one, at least 1. */
  readonly width: number;
  readonly entries: Float64Array;
}

export interface ReducedBand {
  /** n numbers. */
  readonly diagonal: Float64Array;
  /** n − 1 numbers. */
  readonly beside: Float64Array;
  /** The first `kept` columns of the orthogonal Q of T = Q·A·Qᵀ, row-major n × kept. */
  readonly rows: Float64Array;
}

/**
 * Reduces a symmetric band matrix to a tridiagonal one by rotations of neighbouring rows; each entry that a rotation puts outside
 * of the band is chased off its end (Schwarz, Numerische Mathematik 12, 1968). About n²·(6·width + 3·kept) operations. Yields after
 * each column.
 */
export function* reduceBand({ n, width, entries }: SymmetricBand, kept: number): Generator<void, ReducedBand> {
  // One more diagonal holds the entry that is being chased.
  const stride = width + 2;
  const a = new Float64Array(n * stride);
  for (let i = 0; i < n; i++) {
    for (let d = 0; d <= width && i + d < n; d++) a[i * stride + d] = entries[i * (width + 1) + d]!;
  }
  const rows = new Float64Array(n * kept);
  for (let i = 0; i < Math.min(n, kept); i++) rows[i * kept + i] = 1;

  for (let column = 0; column + 2 < n; column++) {
    for (let d = Math.min(width, n - 1 - column); d >= 2; d--) {
      let from = column;
      for (let row = column + d; row < n; row += width) {
        const at = from * stride + row - from;
        const below = a[at]!;
        if (below !== 0) {
          const above = a[at - 1]!;
          const length = Math.hypot(above, below);
          rotate(row - 1, above / length, below / length);
          a[at] = 0;
        }
        from = row - 1;
      }
    }
    yield;
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * stride]!);
  const beside = Float64Array.from({ length: Math.max(0, n - 1) }, (_, i) => a[i * stride + 1]!);
  return { diagonal, beside, rows };

  /** Rows and columns p and p + 1 become c·p + s·(p + 1) and c·(p + 1) − s·p. */
  function rotate(p: number, c: number, s: number): void {
    const q = p + 1;
    for (let k = Math.max(0, q - width - 1); k < p; k++) {
      const at = k * stride + p - k;
      const [u, v] = [a[at]!, a[at + 1]!];
      a[at] = c * u + s * v;
      a[at + 1] = c * v - s * u;
    }
    const [atP, atQ] = [p * stride, q * stride];
    const [pp, pq, qq] = [a[atP]!, a[atP + 1]!, a[atQ]!];
    a[atP] = c * c * pp + 2 * c * s * pq + s * s * qq;
    a[atQ] = s * s * pp - 2 * c * s * pq + c * c * qq;
    a[atP + 1] = (c * c - s * s) * pq + c * s * (qq - pp);
    const last = Math.min(n - 1, q + width);
    for (let k = q + 1; k <= last; k++) {
      const u = a[atP + k - p]!;
      const v = a[atQ + k - q]!;
      a[atP + k - p] = c * u + s * v;
      a[atQ + k - q] = c * v - s * u;
    }
    for (let k = 0; k < kept; k++) {
      const u = rows[p * kept + k]!;
      const v = rows[q * kept + k]!;
      rows[p * kept + k] = c * u + s * v;
      rows[q * kept + k] = c * v - s * u;
    }
  }
}
