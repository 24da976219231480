import { expect, test } from 'vitest';
import { Opcode, type Tape, stride } from '../../src/compile/tape';
import { compileFormula } from '../support/losses';

const instructions = ({ code }: Tape): string[] =>
  Array.from({ length: code.length / stride }, (_, i) => code.subarray(i * stride, (i + 1) * stride).join(' '));

test.each([
  ['Ackley', '-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)'],
  ['a product of powers', '(x^2 + 1)^1.5*(y^2 + 2)^-2.5'],
])('%s: a tape does no operation twice, and half powers are roots', (_, formula) => {
  const all = instructions(compileFormula(formula, ['x', 'y']).tapes[2]);
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((instruction) => instruction.startsWith(`${Opcode.power} `))).toEqual([]);
});

test('what is computed inside a loop is not taken for what stands outside', () => {
  const head = 'data t(u) = (1), (2), (3)';
  const formula =
    'sum((x*p.u)^2 for p in t) + x^2*sum(p.u*x^3 for p in t) + sum(sum((x*p.u + q.u)^2 for q in t) for p in t)';
  const loss = compileFormula(formula, ['x'], { head });
  const { code } = loss.tapes[2];
  // Every operand is computed before, and outside of loops that have ended by then, but for their totals.
  const ended: [number, number][] = [];
  for (let i = 0; i < code.length / stride; i++) {
    const [opcode, a, b] = [code[i * stride]! as Opcode, code[i * stride + 1]!, code[i * stride + 2]!];
    if (opcode === Opcode.endLoop) ended.push([a, i - b]);
    const binary = opcode === Opcode.add || opcode === Opcode.multiply;
    const operands = binary ? [a, b] : opcode === Opcode.square || opcode === Opcode.integerPower ? [a] : [];
    for (const operand of operands) {
      expect(operand).toBeLessThan(i);
      const inEnded = ended.some(([from, to]) => operand > from && operand < to);
      expect(inEnded && code[operand * stride] !== Opcode.literal).toBe(false);
    }
  }
});
