/** Checks what a report may tell beside the critical points themselves. */
import type { Audit, LowestValue, Symmetries } from '../src/analysis/report';
import type { CriticalReport } from '../src/landscape/views';
import { isNumbersTape } from './validateTape';
import { isArrayOf, isNumber, isOneOf, isRecord, isText } from './host/checks';

/** Each is sound, null or not there; n is the number of parameters. */
export function isExtras(
  raw: Readonly<Record<string, unknown>>,
  n: number,
): raw is Pick<CriticalReport, 'audit' | 'lowest' | 'symmetries'> {
  const { audit, lowest, symmetries, notes } = raw;
  return (
    (audit === undefined || isAudit(audit)) &&
    (lowest === undefined || lowest === null || isLowest(lowest)) &&
    (symmetries === undefined || symmetries === null || isSymmetries(symmetries, n)) &&
    (notes === undefined || isArrayOf(notes, isText))
  );
}

function isLowest(raw: unknown): raw is LowestValue {
  const kinds: readonly LowestValue['kind'][] = [
    'global-minimum',
    'minimum-exists',
    'infimum-at-infinity',
    'no-minimum',
    'unbounded-below',
  ];
  return (
    isRecord(raw) &&
    isOneOf(raw['kind'], kinds) &&
    (raw['value'] === null || isNumber(raw['value'])) &&
    isText(raw['reason'])
  );
}

function isAudit(raw: unknown): raw is Audit {
  if (!isRecord(raw)) return false;
  const { degree, sum, status, reason } = raw;
  return (
    (degree === null || isNumber(degree)) &&
    (sum === null || isNumber(sum)) &&
    isOneOf(status, ['agrees', 'mismatch', 'not-done']) &&
    isText(reason)
  );
}

function isSymmetries(raw: unknown, n: number): raw is Symmetries {
  return (
    isRecord(raw) &&
    isArrayOf(raw['generators'], isText) &&
    isArrayOf(raw['orbits'], (orbit): orbit is readonly number[] => isArrayOf(orbit, isNumber)) &&
    isArrayOf(
      raw['continuous'],
      (item): item is Symmetries['continuous'][number] =>
        isRecord(item) &&
        isOneOf(item['kind'], ['scaling', 'rotation', 'translation']) &&
        isText(item['kept']) &&
        isNumbersTape(item['tape'], n, 0, 1),
    )
  );
}
