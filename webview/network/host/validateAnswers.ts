/** Checks answers about losses of many parameters before anything is done with them. */
import type {
  CurvatureView,
  EigenvalueView,
  PredictionView,
  ProjectedRun,
  SliceGrid,
  SliceProgress,
  SliceView,
  TrainingProgress,
  TrainingView,
} from '../../../src/landscape/explore/views';
import { isArrayOf, isBounds, isFiniteNumber, isNumber, isOneOf, isRecord, isText } from '../../host/checks';

/** The largest answers taken: a side of a grid, steps of a run, rows of data, points of a density. */
const mostSide = 513;
const mostSteps = 1_000_001;
const mostRows = 100_000;
const mostRuns = 16;
const mostSentences = 64;

const stops = ['budget', 'converged', 'diverged', 'left-domain', 'singular', 'refused', 'stalled'];

export function isTrainingProgress(raw: unknown): raw is TrainingProgress {
  return isRecord(raw) && isCount(raw['step']) && isCount(raw['steps']) && isNumber(raw['value']);
}

/** An answer about a loss of n parameters. */
export function isTrainingView(raw: unknown, n: number): raw is TrainingView {
  return (
    isRecord(raw) &&
    isText(raw['optimizer']) &&
    isRecord(raw['options']) &&
    Object.values(raw['options']).every(isFiniteNumber) &&
    isDoubles(raw['values'], 1, mostSteps) &&
    isDoubles(raw['end'], n, n) &&
    isNumber(raw['gradientNorm']) &&
    isOneOf(raw['stop'], stops) &&
    isText(raw['reason'])
  );
}

export function isSliceProgress(raw: unknown): raw is SliceProgress {
  return isRecord(raw) && isShare(raw['share']) && (raw['view'] === null || isSliceView(raw['view']));
}

export function isSliceView(raw: unknown): raw is SliceView {
  if (!isRecord(raw)) return false;
  const { a, b, lengths, axes, grid, starts, badges, barrier } = raw;
  return (
    isWide(a) &&
    isFiniteBounds(b) &&
    isArrayOf(lengths, isFiniteNumber) &&
    lengths.length === 2 &&
    Array.isArray(axes) &&
    axes.length === 2 &&
    isText(axes[0]) &&
    (axes[1] === null || isText(axes[1])) &&
    isGrid(grid) &&
    // A line has one row and no second axis.
    (axes[1] === null ? grid.rows === 1 : grid.rows > 2 && isWide(b)) &&
    isNumber(raw['centreValue']) &&
    isArrayOf(raw['runs'], isProjectedRun) &&
    raw['runs'].length <= mostRuns &&
    isArrayOf(starts, isProjectedStart) &&
    isArrayOf(badges, isText) &&
    badges.length <= mostSentences &&
    (barrier === null ||
      (isRecord(barrier) && isNumber(barrier['height']) && isNumber(barrier['at']) && isNumber(barrier['value'])))
  );
}

function isGrid(raw: unknown): raw is SliceGrid {
  if (!isRecord(raw)) return false;
  const { columns, rows, values } = raw;
  if (!isCount(columns) || !isCount(rows) || columns < 3 || rows < 1 || columns > mostSide || rows > mostSide)
    return false;
  return isDoubles(values, columns * rows, columns * rows);
}

function isProjectedRun(raw: unknown): raw is ProjectedRun {
  if (!isRecord(raw)) return false;
  const { places, distances, values } = raw;
  if (!isDoubles(places, 0, 2 * mostSteps)) return false;
  const kept = places.length / 2;
  return (
    Number.isInteger(kept) &&
    isText(raw['optimizer']) &&
    isDoubles(distances, kept, kept) &&
    isDoubles(values, 0, mostSteps) &&
    isOneOf(raw['stop'], stops) &&
    isText(raw['reason']) &&
    isNumber(raw['share']) &&
    isText(raw['sentence'])
  );
}

function isProjectedStart(raw: unknown): raw is SliceView['starts'][number] {
  return isRecord(raw) && isNumber(raw['a']) && isNumber(raw['b']) && isNumber(raw['distance']);
}

export function isCurvatureView(raw: unknown, n: number): raw is CurvatureView {
  if (!isRecord(raw)) return false;
  const { lowest, highest, eigenvalues, circle, trace, negative, density } = raw;
  const isEigenvalue = (item: unknown): item is EigenvalueView =>
    isRecord(item) && isNumber(item['value']) && isNumber(item['residual']) && isDoubles(item['vector'], n, n);
  return (
    isOneOf(raw['method'], ['exact', 'estimated']) &&
    isDoubles(raw['point'], n, n) &&
    isNumber(raw['value']) &&
    isNumber(raw['gradientNorm']) &&
    isArrayOf(lowest, isEigenvalue) &&
    isArrayOf(highest, isEigenvalue) &&
    (eigenvalues === null || isDoubles(eigenvalues, 0, n)) &&
    (circle === null || isCircle(circle)) &&
    (trace === null || (isRecord(trace) && isNumber(trace['value']) && isNumber(trace['standardError']))) &&
    (negative === null || (isRecord(negative) && isNumber(negative['count']) && isNumber(negative['error']))) &&
    isNumber(raw['negativeAtLeast']) &&
    (density === null || isDensity(density)) &&
    isText(raw['sentence'])
  );
}

function isCircle(raw: unknown): boolean {
  return (
    isRecord(raw) &&
    isFiniteNumber(raw['centre']) &&
    isFiniteNumber(raw['radius']) &&
    raw['radius'] >= 0 &&
    isNumber(raw['distance']) &&
    isCount(raw['below']) &&
    isCount(raw['above'])
  );
}

function isDensity(raw: unknown): boolean {
  if (!isRecord(raw)) return false;
  const { grid, values, standardErrors } = raw;
  return (
    isDoubles(grid, 2, mostRows) &&
    grid.every(Number.isFinite) &&
    isDoubles(values, grid.length, grid.length) &&
    isDoubles(standardErrors, grid.length, grid.length)
  );
}

/** A prediction over one feature or two, on a grid that fits its places. */
export function isPredictionView(raw: unknown): raw is PredictionView {
  if (!isRecord(raw)) return false;
  const { features, rows, columns, places, predictions } = raw;
  if (!isArrayOf(features, isText) || features.length < 1 || features.length > 2 || !isCount(rows)) return false;
  const dimension = features.length;
  const isColumn = (item: unknown): item is Float64Array => rows <= mostRows && isDoubles(item, rows, rows);
  const isAxis = (item: unknown): item is Float64Array => isDoubles(item, 3, mostSide) && item.every(Number.isFinite);
  if (!isArrayOf(columns, isColumn) || columns.length !== dimension + 1) return false;
  if (!isArrayOf(places, isAxis) || places.length !== dimension) return false;
  const count = places.reduce((product, { length }) => product * length, 1);
  return (
    isText(raw['target']) &&
    isCount(raw['allRows']) &&
    isDoubles(predictions, count, count) &&
    isOneOf(raw['scale'], ['value', 'logit'])
  );
}

export function isShare(raw: unknown): raw is number {
  return isFiniteNumber(raw) && raw >= 0 && raw <= 1.000001;
}

/** Doubles of whatever value, between `least` and `most` of them. */
function isDoubles(raw: unknown, least: number, most: number): raw is Float64Array {
  return raw instanceof Float64Array && raw.length >= least && raw.length <= most;
}

function isFiniteBounds(raw: unknown): raw is readonly [number, number] {
  return isBounds(raw) && raw.every(Number.isFinite);
}

/** An interval that is more than a point. */
function isWide(raw: unknown): boolean {
  return isFiniteBounds(raw) && raw[0] < raw[1];
}

function isCount(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= 0;
}
