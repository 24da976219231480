import { symmetricEigenpairs } from '../linalg/symmetricEigenpairs';
import { norm } from '../linalg/vectors';
import type { Oracle } from '../optimizers/optimizer';
import { RandomGenerator } from '../random/generator';
import type { SymmetricOperator } from './krylov';
import { type Eigenpair, type LanczosSettings, extremeEigenpairs, standardLanczos } from './lanczos';
import {
  type Estimate,
  type SpectralDensity,
  type SpectralSample,
  broaden,
  exactSample,
  probeSpectrum,
  shareBelow,
  traceOf,
} from './quadrature';

export interface CurvatureSettings extends LanczosSettings {
  /** Up to this many parameters all eigenvalues are computed from the dense Hessian. */
  readonly exactUpTo: number;
  /** Random vectors of the estimated spectrum. */
  readonly probes: number;
  /** Products a probe. */
  readonly steps: number;
  /** Points of the density's grid. */
  readonly gridPoints: number;
  /** Standard deviation of the Gaussian an eigenvalue is drawn as, as a share of the spectrum's width. */
  readonly broadening: number;
}

export const standardCurvature: CurvatureSettings = {
  ...standardLanczos,
  exactUpTo: 400,
  probes: 10,
  steps: 80,
  gridPoints: 256,
  broadening: 0.01,
};

/** How many eigenvalues are negative: below −zero·‖H‖. */
export interface NegativeCount {
  /** A whole number where the spectrum is exact, else an estimate. */
  readonly count: number;
  readonly standardError: number;
  /** How far the count may be off beside the standard error, since a probe sees the spectrum through a few nodes. */
  readonly quadratureError: number;
}

/** The Hessian at one point: plain data. `n` is the number of parameters. */
export interface Curvature {
  /** `exact`: from all eigenvalues; `estimated`: from products with vectors. */
  readonly method: 'exact' | 'estimated';
  readonly dimension: number;
  /** Ascending from the lowest. */
  readonly lowest: readonly Eigenpair[];
  /** Descending from the highest. */
  readonly highest: readonly Eigenpair[];
  /** All n eigenvalues, ascending, where the method is exact. */
  readonly eigenvalues: Float64Array | null;
  /** The sum of all eigenvalues. Null, as the other estimates, where the work ended before a probe was done. */
  readonly trace: Estimate | null;
  readonly negative: NegativeCount | null;
  /** At least this many eigenvalues are negative for certain, up to rounding. */
  readonly negativeAtLeast: number;
  readonly density: SpectralDensity | null;
  /** What the density is drawn from: another width or grid needs no further products. */
  readonly sample: SpectralSample | null;
  /** Number of eigenvalues within zero·‖H‖ of 0, where the method is exact. */
  readonly zero: number | null;
  /** ‖H‖, or a lower bound close to it. */
  readonly size: number;
  /** Hessian–vector products used; 0 where the method is exact. */
  readonly products: number;
  readonly end: 'complete' | 'budget' | 'stopped' | 'not-finite';
  /** True where a second search found no further copy of a multiple eigenvalue at either end. */
  readonly copiesChecked: boolean;
}

/** The product with the loss's Hessian at a point. */
export function hessianAt(oracle: Oracle, point: Float64Array): SymmetricOperator {
  return (vector, product) => oracle.hessianVector(point, vector, product);
}

/**
 * The curvature of a loss at a point of length n. A generator: it yields the share done in [0, 1], and `next(true)` ends it
 * with what is known.
 */
export function* curvatureAt(
  oracle: Oracle,
  point: Float64Array,
  settings: CurvatureSettings,
): Generator<number, Curvature, boolean> {
  if (oracle.dimension <= settings.exactUpTo) return yield* exactCurvature(oracle, point, settings);
  return yield* estimatedCurvature(hessianAt(oracle, point), oracle.dimension, settings);
}

function* exactCurvature(
  oracle: Oracle,
  point: Float64Array,
  settings: CurvatureSettings,
): Generator<number, Curvature, boolean> {
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  const stop: boolean = yield 0.5;
  if (stop || !hessian.every(Number.isFinite)) return empty('exact', n, stop ? 'stopped' : 'not-finite');
  const [low, high] = [Math.min(n, settings.lowest), Math.min(n, settings.highest)];
  const { all, values, vectors } = symmetricEigenpairs(hessian, n, low, high);
  const size = Math.max(Math.abs(all[0]!), Math.abs(all[n - 1]!));
  const pairs = vectors.map((vector, i) => {
    const value = values[i]!;
    const rest = vector.map((x, row) => -value * x + rowTimes(hessian, row, vector));
    return { value, vector, residual: norm(rest) + 8 * Number.EPSILON * (2 + Math.sqrt(n)) * size };
  });
  const threshold = settings.zero * size;
  const negative = all.filter((value) => value < -threshold).length;
  const sample = exactSample(all);
  return {
    method: 'exact',
    dimension: n,
    lowest: pairs.slice(0, low),
    highest: pairs.reverse().slice(0, high),
    eigenvalues: all,
    trace: traceOf(sample, n, (x) => x),
    negative: { count: negative, standardError: 0, quadratureError: 0 },
    negativeAtLeast: negative,
    density: densityOf(sample, settings),
    sample,
    zero: all.filter((value) => Math.abs(value) <= threshold).length,
    size,
    products: 0,
    end: 'complete',
    copiesChecked: true,
  };
}

function rowTimes(matrix: Float64Array, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let j = 0, at = row * vector.length; j < vector.length; j++, at++) sum += matrix[at]! * vector[j]!;
  return sum;
}

function* estimatedCurvature(
  operator: SymmetricOperator,
  n: number,
  settings: CurvatureSettings,
): Generator<number, Curvature, boolean> {
  let products = 0;
  const counted: SymmetricOperator = (vector, product) => {
    products++;
    operator(vector, product);
  };
  const ends = yield* scaled(extremeEigenpairs(counted, n, settings), 0, 0.5);
  const sample: { exact: false; nodes: Float64Array[]; weights: Float64Array[] } = {
    exact: false,
    nodes: [],
    weights: [],
  };
  let end: Curvature['end'] = ends.end === 'converged' ? 'complete' : ends.end;
  for (let p = 0; p < settings.probes && end !== 'stopped' && end !== 'not-finite'; p++) {
    const share = 0.5 / settings.probes;
    const probe = probeSpectrum(counted, n, settings.steps, new RandomGenerator(settings.seed, p + 1));
    const done = yield* scaled(probe, 0.5 + p * share, share);
    if (done === 'stopped' || done === 'not-finite') end = done;
    else {
      sample.nodes.push(done.nodes);
      sample.weights.push(done.weights);
    }
  }
  const known = sample.nodes.length > 0;
  const { lowest, highest, size, negativeAtLeast, copiesChecked } = ends;
  return {
    ...empty('estimated', n, end),
    lowest,
    highest,
    trace: known ? traceOf(sample, n, (x) => x) : null,
    negative: known ? negativeCount(sample, n, settings.zero * size, negativeAtLeast) : null,
    negativeAtLeast,
    density: known ? densityOf(sample, settings) : null,
    sample: known ? sample : null,
    size,
    products,
    copiesChecked,
  };
}

function negativeCount(sample: SpectralSample, n: number, threshold: number, atLeast: number): NegativeCount {
  const { value, standardError, quadratureError } = shareBelow(sample, -threshold);
  return {
    count: Math.max(atLeast, n * value),
    standardError: n * standardError,
    quadratureError: n * quadratureError,
  };
}

function densityOf(sample: SpectralSample, settings: CurvatureSettings): SpectralDensity {
  const low = Math.min(...sample.nodes.map((nodes) => nodes[0]!));
  const high = Math.max(...sample.nodes.map((nodes) => nodes[nodes.length - 1]!));
  const spread = high - low;
  // A spectrum of one value is drawn as one bell, with a width it would not have by itself.
  const width = settings.broadening * (spread > 1e-12 * Math.abs(high) ? spread : Math.abs(high) || 1);
  return broaden(sample, low - 4 * width, high + 4 * width, settings.gridPoints, width);
}

/** Hands a generator's progress on as a part of a longer work. */
function* scaled<Result>(
  work: Generator<number, Result, boolean>,
  from: number,
  share: number,
): Generator<number, Result, boolean> {
  let step = work.next(false);
  while (step.done !== true) {
    const stop: boolean = yield from + share * step.value;
    step = work.next(stop);
  }
  return step.value;
}

function empty(method: Curvature['method'], dimension: number, end: Curvature['end']): Curvature {
  return {
    method,
    dimension,
    lowest: [],
    highest: [],
    eigenvalues: null,
    trace: null,
    negative: null,
    negativeAtLeast: 0,
    density: null,
    sample: null,
    zero: null,
    size: 0,
    products: 0,
    end,
    copiesChecked: false,
  };
}
