import { Opcode, type Tape, stride } from '../compile/tape';

/** What a value depends on: nothing that varies, the first axis, the second, or both. */
export const enum Part {
  fixed = 0,
  column = 1,
  row = 2,
  cell = 3,
}

/** A tape as nested blocks, with what each instruction reads and depends on. */
export interface Analysis {
  readonly items: readonly Item[];
  readonly parts: Uint8Array;
  /** Instructions whose registers one reads. */
  readonly reads: readonly (readonly number[])[];
  /** The loops around an instruction, outermost first, by the index of their first instruction. */
  readonly loops: readonly (readonly number[])[];
}

export type Item =
  | { readonly kind: 'operation'; readonly index: number }
  | {
      readonly kind: 'loop';
      readonly index: number;
      readonly end: number;
      readonly table: number;
      readonly rows: number;
      readonly depth: number;
      readonly body: readonly Item[];
      readonly totals: readonly number[];
    };

/** `partOf` gives what an input depends on. A total depends on what its summand does, and stands outside its loop. */
export function analyze(tape: Tape, partOf: (input: number) => Part): Analysis {
  const { code } = tape;
  const count = code.length / stride;
  const parts = new Uint8Array(count);
  const reads: number[][] = [];
  const loops: (readonly number[])[] = [];
  const stack: { readonly items: Item[]; readonly path: readonly number[] }[] = [{ items: [], path: [] }];
  for (let i = 0; i < count; i++) {
    const [opcode, a, b, c] = code.subarray(i * stride, i * stride + stride) as unknown as [
      Opcode,
      number,
      number,
      number,
    ];
    const { items, path } = stack[stack.length - 1]!;
    reads[i] = operandsOf(opcode, a, b, c);
    loops[i] = path;
    let part = opcode === Opcode.input ? partOf(a) : Part.fixed;
    for (const read of reads[i]!) part |= parts[read]!;
    parts[i] = part;
    switch (opcode) {
      case Opcode.loop:
        stack.push({ items: [], path: [...path, i] });
        break;
      case Opcode.endLoop: {
        const { items: body } = stack.pop()!;
        const totals = Array.from({ length: b }, (_, k) => i - b + k);
        const outer = stack[stack.length - 1]!;
        for (const total of totals) loops[total] = outer.path;
        const table = code[a * stride + 1]!;
        const rows = tape.tables[table]!.rows;
        const depth = code[a * stride + 3]!;
        loops[a] = outer.path;
        loops[i] = outer.path;
        outer.items.push({ kind: 'loop', index: a, end: i, table, rows, depth, body, totals });
        break;
      }
      case Opcode.total:
        break;
      default:
        items.push({ kind: 'operation', index: i });
    }
  }
  return { items: stack[0]!.items, parts, reads, loops };
}

function operandsOf(opcode: Opcode, a: number, b: number, c: number): number[] {
  return [a, b, c].slice(0, operandCount(opcode));
}

/** How many of an instruction's arguments, from the first, are registers it reads. */
export function operandCount(opcode: Opcode): number {
  switch (opcode) {
    case Opcode.input:
    case Opcode.literal:
    case Opcode.column:
    case Opcode.loop:
    case Opcode.endLoop:
      return 0;
    case Opcode.add:
    case Opcode.subtract:
    case Opcode.multiply:
    case Opcode.divide:
    case Opcode.power:
    case Opcode.maximum:
    case Opcode.minimum:
    case Opcode.guard:
      return 2;
    case Opcode.select:
      return 3;
    default:
      return 1;
  }
}
