import type { SymmetricBand } from '../linalg/bandTridiagonalize';
import type { RandomGenerator } from '../random/generator';

/**
 * Draws a spiked matrix of the Gaussian orthogonal ensemble in its smallest exact form: a band matrix with k diagonals on either
 * side whose eigenvalues, and whose eigenvectors' first k components, are distributed as those of H = W + Σ βᵢuᵢuᵢᵀ and as
 * the overlaps ⟨v, uᵢ⟩, where W = (G + Gᵀ)/√(2n) and u₁, …, u_k are orthonormal.
 *
 * W is distributed as QWQᵀ for every orthogonal Q, so that uᵢ may be the first unit vectors: H = W + diag(β₁, …, β_k, 0, …).
 * A reflection of the rows i + k, …, n turns what stands there in column i into one number, the length of a vector of
 * n − k − i + 1 normal numbers (i from 1 on). It leaves the first k rows, spikes included, alone, and by the same invariance the
 * entries it touches stay independent normal numbers. After all columns a band is left: variance 2/n on the diagonal, 1/n
 * beside it, χ_{n−k−i+1}/√n on the outermost diagonal. For k = 1 it is the tridiagonal model of Dumitriu & Edelman (Journal of
 * Mathematical Physics 43, 2002) with β₁ added to its first entry (Bloemendal & Virág, Probability Theory and Related Fields 156,
 * 2013), for any k the band of their second part (Annals of Probability 44, 2016). Without spikes, k is 1 here.
 */
export function drawBand(n: number, spikes: number, random: RandomGenerator): SymmetricBand {
  const width = Math.max(1, Math.min(spikes, n - 1));
  const entries = new Float64Array(n * (width + 1));
  const scale = 1 / Math.sqrt(n);
  for (let i = 0; i < n; i++) {
    const at = i * (width + 1);
    entries[at] = random.normal() * Math.SQRT2 * scale;
    for (let d = 1; d < width && i + d < n; d++) entries[at + d] = random.normal() * scale;
    // With as many spikes as rows nothing is left to be reflected.
    if (i + width < n) {
      entries[at + width] = (spikes >= n ? random.normal() : random.chi(n - width - i)) * scale;
    }
  }
  return { n, width, entries };
}

/** Adds the spikes to the first entries of the diagonal. */
export function withSpikes(band: SymmetricBand, spikes: readonly number[]): SymmetricBand {
  const entries = Float64Array.from(band.entries);
  for (const [i, beta] of spikes.entries()) entries[i * (band.width + 1)] = entries[i * (band.width + 1)]! + beta;
  return { ...band, entries };
}

/** The whole matrix, row-major. */
export function dense({ n, width, entries }: SymmetricBand): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let d = 0; d <= width && i + d < n; d++) {
      const entry = entries[i * (width + 1) + d]!;
      matrix[i * n + i + d] = entry;
      matrix[(i + d) * n + i] = entry;
    }
  }
  return matrix;
}
