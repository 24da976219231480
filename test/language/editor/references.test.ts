import { expect, test } from 'vitest';
import { references } from '../../../src/language/editor/references';
import { cursor } from './cursor';

const places = (marked: string, includeDefinition?: boolean): number[] => {
  const { model, offset } = cursor(marked);
  return references(model, offset, includeDefinition).map(({ start }) => start);
};

test('all places, in order, the box included', () => {
  const text = 'loss f(x, y) = x*y + x\n  on |x in [0, 1]';
  expect(places(text)).toEqual([7, 15, 21, 28]);
  expect(places(text, false)).toEqual([15, 21, 28]);
});

test('names of other statements are other names', () => {
  expect(places('loss f(x) = |x\nloss g(x) = x')).toEqual([7, 12]);
});

test('a row hides a parameter of its name inside its sum alone', () => {
  expect(places('loss f(k) = k| + sum(k for k in 1..3)')).toEqual([7, 12]);
  expect(places('loss f(k) = k + sum(k| for k in 1..3)')).toEqual([20, 26]);
});

test('none on anything else', () => {
  expect(places('loss f(x) = sin|(x)')).toEqual([]);
});
