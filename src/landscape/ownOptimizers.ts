import type { Model } from '../language/model';
import type { OptimizerDefinition } from '../optimizers/optimizer';
import { lowerOptimizer } from '../optimizers/own/lowerOptimizer';
import { ownOptimizer } from '../optimizers/own/ownOptimizer';
import type { OwnProgram } from '../optimizers/own/ownProgram';
import { findOptimizer } from '../optimizers/registry';
import { Pool } from '../symbolic/pool';
import { ConstantTable } from './constants';
import type { DataFiles } from './dataFiles';
import { LandscapeError } from './errors';

interface Given {
  readonly constants: Readonly<Record<string, number>>;
  readonly files?: DataFiles;
}

/** The programs of a file's own optimizers, those with a mistake left out. */
export function ownPrograms(model: Model, given: Given): OwnProgram[] {
  // Apart from the loss's constants, whose inputs are those that it uses itself.
  const constants = new ConstantTable(new Pool(), model, given);
  return model.optimizers.flatMap((symbol) => {
    if (!symbol.sound) return [];
    try {
      return [lowerOptimizer(symbol, model, (expression) => constants.evaluate(expression).near)];
    } catch (error) {
      // A constant without a value has its message where it is defined.
      if (error instanceof LandscapeError) return [];
      throw error;
    }
  });
}

const definitions = new WeakMap<OwnProgram, OptimizerDefinition>();

/** The optimizers that programs make: each the same one every time. */
export function ownOptimizers(programs: readonly OwnProgram[]): OptimizerDefinition[] {
  return programs.map((program) => {
    const known = definitions.get(program) ?? ownOptimizer(program);
    definitions.set(program, known);
    return known;
  });
}

/** A method by name: one that there is, or one of the file of a loss; throws `LandscapeError` where there is none. */
export function methodOf(
  { optimizers }: { readonly optimizers: readonly OwnProgram[] },
  name: string,
): OptimizerDefinition {
  const definition = findOptimizer(name, ownOptimizers(optimizers));
  if (definition === undefined) throw new LandscapeError(`There is no optimizer "${name}".`);
  return definition;
}
