/** Chains of oriented boxes with whole coefficients, and their boundaries: cubical homology with boxes of any size. */
import type { Box } from '../box';

/** An oriented k-dimensional box in n-space. */
export interface Cell {
  /** Equal in `low` and `high` along all axes but `axes`. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The axes along which it extends, ascending; their order is its orientation. */
  readonly axes: readonly number[];
  /** How often it is counted; −1 reverses its orientation. */
  readonly coefficient: number;
}

/** The whole of a box, in its own orientation. */
export function cellOf(box: Box): Cell {
  return { low: box.low, high: box.high, axes: Array.from(box.low, (_, i) => i), coefficient: 1 };
}

/** The boundary of a chain: faces that two cells share in opposite orientation cancel, in part where they overlap in part. */
export function boundary(cells: readonly Cell[]): Cell[] {
  const equal = new Map<string, Cell>();
  for (const face of cells.flatMap(facesOf)) {
    const key = `${face.low.join(' ')} ${face.high.join(' ')}`;
    const known = equal.get(key);
    equal.set(key, known === undefined ? face : counted(face, known.coefficient + face.coefficient));
  }
  const planes = new Map<string, Cell[]>();
  for (const face of equal.values()) {
    if (face.coefficient === 0) continue;
    const key = planeOf(face);
    const known = planes.get(key);
    if (known === undefined) planes.set(key, [face]);
    else known.push(face);
  }
  return [...planes.values()].flatMap((faces) => disjoint(faces, 0));
}

/** Along its j-th axis: (−1)ʲ·(the far face − the near face), so that an outward normal comes first in the orientation. */
function facesOf({ low, high, axes, coefficient }: Cell): Cell[] {
  return axes.flatMap((axis, j) => {
    const others = axes.filter((other) => other !== axis);
    const sign = j % 2 === 0 ? coefficient : -coefficient;
    return [
      { low: moved(low, axis, high[axis]!), high, axes: others, coefficient: sign },
      { low, high: moved(high, axis, low[axis]!), axes: others, coefficient: -sign },
    ];
  });
}

function moved(point: Float64Array, axis: number, to: number): Float64Array {
  const result = Float64Array.from(point);
  result[axis] = to;
  return result;
}

function counted(cell: Cell, coefficient: number): Cell {
  return { ...cell, coefficient };
}

/** The plane a cell lies in: its axes and the coordinates along the others. */
function planeOf({ low, axes }: Cell): string {
  return `${axes.join(',')} ${Array.from(low, (x, i) => (axes.includes(i) ? '' : x)).join(' ')}`;
}

/** Cells of one plane, cut along their axes from the `from`-th on so that none overlap; those that cancel are left out. */
function disjoint(cells: readonly Cell[], from: number): Cell[] {
  if (cells.length <= 1) return [...cells];
  const axis = cells[0]!.axes[from];
  if (axis === undefined) {
    const coefficient = cells.reduce((sum, cell) => sum + cell.coefficient, 0);
    return coefficient === 0 ? [] : [counted(cells[0]!, coefficient)];
  }
  const cuts = [...new Set(cells.flatMap(({ low, high }) => [low[axis]!, high[axis]!]))].sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, k) => {
    const start = cuts[k]!;
    const through = cells.filter(({ low, high }) => low[axis]! <= start && high[axis]! >= end);
    const parts = through.map((cell) => ({
      ...cell,
      low: moved(cell.low, axis, start),
      high: moved(cell.high, axis, end),
    }));
    return disjoint(parts, from + 1);
  });
}
