/** The sizes of a value: `[]` for a scalar, `[n]` for a vector of n entries, `[r, c]` for a matrix of r rows. */
export type Shape = readonly number[];

export const scalar: Shape = [];

/** How many numbers a value of this shape has. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}
