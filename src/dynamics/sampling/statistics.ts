/** A mean over independent draws with its standard error. */
export interface Estimate {
  readonly mean: number;
  /** s/√N with the deviation s of the sample; 0 for a single draw. */
  readonly error: number;
}

export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0 };
}

/** y ≈ coefficient·n^exponent. */
export interface PowerFit {
  readonly coefficient: number;
  readonly exponent: number;
  /** Standard error of the exponent. */
  readonly error: number;
}

/**
 * The line through (ln n, ln y) by weighted least squares, each point weighted by (y/its error)², as the error of a
 * logarithm is the relative one; null with fewer than two points above 0. The error of the slope is that of the weights
 * (Press et al., Numerical Recipes, §15.2).
 */
export function fitPower(points: readonly { readonly n: number; readonly estimate: Estimate }[]): PowerFit | null {
  const usable = points.filter(({ estimate: { mean, error } }) => mean > 0 && error > 0);
  if (usable.length < 2) return null;
  let [s, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (const {
    n,
    estimate: { mean, error },
  } of usable) {
    const weight = (mean / error) ** 2;
    const [x, y] = [Math.log(n), Math.log(mean)];
    s += weight;
    sx += weight * x;
    sy += weight * y;
    sxx += weight * x * x;
    sxy += weight * x * y;
  }
  const spread = s * sxx - sx * sx;
  if (!(spread > 0)) return null;
  const exponent = (s * sxy - sx * sy) / spread;
  return { exponent, coefficient: Math.exp((sy - exponent * sx) / s), error: Math.sqrt(s / spread) };
}

/** P(K = 0), …, P(K = n) of a binomial distribution with 0 < p < 1, by ratios from its mode on: no factorial overflows. */
export function binomial(n: number, p: number): Float64Array {
  const shares = new Float64Array(n + 1);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  shares[mode] = 1;
  for (let k = mode; k < n; k++) shares[k + 1] = ((shares[k]! * (n - k)) / (k + 1)) * odds;
  for (let k = mode; k > 0; k--) shares[k - 1] = (shares[k]! * k) / (n - k + 1) / odds;
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** Γ(x) for x ≥ 1/2, to about 15 digits (Lanczos, SIAM Journal on Numerical Analysis B 1, 1964, with g = 7). */
export function gamma(x: number): number {
  const z = x - 1;
  let sum: number = lanczos[0];
  for (let k = 1; k < lanczos.length; k++) sum += lanczos[k]! / (z + k);
  const t = z + 7.5;
  return Math.sqrt(2 * Math.PI) * t ** (z + 0.5) * Math.exp(-t) * sum;
}

/** E|Z|^q of a standard normal Z, for q ≥ 0: 2^(q/2)·Γ((q + 1)/2)/√π. */
export function absoluteMoment(q: number): number {
  return (2 ** (q / 2) * gamma((q + 1) / 2)) / Math.sqrt(Math.PI);
}
