/** Checks answers about samples and populations before anything is done with them. */
import type {
  BasinsView,
  PairView,
  QuantityLaw,
  SamplingProgress,
  SamplingRow,
  SamplingView,
} from '../../../src/landscape/population/views';
import { isArrayOf, isFiniteNumber, isPoint, isRecord, isText } from '../../host/checks';
import { isShare } from '../../network/host/validateAnswers';
import { isLossView } from '../../validate';

const mostRows = 1_000;

export function isPairView(raw: unknown): raw is PairView {
  if (!isRecord(raw)) return false;
  const { empirical, population, counts, basins } = raw;
  if (!isLossView(empirical) || !isLossView(population) || !isRecord(basins)) return false;
  const n = empirical.parameters.length;
  return (
    empirical.form === 'formulas' &&
    population.form === 'formulas' &&
    population.parameters.length === n &&
    isArrayOf(raw['candidates'], isText) &&
    isText(raw['table']) &&
    isFiniteNumber(raw['rows']) &&
    isFiniteNumber(raw['seed']) &&
    (counts === null || isArrayOf(counts, isCount)) &&
    isBasins(basins['empirical'], n) &&
    isBasins(basins['population'], n)
  );
}

function isCount(raw: unknown): raw is NonNullable<PairView['counts']>[number] {
  return isRecord(raw) && isText(raw['value']) && isFiniteNumber(raw['count']);
}

function isBasins(raw: unknown, n: number): raw is BasinsView {
  return (
    isRecord(raw) &&
    isArrayOf(raw['minima'], isPoint) &&
    raw['minima'].every((point) => point.length === n) &&
    isFiniteNumber(raw['barrier']) &&
    isFiniteNumber(raw['distance']) &&
    typeof raw['isProved'] === 'boolean'
  );
}

export function isSamplingProgress(raw: unknown): raw is SamplingProgress {
  return isRecord(raw) && isShare(raw['share']) && isRows(raw['rows']);
}

export function isSamplingView(raw: unknown): raw is SamplingView {
  return (
    isRecord(raw) &&
    isText(raw['empirical']) &&
    isText(raw['population']) &&
    isRows(raw['rows']) &&
    isLaw(raw['barrier']) &&
    isLaw(raw['distance']) &&
    isArrayOf(raw['notes'], isText) &&
    typeof raw['isProved'] === 'boolean' &&
    typeof raw['isWhole'] === 'boolean' &&
    isText(raw['csv'])
  );
}

function isRows(raw: unknown): raw is readonly SamplingRow[] {
  return isArrayOf(raw, isRow) && raw.length <= mostRows;
}

function isRow(raw: unknown): raw is SamplingRow {
  if (!isRecord(raw)) return false;
  const { exact, law } = raw;
  return (
    isFiniteNumber(raw['n']) &&
    raw['n'] >= 1 &&
    isFiniteNumber(raw['draws']) &&
    isEstimate(raw['barrier']) &&
    isEstimate(raw['distance']) &&
    isShare(raw['split']) &&
    (exact === null || (isRecord(exact) && isFiniteNumber(exact['barrier']) && isFiniteNumber(exact['distance']))) &&
    isRecord(law) &&
    isNumberOrNull(law['barrier']) &&
    isNumberOrNull(law['distance'])
  );
}

function isEstimate(raw: unknown): raw is SamplingRow['barrier'] {
  return isRecord(raw) && isFiniteNumber(raw['mean']) && isFiniteNumber(raw['error']);
}

function isLaw(raw: unknown): raw is QuantityLaw {
  if (!isRecord(raw)) return false;
  const { derived, fit } = raw;
  return isPower(derived) && isPower(fit) && (fit === null || (isRecord(fit) && isFiniteNumber(fit['error'])));
}

function isPower(raw: unknown): boolean {
  return raw === null || (isRecord(raw) && isFiniteNumber(raw['coefficient']) && isFiniteNumber(raw['exponent']));
}

function isNumberOrNull(raw: unknown): raw is number | null {
  return raw === null || isFiniteNumber(raw);
}
