import { adagrad } from './adagrad';
import { adam, adamw, amsgrad } from './adam';
import { adaptiveLevenbergMarquardt } from './adaptiveLevenbergMarquardt';
import { cubicRegularization } from './cubicRegularization';
import { gaussNewton } from './gaussNewton';
import { gradientDescent } from './gradientDescent';
import { lbfgs } from './lbfgs';
import { levenbergMarquardt } from './levenbergMarquardt';
import { lion } from './lion';
import { momentum, nesterov } from './momentum';
import { dampedNewton, newton } from './newton';
import type { OptimizerDefinition, OptionSpecification } from './optimizer';
import { rmsprop } from './rmsprop';
import { saddleFreeNewton } from './saddleFreeNewton';
import { stochasticGradient } from './stochasticGradient';
import { trustRegionNewton } from './trustRegionNewton';

/** Every optimizer, in the order menus show them. */
export const optimizers: readonly OptimizerDefinition[] = [
  gradientDescent,
  stochasticGradient,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adam,
  adamw,
  amsgrad,
  lion,
  lbfgs,
  newton,
  dampedNewton,
  levenbergMarquardt,
  adaptiveLevenbergMarquardt,
  gaussNewton,
  saddleFreeNewton,
  trustRegionNewton,
  cubicRegularization,
];

/** The method of a name, among those there are and a file's own. */
export function findOptimizer(name: string, own: readonly OptimizerDefinition[] = []): OptimizerDefinition | undefined {
  return optimizers.find((optimizer) => optimizer.name === name) ?? own.find((optimizer) => optimizer.name === name);
}

/** All options of a method: its own and those it shares with others. */
export function allOptions({ options, modifiers = [] }: OptimizerDefinition): readonly OptionSpecification[] {
  return [...options, ...modifiers];
}

/**
 * A method's own options, those given and the defaults for the rest, and the shared ones that were given another value.
 */
export function completeOptions(
  { options, modifiers = [] }: OptimizerDefinition,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const value = (option: OptionSpecification): number =>
    Object.hasOwn(given, option.name) ? given[option.name]! : option.default;
  const used = [...options, ...modifiers.filter((option) => value(option) !== option.default)];
  return Object.fromEntries(used.map((option) => [option.name, value(option)]));
}
