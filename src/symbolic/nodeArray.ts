import type { Node } from './node';
import { type Pool, TooLarge } from './pool';

/** A vector or a matrix of expressions, rows first. */
export interface NodeArray {
  readonly kind: 'array';
  readonly shape: readonly number[];
  readonly items: readonly Node[];
}

/** A scalar or an array of expressions. */
export type NodeValue = Node | NodeArray;

/** Arrays are written out element by element up to this many of them. */
const mostElements = 4096;

export function arrayOf(shape: readonly number[], items: readonly Node[]): NodeValue {
  if (items.length > mostElements) throw new TooLarge(`An array has more than ${mostElements} elements.`);
  return shape.length === 0 ? items[0]! : { kind: 'array', shape, items };
}

export function shapeOf(value: NodeValue): readonly number[] {
  return value.kind === 'array' ? value.shape : [];
}

export function itemsOf(value: NodeValue): readonly Node[] {
  return value.kind === 'array' ? value.items : [value];
}

/** Applies a scalar operation element by element; scalars are repeated. */
export function elementwise(values: readonly NodeValue[], apply: (items: readonly Node[]) => Node): NodeValue {
  let array: NodeArray | undefined;
  for (let k = 0; k < values.length && array === undefined; k++) {
    const value = values[k]!;
    if (value.kind === 'array') array = value;
  }
  if (array === undefined) return apply(values as readonly Node[]);
  const items = itemsOf(array).map((_, i) =>
    apply(values.map((value) => (value.kind === 'array' ? value.items[i]! : value))),
  );
  return arrayOf(shapeOf(array), items);
}

/** `left*right` of checked shapes: scaling, a matrix times a vector or a matrix, or an outer product. */
export function multiplyArrays(pool: Pool, left: NodeValue, right: NodeValue): NodeValue {
  if (left.kind !== 'array' || right.kind !== 'array')
    return elementwise([left, right], ([a, b]) => pool.multiply(a!, b!));
  const [rows, inner] = [left.shape[0]!, left.shape[1] ?? 1];
  const columns = right.shape[1] ?? 1;
  const items = Array.from({ length: rows * columns }, (_, at) => {
    const i = Math.floor(at / columns);
    const j = at % columns;
    const terms = Array.from({ length: inner }, (_, k) =>
      pool.multiply(left.items[i * inner + k]!, right.items[k * columns + j]!),
    );
    return pool.add(...terms);
  });
  if (right.shape.length === 2) return arrayOf([rows, columns], items);
  return arrayOf(rows === 1 && left.shape.length === 2 ? [] : [rows], items);
}

/** Σ left·right over all elements. */
export function dotProduct(pool: Pool, left: NodeValue, right: NodeValue): Node {
  const others = itemsOf(right);
  return pool.add(...itemsOf(left).map((item, i) => pool.multiply(item, others[i]!)));
}

/** A vector becomes a matrix of one row. */
export function transposeArray(value: NodeValue): NodeValue {
  if (value.kind !== 'array') return value;
  if (value.shape.length === 1) return arrayOf([1, value.shape[0]!], value.items);
  const [rows, columns] = value.shape as [number, number];
  const items = Array.from(
    { length: rows * columns },
    (_, at) => value.items[(at % rows) * columns + Math.floor(at / rows)]!,
  );
  return arrayOf([columns, rows], items);
}

/** Scalars become a vector, vectors the rows of a matrix. */
export function stackArrays(items: readonly NodeValue[]): NodeValue {
  return arrayOf([items.length, ...shapeOf(items[0]!)], items.flatMap(itemsOf));
}

/** Places from 1 along each dimension; a single place drops its dimension. */
export type Places = number | { readonly from: number; readonly to: number };

export function pickElements(value: NodeValue, places: readonly Places[]): NodeValue {
  const dimensions = shapeOf(value);
  let offsets = [0];
  const shape: number[] = [];
  dimensions.forEach((size, d) => {
    const place = places[d] ?? { from: 1, to: size };
    const [from, to] = typeof place === 'number' ? [place, place] : [place.from, place.to];
    if (!(from >= 1 && to <= size)) throw new TooLarge(`The index ${from} lies outside 1..${size}.`);
    if (typeof place !== 'number') shape.push(to - from + 1);
    offsets = offsets.flatMap((offset) =>
      Array.from({ length: to - from + 1 }, (_, k) => offset * size + from - 1 + k),
    );
  });
  const items = itemsOf(value);
  return arrayOf(
    shape,
    offsets.map((offset) => items[offset]!),
  );
}
