/** Checks answers about races, steps, maps and paths before anything is done with them. */
import type {
  BranchView,
  ExplanationView,
  PathsView,
  RaceProgressView,
  RaceRow,
  RaceView,
  StartMapProgress,
  StartMapView,
} from '../../../src/landscape/dynamics/views';
import type { StopReason } from '../../../src/optimizers/optimizer';
import { isArrayOf, isFiniteNumber, isNumber, isOneOf, isRecord, isText } from '../../host/checks';
import { isShare } from '../../network/host/validateAnswers';

const mostRows = 4_096;
const mostSide = 1_024;
const mostGoals = 10_000;
const mostPaths = 10_000;
const mostDoubles = 1_000_000;
const mostParameters = 1_000;

const stops: readonly StopReason[] = [
  'budget',
  'converged',
  'diverged',
  'left-domain',
  'singular',
  'refused',
  'stalled',
];
const sets = ['point', 'manifold', 'plateau', 'kink'] as const;
const ends: readonly PathsView['flows'][number]['end'][] = [
  'critical',
  'left',
  'time',
  'steps',
  'undefined',
  'stopped',
];

export function isRaceProgress(raw: unknown, racers: number, starts: number): raw is RaceProgressView {
  return (
    isRecord(raw) &&
    isOneOf(raw['phase'], ['rates', 'race']) &&
    isCount(raw['racer']) &&
    isShare(raw['share']) &&
    (raw['view'] === null || isRaceView(raw['view'], racers, starts))
  );
}

/** The table of a race of so many methods from so many starts. */
export function isRaceView(raw: unknown, racers: number, starts: number): raw is RaceView {
  if (!isRecord(raw)) return false;
  const { rows, rates } = raw;
  const isRow = (row: unknown): row is RaceRow =>
    isRaceRow(row) && (row.racer as number) < racers && (row.start as number) < starts;
  return (
    isArrayOf(rows, isRow) &&
    rows.length <= mostRows &&
    isArrayOf(rates, isRateChoice) &&
    rates.length <= racers &&
    typeof raw['isWhole'] === 'boolean' &&
    isFiniteNumber(raw['near']) &&
    isText(raw['csv'])
  );
}

function isRaceRow(raw: unknown): raw is RaceRow {
  return (
    isRecord(raw) &&
    isCount(raw['racer']) &&
    isCount(raw['start']) &&
    isNumberOrNull(raw['stepsToTolerance']) &&
    isNumberOrNull(raw['costToTolerance']) &&
    isNumber(raw['steps']) &&
    isNumber(raw['cost']) &&
    isNumber(raw['finalLoss']) &&
    isNumber(raw['gradientNorm']) &&
    isTextOrNull(raw['reached']) &&
    isTextOrNull(raw['nearest']) &&
    isNumberOrNull(raw['distance']) &&
    isOneOf(raw['stop'], stops) &&
    isText(raw['reason'])
  );
}

function isRateChoice(raw: unknown): raw is RaceView['rates'][number] {
  if (raw === null) return true;
  return (
    isRecord(raw) &&
    isNumber(raw['rate']) &&
    isArrayOf(
      raw['tried'],
      (item): item is { rate: number; score: number } =>
        isRecord(item) && isNumber(item['rate']) && isNumber(item['score']),
    ) &&
    isNumber(raw['cost']) &&
    typeof raw['isAtEnd'] === 'boolean'
  );
}

/** The explanation of a step of a run over n parameters. */
export function isExplanationView(raw: unknown, n: number): raw is ExplanationView {
  if (!isRecord(raw)) return false;
  const { numbers, modes, nearest, escape } = raw;
  const isVector = (item: unknown): item is readonly number[] => isArrayOf(item, isNumber) && item.length === n;
  return (
    isCount(raw['step']) &&
    isText(raw['situation']) &&
    isText(raw['sentence']) &&
    Array.isArray(numbers) &&
    numbers.every(
      (item) => isRecord(item) && isText(item['name']) && isNumber(item['value']) && isText(item['text']),
    ) &&
    isNumberOrNull(raw['rate']) &&
    isVector(raw['eigenvalues']) &&
    isVector(raw['coefficients']) &&
    (modes === null || (Array.isArray(modes) && modes.length <= mostParameters && modes.every(isMode))) &&
    isNumberOrNull(raw['limit']) &&
    typeof raw['isFrozen'] === 'boolean' &&
    isNumberOrNull(raw['stabilityLimit']) &&
    ['gradientLength', 'stepLength', 'value', 'predictedDecrease', 'actualDecrease'].every((name) =>
      isNumber(raw[name]),
    ) &&
    (nearest === null || (isRecord(nearest) && isText(nearest['name']) && isNumber(nearest['distance']))) &&
    (escape === null ||
      (isRecord(escape) &&
        isOneOf(escape['law'], ['exponential', 'algebraic']) &&
        ['from', 'to', 'steps'].every((name) => isNumber(escape[name])))) &&
    isNumberOrNull(raw['observedEscape'])
  );
}

function isMode(raw: unknown): boolean {
  return (
    isRecord(raw) &&
    isNumber(raw['curvature']) &&
    Array.isArray(raw['multipliers']) &&
    raw['multipliers'].length >= 1 &&
    raw['multipliers'].length <= 2 &&
    raw['multipliers'].every((root) => isRecord(root) && isNumber(root['re']) && isNumber(root['im']))
  );
}

export function isStartMapProgress(raw: unknown): raw is StartMapProgress {
  return isRecord(raw) && isShare(raw['share']) && (raw['view'] === null || isStartMapView(raw['view']));
}

export function isStartMapView(raw: unknown): raw is StartMapView {
  if (!isRecord(raw)) return false;
  const { columns, rows, goals, labels } = raw;
  return (
    isOneOf(raw['kind'], ['basins', 'rates']) &&
    isCount(columns) &&
    isCount(rows) &&
    columns >= 1 &&
    rows >= 1 &&
    columns <= mostSide &&
    rows <= mostSide &&
    Array.isArray(goals) &&
    goals.length <= mostGoals &&
    goals.every(
      (goal) => isRecord(goal) && isText(goal['name']) && isOneOf(goal['set'], sets) && isCount(goal['index']),
    ) &&
    labels instanceof Int16Array &&
    labels.length === columns * rows &&
    labels.every((label) => label >= -5 && label < goals.length) &&
    typeof raw['isWhole'] === 'boolean' &&
    isFiniteNumber(raw['near'])
  );
}

/** The paths of a loss of n parameters. */
export function isPathsView(raw: unknown, n: number): raw is PathsView {
  if (!isRecord(raw)) return false;
  const { flows, branches, escapes } = raw;
  return (
    Array.isArray(flows) &&
    flows.length <= mostPaths &&
    flows.every(
      (item) => isRecord(item) && isCount(item['start']) && isPoints(item['points'], n) && isOneOf(item['end'], ends),
    ) &&
    Array.isArray(branches) &&
    branches.length <= mostPaths &&
    branches.every(isBranch) &&
    Array.isArray(escapes) &&
    escapes.length <= mostPaths &&
    escapes.every((item) => isRecord(item) && isText(item['name']) && isText(item['sentence']))
  );
}

function isBranch(raw: unknown): raw is BranchView {
  return (
    isRecord(raw) &&
    isCount(raw['saddle']) &&
    isOneOf(raw['kind'], ['unstable', 'stable', 'floor']) &&
    isPoints(raw['points'], 2)
  );
}

function isPoints(raw: unknown, n: number): boolean {
  return raw instanceof Float64Array && raw.length <= mostDoubles && raw.length % n === 0;
}

function isNumberOrNull(raw: unknown): raw is number | null {
  return raw === null || isNumber(raw);
}

function isTextOrNull(raw: unknown): raw is string | null {
  return raw === null || isText(raw);
}

function isCount(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= 0;
}
