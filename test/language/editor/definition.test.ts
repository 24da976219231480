import { expect, test } from 'vitest';
import { definition } from '../../../src/language/editor/definition';
import { cursor, slice } from './cursor';

const defined = (marked: string): [target: string, full: string] | undefined => {
  const { model, offset } = cursor(marked);
  const found = definition(model, offset);
  return found && [slice(model, found.target), slice(model, found.full)];
};

test('of constants, functions and tables: their statements', () => {
  expect(defined('const a = 1\nloss f(x) = a|*x')).toEqual(['a', 'const a = 1']);
  expect(defined('fn g(t) = t\nloss f(x) = |g(x)')).toEqual(['g', 'fn g(t) = t']);
  expect(defined('data d(u) = (1)\nloss f(x) = sum(x*p.u for p in d|)')).toEqual(['d', 'data d(u) = (1)']);
});

test('of parameters, local names, rows and columns: the name where it is introduced', () => {
  const { model, offset } = cursor('loss f(x, y) = y + |x');
  expect(definition(model, offset)).toEqual({
    origin: { start: 19, end: 20 },
    target: { start: 7, end: 8 },
    full: { start: 7, end: 8 },
  });
  expect(defined('loss f(x) = r|\n  where r = x')).toEqual(['r', 'r']);
  expect(defined('data d(u) = (1)\nloss f(x) = sum(x*p.u| for p in d)')).toEqual(['u', 'u']);
});

test('a parameter named like its loss is itself', () => {
  const { model, offset } = cursor('loss f(f) = f|^2');
  expect(definition(model, offset)?.target).toEqual({ start: 7, end: 8 });
});

test('not of names of the language, numbers and unknown names', () => {
  for (const marked of [
    'loss f(x) = e|xp(x)',
    'loss f(x) = 1|2',
    'loss f(x) = q|',
    'loss f(x) = p|i',
    'l|oss f(x) = x',
  ]) {
    expect(defined(marked), marked).toBeUndefined();
  }
});
