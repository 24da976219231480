/**
 * The shapes of values, and what operations make of them. A rule returns undefined where there is no such operation.
 */

/** The sizes of a value: `[]` for a scalar, `[n]` for a vector of n entries, `[r, c]` for a matrix of r rows. */
export type Shape = readonly number[];

export const scalar: Shape = [];

/** How many numbers a value of this shape has. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, i) => length === b[i]);
}

/** In a few words, as beside a name: `number`, `vector of 4`, `matrix 16×2`. */
export function shapeWords(shape: Shape): string {
  const [rows, columns] = shape;
  if (rows === undefined) return 'number';
  return columns === undefined ? `vector of ${rows}` : `matrix ${rows}×${columns}`;
}

/** As in a sentence: `a number`, `a vector of 4`, `a 16×2 matrix`. */
export function aShape(shape: Shape): string {
  const [rows, columns] = shape;
  if (rows === undefined) return 'a number';
  return columns === undefined ? `a vector of ${rows}` : `a ${rows}×${columns} matrix`;
}

/** Entry by entry: both of one shape, or one of them a number that goes with every entry of the other. */
export function elementwise(a: Shape, b: Shape): Shape | undefined {
  if (a.length === 0) return b;
  return b.length === 0 || sameShape(a, b) ? a : undefined;
}

/**
 * `a*b`: a number scales, a matrix multiplies a vector or a matrix, and a vector multiplies a matrix of one row (the
 * outer product). One row times one column is a number.
 */
export function productShape(a: Shape, b: Shape): Shape | undefined {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const [rows, inner] = a as readonly [number, number | undefined];
  const [length, columns] = b as readonly [number, number | undefined];
  if (inner === undefined) return columns !== undefined && length === 1 ? [rows, columns] : undefined;
  if (inner !== length) return undefined;
  if (columns !== undefined) return [rows, columns];
  return rows === 1 ? scalar : [rows];
}

/** `a'`: the transpose of a vector is a matrix of one row. */
export function transposeShape(shape: Shape): Shape | undefined {
  const [rows, columns] = shape;
  if (rows === undefined) return undefined;
  return columns === undefined ? [1, rows] : [columns, rows];
}

/** `[a, b]`: numbers are put together to a vector, vectors of one length to the rows of a matrix. */
export function stackShape(count: number, item: Shape): Shape | undefined {
  return item.length < 2 ? [count, ...item] : undefined;
}

/** What an index leaves of a dimension: nothing, or a slice of some length. Dimensions behind the last index stay. */
export function indexShape(shape: Shape, lengths: readonly (number | undefined)[]): Shape | undefined {
  if (lengths.length === 0 || lengths.length > shape.length) return undefined;
  const kept = lengths.filter((length) => length !== undefined);
  return [...kept, ...shape.slice(lengths.length)];
}
