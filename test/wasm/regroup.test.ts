import { expect, test } from 'vitest';
import { Interpreter } from '../../src/compile/interpreter';
import { Opcode, type Tape, stride } from '../../src/compile/tape';
import { Part, analyze } from '../../src/wasm/analyze';
import { GridModule } from '../../src/wasm/gridModule';
import { regroup } from '../../src/wasm/regroup';
import { compileFormula } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

const byAxis = (input: number): Part => [Part.column, Part.row][input] ?? Part.fixed;
const byPoint = (input: number): Part => (input < 2 ? Part.column : Part.fixed);

/** How many operations of these kinds a pass has. */
function count(tape: Tape, partOf: (input: number) => Part, part: Part, ...opcodes: readonly Opcode[]): number {
  const { parts } = analyze(tape, partOf);
  return parts.filter((each, i) => each === part && opcodes.includes(tape.code[i * stride]!)).length;
}

test('the loss stays what it is, up to rounding', () => {
  const head = 'data d(u, v) = (-1, 0.3), (0.5, -0.2), (1.25, 0.9)';
  for (let seed = 0; seed < 150; seed++) {
    const random = seeded(seed + 1);
    const part = (): string => randomFormula(random, ['x', 'y', 'a'], 3);
    const sum = `mean((x*p.u + a + y - 2 + p.v*x)^2 for p in d)/(x + 4) + x/(x + 4)`;
    const formula = `2 - (${part()}) + a*x*y*3 - (x + y - (a - x*y)) + ${seed % 3 === 0 ? sum : `(${part()})/3`} - y - 1`;
    const loss = compileFormula(formula, ['x', 'y'], { constants: { a: 0.75 }, head });
    const point = Float64Array.of(random() * 3 - 1.5, random() * 3 - 1.5, 0.75);
    for (const tape of loss.tapes) {
      const outs = [tape, regroup(tape, byAxis, Part.cell), regroup(tape, byPoint, Part.column)].map((each) => {
        const out = new Float64Array(tape.outputs.length);
        new Interpreter(each).evaluate(point, out);
        return out;
      });
      const size = Math.max(1, ...outs[0]!.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
      for (const out of outs.slice(1)) {
        out.forEach((value, k) => {
          const expected = outs[0]![k]!;
          const isClose = Object.is(value, expected) || Math.abs(value - expected) <= 1e-12 * size;
          expect(isClose, `seed ${seed}, ${formula}, output ${k}: ${value}, not ${expected}`).toBe(true);
        });
      }
    }
  }
});

test('what depends on one axis is put together', () => {
  const sum = [Opcode.add, Opcode.subtract, Opcode.multiply];
  for (const [formula, before, after] of [
    ['x^2/2 + 0.5*x^2*y^2 - y^4', 4, 3],
    ['(x^2 + y - 11)^2 + (x + y^2 - 7)^2', 5, 3],
    ['20 + x^2 - cos(x) + y^2 - cos(y)', 4, 1],
    ['3*x*y', 2, 1],
  ] as const) {
    const tape = compileFormula(formula, ['x', 'y']).tapes[0];
    expect(count(tape, byAxis, Part.cell, ...sum), formula).toBe(before);
    expect(count(regroup(tape, byAxis, Part.cell), byAxis, Part.cell, ...sum), formula).toBe(after);
  }
});

test('divisions by the same value share its reciprocal', () => {
  const tape = compileFormula('sin(x)/(x + y) + y/(x + y) + x/7', ['x', 'y']).tapes[0];
  const all = [Opcode.divide, Opcode.reciprocal];
  expect(count(tape, byPoint, Part.column, ...all)).toBe(3);
  expect(count(regroup(tape, byPoint, Part.column), byPoint, Part.column, ...all)).toBe(1);
});

test('a very long sum is no trouble', () => {
  const terms = Array.from({ length: 4000 }, (_, k) => `sin(${k + 1}*x*y)`).join(' + ');
  const tape = compileFormula(`${terms} + y + 1`, ['x', 'y']).tapes[0];
  const written = regroup(tape, byAxis, Part.cell);
  expect(count(written, byAxis, Part.cell, Opcode.add)).toBe(4000);
});

test('results in place: larger grids, strips beside each other, and no trace of the last', () => {
  const module = GridModule.create(compileFormula('x + 1000*y', ['x', 'y']).tapes[0], 0, 1)!;
  for (const [columns, rows] of [
    [3, 2],
    [2051, 40],
    [1024, 3],
    [1025, 9],
    [1, 1],
  ] as const) {
    const xs = Float64Array.from({ length: columns }, (_, i) => i / 4);
    const ys = Float64Array.from({ length: rows }, (_, j) => j);
    const result = module.evaluateInPlace(new Float64Array(2), xs, ys);
    expect(result).toHaveLength(columns * rows);
    expect(result.every((value, k) => value === (k % columns) / 4 + 1000 * Math.floor(k / columns))).toBe(true);
  }
});
