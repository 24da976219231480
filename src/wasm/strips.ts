import { Opcode, type Tape, stride } from '../compile/tape';
import type { Part } from './analyze';
import type { DefinedFunction } from './encode';
import { VectorCode } from './vectorCode';

/**
 * How many vectors a pass works on at a time: fewer where it keeps many values alive, more where it waits for elementary
 * functions.
 */
export function widthFor(tape: Tape, parts: Uint8Array, part: Part): number {
  let count = 0;
  let waits = false;
  for (let i = 0; i < parts.length; i++) {
    const opcode = tape.code[i * stride]!;
    if (parts[i] !== part || opcode === Opcode.literal) continue;
    count++;
    if (opcode >= Opcode.exp && opcode <= Opcode.erf) waits = true;
  }
  return count <= (waits ? 60 : 20) ? 4 : count <= 300 ? 2 : 1;
}

/** A function over one vector, whose two lanes are the same. */
export function single(name: string, write: (code: VectorCode) => void): DefinedFunction {
  const code = new VectorCode(1, 0);
  write(code);
  return { name, parameters: [], results: [], locals: code.locals, body: code.bytes };
}

/** A loop over the strip, so many columns a turn; `bytes` is the local with the strip's length in bytes. */
export function overColumns(code: VectorCode, column: number, bytes: number, body: () => void): void {
  code.integer(0);
  code.set(column);
  code.push(0x03, 0x40);
  body();
  code.get(column);
  code.integer(16 * code.width);
  code.push(0x6a);
  code.tee(column);
  code.get(bytes);
  code.push(0x48, 0x0d, 0x00, 0x0b);
}
