import type { PairRequest, SampleRequest } from '../landscape/population/requests';
import { type Guard, arrayOf, isFiniteNumber, isIndex, shape, shortString } from './validate';

/** Guards of the questions about samples and populations, from the panel and from the extension. */

const mostRows = 100_000;
const mostValues = 1_000;
const mostSizes = 64;
const mostDraws = 10_000;
const name = shortString(1_000);

const isRows: Guard<number> = (value): value is number => isIndex(value) && value >= 1 && value <= mostRows;
const isCount: Guard<number> = (value): value is number => isFiniteNumber(value) && value >= 0 && value <= mostRows;
const isDrawn = shape<Extract<SampleRequest, { kind: 'rows' }>>({
  kind: (value): value is 'rows' => value === 'rows',
  rows: isRows,
  seed: isIndex,
});
const isCounted = shape<Extract<SampleRequest, { kind: 'counts' }>>({
  kind: (value): value is 'counts' => value === 'counts',
  counts: arrayOf(isCount, mostValues),
});

function isSample(value: unknown): value is PairRequest['sample'] {
  if (value === null || isDrawn(value)) return true;
  return isCounted(value) && value.counts.some((count) => count > 0);
}

const partner: Guard<string | null> = (value): value is string | null => value === null || name(value);

export const pairGuards = {
  partner,
  sample: isSample,
};

export const samplingGuards = {
  partner,
  sizes: (value: unknown): value is readonly number[] => arrayOf(isRows, mostSizes)(value) && value.length > 0,
  draws: (value: unknown): value is number => isIndex(value) && value >= 1 && value <= mostDraws,
  seed: isIndex,
};
