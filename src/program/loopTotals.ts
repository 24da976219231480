import type { Slot } from './kernel';
import { type Capacities, batchMap, batchOf, rowMap } from './layout';
import { type Instruction, type Program, sizeOf } from './program';

/** A sum over the rows of an interpreted loop. */
export interface LoopTotal {
  readonly to: number;
  readonly from: number;
  /** For each element of `from`: its row in the loop's block, and the element of `to`. */
  readonly rows: Int32Array;
  readonly map: Int32Array;
}

export function loopTotals(
  { registers }: Program,
  { axis, totals }: Instruction & { readonly op: 'loop' },
  capacities: Capacities,
): LoopTotal[] {
  return totals.map(({ to, from }) => {
    const size = sizeOf(registers[from]!.shape);
    const rowOfBatch = rowMap(registers[from]!, axis, capacities);
    const batchOfBatch = batchMap(registers[from]!, registers[to]!, capacities)!;
    const [batch, outer] = [rowOfBatch.length, batchOf(registers[to]!, capacities)];
    const rows = new Int32Array(batch * size);
    const map = new Int32Array(batch * size);
    for (let i = 0; i < size; i++) {
      for (let e = 0; e < batch; e++) {
        rows[i * batch + e] = rowOfBatch[e]!;
        map[i * batch + e] = i * outer + batchOfBatch[e]!;
      }
    }
    return { to, from, rows, map };
  });
}

/** Adds the first `rows` rows of a total's register to it. */
export function addTotal(
  slots: readonly Slot[],
  { to, from, rows: row, map }: LoopTotal,
  field: 'value' | 'tangent',
  rows: number,
): void {
  const into = slots[to]!;
  if (field === 'tangent' && !into.varies) return;
  const source = slots[from]![field];
  const sums = into[field];
  for (let e = 0; e < source.length; e++) if (row[e]! < rows) sums[map[e]!]! += source[e]!;
}

/** Adds a total's adjoint to those of the first `rows` rows. */
export function spreadTotal(
  slots: readonly Slot[],
  { to, from, rows: row, map }: LoopTotal,
  field: 'adjoint' | 'adjointTangent',
  rows: number,
): void {
  const source = slots[to]!;
  if (!source.varies) return;
  const into = slots[from]![field];
  const bars = source[field];
  for (let e = 0; e < into.length; e++) if (row[e]! < rows) into[e]! += bars[map[e]!]!;
}
