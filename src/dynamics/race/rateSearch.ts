import type { OptimizerDefinition, Oracle, RunSettings } from '../../optimizers/optimizer';
import { runSteps } from '../../optimizers/run';

/** Learning rates tried: `count` of them from `low` to `high`, evenly spaced in their logarithms. */
export interface RateSearch {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export const standardRateSearch: RateSearch = { low: 1e-4, high: 1, count: 9 };

export interface RateChoice {
  /** The rate with the lowest mean final loss over the starts; of equals the smaller. */
  readonly rate: number;
  readonly tried: readonly {
    readonly rate: number;
    /** The mean, ∞ where a run left the domain. */ readonly score: number;
  }[];
  /** What the search cost, in gradient-equivalents. */
  readonly cost: number;
  /** True where the choice is the lowest or the highest tried: a better one may lie beyond. */
  readonly isAtEnd: boolean;
}

/** The rates of a search. */
export function ratesOf({ low, high, count }: RateSearch): number[] {
  if (count < 2) return [low];
  return Array.from({ length: count }, (_, k) =>
    k === 0 ? low : k === count - 1 ? high : low * (high / low) ** (k / (count - 1)),
  );
}

/** Runs a method from all starts with each rate, with the budget of the race. Yields the share done; true stops it. */
export function* searchRate(
  oracle: Oracle,
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  starts: readonly ArrayLike<number>[],
  settings: RunSettings,
  search: RateSearch,
): Generator<number, RateChoice | 'stopped', boolean> {
  const rates = ratesOf(search);
  const tried: { rate: number; score: number }[] = [];
  let cost = 0;
  let best = 0;
  for (const [k, rate] of rates.entries()) {
    let total = 0;
    for (const [s, start] of starts.entries()) {
      const work = runSteps(definition, { ...options, lr: rate }, oracle, Float64Array.from(start), settings);
      let step = work.next(false);
      while (step.done !== true) {
        const within = step.value.step / Math.max(1, settings.steps);
        const stop: boolean = yield (k + (s + within) / starts.length) / rates.length;
        if (stop) return 'stopped';
        step = work.next(false);
      }
      const { values, cost: spent } = step.value;
      const last = values[values.length - 1]!;
      total += Number.isNaN(last) ? Infinity : last;
      cost += spent[spent.length - 1]!;
    }
    const score = starts.length === 0 ? Infinity : total / starts.length;
    tried.push({ rate, score: Number.isNaN(score) ? Infinity : score });
    if (tried[k]!.score < tried[best]!.score) best = k;
  }
  return { rate: rates[best]!, tried, cost, isAtEnd: best === 0 || best === rates.length - 1 };
}
