/** Which rows each rectified unit answers at a point, and when it dies along a run. */
import type { UnitView } from '../../src/landscape/views';
import type { LossEvaluator } from './evaluator';
import type { RunResult } from './runs';

export interface UnitState {
  readonly unit: UnitView;
  /** How many rows it answers; 0 where it is dead. NaN where its argument is undefined. */
  readonly answered: number;
  /** The rows it answers, counted from 1; null where only their number is known. */
  readonly rows: readonly number[] | null;
}

export function unitStates(evaluator: LossEvaluator, point: ArrayLike<number>): readonly UnitState[] {
  return evaluator.loss.units.map((unit) => {
    const activity = evaluator.activity(unit, point);
    return { unit, answered: answeredRows(unit, activity), rows: unit.isMask ? rowsOf(activity) : null };
  });
}

/** How many rows an activity stands for. */
export function answeredRows({ isMask }: UnitView, activity: number): number {
  if (!isMask || Number.isNaN(activity)) return activity;
  let count = 0;
  for (let rest = activity; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function rowsOf(activity: number): readonly number[] {
  const rows: number[] = [];
  for (let row = 1, rest = activity; rest > 0; row++, rest = Math.floor(rest / 2)) if (rest % 2 === 1) rows.push(row);
  return rows;
}

/** A unit that is dead from a step on to the end of a run, though not at its start. */
export interface Death {
  readonly unit: number;
  readonly step: number;
}

export function deathsOf(evaluator: LossEvaluator, { run }: RunResult): readonly Death[] {
  const n = run.dimension;
  const last = run.values.length - 1;
  const pointAt = (step: number): Float64Array => run.points.subarray(step * n, (step + 1) * n);
  return evaluator.loss.units.flatMap((unit, index) => {
    const isDead = (step: number): boolean => evaluator.activity(unit, pointAt(step)) === 0;
    if (last < 1 || !isDead(last)) return [];
    let step = last;
    while (step > 0 && isDead(step - 1)) step--;
    return step === 0 ? [] : [{ unit: index, step }];
  });
}

/** `answers 2 of 5 rows: 1, 4`; `dead: silent on all 5 rows`. */
export function stateInWords({ unit, answered, rows }: UnitState): string {
  const all = unit.rows;
  if (Number.isNaN(answered)) return 'undefined here';
  if (unit.table === null && all === 1) return answered === 0 ? 'dead: silent' : 'active';
  if (answered === 0) return `dead: silent on all ${String(all)} rows of ${unit.table ?? 'the sum'}`;
  if (answered === all) return `answers all ${String(all)} rows`;
  const which = rows === null || rows.length > 8 ? '' : `: ${rows.join(', ')}`;
  return `answers ${String(answered)} of ${String(all)} rows${which}`;
}
