import { mostDrawnRows } from '../language/checkSample';
import { samplingStudy } from '../landscape/population/study';
import type { QuantityLaw, SamplingRow, SamplingView } from '../landscape/population/views';
import type { LossRequest } from '../landscape/requests';
import { formatNumber } from '../picture/numbers';
import { type Arguments, wholeNumber } from './arguments';
import { toJson } from './json';
import { UsageError } from './usage';

const standardSizes = [5, 20, 80, 320];
const standardDraws = 200;
const mostDraws = 100_000;

/** `losscape sampling`: the barrier and the distance of the minima of a sampled loss, against the number of rows. */
export async function sampling(request: LossRequest, values: Arguments['values']): Promise<string> {
  const draws = wholeNumber(values.draws, 'draws', standardDraws, 1);
  if (draws > mostDraws) throw new UsageError(`--draws may be at most ${mostDraws}.`);
  const seed = wholeNumber(values.seed, 'seed', 1, 0);
  const sizes = values.sizes?.split(',').map(readSize) ?? standardSizes;
  const partner = values.population ?? null;
  const view = await samplingStudy({ ...request, partner, sizes, draws, seed }, {});
  if (values.json !== true) return table(view);
  return `${toJson({ ...view, csv: undefined })}\n`;
}

function readSize(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= mostDrawnRows && text.trim() !== '') return size;
  throw new UsageError(`--sizes takes whole numbers from 1 to ${mostDrawnRows}, as in 5,20,80, not "${text}".`);
}

function table(view: SamplingView): string {
  const header = ['n', 'split', 'barrier', 'exact', 'law', 'distance', 'exact', 'law'];
  const rows = view.rows.map(cells);
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padStart(widths[i]!))
      .join('  ')
      .trimEnd();
  return [
    `${view.empirical} over samples, beside ${view.population}: ${view.rows[0]?.draws ?? 0} draws of each size`,
    '',
    line(header),
    ...rows.map(line),
    '',
    `barrier: ${powers(view.barrier)}`,
    `distance: ${powers(view.distance)}`,
    ...view.notes,
    '',
  ].join('\n');
}

function cells({ n, split, barrier, distance, exact, law }: SamplingRow): string[] {
  const mean = ({ mean: value, error }: SamplingRow['barrier']): string =>
    `${formatNumber(value, 4)} ± ${formatNumber(error, 2)}`;
  const known = (value: number | null | undefined): string => (value == null ? '–' : formatNumber(value, 4));
  return [
    String(n),
    `${formatNumber(100 * split, 3)} %`,
    mean(barrier),
    known(exact?.barrier),
    known(law.barrier),
    mean(distance),
    known(exact?.distance),
    known(law.distance),
  ];
}

function powers({ derived, fit }: QuantityLaw): string {
  const law =
    derived === null ? 'no law' : `law ${formatNumber(derived.coefficient, 5)}·n^${formatNumber(derived.exponent, 4)}`;
  const fitted =
    fit === null
      ? 'nothing to fit'
      : `fitted ${formatNumber(fit.coefficient, 4)}·n^(${formatNumber(fit.exponent, 4)} ± ${formatNumber(fit.error, 2)})`;
  return `${law}, ${fitted}`;
}
