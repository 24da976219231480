import { buildTape } from '../compile/buildTape';
import type { Tape } from '../compile/tape';
import { analyzeText } from '../language/check';
import type { LossSymbol, Model } from '../language/model';
import type { Expression, LossStatement, RangeSyntax } from '../language/tree';
import type { OwnProgram } from '../optimizers/own/ownProgram';
import { type ParameterBlock, buildProgram, buildRowProgram } from '../program/buildProgram';
import { type Program, sizeOf } from '../program/program';
import { derivativesOf } from '../symbolic/differentiate';
import type { DrawnTable } from '../symbolic/drawn';
import type { Node, Table } from '../symbolic/node';
import { arrayOf } from '../symbolic/nodeArray';
import { Pool, TooLarge } from '../symbolic/pool';
import { Rational } from '../symbolic/rational';
import { type ConstantInput, ConstantTable } from './constants';
import { type DataFiles, csvState } from './dataFiles';
import type { DrawOverride } from './drawTable';
import { LandscapeError } from './errors';
import { ownPrograms } from './ownOptimizers';
import { type NamedMethod, namedMethods, optionExpressions } from './methods';
import { startPoint } from './starts';
import type { Bounds } from './views';

/** The box of a parameter that has no `on` clause. */
export const standardBounds: Bounds = [-5, 5];

/** What every compiled loss has. */
interface LossHead {
  readonly name: string;
  readonly statement: LossStatement;
  /** Names of the scalar parameters, in the order of a point: `x`, `w[1]`, `W[2,1]`. */
  readonly parameters: readonly string[];
  /** The parameters as declared, and where each stands in a point. */
  readonly blocks: readonly ParameterBlock[];
  readonly constants: readonly ConstantInput[];
  readonly box: readonly Bounds[];
  readonly starts: readonly (readonly number[])[];
  readonly rowProgram: RowPrograms;
  /** Constants with a range that tables are drawn by: for another value the loss is compiled anew. */
  readonly structural: ReadonlyMap<string, 'whole' | 'real'>;
  /** Distributions, as written, whose expectations are replaced by Gauss sums: the loss is that sum. */
  readonly quadratures: readonly string[];
  /** The methods behind `by`. */
  readonly methods: readonly NamedMethod[];
  /** The optimizers of its file. */
  readonly optimizers: readonly OwnProgram[];
  /** It has an expectation. */
  readonly averages: boolean;
  /** What was drawn for it, by the names of the tables. */
  readonly drawn: ReadonlyMap<string, DrawnTable>;
}

/** Makes programs of parts of the loss, for each row of a table. */
export interface RowPrograms {
  table(name: string): Table;
  build(row: { readonly expression: Expression; readonly variable: string; readonly table: Table }): {
    readonly program: Program;
    /** Holds the value of each row. */
    readonly register: number;
  };
}

/** A loss of few parameters, as exact formulas: it can be printed, evaluated and searched with proofs. */
export interface FormulaLoss extends LossHead {
  readonly form: 'formulas';
  readonly pool: Pool;
  readonly value: Node;
  readonly gradient: readonly Node[];
  readonly hessian: readonly (readonly Node[])[];
  /** Of order 0, 1 and 2. */
  readonly tapes: readonly [Tape, Tape, Tape];
  /** The coordinates of all starts, one behind the other; null where no slider moves a start. */
  readonly startTape: Tape | null;
  /** The numbers of all options behind `by`, one behind the other; null where no slider moves one. */
  readonly methodTape: Tape | null;
}

/** A loss of many parameters, as an array program: evaluated and differentiated in double arithmetic. */
export interface ProgramLoss extends LossHead {
  readonly form: 'program';
  readonly program: Program;
  /** The text of the file. */
  readonly source: string;
}

/** A loss ready to be evaluated. */
export type CompiledLoss = FormulaLoss | ProgramLoss;

/** Losses of up to this many scalar parameters are written out as formulas. */
export const mostFormulaParameters = 24;

/** What may be asked differently from the file. */
export interface Overrides {
  readonly constants: Readonly<Record<string, number>>;
  /** Bounds by parameter that replace those of the file. */
  readonly box?: ReadonlyMap<string, Bounds>;
  /** The data of the file's csv tables, by their paths. */
  readonly files?: DataFiles;
  /** How tables are drawn, instead of as the file says. */
  readonly draw?: DrawOverride;
}

/** Compiles a loss of a text by name; throws `LandscapeError` with a sentence where that is impossible. */
export function compileText(text: string, name: string, overrides: Overrides): CompiledLoss {
  return compileLoss(
    analyzeText(text, (path) => csvState(overrides.files?.get(path))),
    name,
    overrides,
  );
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
  const blocks = blocksOf(symbol);
  const parameters = blocks.flatMap(scalarNames);
  const pool = new Pool();
  const constants = new ConstantTable(pool, model, overrides);
  const form =
    parameters.length > mostFormulaParameters
      ? programForm(model, statement, blocks, constants)
      : formulaForm(statement, blocks, pool, constants);
  // Box and starts may bring further constants in; the inputs are those known before.
  const inputs = [...constants.inputs];
  const names = constants.programNames();
  const rowProgram: RowPrograms = {
    table: (table) => names.table(table, table),
    build: (row) => buildRowProgram(statement, row, blocks, names, () => inputs.length),
  };
  const box = boxOf(statement, blocks, constants, overrides);
  const starts = statement.from.map((start) => startPoint(start, blocks, (item) => constants.numbers(item)));
  const methods = namedMethods(statement, (item) => constants.evaluate(item).near);
  const optimizers = ownPrograms(model, overrides);
  const { structural, quadratures, averages, draws } = constants;
  return {
    name: symbol.name,
    statement,
    parameters,
    blocks,
    constants: inputs,
    box,
    starts,
    rowProgram,
    structural,
    quadratures: [...quadratures],
    methods,
    optimizers,
    averages,
    drawn: draws,
    ...form,
  };
}

type Form = Omit<FormulaLoss, keyof LossHead> | Omit<ProgramLoss, keyof LossHead>;

function formulaForm(
  statement: LossStatement,
  blocks: readonly ParameterBlock[],
  pool: Pool,
  constants: ConstantTable,
): Form {
  const names = blocks.flatMap(scalarNames);
  const nodes = names.map((name, index) => pool.parameter(index, name));
  const values = new Map(
    blocks.map(({ name, shape, offset }) => [name, arrayOf(shape, nodes.slice(offset, offset + sizeOf(shape)))]),
  );
  const value = constants.formula(statement, values);
  const starts = movingStarts(statement, blocks, pool, constants);
  const options = movingOptions(statement, pool, constants);
  const count = constants.inputs.length;
  const tapeOf = (nodes: readonly Node[] | null): Tape | null =>
    nodes === null ? null : buildTape(nodes, { parameters: names.length, constants: count, order: 0 });
  return {
    form: 'formulas',
    pool,
    ...formulasOf(pool, value, names, count),
    startTape: tapeOf(starts),
    methodTape: tapeOf(options),
  };
}

/** A value with its derivatives, as formulas and as tapes. */
export function formulasOf(
  pool: Pool,
  value: Node,
  parameters: readonly string[],
  constants: number,
): Pick<FormulaLoss, 'value' | 'gradient' | 'hessian' | 'tapes'> {
  const nodes = parameters.map((name, index) => pool.parameter(index, name));
  const { gradient, hessian } = derivativesOf(pool, value, nodes);
  const shape = { parameters: nodes.length, constants };
  const triangle = hessian.flatMap((row, i) => row.slice(0, i + 1));
  const tapes: FormulaLoss['tapes'] = [
    buildTape([value], { ...shape, order: 0 }),
    buildTape([value, ...gradient], { ...shape, order: 1 }),
    buildTape([value, ...gradient, ...triangle], { ...shape, order: 2 }),
  ];
  return { value, gradient, hessian, tapes };
}

/** The options behind `by` as formulas of the constants; null where no slider moves one. */
function movingOptions(statement: LossStatement, pool: Pool, constants: ConstantTable): readonly Node[] | null {
  const options = optionExpressions(statement);
  if (!options.some((item) => typeof item !== 'number' && constants.moves(item))) return null;
  return options.flatMap((item) =>
    typeof item === 'number' ? pool.rational(Rational.fromNumber(item)) : constants.formulas(item),
  );
}

/** The coordinates of all starts as formulas of the constants; null where no slider moves one. */
function movingStarts(
  { from }: LossStatement,
  blocks: readonly ParameterBlock[],
  pool: Pool,
  constants: ConstantTable,
): readonly Node[] | null {
  const expressions = from.flatMap(({ coordinates }) => coordinates.filter((item) => item.kind !== 'initialisation'));
  if (!expressions.some((item) => constants.moves(item))) return null;
  const number = (value: number): Node => pool.rational(Rational.fromNumber(value));
  return from.flatMap((start) => {
    if (start.whole !== undefined) return startPoint(start, blocks, (item) => constants.numbers(item)).map(number);
    return blocks.flatMap((block, i) => {
      const item = start.coordinates[i]!;
      if (item.kind !== 'initialisation') return constants.formulas(item);
      const alone = { ...start, coordinates: [item] };
      return startPoint(alone, [block], (option) => constants.numbers(option)).map(number);
    });
  });
}

function programForm(
  model: Model,
  statement: LossStatement,
  blocks: readonly ParameterBlock[],
  constants: ConstantTable,
): Form {
  const names = constants.programNames();
  const program = buildProgram(statement, blocks, names, () => constants.inputs.length);
  return { form: 'program', program, source: model.file.text };
}

function blocksOf({ parameters }: LossSymbol): ParameterBlock[] {
  let offset = 0;
  return parameters.map(({ name, shape }) => {
    const block = { name, shape, offset };
    offset += sizeOf(shape);
    return block;
  });
}

/** The names of a parameter's elements, rows first: `w[1]`, `W[2,1]`. */
export function scalarNames({ name, shape }: ParameterBlock): string[] {
  if (shape.length === 0) return [name];
  const places = shape.reduce<string[]>(
    (before, size) => before.flatMap((text) => Array.from({ length: size }, (_, k) => `${text}${text && ','}${k + 1}`)),
    [''],
  );
  return places.map((place) => `${name}[${place}]`);
}

function boxOf(
  statement: LossStatement,
  blocks: readonly ParameterBlock[],
  constants: ConstantTable,
  overrides: Overrides,
): Bounds[] {
  return blocks.flatMap(({ name, shape }) => {
    const range = statement.on.find((box) => box.name.name === name)?.range;
    const bounds =
      overrides.box?.get(name) ?? (range === undefined ? standardBounds : boundsOf(name, range, constants));
    return Array.from({ length: sizeOf(shape) }, () => bounds);
  });
}

function boundsOf(name: string, range: RangeSyntax, constants: ConstantTable): Bounds {
  const bounds: Bounds = [constants.written(range.low).near, constants.written(range.high).near];
  if (!(bounds[0] < bounds[1]) || !Number.isFinite(bounds[1] - bounds[0]))
    throw new LandscapeError(`The range of "${name}" is empty or too wide: [${bounds.join(', ')}].`);
  return bounds;
}
