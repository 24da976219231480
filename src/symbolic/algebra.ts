import type { Table } from './node';

/** The current row of a loop, as what a name stands for. */
export interface RowBinding {
  readonly kind: 'row';
  readonly table: Table;
  /** How many loops are around this one. */
  readonly depth: number;
}

export function isRow(variable: object): variable is RowBinding {
  return 'kind' in variable && variable.kind === 'row';
}

/** One index: a place counted from 1, or a slice with both ends. */
export type IndexValue<V> =
  { readonly kind: 'at'; readonly at: V } | { readonly kind: 'slice'; readonly from: V; readonly to: V };

/**
 * What formulas are lowered into: expressions in the shared graph, or whole-array operations. A value is a scalar, a
 * vector or a matrix; shapes have been checked before.
 */
export interface Algebra<V> {
  /** An exact decimal as written. */
  number(text: string): V;
  builtin(name: 'pi' | 'e'): V;
  negate(value: V): V;
  sum(terms: readonly { readonly value: V; readonly negative: boolean }[]): V;
  /** A chain of `*` and `/` from the left; matrices multiply as matrices. */
  product(factors: readonly { readonly value: V; readonly divide: boolean }[]): V;
  power(base: V, exponent: V): V;
  /** A function of the language, or one over whole arrays. */
  call(name: string, values: readonly V[]): V;
  vector(items: readonly V[]): V;
  transpose(value: V): V;
  index(value: V, items: readonly IndexValue<V>[]): V;
  /** A column in the current row of the loop at `depth`. */
  column(table: Table, column: number, depth: number): V;
  /** The sum or the mean of a body over a table's rows; `body` is lowered with its variable bound. */
  aggregate(table: Table, depth: number, operation: 'sum' | 'mean', body: (variable: RowBinding | V) => V): V;
}
