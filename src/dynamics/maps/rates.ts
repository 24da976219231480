/** Where starts on a line lead, for many learning rates. */
import type { OptimizerDefinition, Oracle } from '../../optimizers/optimizer';
import { ratesOf } from '../race/rateSearch';
import type { CriticalSets } from '../places';
import { type BasinGoal, Labeller, basinLabel } from './basins';
import { runCrowd } from './crowd';
import type { CrowdSettings } from './crowdEnds';
import type { ManyPoints } from './manyPoints';

export interface RateMapRequest extends CrowdSettings {
  readonly definition: OptimizerDefinition;
  readonly options: Readonly<Record<string, number>>;
  /** The line of starts, a column each from the first point to the second. */
  readonly line: readonly [ArrayLike<number>, ArrayLike<number>];
  readonly columns: number;
  /** A row each, evenly spaced in their logarithms. */
  readonly rates: { readonly low: number; readonly high: number; readonly count: number };
  readonly near: number;
}

export interface RateMap {
  readonly columns: number;
  /** The rate of each row, ascending. */
  readonly rates: readonly number[];
  readonly goals: readonly BasinGoal[];
  /** A row a rate: the number of a goal, or one of `basinLabel`. */
  readonly labels: Int16Array;
  readonly settled: Int32Array;
}

/** Computes the map row by row; yields the share done, and ends with what there is where it is sent true. */
export function* mapRates(
  oracle: Oracle,
  many: ManyPoints,
  sets: CriticalSets,
  request: RateMapRequest,
): Generator<{ readonly share: number; readonly map: RateMap }, RateMap, boolean> {
  const { columns, line } = request;
  const rates = ratesOf(request.rates);
  const labeller = new Labeller(oracle, sets, request.near);
  const map: RateMap = {
    columns,
    rates,
    goals: labeller.goals,
    labels: new Int16Array(columns * rates.length).fill(basinLabel.unknown),
    settled: new Int32Array(columns * rates.length).fill(-1),
  };
  const starts = Array.from({ length: oracle.dimension }, (_, i) =>
    Float64Array.from({ length: columns }, (_value, k) => {
      const t = columns === 1 ? 0 : k / (columns - 1);
      return (1 - t) * line[0][i]! + t * line[1][i]!;
    }),
  );
  for (const [row, lr] of rates.entries()) {
    const work = runCrowd(oracle, many, request.definition, { ...request.options, lr }, starts, request);
    let step = work.next(false);
    while (step.done !== true) {
      const stop: boolean = yield { share: (row + step.value) / rates.length, map };
      step = work.next(stop);
    }
    if (step.value === null) return map;
    for (let k = 0; k < columns; k++) {
      map.labels[row * columns + k] = labeller.label(step.value, k);
      map.settled[row * columns + k] = step.value.settled[k]!;
    }
  }
  return map;
}
