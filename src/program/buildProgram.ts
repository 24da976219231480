import type { LossStatement } from '../language/tree';
import { type Environment, Lowering } from '../symbolic/lower';
import { ProgramBuilder } from './builder';
import { type Program, sizeOf } from './program';
import { ProgramAlgebra, type ProgramValue } from './programAlgebra';
import { squaresOf } from './squares';

/** A parameter as it stands in the point: `size(shape)` scalars from `offset` on, rows first. */
export interface ParameterBlock {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
}

export interface ProgramNames extends Omit<Environment<ProgramValue>, 'constant'> {
  /** The place of a constant among the inputs; 'formula' where its definition stands in its place. */
  constant(name: string): number | 'formula' | undefined;
}

/** A loss as an array program. Throws `TooLarge` where it outgrows its bounds. */
export function buildProgram(
  statement: LossStatement,
  parameters: readonly ParameterBlock[],
  names: ProgramNames,
  constants: () => number,
): Program {
  const builder = new ProgramBuilder();
  const value = lowering(builder, names).loss(statement, inputsOf(builder, parameters));
  const count = parameters.reduce((total, { shape }) => total + sizeOf(shape), 0);
  return builder.build(value.index, count, constants(), squaresOf(builder, value.index));
}

function inputsOf(builder: ProgramBuilder, parameters: readonly ParameterBlock[]): Map<string, ProgramValue> {
  return new Map(
    parameters.map(({ name, shape, offset }) => [
      name,
      { kind: 'register', index: builder.emit({ op: 'input', offset }, shape, []) },
    ]),
  );
}

function lowering(builder: ProgramBuilder, names: ProgramNames): Lowering<ProgramValue> {
  return new Lowering(new ProgramAlgebra(builder), {
    ...names,
    constant: (name) => {
      const place = names.constant(name);
      if (typeof place !== 'number') return place;
      return { kind: 'register', index: builder.emit({ op: 'constant', index: place }, [], []) };
    },
  });
}
