import type { OptimizerDefinition, Oracle, Run, RunSettings, StepFailure } from './optimizer';
import { completeOptions } from './registry';

/** What a run does where nothing else is asked for. */
export const standardSettings: RunSettings = { steps: 200, tolerance: 0, limit: 1e6 };

/**
 * Runs a method from a start of length n. Every step from t = 0 is kept; the run ends early where the loss leaves its
 * domain, a coordinate passes the limit, the method cannot step, or the gradient is below the tolerance.
 */
export function runOptimizer(
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  oracle: Oracle,
  start: Float64Array,
  settings: RunSettings,
): Run {
  const n = oracle.dimension;
  const all = completeOptions(definition, options);
  const stepper = definition.create(all, n);
  const points = new Float64Array((settings.steps + 1) * n);
  const values = new Float64Array(settings.steps + 1);
  const point = Float64Array.from(start);
  const gradient = new Float64Array(n);
  let count = 0;
  const record = (): void => {
    points.set(point, count * n);
    values[count] = oracle.value(point);
    count++;
  };
  const finish = (end: Exclude<StepFailure, null>): Run => ({
    optimizer: definition.name,
    options: all,
    dimension: n,
    points: points.slice(0, count * n),
    values: values.slice(0, count),
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
      if (norm < settings.tolerance) {
        return finish({ stop: 'converged', reason: `Every component of the gradient is below ${settings.tolerance}.` });
      }
    }
    if (count > settings.steps) return finish({ stop: 'budget', reason: `All ${settings.steps} steps were taken.` });
    const failure = stepper.step(point, oracle);
    if (failure !== null) return finish(failure);
    record();
  }
}
