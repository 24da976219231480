import type { Expression, LossStatement } from '../language/tree';
import type { Table } from '../symbolic/node';
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
  /** The value of a constant at that place, where no slider moves it. */
  fixedValue(place: number): number | undefined;
}

/** A loss as an array program. Throws `TooLarge` where it outgrows its bounds. */
export function buildProgram(
  statement: LossStatement,
  parameters: readonly ParameterBlock[],
  names: ProgramNames,
  constants: () => number,
): Program {
  const builder = new ProgramBuilder();
  const algebra = new ProgramAlgebra(builder, (place) => names.fixedValue(place));
  const lowered = lowering(builder, names, algebra).loss(statement, inputsOf(builder, parameters));
  const value = builder.unread(lowered.index).reduce((loss, index) => algebra.guard(loss, index), lowered);
  const count = parameters.reduce((total, { shape }) => total + sizeOf(shape), 0);
  return builder.build(value.index, count, constants(), squaresOf(builder, value.index));
}

/** An expression of a loss for each row of a table, as the register that holds it while the table's loop runs. */
export function buildRowProgram(
  statement: LossStatement,
  row: { readonly expression: Expression; readonly variable: string; readonly table: Table },
  parameters: readonly ParameterBlock[],
  names: ProgramNames,
  constants: () => number,
): { readonly program: Program; readonly register: number } {
  const builder = new ProgramBuilder();
  const inputs = inputsOf(builder, parameters);
  const algebra = new ProgramAlgebra(builder, (place) => names.fixedValue(place));
  let register = -1;
  const total = algebra.aggregate(row.table, 0, 'sum', (binding) => {
    const variable = { name: row.variable, row: binding };
    const value = lowering(builder, names, algebra).inLoop(statement, inputs, row.expression, variable);
    register = value.index;
    return value;
  });
  const count = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { program: builder.build(total.index, count, constants(), null), register };
}

function inputsOf(builder: ProgramBuilder, parameters: readonly ParameterBlock[]): Map<string, ProgramValue> {
  return new Map(
    parameters.map(({ name, shape, offset }) => [
      name,
      { kind: 'register', index: builder.emit({ op: 'input', offset }, shape, []) },
    ]),
  );
}

function lowering(
  builder: ProgramBuilder,
  names: ProgramNames,
  algebra = new ProgramAlgebra(builder, (place) => names.fixedValue(place)),
): Lowering<ProgramValue> {
  return new Lowering(algebra, {
    ...names,
    constant: (name) => {
      const place = names.constant(name);
      if (typeof place !== 'number') return place;
      return { kind: 'register', index: builder.emit({ op: 'constant', index: place }, [], []) };
    },
  });
}
