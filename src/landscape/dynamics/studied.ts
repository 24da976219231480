import type { CriticalSets } from '../../dynamics/places';
import type { OptimizerDefinition, Oracle } from '../../optimizers/optimizer';
import { allOptions } from '../../optimizers/registry';
import { type CompiledLoss, type FormulaLoss, mostFormulaParameters } from '../compileLoss';
import { LandscapeError } from '../errors';
import type { MethodRequest } from './requests';

/** What a study of a loss works with. */
export interface Studied {
  readonly loss: CompiledLoss;
  readonly oracle: Oracle;
  readonly sets: CriticalSets;
  readonly constants: Float64Array;
  /** A run has diverged once a coordinate passes this: a million boxes. */
  readonly limit: number;
  /** A critical point is reached within this distance: a 200th of the box. */
  readonly near: number;
}

/** The options given, each within its limits; those the method does not have are left out. */
export function optionsOf(definition: OptimizerDefinition, method: MethodRequest): Record<string, number> {
  return Object.fromEntries(
    allOptions(definition).flatMap(({ name, minimum, maximum }) => {
      const value = Object.hasOwn(method.options, name) ? method.options[name] : undefined;
      return value === undefined ? [] : [[name, Math.min(maximum, Math.max(minimum, value))]];
    }),
  );
}

/** The point, if it has as many coordinates as the loss. */
export function pointFor(loss: CompiledLoss, point: Float64Array): Float64Array {
  if (point.length !== loss.parameters.length)
    throw new LandscapeError(`The point has ${point.length} coordinates, not ${loss.parameters.length}.`);
  return point;
}

/** The loss as formulas, which maps and paths need. */
export function formulasOf({ loss }: Studied, what: string): FormulaLoss {
  if (loss.form === 'formulas') return loss;
  throw new LandscapeError(
    `${what} are drawn of losses of at most ${mostFormulaParameters} parameters; this one has ${loss.parameters.length}.`,
  );
}
