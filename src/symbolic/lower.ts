import { builtinConstants, builtinFunctions } from '../language/builtins';
import type { Model } from '../language/model';
import type {
  Aggregate,
  Call,
  Distribution,
  Expectation,
  Expression,
  Index,
  LossStatement,
  ProductChain,
  SumChain,
} from '../language/tree';
import { type Algebra, type IndexValue, type RowBinding, isRow } from './algebra';
import type { DrawnTable } from './drawn';
import type { Table } from './node';
import { TooLarge } from './pool';
import { RandomLowering } from './randomLowering';

/** What a name stands for while a formula is lowered: a value, or the current row of a loop. */
type Binding<V> = { readonly kind: 'value'; readonly value: V } | RowBinding | RecordBinding<V>;

/** A row whose columns are formulas. */
interface RecordBinding<V> {
  readonly kind: 'record';
  column(name: string): V;
}

type Scope<V> = ReadonlyMap<string, Binding<V>>;

/** Names given from outside. */
export interface Environment<V> {
  readonly model: Model;
  /** A constant of the file; 'formula' where its definition is to stand in its place; undefined where there is none. */
  constant(name: string): V | 'formula' | undefined;
  /** The rows of a table. */
  table(name: string, variable: string): Table;
  /** What was drawn for a table; undefined for one that isn't drawn. */
  drawn(name: string, variable: string): DrawnTable | undefined;
  /** Hears of each distribution that an expectation is over. */
  average(distribution: Distribution): void;
  /** The whole number a constant expression stands for. */
  wholeNumber(expression: Expression): number;
}

const noScope: ReadonlyMap<string, never> = new Map<string, never>();

const deepest = 2000;
const mostCalls = 500_000;
const deepestLoops = 8;

/** Lowers checked formulas into an algebra. Throws `TooLarge` where a bound is passed. */
export class Lowering<V extends object> {
  private depth = 0;
  private work = 0;
  private formulas: Map<string, V> | undefined = undefined;
  private known: RandomLowering<V> | undefined = undefined;

  constructor(
    private readonly algebra: Algebra<V>,
    private readonly environment: Environment<V>,
  ) {}

  private get random(): RandomLowering<V> {
    return (this.known ??= new RandomLowering(this.algebra, (each) => this.environment.average(each)));
  }

  /** The formula of a loss over these values of its parameters. */
  loss(statement: LossStatement, parameters: ReadonlyMap<string, V>): V {
    return this.lower(statement.body, this.locals(statement, parameters), 0);
  }

  /** An expression inside a loss, in a loop of its own: `variable` is the loop's row. */
  inLoop(
    statement: LossStatement,
    parameters: ReadonlyMap<string, V>,
    expression: Expression,
    variable: { readonly name: string; readonly row: RowBinding },
  ): V {
    const inner = new LazyScope<V>(this.locals(statement, parameters), () => undefined);
    inner.set(variable.name, variable.row);
    return this.lower(expression, inner, variable.row.depth + 1);
  }

  private locals(statement: LossStatement, parameters: ReadonlyMap<string, V>): Scope<V> {
    const scope = new Map<string, Binding<V>>();
    for (const [name, value] of parameters) scope.set(name, { kind: 'value', value });
    if (statement.where.length === 0) return scope;
    const pending = new Map(statement.where.map((local) => [local.name.name, local.value]));
    const locals: LazyScope<V> = new LazyScope(scope, (name): V | undefined => {
      const value = pending.get(name);
      return value === undefined ? undefined : this.lower(value, locals, 0);
    });
    return locals;
  }

  /** A constant expression. */
  constantExpression(expression: Expression): V {
    return this.lower(expression, noScope, 0);
  }

  private lower(expression: Expression, scope: Scope<V>, loops: number): V {
    if (++this.work > mostCalls) throw new TooLarge('The formula grows too large when its functions are written out.');
    if (++this.depth > deepest)
      throw new TooLarge('The formula is nested too deeply when its functions are written out.');
    try {
      return this.build(expression, scope, loops);
    } finally {
      this.depth--;
    }
  }

  private build(expression: Expression, scope: Scope<V>, loops: number): V {
    const { algebra } = this;
    switch (expression.kind) {
      case 'number':
        return algebra.number(expression.text);
      case 'name':
        return this.named(expression.name, scope);
      case 'negation':
        return algebra.negate(this.lower(expression.operand, scope, loops));
      case 'sum':
        return this.sum(expression, scope, loops);
      case 'product':
        return this.product(expression, scope, loops);
      case 'power':
        return algebra.power(this.lower(expression.base, scope, loops), this.lower(expression.exponent, scope, loops));
      case 'call':
        return this.call(expression, scope, loops);
      case 'member': {
        const row = scope.get(expression.object.name);
        if (row?.kind === 'record') return row.column(expression.column.name);
        if (row?.kind !== 'row') throw new TooLarge(`"${expression.object.name}" is not a row.`);
        const column = row.table.columnNames.indexOf(expression.column.name);
        return algebra.column(row.table, column, row.depth);
      }
      case 'aggregate':
        return this.aggregate(expression, scope, loops);
      case 'expectation':
        return this.expectation(expression, scope, loops);
      case 'vector':
        return algebra.vector(expression.items.map((item) => this.lower(item, scope, loops)));
      case 'index':
        return this.index(expression, scope, loops);
      case 'transpose':
        return algebra.transpose(this.lower(expression.operand, scope, loops));
      case 'missing':
        throw new TooLarge('A part of the formula is missing.');
    }
  }

  private sum({ terms }: SumChain, scope: Scope<V>, loops: number): V {
    const lowered: { value: V; negative: boolean }[] = [];
    for (let k = 0; k < terms.length; k++) {
      const { negative, operand } = terms[k]!;
      lowered.push({ value: this.lower(operand, scope, loops), negative });
    }
    return this.algebra.sum(lowered);
  }

  private product({ factors }: ProductChain, scope: Scope<V>, loops: number): V {
    const lowered: { value: V; divide: boolean }[] = [];
    for (let k = 0; k < factors.length; k++) {
      const { divide, operand } = factors[k]!;
      lowered.push({ value: this.lower(operand, scope, loops), divide });
    }
    return this.algebra.product(lowered);
  }

  private index({ object, indices }: Index, scope: Scope<V>, loops: number): V {
    const items = indices.map((item): IndexValue<V> => {
      if (item.kind !== 'range') return { kind: 'at', at: this.lower(item, scope, loops) };
      return { kind: 'slice', from: this.lower(item.from, scope, loops), to: this.lower(item.to, scope, loops) };
    });
    return this.algebra.index(this.lower(object, scope, loops), items);
  }

  private named(name: string, scope: Scope<V>): V {
    const local = scope.get(name);
    if (local?.kind === 'row') return this.algebra.column(local.table, 0, local.depth);
    if (local?.kind === 'record') throw new TooLarge(`"${name}" is a row.`);
    if (local !== undefined) return local.value;
    const constant = this.environment.constant(name);
    if (constant === 'formula') return this.formula(name);
    if (constant !== undefined) return constant;
    return this.algebra.builtin(builtinConstants.get(name)?.value === Math.E ? 'e' : 'pi');
  }

  /** The definition of a constant in its place; lowered once. */
  private formula(name: string): V {
    this.formulas ??= new Map();
    const known = this.formulas.get(name);
    if (known !== undefined) return known;
    const value = this.lower(this.environment.model.constants.get(name)!.value, noScope, 0);
    this.formulas.set(name, value);
    return value;
  }

  private call(call: Call, scope: Scope<V>, loops: number): V {
    const values: V[] = [];
    for (let k = 0; k < call.arguments.length; k++) values.push(this.lower(call.arguments[k]!, scope, loops));
    const definition = this.environment.model.functions.get(call.callee.name);
    if (definition === undefined || builtinFunctions.has(call.callee.name))
      return this.algebra.call(call.callee.name, values);
    const inner = new Map<string, Binding<V>>();
    definition.parameters.forEach(({ name }, i) => inner.set(name, { kind: 'value', value: values[i]! }));
    return this.lower(definition.body, inner, loops);
  }

  private aggregate(aggregate: Aggregate, scope: Scope<V>, loops: number): V {
    if (loops >= deepestLoops) throw new TooLarge(`Sums are nested more than ${deepestLoops} deep.`);
    const drawn = this.drawn(aggregate, scope, loops);
    if (drawn !== undefined) return drawn;
    const table = this.tableOf(aggregate);
    return this.algebra.aggregate(table, loops, aggregate.operation, (variable) => {
      const inner = new LazyScope<V>(scope, () => undefined);
      inner.set(aggregate.variable.name, isRow(variable) ? variable : { kind: 'value', value: variable });
      return this.lower(aggregate.body, inner, loops + 1);
    });
  }

  /** An aggregate over a table that is drawn. */
  private drawn({ source, variable, body, operation }: Aggregate, scope: Scope<V>, loops: number): V | undefined {
    const drawn = source.kind === 'table' ? this.environment.drawn(source.table.name, variable.name) : undefined;
    if (drawn === undefined) return undefined;
    const lower = (expression: Expression): V => this.lower(expression, noScope, 0);
    return this.random.overRows(drawn, operation, loops, lower, (column, inside) => {
      const inner = new LazyScope<V>(scope, () => undefined);
      inner.set(variable.name, { kind: 'record', column });
      return this.lower(body, inner, inside);
    });
  }

  private expectation({ draws, body }: Expectation, scope: Scope<V>, loops: number): V {
    const inner = new LazyScope<V>(scope, () => undefined);
    const over = (i: number, inside: number): V => {
      const draw = draws[i];
      if (draw === undefined) return this.lower(body, inner, inside);
      const continuous = draw.distribution.name !== 'choice';
      if (continuous && inside >= deepestLoops) {
        throw new TooLarge(`Sums and expectations are nested more than ${deepestLoops} deep.`);
      }
      const lower = (expression: Expression): V => this.lower(expression, scope, inside);
      return this.random.overValues(draw, inside, lower, (value) => {
        inner.set(draw.variable.name, { kind: 'value', value });
        return over(i + 1, inside + (continuous ? 1 : 0));
      });
    };
    return over(0, loops);
  }

  private tableOf(aggregate: Aggregate): Table {
    const { source, variable } = aggregate;
    if (source.kind === 'table') return this.environment.table(source.table.name, variable.name);
    const from = this.environment.wholeNumber(source.from);
    const to = this.environment.wholeNumber(source.to);
    const rows = Math.max(0, to - from + 1);
    const counter = Float64Array.from({ length: rows }, (_, k) => from + k);
    return {
      name: `${from}..${to}`,
      variable: variable.name,
      isRange: true,
      columnNames: [variable.name],
      columns: [{ near: counter, low: counter, high: counter }],
      rows,
    };
  }
}

/** A scope whose missing names are computed on first use and kept. */
class LazyScope<V> extends Map<string, Binding<V>> {
  constructor(
    private readonly outer: Scope<V>,
    private readonly compute: (name: string) => V | undefined,
  ) {
    super();
  }

  override get(name: string): Binding<V> | undefined {
    const known = super.get(name) ?? this.outer.get(name);
    if (known !== undefined) return known;
    const value = this.compute(name);
    if (value === undefined) return undefined;
    const binding: Binding<V> = { kind: 'value', value };
    this.set(name, binding);
    return binding;
  }
}
