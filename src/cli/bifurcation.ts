import { bifurcationOf } from '../landscape/branches/bifurcation';
import { placeOf } from '../landscape/branches/sentences';
import type { BifurcationView } from '../landscape/branches/views';
import type { LossSource } from '../landscape/lossSource';
import { formatNumber, formatPoint } from '../picture/numbers';
import { type Arguments, wholeNumber } from './arguments';
import { standardBudget } from './criticalPoints';
import { toJson } from './json';
import { UsageError } from './usage';

/** Values of the constant at which all critical points are searched for, where the call says nothing. */
const standardSamples = 21;

/** `losscape bifurcation`. */
export async function bifurcation(source: LossSource, values: Arguments['values']): Promise<string> {
  const { along } = values;
  if (along === undefined) throw new UsageError('bifurcation needs --along NAME, a constant with a range.');
  const samples = wholeNumber(values.samples, 'samples', standardSamples, 2);
  const budget = wholeNumber(values['budget-ms'], 'budget-ms', standardBudget, 1);
  const view = await bifurcationOf(source, { along, samples }, { budget });
  return values.json === true ? `${toJson(view)}\n` : table(view);
}

function table(view: BifurcationView): string {
  const { along, parameters, points, samples } = view;
  const found = points.flatMap((point) => {
    const { sentence, reason, coefficients } = point;
    const numbers = coefficients.map(({ name, value }) => `${name} = ${formatNumber(value, 6)}`).join(', ');
    return [placeOf(point, along, parameters), `  ${sentence} ${numbers}.`, `  ${reason}`];
  });
  const rows = samples.map(({ at, points: all, complete }) => {
    const list = all.map(({ kind, point }) => `${kind.replace(/-/g, ' ')} ${formatPoint(point, 5)}`).join(', ');
    return `${along} = ${formatNumber(at, 6)}  ${complete ? 'complete  ' : 'incomplete'}  ${list}`;
  });
  return [view.verdict, '', ...found, ...(found.length === 0 ? [] : ['']), ...rows].join('\n') + '\n';
}
