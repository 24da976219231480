import { buildTape } from '../compile/buildTape';
import type { Tape } from '../compile/tape';
import { analyzeText } from '../language/check';
import type { LossSymbol, Model } from '../language/model';
import type { LossStatement } from '../language/tree';
import { derivativesOf } from '../symbolic/differentiate';
import type { Node } from '../symbolic/node';
import { Pool, TooLarge } from '../symbolic/pool';
import { type ConstantInput, ConstantTable } from './constants';
import { LandscapeError } from './errors';
import type { Bounds } from './views';

/** The box of a parameter that has no `on` clause. */
export const standardBounds: Bounds = [-5, 5];

/** A loss ready to be evaluated, searched and printed. */
export interface CompiledLoss {
  readonly name: string;
  readonly statement: LossStatement;
  readonly pool: Pool;
  readonly value: Node;
  readonly gradient: readonly Node[];
  readonly hessian: readonly (readonly Node[])[];
  readonly parameters: readonly string[];
  readonly constants: readonly ConstantInput[];
  readonly box: readonly Bounds[];
  readonly starts: readonly (readonly number[])[];
  /** Of order 0, 1 and 2. */
  readonly tapes: readonly [Tape, Tape, Tape];
}

/** What may be asked differently from the file. */
export interface Overrides {
  readonly constants: Readonly<Record<string, number>>;
  /** Bounds by parameter that replace those of the file. */
  readonly box?: ReadonlyMap<string, Bounds>;
}

/** Compiles a loss of a text by name; throws `LandscapeError` with a sentence where that is impossible. */
export function compileText(text: string, name: string, overrides: Overrides): CompiledLoss {
  return compileLoss(analyzeText(text), name, overrides);
}

/** Compiles a loss of a checked file; throws `LandscapeError` where it is not sound or grows too large. */
export function compileLoss(model: Model, name: string, overrides: Overrides): CompiledLoss {
  const symbol = findSound(model, name);
  for (const constant of Object.keys(overrides.constants)) {
    if (!model.constants.has(constant)) throw new LandscapeError(`There is no constant "${constant}" to set.`);
  }
  try {
    return build(model, symbol, overrides);
  } catch (error) {
    if (error instanceof TooLarge) throw new LandscapeError(`The loss "${name}" cannot be compiled: ${error.message}`);
    throw error;
  }
}

function findSound(model: Model, name: string): LossSymbol {
  const symbol = model.losses.find((loss) => loss.name === name);
  if (symbol === undefined) throw new LandscapeError(`There is no loss "${name}" in this file.`);
  if (!symbol.sound) throw new LandscapeError(`The loss "${name}" has an error: see the messages of its file.`);
  return symbol;
}

function build(model: Model, symbol: LossSymbol, overrides: Overrides): CompiledLoss {
  const { statement } = symbol;
  const pool = new Pool();
  const constants = new ConstantTable(pool, model, overrides.constants);
  const value = constants.lowering().loss(statement);
  const names = statement.parameters.map((parameter) => parameter.name.name);
  const parameters = names.map((name, index) => pool.parameter(index, name));
  const { gradient, hessian } = derivativesOf(pool, value, parameters);
  // Box and starts may bring further constants in; the inputs of the tapes are those known before.
  const inputs = [...constants.inputs];
  const box = boxOf(statement, constants, overrides);
  const starts = statement.from.map((start) =>
    start.coordinates.map((item) => {
      if (item.kind === 'initialisation')
        throw new LandscapeError(`The start ${item.method}(…) is not understood yet: write a number.`);
      return constants.evaluate(item).near;
    }),
  );
  const shape = { parameters: names.length, constants: inputs.length };
  const triangle = hessian.flatMap((row, i) => row.slice(0, i + 1));
  const tapes: CompiledLoss['tapes'] = [
    buildTape([value], { ...shape, order: 0 }),
    buildTape([value, ...gradient], { ...shape, order: 1 }),
    buildTape([value, ...gradient, ...triangle], { ...shape, order: 2 }),
  ];
  return {
    name: symbol.name,
    statement,
    pool,
    value,
    gradient,
    hessian,
    parameters: names,
    constants: inputs,
    box,
    starts,
    tapes,
  };
}

function boxOf(statement: LossStatement, constants: ConstantTable, overrides: Overrides): Bounds[] {
  return statement.parameters.map(({ name }) => {
    const given = overrides.box?.get(name.name);
    if (given !== undefined) return given;
    const range = statement.on.find((box) => box.name.name === name.name)?.range;
    if (range === undefined) return standardBounds;
    const bounds: Bounds = [constants.evaluate(range.low).near, constants.evaluate(range.high).near];
    if (!(bounds[0] < bounds[1]) || !Number.isFinite(bounds[1] - bounds[0]))
      throw new LandscapeError(`The range of "${name.name}" is empty or too wide: [${bounds.join(', ')}].`);
    return bounds;
  });
}
