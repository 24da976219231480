import {
  type Reach,
  type Value,
  indexValue,
  mapValue,
  multiplyValues,
  numbersOf,
  shapeOf,
  stackValues,
  transposeValue,
  zipValues,
} from './arrayValues';
import { builtinConstants, builtinFunctions, power } from './builtins';
import { sameShape } from './shapes';
import type {
  Aggregate,
  ConstantStatement,
  DataStatement,
  Expectation,
  Expression,
  FunctionStatement,
  Index,
} from './tree';

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
  readonly value: Value | Row;
  readonly outer: Scope | undefined;
}

/** Steps for one expression, and for all expressions of a file. */
const mostSteps = 200_000;
const mostStepsOfFile = 2_000_000;
const mostArguments = 1_000;
const deepest = 500;

/**
 * The value of a constant expression in double arithmetic, or undefined where it has none that can be told here: it
 * uses a name that is no constant, or a table from a file, or one whose own value is undefined, it is an array, or it
 * takes more than 200 000 steps. For messages and display only; what is proved uses exact numbers.
 */
export function evaluateConstant(expression: Expression, definitions: Definitions): number | undefined {
  return new ConstantEvaluator(definitions).value(expression);
}

class NoValue extends Error {}

/** One for all, since making one is slow and nobody reads its stack. */
const noValue = new NoValue();

/** Evaluates many constant expressions over the same definitions, each constant once. */
export class ConstantEvaluator {
  private steps = 0;
  private stepsOfFile = 0;
  private depth = 0;
  private readonly known = new Map<string, Value | 'none'>();

  constructor(private readonly definitions: Definitions) {}

  /**
   * The value as by `evaluateConstant`; undefined too where the file has used up its steps.
   *
   * @param counters values of the names around it that are whole numbers of ranges.
   */
  value(expression: Expression, counters?: ReadonlyMap<string, number>): number | undefined {
    const value = this.arrayOrNumber(expression, counters);
    return typeof value === 'number' ? value : undefined;
  }

  /** The value of a constant expression that may be an array. */
  arrayOrNumber(expression: Expression, counters?: ReadonlyMap<string, number>): Value | undefined {
    if (expression.kind === 'number') return Number(expression.text);
    if (expression.kind === 'negation' && expression.operand.kind === 'number') return -Number(expression.operand.text);
    let scope: Scope | undefined;
    for (const [name, value] of counters ?? []) scope = { name, value, outer: scope };
    this.steps = 0;
    this.depth = 0;
    try {
      return this.evaluate(expression, scope);
    } catch (error) {
      if (error instanceof NoValue) return undefined;
      throw error;
    } finally {
      this.stepsOfFile += this.steps;
    }
  }

  private evaluate(expression: Expression, scope: Scope | undefined): Value {
    this.step();
    if (++this.depth > deepest) throw noValue;
    const result = this.compute(expression, scope);
    this.depth--;
    if (typeof result !== 'number') this.step(result.numbers.length);
    return result;
  }

  private step(count = 1): void {
    this.steps += count;
    if (this.steps > mostSteps || this.steps + this.stepsOfFile > mostStepsOfFile) throw noValue;
  }

  private scalar(expression: Expression, scope: Scope | undefined): number {
    const value = this.evaluate(expression, scope);
    if (typeof value !== 'number') throw noValue;
    return value;
  }

  private compute(expression: Expression, scope: Scope | undefined): Value {
    switch (expression.kind) {
      case 'number':
        return Number(expression.text);
      case 'name':
        return this.named(expression.name, scope);
      case 'negation':
        return mapValue(this.evaluate(expression.operand, scope), (x) => -x);
      case 'sum': {
        let total: Value | undefined;
        for (const { negative, operand } of expression.terms) {
          const term = this.evaluate(operand, scope);
          if (total === undefined) total = term;
          else if (negative) total = there(zipValues([total, term], (x, y) => x - y));
          else total = this.add(total, term);
        }
        return there(total);
      }
      case 'product': {
        let total: Value = 1;
        for (const { divide, operand } of expression.factors) {
          const factor = this.evaluate(operand, scope);
          const before: Value = total;
          if (divide) total = there(zipValues([before, factor], (x, y) => (y === 0 ? NaN : x / y)));
          else total = this.multiply(before, factor);
        }
        return total;
      }
      case 'power':
        return there(
          zipValues([this.evaluate(expression.base, scope), this.evaluate(expression.exponent, scope)], power),
        );
      case 'call':
        return this.call(
          expression.callee.name,
          expression.arguments.map((argument) => this.evaluate(argument, scope)),
        );
      case 'member': {
        const row = lookUp(expression.object.name, scope);
        const cell = row instanceof Map ? row.get(expression.column.name) : undefined;
        if (cell === undefined) throw noValue;
        return cell;
      }
      case 'aggregate':
        return this.aggregate(expression, scope);
      case 'expectation':
        return this.expectation(expression, scope);
      case 'vector':
        return there(stackValues(expression.items.map((item) => this.evaluate(item, scope))));
      case 'transpose':
        return there(transposeValue(this.evaluate(expression.operand, scope)));
      case 'index':
        return this.index(expression, scope);
      case 'missing':
        throw noValue;
    }
  }

  private add(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? a + b : there(zipValues([a, b], (x, y) => x + y));
  }

  private multiply(a: Value, b: Value): Value {
    if (typeof a === 'number' && typeof b === 'number') return a * b;
    // The work of a product of matrices, before it is done.
    this.step(numbersOf(a).length * (shapeOf(b).at(-1) ?? 1));
    return there(multiplyValues(a, b));
  }

  private index({ object, indices }: Index, scope: Scope | undefined): Value {
    const reaches = indices.map((item): Reach => {
      const from = this.scalar(item.kind === 'range' ? item.from : item, scope);
      return item.kind === 'range'
        ? { from, to: this.scalar(item.to, scope), alone: false }
        : { from, to: from, alone: true };
    });
    return there(indexValue(this.evaluate(object, scope), reaches));
  }

  private aggregate(aggregate: Aggregate, scope: Scope | undefined): Value {
    const items = this.items(aggregate, scope);
    let total: Value | undefined;
    for (const item of items) {
      const inner = { name: aggregate.variable.name, value: item, outer: scope };
      const value = this.evaluate(aggregate.body, inner);
      total = total === undefined ? value : this.add(total, value);
    }
    total ??= 0;
    return aggregate.operation === 'mean' ? mapValue(total, (x) => x / items.length) : total;
  }

  /** Over choices alone: what is continuous is no matter of messages. */
  private expectation({ draws, body }: Expectation, scope: Scope | undefined): Value {
    const choices = draws.map(({ variable, distribution: { name, arguments: values, weights } }) => {
      if (name !== 'choice') throw noValue;
      return {
        name: variable.name,
        values: values.map((value) => this.scalar(value, scope)),
        weights: values.map((_, i) => (weights === undefined ? 1 : this.scalar(weights.cells[i]!, scope))),
      };
    });
    const over = (i: number, inner: Scope | undefined): Value => {
      const choice = choices[i];
      if (choice === undefined) return this.evaluate(body, inner);
      const total = choice.weights.reduce((sum, weight) => sum + weight, 0);
      const terms = choice.values.map((value, k) =>
        mapValue(over(i + 1, { name: choice.name, value, outer: inner }), (x) => (x * choice.weights[k]!) / total),
      );
      return terms.reduce((sum, term) => this.add(sum, term));
    };
    return over(0, scope);
  }

  private items({ source }: Aggregate, scope: Scope | undefined): (number | Row)[] {
    if (source.kind === 'range') {
      const from = this.scalar(source.from, scope);
      const to = this.scalar(source.to, scope);
      if (!(to - from < mostSteps)) throw noValue;
      const count = Math.max(0, Math.floor(to - from) + 1);
      return Array.from({ length: count }, (_, k) => from + k);
    }
    const table = this.definitions.tables.get(source.table.name);
    // What stands in a file, or is drawn, isn't known here.
    if (table === undefined || table.csv !== undefined || table.sample !== undefined) throw noValue;
    return table.rows.map(
      ({ cells }) =>
        new Map(table.columns.map(({ name }, j) => [name, cells[j] ? this.scalar(cells[j], undefined) : NaN])),
    );
  }

  private named(name: string, scope: Scope | undefined): Value {
    const local = lookUp(name, scope);
    if (local !== undefined && !(local instanceof Map)) return local as Value;
    const constant = this.definitions.constants.get(name);
    if (constant === undefined) {
      const builtin = builtinConstants.get(name);
      if (builtin === undefined) throw noValue;
      return builtin.value;
    }
    const known = this.known.get(name);
    if (known === 'none') throw noValue;
    if (known !== undefined) return known;
    // Until its value is there it has none: a cycle ends here, and so does the next try after a failure.
    this.known.set(name, 'none');
    const value = this.evaluate(constant.value, undefined);
    // Only its own definition is told that it is undefined, not everyone who uses it.
    if (!numbersOf(value).every(Number.isFinite)) throw noValue;
    this.known.set(name, value);
    return value;
  }

  private call(name: string, values: Value[]): Value {
    if (values.length > mostArguments) throw noValue;
    const [first, second] = values;
    if (first !== undefined && (typeof first !== 'number' || typeof second === 'object')) {
      const whole = arrayFunction(name, values, first, second);
      if (whole !== undefined) return whole;
    }
    const builtin = builtinFunctions.get(name);
    if (builtin !== undefined) {
      const [least, most] = builtin.arity;
      if (values.length < least || values.length > most) throw noValue;
      return there(zipValues(values, builtin.apply));
    }
    const definition = this.definitions.functions.get(name);
    if (definition === undefined) throw noValue;
    let scope: Scope | undefined;
    for (const [i, parameter] of definition.parameters.entries()) {
      this.step();
      scope = { name: parameter.name, value: values[i] ?? NaN, outer: scope };
    }
    return this.evaluate(definition.body, scope);
  }
}

/** The functions that take whole arrays; undefined for all others. */
function arrayFunction(
  name: string,
  values: readonly Value[],
  first: Value,
  second: Value | undefined,
): Value | undefined {
  const alone = values.length === 1 && typeof first !== 'number' ? first.numbers : undefined;
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0);
  switch (name) {
    case 'sum':
      return alone && total(alone);
    case 'mean':
      return alone && total(alone) / alone.length;
    case 'norm':
      return alone && Math.sqrt(total(alone.map((x) => x * x)));
    case 'max':
      return alone?.reduce((a, b) => Math.max(a, b));
    case 'min':
      return alone?.reduce((a, b) => Math.min(a, b));
    case 'dot':
    case 'hadamard': {
      if (values.length !== 2 || !sameShape(shapeOf(first), shapeOf(second!))) return undefined;
      const products = there(zipValues(values, (x, y) => x * y));
      return name === 'dot' ? total(numbersOf(products)) : products;
    }
    default:
      return undefined;
  }
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw noValue;
  return value;
}

function lookUp(name: string, scope: Scope | undefined): Value | Row | undefined {
  for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}
