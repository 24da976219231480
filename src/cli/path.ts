import { pathOf } from '../landscape/branches/path';
import type { PathView } from '../landscape/branches/views';
import { searchLoss } from '../landscape/findCriticalPoints';
import type { LossSource } from '../landscape/lossSource';
import { formatLongPoint, formatNumber } from '../picture/numbers';
import { type Arguments, wholeNumber } from './arguments';
import { standardBudget } from './criticalPoints';
import { toJson } from './json';
import { readStart } from './points';
import { UsageError } from './usage';

/** Losses of up to this many parameters are searched for saddles first. */
const mostSearched = 4;

/** `losscape path`. */
export async function path(source: LossSource, values: Arguments['values']): Promise<string> {
  const { from, to, along } = values;
  if (from === undefined || to === undefined)
    throw new UsageError('path needs --from POINT and --to POINT, as in --from 1,2 --to 2,1, or --to twin.');
  const budget = wholeNumber(values['budget-ms'], 'budget-ms', standardBudget, 1);
  const loss = source({});
  const start = Float64Array.from(readStart(from, loss));
  const end =
    to.trim() === 'twin'
      ? ({ kind: 'twin' } as const)
      : ({ kind: 'point', point: Float64Array.from(readStart(to, loss)) } as const);
  const report = loss.parameters.length <= mostSearched ? await searchLoss(loss, { budget }) : null;
  const view = await pathOf(source, { from: start, to: end, along: along ?? null }, report, { budget });
  return values.json === true ? `${toJson(view)}\n` : table(view);
}

function table({ parameters, from, to, fromValue, toValue, path: way, along, barriers, sentences }: PathView): string {
  const shown = (point: readonly number[]): string => formatLongPoint(point, 6, 8);
  const names = parameters.length <= 6 ? ` of (${parameters.join(', ')})` : '';
  const ends = [
    `from ${shown(from)}${names}, loss ${formatNumber(fromValue, 8)}`,
    `to   ${shown(to)}, loss ${formatNumber(toValue, 8)}`,
  ];
  const saddles = way.saddles.map(
    ({ point, value, proof }, k) => `${k + 1}. saddle ${shown(point)}, loss ${formatNumber(value, 8)}, ${proof}`,
  );
  const rows = barriers.map(({ at, lower, higher }) =>
    higher === null || lower === null
      ? `${along!} = ${formatNumber(at, 5)}  one minimum`
      : `${along!} = ${formatNumber(at, 5)}  barrier ${formatNumber(higher, 6)} from the higher minimum, ${formatNumber(lower, 6)} from the lower`,
  );
  return [...ends, '', ...sentences, ...block(saddles), ...block(rows)].join('\n') + '\n';
}

function block(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
