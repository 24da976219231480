import { builtinConstants, builtinFunctions, power } from './builtins';
import type { ConstantStatement, DataStatement, Expression, FunctionStatement } from './tree';

/** What a constant expression may refer to. */
export interface Definitions {
  readonly constants: ReadonlyMap<string, ConstantStatement>;
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  readonly tables: ReadonlyMap<string, DataStatement>;
}

type Row = ReadonlyMap<string, number>;

/** One more name inside another scope. */
interface Scope {
  readonly name: string;
  readonly value: number | Row;
  readonly outer: Scope | undefined;
}

/** Steps for one expression, and for all expressions of a file. */
const mostSteps = 200_000;
const mostStepsOfFile = 2_000_000;
const mostArguments = 1_000;
const deepest = 500;

/**
 * The value of a constant expression in double arithmetic, or undefined where it has none that can be told here: it
 * uses a name that is no constant, or one whose own value is undefined, or it takes more than 200 000 steps. For
 * messages and display only; what is proved uses exact numbers.
 */
export function evaluateConstant(expression: Expression, definitions: Definitions): number | undefined {
  return new ConstantEvaluator(definitions).value(expression);
}

class NoValue extends Error {}

/** Evaluates many constant expressions over the same definitions, each constant once. */
export class ConstantEvaluator {
  private steps = 0;
  private stepsOfFile = 0;
  private depth = 0;
  private readonly known = new Map<string, number | 'none'>();

  constructor(private readonly definitions: Definitions) {}

  /** The value as by `evaluateConstant`; undefined too where the file has used up its steps. */
  value(expression: Expression): number | undefined {
    this.steps = 0;
    this.depth = 0;
    try {
      return this.evaluate(expression, undefined);
    } catch (error) {
      if (error instanceof NoValue) return undefined;
      throw error;
    } finally {
      this.stepsOfFile += this.steps;
    }
  }

  private evaluate(expression: Expression, scope: Scope | undefined): number {
    this.step();
    if (++this.depth > deepest) throw new NoValue();
    const result = this.compute(expression, scope);
    this.depth--;
    return result;
  }

  private step(): void {
    this.steps++;
    if (this.steps > mostSteps || this.steps + this.stepsOfFile > mostStepsOfFile) throw new NoValue();
  }

  private compute(expression: Expression, scope: Scope | undefined): number {
    switch (expression.kind) {
      case 'number':
        return Number(expression.text);
      case 'name':
        return this.named(expression.name, scope);
      case 'negation':
        return -this.evaluate(expression.operand, scope);
      case 'sum':
        return expression.terms.reduce((total, { negative, operand }) => {
          const term = this.evaluate(operand, scope);
          return negative ? total - term : total + term;
        }, 0);
      case 'product':
        return expression.factors.reduce((total, { divide, operand }) => {
          const factor = this.evaluate(operand, scope);
          if (!divide) return total * factor;
          return factor === 0 ? NaN : total / factor;
        }, 1);
      case 'power':
        return power(this.evaluate(expression.base, scope), this.evaluate(expression.exponent, scope));
      case 'call':
        return this.call(
          expression.callee.name,
          expression.arguments.map((argument) => this.evaluate(argument, scope)),
        );
      case 'member': {
        const row = lookUp(expression.object.name, scope);
        const cell = typeof row === 'object' ? row.get(expression.column.name) : undefined;
        if (cell === undefined) throw new NoValue();
        return cell;
      }
      case 'aggregate': {
        const items = this.items(expression, scope);
        const total = items.reduce<number>((sum, item) => {
          const inner = { name: expression.variable.name, value: item, outer: scope };
          return sum + this.evaluate(expression.body, inner);
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

  private items(aggregate: Expression & { kind: 'aggregate' }, scope: Scope | undefined): (number | Row)[] {
    const { source } = aggregate;
    if (source.kind === 'range') {
      const from = this.evaluate(source.from, scope);
      const to = this.evaluate(source.to, scope);
      if (!(to - from < mostSteps)) throw new NoValue();
      const count = Math.max(0, Math.floor(to - from) + 1);
      return Array.from({ length: count }, (_, k) => from + k);
    }
    const table = this.definitions.tables.get(source.table.name);
    if (table === undefined) throw new NoValue();
    return table.rows.map(
      ({ cells }) =>
        new Map(table.columns.map(({ name }, j) => [name, cells[j] ? this.evaluate(cells[j], undefined) : NaN])),
    );
  }

  private named(name: string, scope: Scope | undefined): number {
    const local = lookUp(name, scope);
    if (typeof local === 'number') return local;
    const constant = this.definitions.constants.get(name);
    if (constant === undefined) {
      const builtin = builtinConstants.get(name);
      if (builtin === undefined) throw new NoValue();
      return builtin.value;
    }
    const known = this.known.get(name);
    if (known === 'none') throw new NoValue();
    if (known !== undefined) return known;
    // Until its value is there it has none: a cycle ends here, and so does the next try after a failure.
    this.known.set(name, 'none');
    const value = this.evaluate(constant.value, undefined);
    // Only its own definition is told that it is undefined, not everyone who uses it.
    if (!Number.isFinite(value)) throw new NoValue();
    this.known.set(name, value);
    return value;
  }

  private call(name: string, values: number[]): number {
    if (values.length > mostArguments) throw new NoValue();
    const builtin = builtinFunctions.get(name);
    if (builtin !== undefined) return builtin.apply(...values);
    const definition = this.definitions.functions.get(name);
    if (definition === undefined) throw new NoValue();
    let scope: Scope | undefined;
    for (const [i, parameter] of definition.parameters.entries()) {
      this.step();
      scope = { name: parameter.name, value: values[i] ?? NaN, outer: scope };
    }
    return this.evaluate(definition.body, scope);
  }
}

function lookUp(name: string, scope: Scope | undefined): number | Row | undefined {
  for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}
