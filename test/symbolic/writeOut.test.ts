import { describe, expect, it } from 'vitest';
import { Interpreter } from '../../src/compile/interpreter';
import { buildTape } from '../../src/compile/buildTape';
import { compileText } from '../../src/landscape/compileLoss';
import { reachable } from '../../src/symbolic/node';
import { hasKinkInSum, writtenOut } from '../../src/symbolic/writeOut';

function formulas(text: string) {
  const loss = compileText(text, 'f', { constants: {} });
  if (loss.form !== 'formulas') throw new Error('too many parameters');
  return loss;
}

describe('sums written out', () => {
  it.each([
    'data d(x, y) = (1, 1), (2, 0.1), (-3, 1/3)\nloss f(w, b) = mean((relu(w*p.x + b) - p.y)^2 for p in d)',
    'data d(x) = (1), (2)\nloss f(w, b) = sum(sum(abs(w*p.x - b*q.x) for q in d) for p in d)',
    'loss f(w, b) = sum(relu(w - k*b)^2 for k in 1..4) + sum(w^2 for k in 1..2)',
  ])('have no loop left, and the value of the loop: %s', (text) => {
    const { pool, value } = formulas(text);
    expect(hasKinkInSum(value)).toBe(true);
    const out = writtenOut(pool, value);
    expect(reachable([out!]).some(({ kind }) => kind === 'total')).toBe(false);
    const [before, after] = [new Float64Array(1), new Float64Array(1)];
    for (const point of [
      [0.3, -0.7],
      [-1.1, 2.3],
      [2, 1],
    ]) {
      const inputs = Float64Array.from(point);
      new Interpreter(buildTape([value], { parameters: 2, constants: 0, order: 0 })).evaluate(inputs, before);
      new Interpreter(buildTape([out!], { parameters: 2, constants: 0, order: 0 })).evaluate(inputs, after);
      expect(after[0]).toBeCloseTo(before[0]!, 12);
    }
  });

  it('stay sums where they are long', () => {
    const { pool, value } = formulas('loss f(w) = sum(relu(w - k/9)^2 for k in 1..9)');
    expect(writtenOut(pool, value)).toBeNull();
    expect(hasKinkInSum(formulas('loss f(w) = sum((w - k)^2 for k in 1..4) + relu(w)').value)).toBe(false);
  });
});
