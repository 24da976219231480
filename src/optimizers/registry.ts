import { adagrad } from './adagrad';
import { adam, adamw } from './adam';
import { gradientDescent } from './gradientDescent';
import { levenbergMarquardt } from './levenbergMarquardt';
import { momentum, nesterov } from './momentum';
import { dampedNewton, newton } from './newton';
import type { OptimizerDefinition } from './optimizer';
import { rmsprop } from './rmsprop';
import { saddleFreeNewton } from './saddleFreeNewton';

/** Every optimizer, in the order menus show them. */
export const optimizers: readonly OptimizerDefinition[] = [
  gradientDescent,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adam,
  adamw,
  newton,
  dampedNewton,
  levenbergMarquardt,
  saddleFreeNewton,
];

export function findOptimizer(name: string): OptimizerDefinition | undefined {
  return optimizers.find((optimizer) => optimizer.name === name);
}

/** All options of a method: those given, the defaults for the rest. */
export function completeOptions(
  definition: OptimizerDefinition,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    definition.options.map((option) => [
      option.name,
      Object.hasOwn(given, option.name) ? given[option.name]! : option.default,
    ]),
  );
}
