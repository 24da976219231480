import { expect, test } from 'vitest';
import { signatureHelp } from '../../../src/language/editor/signatureHelp';
import { cursor } from './cursor';

const help = (marked: string): [label: string, parameter: string | undefined] | undefined => {
  const { model, offset } = cursor(marked);
  const found = signatureHelp(model, offset);
  if (found === undefined) return undefined;
  const parameter = found.parameters[found.active];
  return [found.label, parameter && found.label.slice(...parameter)];
};

test('the parameter under the cursor, for functions of the language and of the file', () => {
  expect(help('loss f(x) = exp(|)')).toEqual(['exp(x)', 'x']);
  expect(help('loss f(x) = leaky_relu(x, |)')).toEqual(['leaky_relu(x, slope = 0.01)', 'slope = 0.01']);
  expect(help('# doc\nfn g(a, bb) = a*bb\nloss f(x) = g(x, |x)')).toEqual(['g(a, bb)', 'bb']);
  expect(help('loss f(x) = max(x, 1, 2, 3|)')).toEqual(['max(a, b, …)', '…']);
});

test('inner calls, groups and vectors', () => {
  expect(help('loss f(x) = max(exp(x), |x)')?.[0]).toBe('max(a, b, …)');
  expect(help('loss f(x) = max(exp(|x), x)')?.[0]).toBe('exp(x)');
  expect(help('loss f(x) = exp((x + 1|))')?.[0]).toBe('exp(x)');
  expect(help('loss f(x) = pow([1, 2|], x)')).toEqual(['pow(a, b)', 'a']);
});

test('it is there while the text is broken', () => {
  expect(help('loss f(x) = exp(|')?.[0]).toBe('exp(x)');
  expect(help('loss f(x) = pow(x + , |')).toEqual(['pow(a, b)', 'b']);
  expect(help('loss f(x) = pow(x, \n  |')).toEqual(['pow(a, b)', 'b']);
  expect(help('const a = pow(2,|\nloss f(x) = x')).toEqual(['pow(a, b)', 'b']);
});

test('the three parts of an aggregate', () => {
  const label = 'sum(body for p in table)';
  expect(help('loss f(x) = sum(x|')).toEqual([label, 'body']);
  expect(help('loss f(x) = sum(x for |')).toEqual([label, 'p']);
  expect(help('loss f(x) = sum(x for p in |')).toEqual([label, 'table']);
});

test('nothing outside a call, in a head, in a comment, or for an unknown function', () => {
  for (const marked of [
    'loss f(x) = |exp(x)',
    'loss f(x) = exp(x)|',
    'loss f(x, |y) = x',
    'fn g(|t) = t',
    'data t(|x) = (1)',
    'loss f(x) = exp(x # |',
    'loss f(x) = unknown(|x)',
    'loss f(x) = x from (|1)',
  ]) {
    expect(help(marked), marked).toBeUndefined();
  }
});

test('functions of arrays, and ways to begin', () => {
  expect(help('loss f(w[2]) = hadamard(w, |')).toEqual(['hadamard(a, b)', 'b']);
  expect(help('loss f(w[2]) = dot(|w')).toEqual(['dot(a, b)', 'a']);
  expect(help('loss f(w[2]) = norm(|')).toEqual(['norm(v)', 'v']);
  expect(help('loss f(w[2]) = dot([1, 2|], w)')).toEqual(['dot(a, b)', 'a']);
  const normal = 'normal(seed = 1, sd = 1)';
  expect(help('loss f(x) = x from normal(|')).toEqual([normal, 'seed = 1']);
  expect(help('loss f(x) = x from (normal(seed=1, |')).toEqual([normal, 'sd = 1']);
  expect(help('loss f(x) = x from (1, normal(sd=2|')).toEqual([normal, 'sd = 1']);
  expect(help('loss f(x) = x from zeros(|')).toEqual(['zeros()', undefined]);
  expect(help('fn he(a) = a\nloss f(x) = he(|')).toEqual(['he(a)', 'a']);
});
