/**
 * What theory says of W + Σ βᵢuᵢuᵢᵀ. Benaych-Georges & Nadakuditi (Advances in Mathematics 227, 2011, §3.1), as n grows with a fixed
 * number of spikes: an eigenvalue leaves the semicircle where |β| > 1, goes to β + 1/β, and its eigenvector v has ⟨v, u⟩² → 1 − 1/β²;
 * else it stays at the edge, and ⟨v, u⟩² → 0. Equal spikes: u stands for the span of their directions.
 */
export interface Prediction {
  readonly leaves: boolean;
  readonly position: number;
  readonly overlap: number;
}

export function predict(beta: number): Prediction {
  const leaves = Math.abs(beta) > 1;
  return leaves
    ? { leaves, position: beta + 1 / beta, overlap: 1 - 1 / (beta * beta) }
    : { leaves, position: beta < 0 ? -2 : 2, overlap: 0 };
}

/** How many spikes point up, and how many down. */
export function signsOf(spikes: readonly number[]): { readonly up: number; readonly down: number } {
  const up = spikes.filter((beta) => beta > 0).length;
  return { up, down: spikes.filter((beta) => beta < 0).length };
}

/**
 * The share of negative eigenvalues as all spikes go to infinity: (n − k)/2n for k spikes above 0. For spikes of a few units, or many
 * of them, it is off: the smaller the spikes, the nearer the share stays to one half.
 */
export function negativeShare(n: number, spikes: readonly number[]): number {
  const { up, down } = signsOf(spikes);
  return ((n - up - down) / 2 + down) / n;
}

/**
 * The bounds of the number of negative eigenvalues of H, from that of W with which it was made: k₊ and k₋ being the spikes above and
 * below 0, N(W) − k₊ ≤ N(H) ≤ N(W) + k₋ (Weyl's inequalities: Horn & Johnson, Matrix Analysis, 4.3.1). They hold for every matrix.
 */
export function negativeBounds(ofNoise: number, n: number, spikes: readonly number[]): readonly [number, number] {
  const { up, down } = signsOf(spikes);
  return [Math.max(0, ofNoise - up), Math.min(n, ofNoise + down)];
}

export interface Positivity {
  readonly probability: number;
  /** Its decimal logarithm: for large n the chance itself is too small for a number. */
  readonly exponent: number;
  /** Exact for n ≤ 3; beyond, the leading term alone. */
  readonly exact: boolean;
}

/**
 * The probability that all n eigenvalues of W are positive. n ≤ 3 from the joint density of the eigenvalues (Mehta, Random Matrices, 3.3.8);
 * for large n its logarithm goes as −n²·(ln 3)/4 (Dean & Majumdar, Physical Review Letters 97, 2006).
 */
export function allPositive(n: number): Positivity {
  const probability = smallChance(n);
  if (probability !== undefined) return { probability, exponent: Math.log10(probability), exact: true };
  const logarithm = (-n * n * Math.log(3)) / 4;
  return { probability: Math.exp(logarithm), exponent: logarithm / Math.LN10, exact: false };
}

function smallChance(n: number): number | undefined {
  switch (n) {
    case 1:
      return 1 / 2;
    case 2:
      return (2 - Math.SQRT2) / 4;
    case 3:
      return (Math.PI - 2 * Math.SQRT2) / (4 * Math.PI);
    default:
      return undefined;
  }
}

/** Predictions are for few spikes: of more than this share of the directions, they spread around theirs. */
export const fewSpikes = 0.05;
