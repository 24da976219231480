import { builtinConstants, builtinFunctions, power } from './builtins';
import type { ConstantStatement, DataStatement, Expression, FunctionStatement } from './tree';

/** What a constant expression may refer to. */
export interface Definitions {
  readonly constants: ReadonlyMap<string, ConstantStatement>;
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  readonly tables: ReadonlyMap<string, DataStatement>;
}

type Row = ReadonlyMap<string, number>;
type Scope = ReadonlyMap<string, number | Row>;

const mostSteps = 200_000;

/**
 * The value of a constant expression in double arithmetic, or undefined where it has none that can be told here: a
 * name that is no constant, a cycle, or more than 200 000 steps. For messages only; what is proved uses exact numbers.
 */
export function evaluateConstant(expression: Expression, definitions: Definitions): number | undefined {
  const evaluation = new Evaluation(definitions);
  try {
    return evaluation.value(expression, new Map());
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

class NoValue extends Error {}

class Evaluation {
  private steps = 0;
  private depth = 0;
  private readonly known = new Map<string, number | 'busy'>();

  constructor(private readonly definitions: Definitions) {}

  value(expression: Expression, scope: Scope): number {
    if (++this.steps > mostSteps || ++this.depth > 1000) throw new NoValue();
    const result = this.compute(expression, scope);
    this.depth--;
    return result;
  }

  private compute(expression: Expression, scope: Scope): number {
    switch (expression.kind) {
      case 'number':
        return Number(expression.text);
      case 'name':
        return this.named(expression.name, scope);
      case 'negation':
        return -this.value(expression.operand, scope);
      case 'sum':
        return expression.terms.reduce((total, { negative, operand }) => {
          const term = this.value(operand, scope);
          return negative ? total - term : total + term;
        }, 0);
      case 'product':
        return expression.factors.reduce((total, { divide, operand }) => {
          const factor = this.value(operand, scope);
          if (!divide) return total * factor;
          return factor === 0 ? NaN : total / factor;
        }, 1);
      case 'power':
        return power(this.value(expression.base, scope), this.value(expression.exponent, scope));
      case 'call':
        return this.call(
          expression.callee.name,
          expression.arguments.map((argument) => this.value(argument, scope)),
        );
      case 'member': {
        const row = scope.get(expression.object.name);
        const cell = typeof row === 'object' ? row.get(expression.column.name) : undefined;
        if (cell === undefined) throw new NoValue();
        return cell;
      }
      case 'aggregate': {
        const items = this.items(expression, scope);
        const total = items.reduce<number>((sum, item) => {
          const inner = new Map(scope).set(expression.variable.name, item);
          return sum + this.value(expression.body, inner);
        }, 0);
        return expression.operation === 'mean' ? total / items.length : total;
      }
      case 'vector':
      case 'index':
      case 'transpose':
      case 'missing':
        throw new NoValue();
    }
  }

  private items(aggregate: Expression & { kind: 'aggregate' }, scope: Scope): (number | Row)[] {
    const { source } = aggregate;
    if (source.kind === 'range') {
      const from = this.value(source.from, scope);
      const to = this.value(source.to, scope);
      if (!(to - from < mostSteps)) throw new NoValue();
      const count = Math.max(0, Math.floor(to - from) + 1);
      return Array.from({ length: count }, (_, k) => from + k);
    }
    const table = this.definitions.tables.get(source.table.name);
    if (table === undefined) throw new NoValue();
    return table.rows.map(
      ({ cells }) =>
        new Map(table.columns.map(({ name }, j) => [name, cells[j] ? this.value(cells[j], new Map()) : NaN])),
    );
  }

  private named(name: string, scope: Scope): number {
    const local = scope.get(name);
    if (typeof local === 'number') return local;
    const constant = this.definitions.constants.get(name);
    if (constant === undefined) {
      const builtin = builtinConstants.get(name);
      if (builtin === undefined) throw new NoValue();
      return builtin.value;
    }
    const known = this.known.get(name);
    if (known === 'busy') throw new NoValue();
    if (known !== undefined) return known;
    this.known.set(name, 'busy');
    const value = this.value(constant.value, new Map());
    this.known.set(name, value);
    return value;
  }

  private call(name: string, values: number[]): number {
    const definition = this.definitions.functions.get(name);
    if (definition === undefined) {
      const builtin = builtinFunctions.get(name);
      if (builtin === undefined) throw new NoValue();
      return builtin.apply(...values);
    }
    const scope = new Map<string, number>();
    definition.parameters.forEach((parameter, i) => scope.set(parameter.name, values[i] ?? NaN));
    return this.value(definition.body, scope);
  }
}
