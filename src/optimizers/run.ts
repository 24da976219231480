import { CountingOracle } from './countingOracle';
import type { OptimizerDefinition, Oracle, Run, RunSettings, StepFailure } from './optimizer';
import { completeOptions } from './registry';

/** What a run does where nothing else is asked for. */
export const standardSettings: RunSettings = { steps: 200, tolerance: 0, limit: 1e6 };

/** The most coordinates of a run that are kept. */
const mostKept = 4_000_000;

/** A fall of the loss by less than this, relative to it or to 1, may be rounding. */
const leastFall = 1e-13;

/** How far a run is. */
export interface RunProgress {
  readonly step: number;
  readonly value: number;
  /** Spent so far, in gradient-equivalents. */
  readonly cost: number;
}

/**
 * Runs a method from a start of length n. Every step from t = 0 is kept; the run ends early where the loss leaves its
 * domain, a coordinate passes the limit, the method cannot step, or the gradient is below the tolerance (and, for a method
 * that leaves saddles, its step does not lower the loss). What the run itself looks at (the loss at each step, the gradient for the tolerance) is not counted as cost.
 */
export function runOptimizer(
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  oracle: Oracle,
  start: Float64Array,
  settings: RunSettings,
): Run {
  const run = runSteps(definition, options, oracle, start, settings);
  let step = run.next(false);
  while (step.done !== true) step = run.next(false);
  return step.value;
}

/** The same step by step: yields after each, and ends with what it has where it is sent true. */
export function* runSteps(
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  oracle: Oracle,
  start: Float64Array,
  settings: RunSettings,
): Generator<RunProgress, Run, boolean> {
  const n = oracle.dimension;
  const all = completeOptions(definition, options);
  const stepper = definition.create(all, n);
  const stride = Math.max(1, Math.ceil(((settings.steps + 1) * n) / mostKept));
  const points = new Float64Array(Math.ceil((settings.steps + 1) / stride) * n);
  const values = new Float64Array(settings.steps + 1);
  const cost = new Float64Array(settings.steps + 1);
  const counted = new CountingOracle(oracle);
  const point = Float64Array.from(start);
  const gradient = new Float64Array(n);
  const { budget = Infinity } = settings;
  const before = budget < Infinity || definition.leavesSaddles === true ? new Float64Array(n) : null;
  const flat = {
    stop: 'converged',
    reason: `Every component of the gradient is below ${settings.tolerance}.`,
  } as const;
  let isFlat = false;
  let count = 0;
  const record = (): void => {
    if (count % stride === 0) points.set(point, (count / stride) * n);
    values[count] = oracle.value(point);
    cost[count] = counted.cost;
    count++;
  };
  const finish = (end: Exclude<StepFailure, null>): Run => ({
    optimizer: definition.name,
    options: all,
    dimension: n,
    points: points.slice(0, Math.ceil(count / stride) * n),
    stride,
    end: point,
    values: values.slice(0, count),
    cost: cost.slice(0, count),
    ...end,
  });
  record();
  for (;;) {
    const largest = point.reduce((most, coordinate) => Math.max(most, Math.abs(coordinate)), 0);
    if (largest > settings.limit) {
      return finish({ stop: 'diverged', reason: `A coordinate passed ${settings.limit} in magnitude.` });
    }
    if (!Number.isFinite(values[count - 1]!)) {
      return finish({ stop: 'left-domain', reason: 'The loss is undefined at this point.' });
    }
    if (settings.tolerance > 0) {
      oracle.gradient(point, gradient);
      const norm = gradient.reduce((most, component) => Math.max(most, Math.abs(component)), 0);
      isFlat = norm < settings.tolerance;
      if (isFlat && definition.leavesSaddles !== true) return finish(flat);
    }
    if (count > settings.steps) return finish({ stop: 'budget', reason: `All ${settings.steps} steps were taken.` });
    const stop: boolean = yield { step: count - 1, value: values[count - 1]!, cost: counted.cost };
    if (stop) return finish({ stop: 'budget', reason: `It was stopped after ${count - 1} steps.` });
    before?.set(point);
    const failure = stepper.step(point, counted);
    if (before !== null && counted.cost > budget) {
      point.set(before);
      return finish({
        stop: 'budget',
        reason: `The next step would cost more than ${budget} gradient-equivalents in all.`,
      });
    }
    if (failure !== null) return finish(failure);
    // Along negative curvature the loss falls by more than rounding; a trial that was refused is made again, smaller.
    if (isFlat && before !== null && stepper.facts?.().accepted !== false) {
      const value = values[count - 1]!;
      if (!(value - oracle.value(point) > leastFall * Math.max(1, Math.abs(value)))) {
        point.set(before);
        return finish(flat);
      }
    }
    record();
  }
}
