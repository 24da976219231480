/** Where a grid of losses over a plane lies in the frame of its picture. */
import type { SliceGrid, SliceView } from '../../../src/landscape/explore/views';
import type { Frame } from '../../../src/picture/frame';
import type { Projection } from '../../plot/projection';

/** Samples over a rectangle, the outermost on its edges. */
export interface GridArea extends Pick<SliceView, 'a' | 'b'> {
  readonly grid: Pick<SliceGrid, 'columns' | 'rows'>;
}

/**
 * The frame in which contours of the grid are to be drawn. Contours are made for samples at the centres of cells, with one
 * cell beyond each edge; here the outermost samples lie on the edges of the slice's own window.
 */
export function gridFrame(view: GridArea, projection: Projection): Frame {
  const { columns, rows } = view.grid;
  const area = ownArea(view, projection);
  const [sx, sy] = [area.width / (columns - 1), area.height / (rows - 1)];
  return {
    ...projection.frame,
    left: area.x + sx / 2,
    top: area.y + sy / 2,
    innerWidth: sx * (columns - 2),
    innerHeight: sy * (rows - 2),
  };
}

/** The slice's own window in pixels; it may reach beyond the frame. */
export function ownArea(
  { a, b }: GridArea,
  projection: Projection,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const [x, y] = [projection.x(a[0]), projection.y(b[1])];
  return { x, y, width: projection.x(a[1]) - x, height: projection.y(b[0]) - y };
}

/** Evenly spaced places along the first axis. */
export function placesAlong({ a, grid }: SliceView): Float64Array {
  const { columns } = grid;
  return Float64Array.from({ length: columns }, (_, i) => a[0] + ((a[1] - a[0]) * i) / (columns - 1));
}

/** The loss at a place, between the four samples around it; NaN outside of the grid. */
export function lossAt({ a, b, grid }: SliceView, x: number, y: number): number {
  const i = ((x - a[0]) / (a[1] - a[0])) * (grid.columns - 1);
  const j = grid.rows === 1 ? 0 : ((y - b[0]) / (b[1] - b[0])) * (grid.rows - 1);
  if (!(i >= 0 && j >= 0 && i <= grid.columns - 1 && j <= grid.rows - 1)) return NaN;
  const [i0, j0] = [Math.min(Math.floor(i), grid.columns - 2), Math.min(Math.floor(j), Math.max(0, grid.rows - 2))];
  const along = (row: number): number => mixed(valueAt(grid, i0, row), valueAt(grid, i0 + 1, row), i - i0);
  return grid.rows === 1 ? along(0) : mixed(along(j0), along(j0 + 1), j - j0);
}

function valueAt({ columns, values }: SliceGrid, i: number, j: number): number {
  return values[j * columns + i]!;
}

function mixed(from: number, to: number, share: number): number {
  return share === 0 ? from : share === 1 ? to : from + (to - from) * share;
}
