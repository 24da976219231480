import type { Expression, IndexItem, ProductChain, SumChain } from '../../src/language/tree';

/**
 * Random formulas over arrays, and what they come to by nested lists and loops: no rule of the checker is used here.
 */

export type Size = readonly number[];
export type Nested = number | readonly number[] | readonly (readonly number[])[];

/** What the reference says where a formula has no value. */
export class Mismatch extends Error {}

const span = { start: 0, end: 0 };
const number = (value: number): Expression => ({ kind: 'number', text: String(value), span });
const name = (text: string): Expression => ({ kind: 'name', name: text, span });
const call = (callee: string, ...args: Expression[]): Expression => ({
  kind: 'call',
  callee: { name: callee, span },
  arguments: args,
  span,
});
const product = (...operands: Expression[]): ProductChain => ({
  kind: 'product',
  factors: operands.map((operand) => ({ divide: false, implicit: false, operand })),
  span,
});
const sum = (...operands: Expression[]): SumChain => ({
  kind: 'sum',
  terms: operands.map((operand, i) => ({ negative: i % 2 === 1, operand })),
  span,
});
const transpose = (operand: Expression): Expression => ({ kind: 'transpose', operand, span });
const at = (object: Expression, ...indices: IndexItem[]): Expression => ({ kind: 'index', object, indices, span });
const slice = (from: number, to: number): IndexItem => ({ kind: 'range', from: number(from), to: number(to), span });

/** The parameters, with their sizes. */
export const parameters: ReadonlyMap<string, Size> = new Map([
  ['x', []],
  ['u', [2]],
  ['v', [3]],
  ['t', [1]],
  ['A', [2, 3]],
  ['B', [3, 2]],
  ['C', [3, 3]],
  ['R', [1, 3]],
]);

/** The helpers of every program. */
export const helpers: ReadonlyMap<string, { readonly arguments: readonly string[]; readonly body: Expression }> =
  new Map([
    ['square', { arguments: ['a'], body: product(call('tanh', name('a')), number(2)) }],
    ['apply', { arguments: ['a', 'b'], body: product(name('a'), name('b')) }],
    ['twice', { arguments: ['a'], body: sum(name('a'), call('square', name('a'))) }],
    ['gram', { arguments: ['a'], body: product(transpose(name('a')), name('a')) }],
  ]);

/** A random whole number from 0 up to, not including, a bound. */
export type Pick = (bound: number) => number;

/** A formula that most likely has the size wanted; now and then a part of it has another. */
export function randomFormula(pick: Pick, size: Size, depth: number): Expression {
  const wanted = pick(25) === 0 ? randomSize(pick) : size;
  if (depth <= 0) return randomLeaf(pick, wanted);
  const inner = (other: Size): Expression => randomFormula(pick, other, depth - 1);
  switch (pick(12)) {
    case 0:
      return sum(inner(wanted), inner(pick(4) === 0 ? [] : wanted));
    case 1:
      return sum(inner(wanted), inner(wanted), inner(wanted));
    case 2:
      return product(inner([]), inner(wanted));
    case 3: {
      const factors = [false, pick(2) === 0].map((divide, i) => ({
        divide,
        implicit: false,
        operand: inner(i === 0 ? wanted : divide && pick(2) === 0 ? wanted : []),
      }));
      return { kind: 'product', factors, span };
    }
    case 4:
      return randomProduct(pick, wanted, inner);
    case 5:
      return { kind: 'power', base: inner(wanted), exponent: pick(2) === 0 ? number(2) : inner(wanted), span };
    case 6:
      return randomCall(pick, wanted, inner);
    case 7:
      return { kind: 'negation', operand: inner(wanted), span };
    case 8:
      return wanted.length === 2 ? transpose(inner([wanted[1]!, wanted[0]!])) : inner(wanted);
    case 9:
      return randomIndex(pick, wanted, inner);
    case 10: {
      const counter = { name: 'k', span };
      const source = { kind: 'range', from: number(1), to: number(1 + pick(3)) } as const;
      const operation = pick(2) === 0 ? 'sum' : 'mean';
      const body = product(name('k'), inner(wanted));
      return { kind: 'aggregate', operation, operationSpan: span, body, variable: counter, source, span };
    }
    default:
      return randomLeaf(pick, wanted);
  }
}

function randomProduct(pick: Pick, wanted: Size, inner: (size: Size) => Expression): Expression {
  const n = 1 + pick(3);
  const [rows, columns] = wanted;
  if (rows === undefined) return product(transpose(inner([n])), inner([n]));
  if (columns !== undefined && pick(3) === 0) return product(inner([rows]), transpose(inner([columns])));
  return columns === undefined ? product(inner([rows, n]), inner([n])) : product(inner([rows, n]), inner([n, columns]));
}

function randomCall(pick: Pick, wanted: Size, inner: (size: Size) => Expression): Expression {
  const other = randomSize(pick);
  if (wanted.length === 0 && pick(2) === 0) {
    switch (pick(6)) {
      case 0:
        return call('dot', inner(other), inner(other));
      case 1:
        return call('norm', inner(other));
      case 2:
        return call(pick(2) === 0 ? 'sum' : 'mean', inner(other));
      case 3:
        return call(pick(2) === 0 ? 'max' : 'min', inner(other));
      case 4:
        return call('apply', inner([1, 3]), inner([3]));
      default:
        return call('apply', inner([]), inner([]));
    }
  }
  switch (pick(6)) {
    case 0:
      return call('exp', inner(wanted));
    case 1:
      return call('max', inner(wanted), inner([]), inner(wanted));
    case 2:
      return call('hadamard', inner(wanted), inner(wanted));
    case 3:
      return call('twice', inner(wanted));
    case 4:
      return wanted.length === 2 ? call('gram', inner([2, wanted[0]!])) : call('square', inner(wanted));
    default:
      return call('apply', inner([]), inner(wanted));
  }
}

function randomIndex(pick: Pick, wanted: Size, inner: (size: Size) => Expression): Expression {
  const place = (length: number): Expression => number(pick(12) === 0 ? pick(6) : 1 + pick(length));
  const [rows, columns] = wanted;
  if (rows === undefined) {
    return pick(2) === 0 ? at(inner([3]), place(3)) : at(inner([2, 3]), place(2), place(3));
  }
  if (columns !== undefined) return at(inner([rows + 1, columns + 1]), slice(2, rows + 1), slice(1, columns));
  switch (pick(3)) {
    case 0:
      return at(inner([2, rows]), place(2));
    case 1:
      return at(inner([rows + 1]), slice(1, rows));
    default:
      return at(inner([rows, 2]), slice(1, rows), place(2));
  }
}

function randomSize(pick: Pick): Size {
  const sizes: readonly Size[] = [[], [2], [3], [1], [2, 3], [3, 2], [3, 3], [1, 3], [4]];
  return sizes[pick(sizes.length)]!;
}

/** A parameter of the size, where there is one; else a literal. */
function randomLeaf(pick: Pick, size: Size): Expression {
  const fitting = [...parameters].filter(([, other]) => other.join() === size.join());
  if (fitting.length > 0 && pick(4) > 0) return name(fitting[pick(fitting.length)]![0]);
  const [rows, columns] = size;
  if (rows === undefined) return number(1 + pick(3));
  const items = Array.from({ length: rows }, () => randomLeaf(pick, columns === undefined ? [] : [columns]));
  return { kind: 'vector', items, span };
}

/** An array of ones. */
export function ones([rows, columns]: Size): Nested {
  if (rows === undefined) return 1;
  const row = (length: number): number[] => Array.from({ length }, () => 1);
  return columns === undefined ? row(rows) : Array.from({ length: rows }, () => row(columns));
}

export function sizeOfNested(value: Nested): Size {
  if (typeof value === 'number') return [];
  const [first] = value;
  return typeof first === 'object' ? [value.length, first.length] : [value.length];
}

type Names = ReadonlyMap<string, Nested>;

/** The value of a formula by loops over nested lists. Throws `Mismatch` where there is none. */
export function reference(expression: Expression, names: Names): Nested {
  switch (expression.kind) {
    case 'number':
      return Number(expression.text);
    case 'name': {
      const value = names.get(expression.name);
      if (value === undefined) throw new Mismatch(expression.name);
      return value;
    }
    case 'negation':
      return each([reference(expression.operand, names)], (x) => -x);
    case 'sum':
      return expression.terms
        .map(({ operand }) => reference(operand, names))
        .reduce((a, b) => each([a, b], (x, y) => x + y));
    case 'product':
      return expression.factors
        .map(({ divide, operand }) => ({ divide, value: reference(operand, names) }))
        .reduce((a, b) => ({
          divide: false,
          value: b.divide ? each([a.value, b.value], (x, y) => x / y) : multiply(a.value, b.value),
        })).value;
    case 'power':
      return each([reference(expression.base, names), reference(expression.exponent, names)], Math.pow);
    case 'transpose': {
      const value = reference(expression.operand, names);
      if (typeof value === 'number') throw new Mismatch('transpose');
      if (typeof value[0] === 'number') return [value as readonly number[]];
      const rows = value as readonly (readonly number[])[];
      return rows[0]!.map((_, j) => rows.map((row) => row[j]!));
    }
    case 'vector': {
      const items = expression.items.map((item) => reference(item, names));
      const sizes = new Set(items.map((item) => sizeOfNested(item).join()));
      if (sizes.size !== 1 || sizeOfNested(items[0]!).length > 1) throw new Mismatch('vector');
      return items as Nested;
    }
    case 'index':
      return expression.indices.length === 0
        ? fail()
        : taken(reference(expression.object, names), expression.indices, names);
    case 'aggregate': {
      const { source, variable, body } = expression;
      if (source.kind !== 'range') return fail();
      const last = reference(source.to, names) as number;
      let total: Nested | undefined;
      for (let k = reference(source.from, names) as number; k <= last; k++) {
        const value = reference(body, new Map([...names, [variable.name, k]]));
        total = total === undefined ? value : each([total, value], (x, y) => x + y);
      }
      return total ?? 0;
    }
    case 'call':
      return calledValue(
        expression.callee.name,
        expression.arguments.map((argument) => reference(argument, names)),
      );
    case 'expectation':
    case 'member':
    case 'missing':
      return fail();
  }
}

function fail(): never {
  throw new Mismatch();
}

function flat(value: Nested): number[] {
  return typeof value === 'number' ? [value] : (value as readonly (number | readonly number[])[]).flat();
}

function each(values: readonly Nested[], apply: (...entries: number[]) => number): Nested {
  const array = values.find((value) => typeof value !== 'number');
  if (array === undefined) return apply(...(values as readonly number[]));
  const size = sizeOfNested(array).join();
  for (const value of values) if (typeof value !== 'number' && sizeOfNested(value).join() !== size) fail();
  return (array as readonly unknown[]).map((_, i) =>
    each(
      values.map((value) => (typeof value === 'number' ? value : (value[i] as Nested))),
      apply,
    ),
  ) as Nested;
}

function multiply(a: Nested, b: Nested): Nested {
  if (typeof a === 'number' || typeof b === 'number') return each([a, b], (x, y) => x * y);
  const left = typeof a[0] === 'number' ? (a as readonly number[]).map((x) => [x]) : (a as readonly number[][]);
  const column = typeof b[0] === 'number';
  if (typeof a[0] === 'number' && column) return fail();
  const right = column ? (b as readonly number[]).map((x) => [x]) : (b as readonly number[][]);
  if (left[0]!.length !== right.length) return fail();
  const result = left.map((row) => right[0]!.map((_, j) => row.reduce((total, x, i) => total + x * right[i]![j]!, 0)));
  if (!column) return result;
  return result.length === 1 ? result[0]![0]! : result.map(([x]) => x!);
}

function taken(value: Nested, [first, ...more]: readonly IndexItem[], names: Names): Nested {
  if (first === undefined) return value;
  if (typeof value === 'number') return fail();
  const list = value as readonly (number | readonly number[])[];
  const place = (end: Expression): number => {
    const index = reference(end, names);
    return typeof index === 'number' && Number.isInteger(index) && index >= 1 && index <= list.length ? index : fail();
  };
  if (first.kind !== 'range') return taken(list[place(first) - 1]!, more, names);
  const part = list.slice(place(first.from) - 1, place(first.to));
  return part.length === 0 ? fail() : (part.map((item) => taken(item, more, names)) as Nested);
}

function calledValue(callee: string, args: readonly Nested[]): Nested {
  const [a, b] = args as readonly [Nested, Nested];
  switch (callee) {
    case 'exp':
    case 'tanh':
      return each([a], Math.tanh);
    case 'sum':
    case 'mean':
    case 'norm':
      return typeof a === 'number' ? fail() : flat(a).reduce((x, y) => x + y);
    case 'max':
    case 'min':
      if (args.length > 1) return each(args, Math.max);
      return typeof a === 'number' ? fail() : Math.max(...flat(a));
    case 'dot':
    case 'hadamard': {
      if (typeof a === 'number' || typeof b === 'number') return fail();
      const products = each([a, b], (x, y) => x * y);
      return callee === 'dot' ? flat(products).reduce((x, y) => x + y) : products;
    }
    default: {
      const helper = helpers.get(callee)!;
      return reference(helper.body, new Map(helper.arguments.map((argument, i) => [argument, args[i]!])));
    }
  }
}
