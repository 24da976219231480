import { norm } from '../../linalg/vectors';
import { type Curvature, curvatureAt, standardCurvature } from '../../curvature/curvature';
import type { Oracle } from '../../optimizers/optimizer';
import { formatNumber } from '../../picture/numbers';
import { fitSemicircle } from '../../spectra/semicircle';
import { type DriveOptions, drive } from '../drive';
import type { CurvatureView } from './views';

/** Up to this many parameters the whole Hessian takes fewer products than an estimate of its spectrum. */
const largestDense = 400;
/** Milliseconds the whole Hessian may take; with much data an estimate is sooner there. */
const longestDense = 8_000;

/** The last curvature found for each loss: a slice and the spectrum beside it ask for that of the same point. */
const latest = new WeakMap<Oracle, { readonly point: Float64Array; readonly curvature: Curvature }>();

/** The curvature at a point, known from before or measured. */
export async function curvatureOf(
  oracle: Oracle,
  point: Float64Array,
  options: DriveOptions<number>,
): Promise<Curvature> {
  const known = latest.get(oracle);
  if (known !== undefined && known.point.every((x, i) => Object.is(x, point[i]))) return known.curvature;
  const curvature = await measure(oracle, point, options);
  if (curvature.end === 'complete') latest.set(oracle, { point: point.slice(), curvature });
  return curvature;
}

/** From all eigenvalues where there are few, else by Lanczos' method. */
async function measure(oracle: Oracle, point: Float64Array, options: DriveOptions<number>): Promise<Curvature> {
  const n = oracle.dimension;
  const isSoon = n <= largestDense && n * productMilliseconds(oracle, point) < longestDense;
  const formed = isSoon ? await drive(wholeHessian(oracle, point), options) : null;
  if (formed === null) return drive(curvatureAt(oracle, point, { ...standardCurvature, exactUpTo: 0 }), options);
  const known: Oracle = { ...methodsOf(oracle), hessian: (_, hessian) => hessian.set(formed) };
  const rest = { ...options, progress: undefined };
  return drive(curvatureAt(known, point, { ...standardCurvature, exactUpTo: n }), rest);
}

function productMilliseconds(oracle: Oracle, point: Float64Array): number {
  const start = performance.now();
  oracle.hessianVector(point, point, new Float64Array(oracle.dimension));
  return performance.now() - start;
}

/** Column by column, so that others get their turns; null where it is told to end. */
export function* wholeHessian(oracle: Oracle, point: Float64Array): Generator<number, Float64Array | null, boolean> {
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  const [unit, column] = [new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    oracle.hessianVector(point, unit, column);
    hessian.set(column, j * n);
    if (yield (j + 1) / n) return null;
  }
  // Its two halves differ by rounding.
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      hessian[i * n + j] = hessian[j * n + i] = (hessian[i * n + j]! + hessian[j * n + i]!) / 2;
  return hessian;
}

/** The oracle's methods, bound to it. */
function methodsOf(oracle: Oracle): Oracle {
  return {
    dimension: oracle.dimension,
    value: (point) => oracle.value(point),
    gradient: (point, gradient) => oracle.gradient(point, gradient),
    hessian: (point, hessian) => oracle.hessian(point, hessian),
    hessianVector: (point, vector, product) => oracle.hessianVector(point, vector, product),
  };
}

/** What is shown of the curvature at a point. */
export function curvatureView(oracle: Oracle, point: Float64Array, curvature: Curvature): CurvatureView {
  const gradient = new Float64Array(oracle.dimension);
  oracle.gradient(point, gradient);
  const { method, lowest, highest, eigenvalues, trace, negative, negativeAtLeast, density } = curvature;
  return {
    method,
    point,
    value: oracle.value(point),
    gradientNorm: norm(gradient),
    lowest,
    highest,
    eigenvalues,
    circle: eigenvalues === null || eigenvalues.length === 0 ? null : fitSemicircle(eigenvalues),
    trace,
    negative:
      negative === null ? null : { count: negative.count, error: negative.standardError + negative.quadratureError },
    negativeAtLeast,
    density: density === null ? null : plainDensity(density),
    sentence: sentenceOf(curvature),
  };
}

function plainDensity({
  grid,
  values,
  standardErrors,
}: NonNullable<Curvature['density']>): NonNullable<CurvatureView['density']> {
  return { grid, values, standardErrors };
}

function sentenceOf({ method, end, dimension, lowest, highest, negative, negativeAtLeast, zero }: Curvature): string {
  if (end === 'not-finite') return 'The Hessian is not defined at this point.';
  const [low, high] = [lowest[0], highest[0]];
  if (low === undefined || high === undefined) return 'The curvature is not known: the work was stopped.';
  const range = `Curvatures from ${formatNumber(low.value)} to ${formatNumber(high.value)}`;
  if (method === 'exact') {
    const flat = zero === null || zero === 0 ? '' : `, ${zero} of them 0 up to rounding`;
    return `${range}; ${negativeAtLeast} of ${dimension} eigenvalues are negative${flat}.`;
  }
  const guess =
    negative === null
      ? ''
      : `, and about ${formatNumber(negative.count, 3)} ± ${formatNumber(negative.standardError + negative.quadratureError, 2)} by estimate`;
  return `${range}; at least ${negativeAtLeast} of ${dimension} eigenvalues are negative${guess}.`;
}
