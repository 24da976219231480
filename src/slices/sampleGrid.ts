import { type Plane, pointOn } from './plane';

/** The part of a plane that is drawn, in its own coordinates. */
export interface PlaneWindow {
  readonly a: readonly [low: number, high: number];
  /** Not used for a line. */
  readonly b: readonly [low: number, high: number];
}

/** Values on a grid of `columns` × `rows` points: row by row, b ascending, a ascending in each; a line has one row. */
export interface PlaneGrid {
  readonly columns: number;
  readonly rows: number;
  /** rows × columns values; NaN where the loss is undefined or was not evaluated yet. */
  readonly values: Float64Array;
}

/** One finished row of one pass. */
export interface GridRow {
  /** The share of all passes that is done, in (0, 1]. */
  readonly share: number;
  readonly columns: number;
  readonly rows: number;
  readonly row: number;
  readonly values: Float64Array;
}

/**
 * The loss on a plane, from coarse to fine: each pass halves the spacing of the one before, up to 2^`finest` + 1 points a
 * side, from 2^`coarsest` + 1 on; values known from the pass before are kept. Yields each row when it is finished; `next(true)`
 * ends it, and the answer is the last pass that is whole, or the first one as far as it went.
 */
export function* sampleGrid(
  loss: (point: Float64Array) => number,
  plane: Plane,
  window: PlaneWindow,
  coarsest: number,
  finest: number,
): Generator<GridRow, PlaneGrid, boolean> {
  const point = new Float64Array(plane.centre.length);
  const flat = plane.second === null;
  const pointsAt = (level: number): number => (2 ** level + 1) * (flat ? 1 : 2 ** level + 1);
  let [done, all] = [0, 0];
  for (let level = coarsest; level <= finest; level++) all += pointsAt(level);
  let previous: PlaneGrid | null = null;
  for (let level = coarsest; level <= finest; level++) {
    const columns = 2 ** level + 1;
    const rows = flat ? 1 : columns;
    const values: Float64Array = new Float64Array(rows * columns).fill(NaN);
    for (let row = 0; row < rows; row++) {
      const b = flat ? 0 : between(window.b, row, rows);
      for (let column = 0; column < columns; column++) {
        values[row * columns + column] =
          known(previous, row, column) ?? loss(pointOn(plane, between(window.a, column, columns), b, point));
      }
      done += columns;
      const finished = values.slice(row * columns, (row + 1) * columns);
      const stop: boolean = yield { share: done / all, columns, rows, row, values: finished };
      if (stop && row + 1 < rows) return previous ?? { columns, rows, values };
      if (stop) return { columns, rows, values };
    }
    previous = { columns, rows, values };
  }
  return previous ?? { columns: 0, rows: 0, values: new Float64Array(0) };
}

/** The ends are met exactly. */
function between([low, high]: readonly [number, number], index: number, count: number): number {
  return index === count - 1 ? high : low + ((high - low) * index) / (count - 1);
}

/** The value of the pass before at this point, where that pass had it. */
function known(previous: PlaneGrid | null, row: number, column: number): number | undefined {
  if (previous === null || row % 2 === 1 || column % 2 === 1) return undefined;
  return previous.values[(row / 2) * previous.columns + column / 2];
}
