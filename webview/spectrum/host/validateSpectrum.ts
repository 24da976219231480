/** Checks spectra from the host before anything is done with them. */
import type {
  OutlierView,
  RandomView,
  SampleView,
  SizeView,
  SpectrumProgress,
  SpectrumView,
} from '../../../src/landscape/spectra/views';
import { isArrayOf, isFiniteNumber, isNumber, isOneOf, isRecord, isText } from '../../host/checks';

const mostValues = 10_000;
const mostOutliers = 64;
const mostSizes = 32;

export function isSpectrumProgress(raw: unknown): raw is SpectrumProgress {
  if (!isRecord(raw)) return false;
  const { share, view } = raw;
  return isFiniteNumber(share) && share >= 0 && share <= 1 && (view === null || isSpectrumView(view));
}

export function isSpectrumView(raw: unknown): raw is SpectrumView {
  if (!isRecord(raw)) return false;
  const { values, circle, outliers, random, n } = raw;
  return (
    isOneOf(raw['form'], ['goe', 'hessian']) &&
    isCount(n) &&
    values instanceof Float64Array &&
    values.length === n &&
    n >= 1 &&
    n <= mostValues &&
    // In order, and therefore numbers.
    values.every((value, i) => Number.isFinite(value) && (i === 0 || values[i - 1]! <= value)) &&
    isCount(raw['negatives']) &&
    isRecord(circle) &&
    isFiniteNumber(circle['centre']) &&
    isFiniteNumber(circle['radius']) &&
    circle['radius'] >= 0 &&
    isNumber(circle['distance']) &&
    isArrayOf(outliers, isOutlier) &&
    outliers.length <= mostOutliers &&
    isCount(raw['unlisted']) &&
    (random === null || isRandom(random)) &&
    isText(raw['sentence'])
  );
}

function isOutlier(raw: unknown): raw is OutlierView {
  if (!isRecord(raw)) return false;
  const isMaybe = (value: unknown): boolean => value === null || isNumber(value);
  return (
    (raw['beta'] === null || isFiniteNumber(raw['beta'])) &&
    isFiniteNumber(raw['position']) &&
    (raw['predicted'] === null || isFiniteNumber(raw['predicted'])) &&
    typeof raw['leaves'] === 'boolean' &&
    isMaybe(raw['overlap']) &&
    isMaybe(raw['predictedOverlap']) &&
    (raw['positions'] === null || isSample(raw['positions'])) &&
    (raw['overlaps'] === null || isSample(raw['overlaps']))
  );
}

function isRandom(raw: unknown): raw is RandomView {
  if (!isRecord(raw)) return false;
  const { bounds, moments, sizes, allPositive } = raw;
  return (
    isCount(raw['seed']) &&
    isCount(raw['draws']) &&
    isCount(raw['spikes']) &&
    typeof raw['isCrowded'] === 'boolean' &&
    isCount(raw['noiseNegatives']) &&
    isArrayOf(bounds, isCount) &&
    bounds.length === 2 &&
    isFiniteNumber(raw['formula']) &&
    (moments === null || (isArrayOf(moments, isSample) && moments.length === 3)) &&
    isArrayOf(sizes, isSize) &&
    sizes.length <= mostSizes &&
    isRecord(allPositive) &&
    isFiniteNumber(allPositive['probability']) &&
    isFiniteNumber(allPositive['exponent']) &&
    typeof allPositive['exact'] === 'boolean'
  );
}

function isSize(raw: unknown): raw is SizeView {
  return (
    isRecord(raw) &&
    isCount(raw['n']) &&
    raw['n'] > 0 &&
    isSample(raw['negative']) &&
    isFiniteNumber(raw['formula']) &&
    isSample(raw['distance']) &&
    isSample(raw['largest'])
  );
}

function isSample(raw: unknown): raw is SampleView {
  return isRecord(raw) && isNumber(raw['mean']) && isNumber(raw['deviation']) && isNumber(raw['error']);
}

function isCount(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= 0;
}
