/** Methods against each other: every method from every start, with equal budgets. */
import type { OptimizerDefinition, Oracle, Run, StopReason } from '../../optimizers/optimizer';
import { allOptions } from '../../optimizers/registry';
import { runSteps } from '../../optimizers/run';
import { type CriticalSets, type Place, nearestPlace } from '../places';
import { type RateChoice, type RateSearch, searchRate } from './rateSearch';

/** A method with the options it races with. */
export interface Racer {
  readonly definition: OptimizerDefinition;
  readonly options: Readonly<Record<string, number>>;
}

export interface RaceSettings {
  /** The most steps of a run. */
  readonly steps: number;
  /** The most gradient-equivalents of a run; ∞ leaves it to the steps. */
  readonly budget: number;
  /** A run is done once ‖∇L‖∞ is below this. */
  readonly tolerance: number;
  /** A run has diverged once a coordinate passes this. */
  readonly limit: number;
  /** A critical point is reached by a run that ends within this distance of it. */
  readonly near: number;
  /** How learning rates are chosen, the same way for all; null leaves them as they are. */
  readonly search: RateSearch | null;
}

export const standardRace: RaceSettings = {
  steps: 1000,
  budget: 1000,
  tolerance: 1e-6,
  limit: 1e6,
  near: 0.01,
  search: null,
};

/** One run of a race. */
export interface RaceResult {
  /** Number of the racer and of the start. */
  readonly racer: number;
  readonly start: number;
  /** Every option the run was made with. */
  readonly options: Readonly<Record<string, number>>;
  /** Steps and gradient-equivalents until the gradient was below the tolerance; null where it never was. */
  readonly stepsToTolerance: number | null;
  readonly costToTolerance: number | null;
  /** In all. */
  readonly steps: number;
  readonly cost: number;
  readonly finalLoss: number;
  /** ‖∇L‖₂ at the end. */
  readonly gradientNorm: number;
  /** The critical point nearest to the end; null where none is known. */
  readonly place: Place | null;
  /** Its name where the run ended near it. */
  readonly reached: string | null;
  readonly stop: StopReason;
  readonly reason: string;
  readonly run: Run;
}

export interface RaceTable {
  /** By racer, then by start; those that were made before the race was stopped. */
  readonly results: readonly RaceResult[];
  /** For each racer the choice of its learning rate; null where it has none or none was asked for. */
  readonly rates: readonly (RateChoice | null)[];
  readonly isWhole: boolean;
}

export interface RaceProgress {
  readonly phase: 'rates' | 'race';
  /** Share done, in [0, 1], by runs and steps. */
  readonly share: number;
  readonly racer: number;
  /** What was made so far, where a run has just been; it grows while the race goes on. */
  readonly table: RaceTable | null;
}

/**
 * Runs all racers from all starts on one oracle, one after the other; yields after each step, and ends with what it has
 * where it is sent true.
 */
export function* race(
  oracle: Oracle,
  sets: CriticalSets,
  racers: readonly Racer[],
  starts: readonly ArrayLike<number>[],
  settings: RaceSettings,
): Generator<RaceProgress, RaceTable, boolean> {
  const { search } = settings;
  const results: RaceResult[] = [];
  const rates: (RateChoice | null)[] = [];
  const parts = racers.length * ((search === null ? 0 : search.count) + 1);
  for (const [racer, { definition, options }] of racers.entries()) {
    const choice =
      search === null || !hasRate(definition)
        ? null
        : yield* within(
            searchRate(oracle, definition, options, starts, settings, search),
            'rates',
            racer,
            racer * (search.count + 1),
            search.count,
            parts,
          );
    if (choice === 'stopped') return { results, rates, isWhole: false };
    rates.push(choice);
    const chosen = choice === null ? options : { ...options, lr: choice.rate };
    for (const [start, from] of starts.entries()) {
      const first = racer * ((search?.count ?? 0) + 1) + (search?.count ?? 0) + start / starts.length;
      const work = shareOf(runSteps(definition, chosen, oracle, Float64Array.from(from), settings), settings.steps);
      const run = yield* within(work, 'race', racer, first, 1 / starts.length, parts);
      if (run === 'stopped') return { results, rates, isWhole: false };
      results.push({ racer, start, ...judge(oracle, sets, run, settings) });
      const share = Math.min(1, (first + 1 / starts.length) / parts);
      if (yield { phase: 'race', racer, share, table: { results, rates, isWhole: false } }) {
        return { results, rates, isWhole: results.length === racers.length * starts.length };
      }
    }
  }
  return { results, rates, isWhole: true };
}

export function hasRate(definition: OptimizerDefinition): boolean {
  return allOptions(definition).some(({ name }) => name === 'lr');
}

/** What a run came to. */
function judge(
  oracle: Oracle,
  sets: CriticalSets,
  run: Run,
  { tolerance, near }: RaceSettings,
): Omit<RaceResult, 'racer' | 'start'> {
  const last = run.values.length - 1;
  const gradient = new Float64Array(run.dimension);
  oracle.gradient(run.end, gradient);
  const largest = gradient.reduce((most, component) => Math.max(most, Math.abs(component)), 0);
  const done = largest < tolerance;
  const place = run.end.every(Number.isFinite) ? nearestPlace(oracle, sets, run.end) : null;
  return {
    options: run.options,
    stepsToTolerance: done ? last : null,
    costToTolerance: done ? run.cost[last]! : null,
    steps: last,
    cost: run.cost[last]!,
    finalLoss: run.values[last]!,
    gradientNorm: Math.hypot(...gradient),
    place,
    reached: place !== null && place.distance <= near ? place.name : null,
    stop: run.stop,
    reason: run.reason,
    run,
  };
}

/** Turns the steps of a run into shares of it. */
function* shareOf(work: ReturnType<typeof runSteps>, steps: number): Generator<number, Run | 'stopped', boolean> {
  let step = work.next(false);
  while (step.done !== true) {
    const stop: boolean = yield step.value.step / Math.max(1, steps);
    if (stop) return 'stopped';
    step = work.next(false);
  }
  return step.value;
}

/** Passes the share of a part on as the share of the whole. */
function* within<Result>(
  work: Generator<number, Result, boolean>,
  phase: RaceProgress['phase'],
  racer: number,
  before: number,
  size: number,
  parts: number,
): Generator<RaceProgress, Result, boolean> {
  let step = work.next(false);
  while (step.done !== true) {
    const stop: boolean = yield { phase, racer, share: Math.min(1, (before + size * step.value) / parts), table: null };
    step = work.next(stop);
  }
  return step.value;
}
