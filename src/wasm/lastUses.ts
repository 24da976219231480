import { type Tape, stride } from '../compile/tape';
import type { Analysis } from './analyze';

/** The last instruction that reads each value; a use inside a loop counts at the end of that loop. */
export function lastUses(tape: Tape, { reads, loops }: Analysis): Int32Array {
  const last = new Int32Array(reads.length).fill(-1);
  reads.forEach((list, index) => {
    for (const read of list) {
      const inner = loops[index]![loops[read]!.length];
      const place = inner === undefined ? index : tape.code[inner * stride + 2]!;
      last[read] = Math.max(last[read]!, place);
    }
  });
  for (const output of tape.outputs) last[output] = reads.length;
  return last;
}
