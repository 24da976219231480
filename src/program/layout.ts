import { type Program, type Register, sizeOf } from './program';

/*
 * An array of a register lies element by element: element i of all combinations of rows, then element i + 1. So the inner
 * loop of every operation runs over rows, which are many, side by side, and all done alike.
 */

/** How many rows of each loop are computed at once; the same for all arrays of a machine. */
export type Capacities = readonly number[];

/** Elements an array of a loop's body may have: tens of kilobytes each, so that a few lie in the cache. */
const mostElements = 1 << 13;
/** Rows of a loop that holds others. */
const rowsAround = 8;

/** Blocks of rows such that the largest array of a body stays below `mostElements`. */
export function capacitiesOf({ loops, registers, tables }: Program): Capacities {
  return loops.map(({ table, holdsLoops }, axis) => {
    const { rows } = tables[table]!;
    if (holdsLoops) return Math.max(1, Math.min(rows, rowsAround));
    let widest = 1;
    for (const { axes, shape } of registers) {
      if (!axes.includes(axis)) continue;
      const around = axes.reduce(
        (product, other) =>
          other === axis ? product : product * Math.min(rowsAround, tables[loops[other]!.table]!.rows),
        1,
      );
      widest = Math.max(widest, sizeOf(shape) * around);
    }
    // Whole groups of eight, so that vectors of rows have no rest; rows behind the last are done and not counted.
    const most = Math.max(8, Math.floor(mostElements / widest / 8) * 8);
    return Math.max(1, Math.min(Math.ceil(rows / 8) * 8, most));
  });
}

/** Number of elements an array takes: one of its shape for each combination of rows. */
export function extentOf(register: Register, capacities: Capacities): number {
  return batchOf(register, capacities) * sizeOf(register.shape);
}

/** Number of combinations of rows of the loops a register depends on. */
export function batchOf(register: Register, capacities: Capacities): number {
  return register.axes.reduce((product, axis) => product * capacities[axis]!, 1);
}

/** Where each batch element of `target` finds that of `source`, whose loops are among its own; null where they agree. */
export function batchMap(target: Register, source: Register, capacities: Capacities): Int32Array | null {
  if (source.axes.length === target.axes.length) return null;
  const strides = new Map<number, number>();
  let stride = 1;
  for (const axis of [...source.axes].reverse()) {
    strides.set(axis, stride);
    stride *= capacities[axis]!;
  }
  const map = new Int32Array(batchOf(target, capacities));
  let block = 1;
  for (const axis of [...target.axes].reverse()) {
    const step = strides.get(axis) ?? 0;
    const rows = capacities[axis]!;
    if (step > 0) for (let e = 0; e < map.length; e++) map[e]! += (Math.floor(e / block) % rows) * step;
    block *= rows;
  }
  return map;
}

/** Where each element of `target` finds that of `source`, which has the same shape or is a scalar; null where they agree. */
export function elementMap(target: Register, source: Register, capacities: Capacities): Int32Array | null {
  const size = sizeOf(target.shape);
  const repeats = source.shape.length === 0 && size > 1;
  const batches = batchMap(target, source, capacities);
  if (batches === null && !repeats) return null;
  const [batch, sourceBatch] = [batchOf(target, capacities), batchOf(source, capacities)];
  const map = new Int32Array(batch * size);
  for (let i = 0; i < size; i++) {
    const start = repeats ? 0 : i * sourceBatch;
    for (let e = 0; e < batch; e++) map[i * batch + e] = start + (batches === null ? e : batches[e]!);
  }
  return map;
}

/** The row of the loop on `axis` in each batch element of a register. */
export function rowMap(register: Register, axis: number, capacities: Capacities): Int32Array {
  const map = new Int32Array(batchOf(register, capacities));
  let inner = 1;
  for (const other of register.axes.slice(register.axes.indexOf(axis) + 1)) inner *= capacities[other]!;
  for (let e = 0; e < map.length; e++) map[e] = Math.floor(e / inner) % capacities[axis]!;
  return map;
}
