import type { ConstantEvaluator } from './evaluate';
import type { Expression } from './tree';
import { childrenOf } from './walk';

/** A counter around an index, with the whole numbers it runs over. */
export interface CounterRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** The least and the largest value of an expression of counters, and the other expression's distance from it. */
export type IndexExtent =
  | { readonly kind: 'known'; readonly low: number; readonly high: number; readonly length: number }
  | { readonly kind: 'not-whole'; readonly value: number }
  | { readonly kind: 'uneven' }
  | { readonly kind: 'empty'; readonly from: number; readonly to: number }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unknown' };

/** So many values of an index are computed one by one, where it isn't a sum of counters. */
export const mostIndexValues = 10_000;

/**
 * The values that an index, or the slice from one index to another, takes while the counters around it run. Exact: a
 * sum of counters times numbers is known by its ends, anything else is computed for all values of its counters.
 */
export function indexExtent(
  from: Expression,
  to: Expression,
  counters: readonly CounterRange[],
  evaluator: ConstantEvaluator,
): IndexExtent {
  const at = (counts: ReadonlyMap<string, number>): readonly [number, number] | undefined => {
    const first = evaluateAt(from, counts, evaluator);
    const last = to === from ? first : evaluateAt(to, counts, evaluator);
    // A negative zero is a zero.
    return first === undefined || last === undefined ? undefined : [first + 0, last + 0];
  };
  const running = counters.filter(({ low, high }) => high >= low);
  // Nothing is ever computed in a sum over no numbers, but its shape is the same.
  const idle = counters.filter(({ low, high }) => high < low).map(({ name, low }) => [name, low] as const);
  const names = new Set(running.map(({ name }) => name));
  const seen = new Extent();
  if (isLinear(from, names) && isLinear(to, names)) {
    const start = new Map([...idle, ...running.map(({ name, low }) => [name, low] as const)]);
    const base = at(start);
    if (!seen.add(base)) return seen.fault ?? { kind: 'unknown' };
    let [low, high] = [base![0], base![0]];
    for (const { name, low: first, high: last } of running) {
      if (last === first) continue;
      const next = at(new Map(start).set(name, first + 1));
      if (!seen.add(next)) return seen.fault ?? { kind: 'unknown' };
      const change = (next![0] - base![0]) * (last - first);
      if (change < 0) low += change;
      else high += change;
    }
    return { kind: 'known', low, high, length: seen.length };
  }
  const combinations = running.reduce((count, { low, high }) => count * (high - low + 1), 1);
  if (combinations > mostIndexValues) return { kind: 'too-many' };
  for (let i = 0; i < combinations; i++) {
    let rest = i;
    const counts = new Map(idle);
    for (const { name, low, high } of running) {
      const count = high - low + 1;
      counts.set(name, low + (rest % count));
      rest = Math.floor(rest / count);
    }
    if (!seen.add(at(counts))) return seen.fault ?? { kind: 'unknown' };
  }
  return { kind: 'known', low: seen.low, high: seen.high, length: seen.length };
}

/** The whole number a constant expression stands for; a literal costs none of the evaluator's steps. */
export function evaluateAt(
  expression: Expression,
  counters: ReadonlyMap<string, number>,
  evaluator: ConstantEvaluator,
): number | undefined {
  if (expression.kind === 'number') return Number(expression.text);
  if (expression.kind === 'name' && counters.has(expression.name)) return counters.get(expression.name);
  return evaluator.value(expression, counters);
}

/** Gathers pairs of ends. */
class Extent {
  low = Infinity;
  high = -Infinity;
  length = 0;
  fault: IndexExtent | undefined;

  /** False where the pair is none, or a fault. */
  add(pair: readonly [number, number] | undefined): boolean {
    if (pair === undefined) return false;
    const [from, to] = pair;
    const wrong = pair.find((value) => !Number.isSafeInteger(value));
    const length = to - from + 1;
    if (wrong !== undefined) this.fault = { kind: 'not-whole', value: wrong };
    else if (length < 1) this.fault = { kind: 'empty', from, to };
    else if (this.length > 0 && length !== this.length) this.fault = { kind: 'uneven' };
    this.low = Math.min(this.low, from);
    this.high = Math.max(this.high, from);
    this.length = length;
    return this.fault === undefined;
  }
}

/** Counters times numbers that have none of them, and sums of such. */
function isLinear(expression: Expression, counters: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'name':
      return true;
    case 'negation':
      return isLinear(expression.operand, counters);
    case 'sum':
      return expression.terms.every(({ operand }) => isLinear(operand, counters));
    case 'product': {
      const moving = expression.factors.filter(({ operand }) => usesAny(operand, counters));
      return moving.length <= 1 && moving.every(({ divide, operand }) => !divide && isLinear(operand, counters));
    }
    default:
      return !usesAny(expression, counters);
  }
}

function usesAny(expression: Expression, names: ReadonlySet<string>): boolean {
  const stack: Expression[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'name' && names.has(node.name)) return true;
    for (const child of childrenOf(node)) stack.push(child);
  }
  return false;
}
