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
    ['[3, 5][2]', 5],
    ['[[1, 2], [3, 4]][2, 1]', 3],
    ['[[1, 2], [3, 4]][2][1]', 3],
    ['sum([[1, 2], [3, 4]][1..2, 2])', 6],
    ['sum([1, 2, 3, 4][2..3])', 5],
    ['[1, 2][3]', undefined],
    ['[1, 2][0]', undefined],
    ['[1, 2][1.5]', undefined],
    ['[1, 2][2..1]', undefined],
    ['sum([1, 2] + [10, 20])', 33],
    ['sum(2*[1, 2] - 1)', 4],
    ['sum(1/[2, 4])', 0.75],
    ['sum([1, 0]/[2, 0])', NaN],
    ['sum([1, 2]^2)', 5],
    ['sum(2^[1, 2])', 6],
    ['sum(-[1, 2])', -3],
    ['dot([1, 2], [3, 4])', 11],
    ['sum(hadamard([1, 2], [3, 4])^2)', 73],
    ['norm([3, 4])', 5],
    ['norm([[1, 1], [1, 1]])', 2],
    ['mean([1, 2, 6])', 3],
    ['max([1, 3, 2]) + min([4, 3])', 6],
    ['sum(max([1, 5], 3))', 8],
    ['max(1)', undefined],
    ['sum(1)', undefined],
    ["[1, 2]'*[3, 4]", 11],
    ["[3, 4]'[1, 2]", 4],
    ["sum([1, 2]*[3, 4]')", 21],
    ["sum([[1, 2], [3, 4]]'*[1, 1])", 10],
    ['([[1, 2], [3, 4]]*[[0, 1], [1, 0]])[1, 1]', 2],
    ['[1, 2]*[3, 4]', undefined],
    ['sum([1, 2] + [1, 2, 3])', undefined],
    ['sum([[1, 2], 3])', undefined],
    ['sum([k, 1] for k in 1..3)[1]', 6],
    ['sum(sum([k, 1] for k in 1..3))', 9],
    ['sum(mean([k, 1] for k in 1..3))', 3],
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

  test('uses arrays that have a name, and what a helper makes of them', () => {
    const definitions = "const A = [[2, 1], [1, 3]]\nfn form(M, x) = x'*M*x";
    expect(valueOf('A[1, 2] + form(A, [1, 2])', definitions)).toBe(1 + 18);
    expect(valueOf('sum(A) + A[2]*[1, 1]', definitions)).toBeUndefined();
    expect(valueOf('a[1]', 'const a = [1, 1/0]')).toBeUndefined();
  });

  test('a table from a file has none', () => {
    expect(valueOf('sum(p.u for p in d)', 'data d = csv("a.csv")')).toBeUndefined();
  });

  test('arrays have one as such', () => {
    const model = analyzeText("const a = [1, 2]*[3, 4]'\nconst b = 2");
    const value = (name: string) => new ConstantEvaluator(model).arrayOrNumber(model.constants.get(name)!.value);
    expect(value('a')).toEqual({ shape: [2, 2], numbers: [3, 4, 6, 8] });
    expect(value('b')).toBe(2);
  });

  test('products of large arrays are bounded, too', () => {
    const row = `[${Array.from({ length: 400 }, () => '1').join(', ')}]`;
    expect(valueOf("sum((v*v')*(v*v'))", `const v = ${row}`)).toBeUndefined();
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
