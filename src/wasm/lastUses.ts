import { Opcode, type Tape, stride } from '../compile/tape';
import type { Analysis } from './analyze';

/** The last instruction that reads each value; a use inside a loop counts at the end of that loop, and a total is used at the end of its own. */
export function lastUses(tape: Tape, { reads, loops }: Analysis): Int32Array {
  const last = new Int32Array(reads.length).fill(-1);
  reads.forEach((list, index) => {
    for (const read of list) {
      const inner = loops[index]![loops[read]!.length];
      const place = inner === undefined ? index : tape.code[inner * stride + 2]!;
      last[read] = Math.max(last[read]!, place);
    }
  });
  for (let end = 0; end < reads.length; end++) {
    if (tape.code[end * stride] !== Opcode.endLoop) continue;
    for (let k = 1; k <= tape.code[end * stride + 2]!; k++) last[end - k] = Math.max(last[end - k]!, end);
  }
  for (const output of tape.outputs) last[output] = reads.length;
  return last;
}
