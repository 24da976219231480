/** Parameters as declared: scalars, vectors and matrices, and their elements by name. */
import type { BlockView } from '../../../src/landscape/views';

export function sizeOfBlock({ shape }: BlockView): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The block that holds a parameter, by its number in the order of a point. */
export function blockAt(blocks: readonly BlockView[], index: number): BlockView | undefined {
  return blocks.findLast(({ offset }) => offset <= index);
}

/** The place of an element, counted from 0: row and column, or less. */
export function placeIn({ shape }: BlockView, index: number): readonly number[] {
  const columns = shape[1] ?? 1;
  switch (shape.length) {
    case 0:
      return [];
    case 1:
      return [index];
    default:
      return [Math.floor(index / columns), index % columns];
  }
}

/** The element at a place. */
export function indexIn({ shape }: BlockView, place: readonly number[]): number {
  return shape.length < 2 ? (place[0] ?? 0) : (place[0] ?? 0) * (shape[1] ?? 1) + (place[1] ?? 0);
}

/** `c`, `b1[3]`, `W1[2,1]`. */
export function elementName(block: BlockView, index: number): string {
  const place = placeIn(block, index);
  return place.length === 0 ? block.name : `${block.name}[${place.map((at) => at + 1).join()}]`;
}

/** `vector of 8`, `8 × 2 matrix`. */
export function shapeInWords({ shape }: BlockView): string {
  switch (shape.length) {
    case 0:
      return 'number';
    case 1:
      return `vector of ${String(shape[0])}`;
    default:
      return `${shape.join(' × ')} matrix`;
  }
}

/** A block as a picture of at most so many cells a side. */
export interface BlockPicture {
  readonly columns: number;
  readonly rows: number;
  /** The element each cell shows: the one of largest magnitude among those it stands for. */
  readonly shown: Int32Array;
  /** Elements a cell stands for, down and across. */
  readonly cell: readonly [down: number, across: number];
  readonly low: number;
  readonly high: number;
  /** The largest magnitude; the colours go from its negative to it. */
  readonly reach: number;
}

export const mostCells = 64;

/** A vector lies on its side, in as many rows as it needs. */
export function blockPicture(block: BlockView, point: ArrayLike<number>): BlockPicture {
  const size = sizeOfBlock(block);
  const isMatrix = block.shape.length === 2;
  const across = isMatrix ? block.shape[1]! : Math.min(size, mostCells);
  const down = Math.ceil(size / across);
  const cell = [Math.ceil(down / mostCells), Math.ceil(across / mostCells)] as const;
  const [rows, columns] = [Math.ceil(down / cell[0]), Math.ceil(across / cell[1])];
  const shown = new Int32Array(rows * columns).fill(-1);
  let [low, high] = [Infinity, -Infinity];
  const magnitude = (index: number): number => Math.abs(point[block.offset + index] ?? NaN);
  for (let index = 0; index < size; index++) {
    const value = point[block.offset + index] ?? NaN;
    if (value < low) low = value;
    if (value > high) high = value;
    const at = Math.floor(Math.floor(index / across) / cell[0]) * columns + Math.floor((index % across) / cell[1]);
    const before = shown[at]!;
    if (before < 0 || magnitude(index) > magnitude(before)) shown[at] = index;
  }
  return { columns, rows, shown, cell, low, high, reach: Math.max(Math.abs(low), Math.abs(high)) };
}
