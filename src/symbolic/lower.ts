import { builtinConstants, builtinFunctions } from '../language/builtins';
import type { Model } from '../language/model';
import type { Aggregate, Call, Expression, LossStatement } from '../language/tree';
import { Domain, half } from './domain';
import type { FunctionName, Node, Table } from './node';
import { type Pool, TooLarge } from './pool';
import { Rational } from './rational';

/** What a name stands for while a formula is lowered: a value, or the current row of a loop. */
type Binding = Node | { readonly kind: 'row'; readonly table: Table; readonly depth: number };
type Scope = ReadonlyMap<string, Binding>;

/** Names given from outside. */
export interface Environment {
  readonly model: Model;
  /** The node of a constant of the file, or undefined where there is none of that name. */
  constant(name: string): Node | undefined;
  /** The exact value of a node that is a constant without a range; undefined for any other. */
  exactConstant(node: Node): Rational | undefined;
  /** The rows of a table. */
  table(name: string, variable: string): Table;
  /** The whole number a constant expression stands for. */
  wholeNumber(expression: Expression): number;
}

const deepest = 2000;
const mostCalls = 500_000;
const deepestLoops = 8;

/** Lowers checked formulas into a pool, noting their domain. Throws `TooLarge` where a bound is passed. */
export class Lowering {
  private domain: Domain;
  private depth = 0;
  private work = 0;

  constructor(
    private readonly pool: Pool,
    private readonly environment: Environment,
  ) {
    this.domain = new Domain(pool);
  }

  /** The loss as a node, undefined where a part of its formula is. */
  loss(statement: LossStatement): Node {
    const scope = new Map<string, Binding>();
    statement.parameters.forEach(({ name }, index) => scope.set(name.name, this.pool.parameter(index, name.name)));
    const pending = new Map(statement.where.map((local) => [local.name.name, local.value]));
    const locals: LazyScope = new LazyScope(scope, (name): Node | undefined => {
      const value = pending.get(name);
      return value === undefined ? undefined : this.lower(value, locals, 0);
    });
    // Locals that the body never uses still narrow nothing: only what is used has a domain.
    return this.domain.protect(this.lower(statement.body, locals, 0));
  }

  /** A constant expression as a node. */
  constantExpression(expression: Expression): Node {
    return this.domain.protect(this.lower(expression, new Map(), 0));
  }

  private lower(expression: Expression, scope: Scope, loops: number): Node {
    if (++this.work > mostCalls) throw new TooLarge('The formula grows too large when its functions are written out.');
    if (++this.depth > deepest)
      throw new TooLarge('The formula is nested too deeply when its functions are written out.');
    const node = this.build(expression, scope, loops);
    this.depth--;
    return node;
  }

  private build(expression: Expression, scope: Scope, loops: number): Node {
    const { pool } = this;
    switch (expression.kind) {
      case 'number':
        return pool.rational(Rational.fromDecimal(expression.text));
      case 'name':
        return this.named(expression.name, scope);
      case 'negation':
        return pool.negate(this.lower(expression.operand, scope, loops));
      case 'sum':
        return pool.sum(
          expression.terms.map(({ negative, operand }) => ({
            node: this.lower(operand, scope, loops),
            coefficient: negative ? Rational.minusOne : Rational.one,
          })),
        );
      case 'product':
        return pool.product(
          expression.factors.map(({ divide, operand }) => {
            const base = this.lower(operand, scope, loops);
            if (divide) this.domain.note(pool.powerOf(base, Rational.minusOne));
            return { base, exponent: divide ? Rational.minusOne : Rational.one };
          }),
        );
      case 'power':
        return this.power(this.lower(expression.base, scope, loops), this.lower(expression.exponent, scope, loops));
      case 'call':
        return this.call(expression, scope, loops);
      case 'member': {
        const row = scope.get(expression.object.name);
        if (row?.kind !== 'row') throw new TooLarge(`"${expression.object.name}" is not a row.`);
        const column = row.table.columnNames.indexOf(expression.column.name);
        return pool.column(row.table, column, row.depth);
      }
      case 'aggregate':
        return this.aggregate(expression, scope, loops);
      case 'vector':
      case 'index':
      case 'transpose':
      case 'missing':
        throw new TooLarge('Arrays are not understood yet.');
    }
  }

  /** A whole number that has a name is still a whole number: (x + 1)^p with p = 2 is defined below −1 too. */
  private power(base: Node, exponent: Node): Node {
    const exact = this.environment.exactConstant(exponent);
    const whole = exact?.isInteger === true ? this.pool.rational(exact) : exponent;
    return this.partial(this.pool.power(base, whole));
  }

  private partial(node: Node): Node {
    this.domain.note(node);
    return node;
  }

  private named(name: string, scope: Scope): Node {
    const local = scope.get(name);
    if (local?.kind === 'row') return this.pool.column(local.table, 0, local.depth);
    const node = local ?? this.environment.constant(name);
    if (node !== undefined) return node;
    return this.pool.builtin(builtinConstants.get(name)?.value === Math.E ? 'e' : 'pi');
  }

  private call(call: Call, scope: Scope, loops: number): Node {
    const values = call.arguments.map((argument) => this.lower(argument, scope, loops));
    const definition = this.environment.model.functions.get(call.callee.name);
    if (definition === undefined || builtinFunctions.has(call.callee.name))
      return this.builtin(call.callee.name, values);
    const inner = new Map<string, Binding>();
    definition.parameters.forEach(({ name }, i) => inner.set(name, values[i]!));
    return this.lower(definition.body, inner, loops);
  }

  private builtin(name: string, values: readonly Node[]): Node {
    const { pool } = this;
    const [x, y] = values as [Node, Node | undefined];
    switch (name) {
      case 'sqrt':
        return this.partial(pool.powerOf(x, half));
      case 'pow':
        return this.power(x, y!);
      case 'max':
        return values.reduce((left, right) => pool.extremum('maximum', left, right));
      case 'min':
        return values.reduce((left, right) => pool.extremum('minimum', left, right));
      case 'leaky_relu': {
        const slope = y ?? pool.rational(Rational.of(1n, 100n));
        return pool.select(x, x, pool.multiply(slope, x));
      }
      case 'gelu': {
        const inner = pool.apply('erf', pool.divide(x, pool.powerOf(pool.integer(2), half)));
        return pool.scale(half, pool.multiply(x, pool.add(pool.rational(Rational.one), inner)));
      }
      default:
        return this.partial(pool.apply(name as FunctionName, x));
    }
  }

  private aggregate(aggregate: Aggregate, scope: Scope, loops: number): Node {
    if (loops >= deepestLoops) throw new TooLarge(`Sums are nested more than ${deepestLoops} deep.`);
    const table = this.tableOf(aggregate);
    const inner = new LazyScope(scope, () => undefined);
    inner.set(aggregate.variable.name, { kind: 'row', table, depth: loops });
    const outer = this.swapDomain(new Domain(this.pool));
    const body = this.domain.protect(this.lower(aggregate.body, inner, loops + 1));
    const inside = this.swapDomain(outer);
    const total = this.pool.total(table, loops, body);
    this.domain.include(inside, loops);
    if (!inside.isEmpty) this.domain.note(total);
    if (aggregate.operation === 'sum') return total;
    return this.pool.scale(Rational.of(1n, BigInt(table.rows)), total);
  }

  private swapDomain(next: Domain): Domain {
    const before = this.domain;
    this.domain = next;
    return before;
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
class LazyScope extends Map<string, Binding> {
  constructor(
    private readonly outer: Scope,
    private readonly compute: (name: string) => Node | undefined,
  ) {
    super();
  }

  override get(name: string): Binding | undefined {
    const known = super.get(name) ?? this.outer.get(name);
    if (known !== undefined) return known;
    const node = this.compute(name);
    if (node !== undefined) this.set(name, node);
    return node;
  }
}
