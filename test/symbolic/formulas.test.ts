import { describe, expect, test } from 'vitest';
import { notationOf } from '../../src/symbolic/notation';
import { printLatex } from '../../src/symbolic/printLatex';
import { printMathml } from '../../src/symbolic/printMathml';
import { printText } from '../../src/symbolic/printText';
import { compileFormula, evaluateAll } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

function pretty(
  formula: string,
  parameters: string[],
  constants: Record<string, number> = {},
): { gradient: string[]; hessian: string[][] } {
  const loss = compileFormula(formula, parameters, { constants });
  const print = (node: Parameters<typeof notationOf>[0]): string => printText(notationOf(node), 'pretty');
  return { gradient: loss.gradient.map(print), hessian: loss.hessian.map((row) => row.map(print)) };
}

describe('formulas read as a person would write them', () => {
  test('flat saddle', () => {
    expect(pretty('x^2/2 + alpha*x^2*y^2 - y^4', ['x', 'y'], { alpha: 0.5 })).toEqual({
      gradient: ['x + 2α·x·y²', '2α·x²·y − 4y³'],
      hessian: [
        ['2α·y² + 1', '4α·x·y'],
        ['4α·x·y', '2α·x² − 12y²'],
      ],
    });
  });

  test.each([
    ['(x^2 + y - 11)^2 + (x + y^2 - 7)^2', '4x·(x² + y − 11) + 2(x + y² − 7)'],
    ['(1 - x)^2 + 100*(y - x^2)^2', '2(x − 1) − 400x·(y − x²)'],
    ['sqrt(x^2 + y^2)', 'x/√(x² + y²)'],
    ['tanh(2x)*y', '2y·(1 − tanh(2x)²)'],
    ['x^2.5', '5x^(3/2)/2'],
    ['exp(-x^2/2)', '−x·exp(−x²/2)'],
    ['log(x)/3', '1/(3x)'],
    ['0.1*x^2', '0.2x'],
    ['1e-9*x', '1e-9'],
    ['2^x', 'log(2)·2^x'],
    ['pi*x^2', '2π·x'],
  ])('∂/∂x of %s', (formula, expected) => {
    expect(pretty(formula, ['x', 'y']).gradient[0]).toBe(expected);
  });

  test('LaTeX', () => {
    const loss = compileFormula('x_1^2/2 + alpha*sqrt(theta)*exp(-x_1)', ['x_1', 'theta'], { constants: { alpha: 2 } });
    expect(printLatex(notationOf(loss.gradient[0]!))).toBe('x_{1} - \\alpha \\sqrt{\\theta} e^{-x_{1}}');
  });

  test('MathML escapes nothing into markup and is one element', () => {
    const text = printMathml(notationOf(compileFormula('x^2/y + sum(x*k for k in 1..3)', ['x', 'y']).value));
    expect(text).toMatch(/^<math xmlns="http:\/\/www.w3.org\/1998\/Math\/MathML"[^>]*>.*<\/math>$/);
    expect(text).toContain('<mfrac>');
    expect(text).toContain('<munderover>');
  });
});

test('plain text means the same when it is parsed again', () => {
  for (let seed = 100; seed < 160; seed++) {
    const random = seeded(seed);
    const formula = randomFormula(random, ['x', 'y'], 4);
    const loss = compileFormula(formula, ['x', 'y']);
    const at = [random() * 2 - 1, random() * 2 - 1];
    const nodes = [loss.value, ...loss.gradient];
    const expected = evaluateAll(loss, at);
    nodes.forEach((node, k) => {
      const again = compileFormula(printText(notationOf(node), 'plain'), ['x', 'y']);
      const value = evaluateAll(again, at).value;
      const wanted = k === 0 ? expected.value : expected.gradient[k - 1]!;
      expect(Math.abs(value - wanted), `seed ${seed}: ${formula}`).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(wanted)));
    });
  }
});
