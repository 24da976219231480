import type { VectorCode } from '../../wasm/vectorCode';
import type { BlockMemory } from './blockMemory';
import type { WayBack } from './groupCode';
import type { LoopPlan, Part } from './loopPlan';
import { RowWriter } from './rowWriter';

type Derivative = 'adjoint' | 'adjointTangent';
const derivatives = (tangents: boolean): readonly Derivative[] =>
  tangents ? ['adjoint', 'adjointTangent'] : ['adjoint'];
const values = (tangents: boolean): readonly ('value' | 'tangent')[] => (tangents ? ['value', 'tangent'] : ['value']);

/** Copies elements of operands to their places. */
export function moveForward(
  { to, moves }: Part & { readonly kind: 'move' },
  memory: BlockMemory,
  tangents: boolean,
): VectorCode {
  const writer = new RowWriter(memory);
  for (const field of values(tangents && memory.varies(to))) {
    for (const move of moves) {
      const out = memory.address(to, field) + move.target * memory.rowBytes;
      if (field === 'tangent' && !memory.varies(move.part)) writer.fill(out, move.count);
      else writer.copy(out, memory.address(move.part, field) + move.source * memory.stride(move.part), move);
    }
  }
  return writer.code;
}

/** Adds the adjoints of the places to those of the elements. */
export function moveReverse(
  { to, moves }: Part & { readonly kind: 'move' },
  memory: BlockMemory,
  tangents: boolean,
  back: WayBack,
): VectorCode | undefined {
  if (!back.started.has(to)) return undefined;
  const writer = new RowWriter(memory);
  for (const move of moves) {
    const { part } = move;
    if (!memory.varies(part)) continue;
    if (memory.isInner(part) && !back.started.has(part)) {
      for (const field of derivatives(tangents)) writer.fill(memory.address(part, field), memory.size(part));
      back.started.add(part);
    }
    for (const field of derivatives(tangents)) {
      const into = memory.address(part, field) + move.source * memory.stride(part);
      const from = memory.address(to, field) + move.target * memory.rowBytes;
      if (memory.isInner(part)) writer.add(into, from, move.count);
      else writer.total(into, from, move.count, undefined);
    }
  }
  return writer.code;
}

/** The sum of all elements, row by row. */
export function sumForward(
  { to, a }: Part & { readonly kind: 'sum' },
  memory: BlockMemory,
  tangents: boolean,
): VectorCode {
  const writer = new RowWriter(memory);
  for (const field of values(tangents && memory.varies(to)))
    writer.sum(memory.address(to, field), memory.address(a, field), memory.size(a));
  return writer.code;
}

export function sumReverse(
  { to, a }: Part & { readonly kind: 'sum' },
  memory: BlockMemory,
  tangents: boolean,
  back: WayBack,
): VectorCode | undefined {
  if (!back.started.has(to) || !memory.varies(a)) return undefined;
  const writer = new RowWriter(memory);
  for (const field of derivatives(tangents))
    writer.repeat(memory.address(a, field), memory.address(to, field), memory.size(a), back.started.has(a));
  back.started.add(a);
  return writer.code;
}

/** Adds a block's rows to the totals of the loop. */
export function totalsForward({ loop }: LoopPlan, memory: BlockMemory, tangents: boolean): VectorCode {
  const writer = new RowWriter(memory);
  for (const { to, from } of loop.totals)
    for (const field of values(tangents && memory.varies(to)))
      writer.total(memory.address(to, field), memory.address(from, field), memory.size(to), memory.mask.block);
  return writer.code;
}

/** The adjoints of the totals go to each row that counts. */
export function totalsReverse(
  { loop }: LoopPlan,
  memory: BlockMemory,
  tangents: boolean,
  back: WayBack,
): VectorCode | undefined {
  const writer = new RowWriter(memory);
  for (const { to, from } of loop.totals) {
    if (!memory.varies(to)) continue;
    for (const field of derivatives(tangents))
      writer.spread(memory.address(from, field), memory.address(to, field), memory.size(to), back.started.has(from));
    back.started.add(from);
  }
  return back.started.size > 0 ? writer.code : undefined;
}

/** `load(row)`: brings the columns' rows from that byte of the chunk on into the block, with which of them count. */
export function loadBlock({ columns }: LoopPlan, memory: BlockMemory): VectorCode {
  const writer = new RowWriter(memory, 1);
  for (const { to } of columns) writer.take(memory.address(to, 'value'), memory.column(to));
  writer.take(memory.mask.block, memory.mask.chunk);
  return writer.code;
}
