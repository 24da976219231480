import { describe, expect, it } from 'vitest';
import { Interpreter } from '../../src/compile/interpreter';
import type { Tape } from '../../src/compile/tape';
import { Opcode, stride } from '../../src/compile/tape';
import { isTape } from '../../webview/validateTape';
import { lossView } from '../browser/fixtures';
import { seeded } from '../support/random';

const text = `const c = 2 in [0, 3]
data d(a, b) = (1, 2), (3, 4), (5, 6)
loss g(u, v) = mean((u*p.a + v - p.b)^2 for p in d) + c*sum(exp(-u*k) for k in 1..4) + log(v + 9)^3`;
const loss = lossView(text);

describe('tapes', () => {
  it('of compiled losses are sound, for their own parameters, constants and order', () => {
    loss.tapes.forEach((tape, order) => {
      expect(isTape(tape, 2, loss.constants.length, order)).toBe(true);
      expect(isTape(tape, 3, loss.constants.length, order)).toBe(false);
      expect(isTape(tape, 2, loss.constants.length + 1, order)).toBe(false);
      expect(isTape(tape, 2, loss.constants.length, (order + 1) % 3)).toBe(false);
    });
  });

  it('with damaged arrays are refused', () => {
    const [tape] = loss.tapes;
    const damaged: readonly Partial<Record<keyof Tape, unknown>>[] = [
      { code: tape.code.subarray(1) },
      { code: [...tape.code] },
      { outputs: Int32Array.of(-1) },
      { outputs: Int32Array.of(tape.code.length) },
      { outputs: new Int32Array() },
      { literals: tape.literals.subarray(1) },
      { tables: [{ ...tape.tables[0]!, rows: 2 }] },
      { tables: [] },
      { tables: 'none' },
    ];
    for (const change of damaged) expect(isTape({ ...tape, ...change }, 2, loss.constants.length, 0)).toBe(false);
  });

  it('with more sums after a loop than the loop has instructions are refused', () => {
    const [tape] = loss.tapes;
    const end = tape.code.findIndex((word, at) => at % stride === 0 && (word as Opcode) === Opcode.endLoop);
    const code = tape.code.slice();
    code[end + 2] = 1_000;
    expect(isTape({ ...tape, code }, 2, loss.constants.length, 0)).toBe(false);
  });

  it('with one integer of their code changed either are refused or run to their end inside their arrays', () => {
    const random = seeded(20_240_611);
    const [tape] = loss.tapes;
    const inputs = new Float64Array(2 + loss.constants.length).fill(0.5);
    let accepted = 0;
    for (let trial = 0; trial < 4_000; trial++) {
      const code = tape.code.slice();
      const place = Math.floor(random() * code.length);
      code[place] = place % stride === 0 ? Math.floor(random() * 45) - 2 : Math.floor(random() * 60) - 6;
      const candidate: Tape = { ...tape, code };
      if (!isTape(candidate, 2, loss.constants.length, 0)) continue;
      accepted++;
      const out = new Float64Array(1);
      new Interpreter(candidate).evaluate(inputs, out);
      expect(typeof out[0]).toBe('number');
    }
    expect(accepted).toBeGreaterThan(100);
  });
});
