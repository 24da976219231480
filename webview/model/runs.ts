/** Optimizer runs in the panel: every optimizer from every start, recomputed only where something changed. */
import type { OptimizerDefinition, Run } from '../../src/optimizers/optimizer';
import { allOptions } from '../../src/optimizers/registry';
import { runOptimizer } from '../../src/optimizers/run';
import type { RunSetup } from '../state/state';
import type { LossEvaluator } from './evaluator';
import { findMethod } from './methods';

export interface RunResult {
  readonly setup: RunSetup;
  readonly definition: OptimizerDefinition;
  readonly startIndex: number;
  readonly run: Run;
}

/** A run ends as diverged where a coordinate leaves the box by this many box sizes. */
const boxesBeforeDiverged = 1e6;

/** Keeps the runs of the last call; those whose inputs are unchanged are taken from it. */
export class RunCache {
  private evaluator: LossEvaluator | undefined;
  private kept = new Map<string, Run>();

  compute(
    evaluator: LossEvaluator,
    setups: readonly RunSetup[],
    starts: readonly (readonly number[])[],
    steps: number,
  ): readonly RunResult[] {
    if (evaluator !== this.evaluator) this.kept.clear();
    this.evaluator = evaluator;
    const next = new Map<string, Run>();
    const oracle = evaluator.oracle();
    const size = Math.max(...evaluator.loss.parameters.map(({ low, high }) => Math.abs(high) + Math.abs(low)));
    const settings = { steps, tolerance: 1e-10, limit: size * boxesBeforeDiverged };
    const results: RunResult[] = [];
    for (const setup of setups) {
      const definition = findMethod(evaluator.loss, setup.optimizer);
      if (definition === undefined) continue;
      const options = optionsOf(definition, setup.options);
      starts.forEach((start, startIndex) => {
        const key = JSON.stringify([definition.name, options, start, steps]);
        const run = this.kept.get(key) ?? runOptimizer(definition, options, oracle, Float64Array.from(start), settings);
        next.set(key, run);
        results.push({ setup, definition, startIndex, run });
      });
    }
    this.kept = next;
    return results;
  }
}

/** The defaults with what a person changed, each within its limits. */
export function optionsOf(
  definition: OptimizerDefinition,
  changed: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    allOptions(definition).map((option) => {
      const value = changed[option.name] ?? option.default;
      return [option.name, Math.min(option.maximum, Math.max(option.minimum, value))];
    }),
  );
}

/** Number of the last step of a run. */
export function lastStep(run: Run): number {
  return run.values.length - 1;
}

/** How many steps a run takes before it leaves the box for good; all of them where it converges or ends inside. */
export function stepsWithin(run: Run, box: readonly { readonly low: number; readonly high: number }[]): number {
  const { points, dimension, stride, values, stop } = run;
  const isInside = (k: number): boolean =>
    box.every(({ low, high }, i) => points[k * dimension + i]! >= low && points[k * dimension + i]! <= high);
  const kept = points.length / dimension;
  if (stop === 'converged') return values.length;
  let last = kept - 1;
  while (last >= 0 && !isInside(last)) last--;
  return last === kept - 1 ? values.length : (last + 1) * stride;
}

/** Why a run ended, in words; `reason` is the run's own sentence. */
export function stopInWords(run: Pick<Run, 'values' | 'stop'>): string {
  const steps = run.values.length - 1;
  const after = steps === 1 ? 'after 1 step' : `after ${String(steps)} steps`;
  switch (run.stop) {
    case 'budget':
      return `all ${String(steps)} steps taken`;
    case 'converged':
      return steps === 0 ? 'at rest at its start: the gradient vanishes there' : `converged ${after}`;
    case 'diverged':
      return `diverged ${after}`;
    case 'left-domain':
      return `left the domain ${after}`;
    case 'singular':
      return `singular Hessian ${after}`;
    case 'refused':
      return 'refused this loss';
    case 'stalled':
      return `stalled ${after}`;
  }
}
