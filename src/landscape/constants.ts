import { IntervalEvaluator } from '../compile/intervalEvaluator';
import { Interpreter } from '../compile/interpreter';
import { buildTape } from '../compile/buildTape';
import { ConstantEvaluator } from '../language/evaluate';
import type { Model } from '../language/model';
import { childrenOf } from '../language/walk';
import type { ProgramNames } from '../program/buildProgram';
import type { ConstantStatement, DataStatement, Distribution, Expression, LossStatement } from '../language/tree';
import { type Environment, Lowering } from '../symbolic/lower';
import { reachable, type Column, type Node, type Table } from '../symbolic/node';
import { NodeAlgebra } from '../symbolic/nodeAlgebra';
import { type NodeValue, itemsOf } from '../symbolic/nodeArray';
import type { Pool } from '../symbolic/pool';
import { Rational } from '../symbolic/rational';
import { down, up } from '../interval/rounding';
import type { DrawnTable } from '../symbolic/drawn';
import { type DataFiles, FileColumn } from './dataFiles';
import { type DrawOverride, drawTable, drawnValues } from './drawTable';
import { LandscapeError } from './errors';

/** A real number as far as it is known: the nearest double, and bounds of the exact value. */
export interface Quantity {
  readonly near: number;
  readonly low: number;
  readonly high: number;
  /** The exact value, where it is rational. */
  readonly exact?: Rational;
}

/** A constant that is an input of the tapes. */
export interface ConstantInput {
  readonly statement: ConstantStatement;
  readonly value: Quantity;
  /** The range that makes it a slider, if it has one. */
  readonly range: readonly [low: number, high: number] | null;
}

/**
 * The constants and tables of a file as a loss needs them. A constant becomes an input of the tapes when it is first
 * used, unless it follows from one with a range: then its formula stands in its place, so that it follows the slider.
 */
export class ConstantTable implements Environment<NodeValue> {
  readonly inputs: ConstantInput[] = [];
  private readonly nodes = new Map<string, NodeValue>();
  private readonly evaluator: ConstantEvaluator;
  private readonly tables = new Map<string, Table>();
  /** What was drawn, by the names of the tables. */
  readonly draws = new Map<string, DrawnTable>();
  /** Constants with a range that tables are drawn by: the formula is another one for each of their values. */
  readonly structural = new Map<string, 'whole' | 'real'>();
  /** The distributions, as written, whose expectations are replaced by Gauss sums. */
  readonly quadratures = new Set<string>();
  /** Some expectation was lowered. */
  averages = false;

  constructor(
    private readonly pool: Pool,
    readonly model: Model,
    private readonly given: {
      readonly constants: Readonly<Record<string, number>>;
      readonly files?: DataFiles | undefined;
      readonly draw?: DrawOverride | undefined;
    },
  ) {
    this.evaluator = new ConstantEvaluator(model);
  }

  /** A constant as an input, or as the formula or the array that stands in its place. */
  constant(name: string): NodeValue | undefined {
    const known = this.nodes.get(name);
    if (known !== undefined) return known;
    const statement = this.model.constants.get(name);
    if (statement === undefined) return undefined;
    const node = this.define(statement);
    this.nodes.set(name, node);
    return node;
  }

  /** What an array program needs to know of the file's names. */
  programNames(): ProgramNames {
    return {
      model: this.model,
      constant: (name) => this.place(name),
      table: (name, variable) => this.table(name, variable),
      drawn: (name, variable) => this.drawn(name, variable),
      average: (distribution) => this.average(distribution),
      wholeNumber: (expression) => this.wholeNumber(expression),
      fixedValue: (place) => (this.inputs[place]!.range === null ? this.inputs[place]!.value.near : undefined),
    };
  }

  /** The place of a constant among the inputs; 'formula' where its definition stands in its place. */
  private place(name: string): number | 'formula' | undefined {
    const statement = this.model.constants.get(name);
    if (statement === undefined) return undefined;
    // An array need not be written out here, and may be larger than could be.
    if (!this.nodes.has(name) && typeof this.evaluator.arrayOrNumber(statement.value) === 'object') return 'formula';
    const value = this.constant(name)!;
    return value.kind === 'constant' ? value.index : 'formula';
  }

  private define(statement: ConstantStatement): NodeValue {
    const name = statement.name.name;
    if (Object.hasOwn(this.given.constants, name)) {
      const value = this.given.constants[name]!;
      return this.input(statement, { near: value, low: value, high: value, exact: Rational.fromNumber(value) });
    }
    const formula = this.lower(statement.value);
    if (formula.kind === 'array') return formula;
    if (statement.range === undefined && this.followsSlider(formula)) return formula;
    return this.input(statement, this.quantity(formula));
  }

  private input(statement: ConstantStatement, value: Quantity): Node {
    const { range } = statement;
    const bounds =
      range === undefined ? null : ([this.evaluate(range.low).near, this.evaluate(range.high).near] as const);
    const index = this.inputs.push({ statement, value, range: bounds }) - 1;
    return this.pool.constant(index, statement.name.name);
  }

  private followsSlider(formula: Node): boolean {
    return reachable([formula]).some(
      (node) => node.kind === 'constant' && this.inputs[node.index]!.statement.range !== undefined,
    );
  }

  private lower(expression: Expression): NodeValue {
    const algebra = new NodeAlgebra(this.pool, this);
    return algebra.protect(this.lowering(algebra).constantExpression(expression));
  }

  /** The formula of a loss over its parameters, which are numbered as they stand. */
  formula(statement: LossStatement, parameters: ReadonlyMap<string, NodeValue>): Node {
    const algebra = new NodeAlgebra(this.pool, this);
    const value = algebra.protect(this.lowering(algebra).loss(statement, parameters));
    if (value.kind === 'array') throw new LandscapeError(`The loss "${statement.name.name}" is not a number.`);
    return value;
  }

  exactConstant(node: Node): Rational | undefined {
    const input = node.kind === 'constant' ? this.inputs[node.index] : undefined;
    return input?.range === null ? input.value.exact : undefined;
  }

  private lowering(algebra: NodeAlgebra): Lowering<NodeValue> {
    return new Lowering(algebra, this);
  }

  average({ name, span }: Distribution): void {
    this.averages = true;
    if (name !== 'choice') this.quadratures.add(this.model.file.text.slice(span.start, span.end));
  }

  wholeNumber(expression: Expression): number {
    return this.evaluate(expression).near;
  }

  /** The items of an expression of constants as formulas, so that they follow the sliders; rows first. */
  formulas(expression: Expression): readonly Node[] {
    return itemsOf(this.lower(expression));
  }

  /** Whether the value of an expression follows a slider, however far. */
  moves(expression: Expression): boolean {
    const seen = new Set<Expression>([expression]);
    for (const part of seen) {
      for (const child of childrenOf(part)) seen.add(child);
      if (part.kind === 'call') {
        const body = this.model.functions.get(part.callee.name)?.body;
        if (body !== undefined) seen.add(body);
      }
      const constant = part.kind === 'name' ? this.model.constants.get(part.name) : undefined;
      if (constant?.range !== undefined) return true;
      if (constant !== undefined) seen.add(constant.value);
    }
    return false;
  }

  /** The value of a constant expression. */
  evaluate(expression: Expression): Quantity {
    const value = this.lower(expression);
    if (value.kind === 'array') throw new LandscapeError('An array stands where a number is needed.');
    return this.quantity(value);
  }

  /** The same, and for a plain number no node is made. */
  written(expression: Expression): Quantity {
    const exact = literalValue(expression);
    return exact === undefined ? this.evaluate(expression) : exactQuantity(exact);
  }

  /** The numbers of a constant expression that is a scalar or an array, rows first. */
  numbers(expression: Expression): number[] {
    const known = this.evaluator.arrayOrNumber(expression);
    if (typeof known === 'object') return [...known.numbers];
    return itemsOf(this.lower(expression)).map((node) => this.quantity(node).near);
  }

  /** The same at the values that were given to constants, however far they reach. */
  current(expression: Expression): number[] {
    return itemsOf(this.lower(expression)).map((node) => this.quantity(node).near);
  }

  private quantity(node: Node): Quantity {
    if (node.kind === 'rational') return exactQuantity(node.value);
    const values = this.inputs.map((input) => input.value);
    const tape = buildTape([node], { parameters: 0, constants: values.length, order: 0 });
    const near = new Float64Array(1);
    const low = new Float64Array(1);
    const high = new Float64Array(1);
    new Interpreter(tape).evaluate(
      Float64Array.from(values, (v) => v.near),
      near,
    );
    const intervals = new IntervalEvaluator(tape);
    intervals.evaluate(
      Float64Array.from(values, (v) => v.low),
      Float64Array.from(values, (v) => v.high),
      low,
      high,
    );
    if (!Number.isFinite(near[0]!) || !intervals.defined) {
      throw new LandscapeError('A constant of this file has no finite value.');
    }
    return { near: near[0]!, low: low[0]!, high: high[0]! };
  }

  table(name: string, variable: string): Table {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    const table = this.readTable(this.model.tables.get(name)!, name, variable);
    this.tables.set(name, table);
    return table;
  }

  /** What is drawn for a table; undefined for one that isn't drawn. */
  drawn(name: string, variable: string): DrawnTable | undefined {
    const statement = this.model.tables.get(name)!;
    if (statement.sample === undefined) return undefined;
    const known = this.draws.get(name);
    if (known !== undefined) return known;
    const { distributions, count, seed } = statement.sample;
    // In this order whatever is drawn, so that the inputs of a tape are the same for every draw.
    for (const distribution of distributions) for (const value of distribution.arguments) this.lower(value);
    const shares = distributions.map(({ weights }) =>
      weights?.cells.map((weight) => this.structuralValue(weight, 'real')),
    );
    const drawn = drawTable(
      { statement, sample: statement.sample, name, variable },
      {
        rows: this.structuralValue(count!, 'whole'),
        seed: seed === undefined ? 1 : this.structuralValue(seed, 'whole'),
        weights: shares,
      },
      this.given.draw,
    );
    this.draws.set(name, drawn);
    return drawn;
  }

  /** The value of an expression that the shape of the formula depends on. */
  private structuralValue(expression: Expression, kind: 'whole' | 'real'): number {
    const value = this.lower(expression);
    for (const node of reachable(itemsOf(value))) {
      const input = node.kind === 'constant' ? this.inputs[node.index]! : undefined;
      if (input?.range == null) continue;
      const { name } = input.statement.name;
      // Half of a constant may be a whole number where the constant is none.
      const whole = kind === 'whole' && expression.kind === 'name' && expression.name === name;
      if (!whole || !this.structural.has(name)) this.structural.set(name, whole ? 'whole' : 'real');
    }
    if (value.kind === 'array') throw new LandscapeError('An array stands where a number is needed.');
    return this.quantity(value).near;
  }

  private readTable(statement: DataStatement, name: string, variable: string): Table {
    if (statement.sample !== undefined) return this.realised(name, variable);
    if (statement.csv === undefined) {
      return {
        name,
        variable,
        isRange: false,
        isData: true,
        columnNames: statement.columns.map((column) => column.name),
        columns: statement.columns.map((_, j) => this.column(statement, j)),
        rows: statement.rows.length,
      };
    }
    const data = this.given.files?.get(statement.csv.path);
    if (data?.kind !== 'table') throw new LandscapeError(`The file "${statement.csv.path}" has not been read.`);
    return {
      name,
      variable,
      isRange: false,
      isData: true,
      columnNames: data.columns.map((column) => column.name),
      columns: data.columns.map((column) => new FileColumn(column)),
      rows: data.rows,
    };
  }

  /** A table that is drawn as numbers, for the values the constants have now. */
  private realised(name: string, variable: string): Table {
    const drawn = this.drawn(name, variable)!;
    const columns = drawn.columns.map((column) => {
      const values = column.distribution.arguments.map((argument) => this.evaluate(argument).near);
      const near = drawnValues(drawn, column, values);
      return { near, low: near.map(down), high: near.map(up) };
    });
    const columnNames = drawn.columns.map((column) => column.name);
    return { name, variable, isRange: false, isData: true, columnNames, columns, rows: drawn.rows };
  }

  private column(statement: DataStatement, j: number): Column {
    const { rows } = statement;
    const near = new Float64Array(rows.length);
    const low = new Float64Array(rows.length);
    const high = new Float64Array(rows.length);
    const exact: (Rational | undefined)[] = [];
    for (let row = 0; row < rows.length; row++) {
      const cell = this.written(rows[row]!.cells[j]!);
      near[row] = cell.near;
      low[row] = cell.low;
      high[row] = cell.high;
      exact.push(cell.exact);
    }
    return { near, low, high, exact };
  }
}

function exactQuantity(exact: Rational): Quantity {
  const [low, high] = exact.bounds();
  return { near: exact.toNumber(), low, high, exact };
}

/** The value of a plain or negative number, the usual cell. */
function literalValue(expression: Expression): Rational | undefined {
  if (expression.kind === 'number') return Rational.fromDecimal(expression.text);
  if (expression.kind === 'negation') return literalValue(expression.operand)?.negate();
  return undefined;
}
