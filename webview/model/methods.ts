/** The methods a loss can be run with: those there are, and those of its file. */
import type { LossView } from '../../src/landscape/views';
import type { OptimizerDefinition } from '../../src/optimizers/optimizer';
import { ownOptimizer } from '../../src/optimizers/own/ownOptimizer';
import { findOptimizer } from '../../src/optimizers/registry';

/** What holds a file's own optimizers. */
export type WithOptimizers = Pick<LossView, 'optimizers'>;

const made = new WeakMap<WithOptimizers['optimizers'], readonly OptimizerDefinition[]>();

/** The file's own optimizers: the same ones for the same loss. */
export function ownMethods({ optimizers }: WithOptimizers): readonly OptimizerDefinition[] {
  const known = made.get(optimizers) ?? optimizers.map(ownOptimizer);
  made.set(optimizers, known);
  return known;
}

export function findMethod(loss: WithOptimizers, name: string): OptimizerDefinition | undefined {
  return findOptimizer(name, ownMethods(loss));
}

/** The method's name for people; of one that is gone, the name it had. */
export function titleOf(loss: WithOptimizers, name: string): string {
  return findMethod(loss, name)?.title ?? name;
}
