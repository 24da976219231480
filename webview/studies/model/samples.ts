/** What is asked about samples and their population, and what the answers say in words. */
import type { AtRevision, HostApi } from '../../../src/protocol/panelApi';
import type {
  BasinsView,
  PairView,
  QuantityLaw,
  SamplingRow,
  SamplingView,
} from '../../../src/landscape/population/views';
import { formatNumber } from '../../../src/picture/numbers';

export type PairQuestion = Omit<HostApi['pair']['params'], keyof AtRevision>;
export type SamplingQuestion = Omit<HostApi['sampling']['params'], keyof AtRevision>;
export type Quantity = 'barrier' | 'distance';

/** Sizes that are drawn for the chart. */
export const chartSizes = [5, 10, 20, 40, 80, 160, 320] as const;

/** What a person chose of one draw. */
export interface SampleSetup {
  readonly partner: string | null;
  /** Null draws as the file says. */
  readonly drawn: { readonly rows: number; readonly seed: number } | null;
  /** How many rows have each value; null as they are drawn. */
  readonly counts: readonly number[] | null;
}

export const fileSample: SampleSetup = { partner: null, drawn: null, counts: null };

export function pairQuestion({ partner, drawn, counts }: SampleSetup): PairQuestion {
  const sample =
    counts !== null
      ? ({ kind: 'counts', counts } as const)
      : drawn !== null
        ? ({ kind: 'rows', ...drawn } as const)
        : null;
  return { partner, sample };
}

/** As many rows as before, `count` of them with the second of two values. */
export function withCount(rows: number, count: number): readonly number[] {
  return [rows - count, count];
}

/** The pair in a sentence each. */
export function pairSummary({ rows, counts, empirical, population, basins }: PairView): string {
  const shares =
    counts === null ? '' : `, ${counts.map(({ value, count }) => `${String(count)} of them ${value}`).join(', ')}`;
  return (
    `${String(rows)} rows${shares}. ${empirical.name}: ${basinsInWords(basins.empirical)} ` +
    `${population.name}: ${basinsInWords(basins.population)}`
  );
}

function basinsInWords({ minima, barrier, distance, isProved }: BasinsView): string {
  const count = minima.length;
  const proved = isProved ? '' : ', not proved';
  if (count === 0) return `no minimum in the box${proved}.`;
  if (count === 1) return `one minimum${proved}.`;
  const what = count === 2 ? 'two minima' : `${String(count)} minima, the two lowest`;
  return `${what} ${formatNumber(distance, 4)} apart, with a barrier of ${formatNumber(barrier, 4)}${proved}.`;
}

/** `law 0.125·n^−1; fitted 0.13·n^(−0.99 ± 0.05)`. */
export function lawInWords({ derived, fit }: QuantityLaw): string {
  const law =
    derived === null ? 'no law' : `law ${formatNumber(derived.coefficient, 4)}·n^${formatNumber(derived.exponent, 4)}`;
  const fitted =
    fit === null
      ? 'nothing to fit yet'
      : `fitted ${formatNumber(fit.coefficient, 3)}·n^(${formatNumber(fit.exponent, 3)} ± ${formatNumber(fit.error, 2)})`;
  return `${law}; ${fitted}`;
}

/** The chart in words, for those who don't see it. */
export function chartInWords(
  view: Pick<SamplingView, Quantity>,
  rows: readonly SamplingRow[],
  quantity: Quantity,
): string {
  const points = rows.map((row) => `${formatNumber(row[quantity].mean, 3)} at n = ${String(row.n)}`);
  return `Mean ${quantity} against the number of rows: ${points.join(', ')}; ${lawInWords(view[quantity])}.`;
}
