import { tridiagonalFirst } from '../linalg/tridiagonal';
import { dot, norm, orthogonalize, scale } from '../linalg/vectors';
import type { RandomGenerator } from '../random/generator';
import type { SymmetricOperator } from './krylov';

/**
 * The spectrum as probes see it: probe p is a measure with the weights `weights[p]` (≥ 0, of sum 1) at the nodes `nodes[p]`
 * (ascending), and the spectrum is about their mean. An exact spectrum is one probe with n nodes of weight 1/n.
 */
export interface SpectralSample {
  readonly exact: boolean;
  readonly nodes: readonly Float64Array[];
  readonly weights: readonly Float64Array[];
}

/** One probe's measure. */
export interface Probe {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** A mean over probes and its standard error; 0 where the value is exact. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

export interface SpectralDensity {
  /** Ascending, evenly spaced. */
  readonly grid: Float64Array;
  /** Density at each grid point; its integral is 1. */
  readonly values: Float64Array;
  /** The standard error of each value over the probes. */
  readonly standardErrors: Float64Array;
  /** Standard deviation of the Gaussian every eigenvalue is drawn as. */
  readonly width: number;
}

/**
 * One probe of stochastic Lanczos quadrature: `steps` products from a random vector of signs; Gauss' rule for the measure
 * that this vector gives the spectrum (Golub & Meurant, Matrices, Moments and Quadrature, 2010, ch. 6–7; Ubaru, Chen & Saad,
 * SIAM J. Matrix Anal. Appl. 38, 2017; for networks Ghorbani, Krishnan & Xiao, ICML 2019). Yields the share done after
 * each product.
 */
export function* probeSpectrum(
  operator: SymmetricOperator,
  n: number,
  steps: number,
  random: RandomGenerator,
): Generator<number, Probe | 'stopped' | 'not-finite', boolean> {
  const most = Math.min(n, steps);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let vector = random.signs(n);
  scale(vector, 1 / Math.sqrt(n));
  let size = 0;
  for (;;) {
    const product = new Float64Array(n);
    operator(vector, product);
    const length = norm(product);
    if (!Number.isFinite(length)) return 'not-finite';
    size = Math.max(size, length);
    basis.push(vector);
    diagonal.push(dot(vector, product));
    orthogonalize(product, basis);
    const beta = norm(product);
    if (basis.length === most || beta <= 8 * Number.EPSILON * Math.sqrt(n) * size) break;
    beside.push(beta);
    scale(product, 1 / beta);
    vector = product;
    const stop: boolean = yield basis.length / most;
    if (stop) return 'stopped';
  }
  const { values, first } = tridiagonalFirst(Float64Array.from(diagonal), Float64Array.from(beside));
  return { nodes: values, weights: first.map((x) => x * x) };
}

/** The measure of a spectrum that is known. */
export function exactSample(eigenvalues: Float64Array): SpectralSample {
  return {
    exact: true,
    nodes: [eigenvalues],
    weights: [new Float64Array(eigenvalues.length).fill(1 / eigenvalues.length)],
  };
}

/**
 * n times the mean of f over the spectrum: tr f(A). With f the identity, Hutchinson's estimate of the trace
 * (Communications in Statistics 18, 1989): Gauss' rule is exact for it.
 */
export function traceOf(
  { exact, nodes, weights }: SpectralSample,
  n: number,
  f: (eigenvalue: number) => number,
): Estimate {
  return estimate(
    nodes.map((each, p) => n * each.reduce((sum, x, i) => sum + weights[p]![i]! * f(x), 0)),
    exact,
  );
}

export interface ShareBelow extends Estimate {
  /**
   * How far off the quadrature may be, beside the randomness of the probes: Gauss' rule holds the measure of a half-line
   * between the sums up to the neighbouring nodes (Chebyshev, Markov & Stieltjes; Szegő, Orthogonal Polynomials, §3.41).
   */
  readonly quadratureError: number;
}

/** The share of the spectrum below `threshold`. */
export function shareBelow({ exact, nodes, weights }: SpectralSample, threshold: number): ShareBelow {
  const shares: number[] = [];
  let off = 0;
  nodes.forEach((each, p) => {
    const below = each.filter((x) => x < threshold).length;
    shares.push(weights[p]!.subarray(0, below).reduce((sum, w) => sum + w, 0));
    off += Math.max(weights[p]![below - 1] ?? 0, weights[p]![below] ?? 0);
  });
  return { ...estimate(shares, exact), quadratureError: exact ? 0 : off / nodes.length };
}

/** The density drawn with a Gaussian of this width around every node, on a grid from `low` to `high`. */
export function broaden(
  { exact, nodes, weights }: SpectralSample,
  low: number,
  high: number,
  points: number,
  width: number,
): SpectralDensity {
  const grid = Float64Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  const values = new Float64Array(points);
  const standardErrors = new Float64Array(points);
  const factor = 1 / (width * Math.sqrt(2 * Math.PI));
  grid.forEach((x, g) => {
    const { value, standardError } = estimate(
      nodes.map((each, p) =>
        each.reduce((sum, node, i) => sum + weights[p]![i]! * factor * Math.exp(-0.5 * ((x - node) / width) ** 2), 0),
      ),
      exact,
    );
    values[g] = value;
    standardErrors[g] = standardError;
  });
  return { grid, values, standardErrors, width };
}

/** The mean and s/√count: ∞ for one probe, which does not know its error. */
function estimate(samples: readonly number[], exact: boolean): Estimate {
  const count = samples.length;
  const value = samples.reduce((sum, x) => sum + x, 0) / count;
  if (exact || count < 2) return { value, standardError: exact ? 0 : Infinity };
  const square = samples.reduce((sum, x) => sum + (x - value) ** 2, 0);
  return { value, standardError: Math.sqrt(square / (count - 1) / count) };
}
