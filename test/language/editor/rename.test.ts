import { expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { applyEdits } from '../../../src/language/editor/edits';
import { prepareRename, rename } from '../../../src/language/editor/rename';
import { arrays, cursor, sample } from './cursor';

const renamed = (marked: string, name: string): string => {
  const { model, offset } = cursor(marked);
  const result = rename(model, offset, name);
  return result.ok ? applyEdits(model.file.text, result.edits) : result.message;
};

test('every place, boxes included', () => {
  expect(renamed('loss f(x, y) = x|*y + 2x\n  on x in [0, 1]', 'u')).toBe('loss f(u, y) = u*y + 2u\n  on u in [0, 1]');
  expect(renamed('const a = 1\nconst b = a|\nloss f(a) = a', 'c')).toBe('const c = 1\nconst b = c\nloss f(a) = a');
  expect(renamed('data d(u) = (1)\nloss f(x) = sum(p.u*x for p in d|)', 'points')).toContain('data points(u)');
  expect(renamed('data d(u, v) = (1, 2)\nloss f(x) = sum(p.u|*x for p in d)', 'w')).toBe(
    'data d(w, v) = (1, 2)\nloss f(x) = sum(p.w*x for p in d)',
  );
  expect(renamed('loss f|(x) = x', 'bowl')).toBe('loss bowl(x) = x');
  expect(renamed('loss f(x) = |x', 'x')).toBe('loss f(x) = x');
});

test('of every name of a file, and the result has no mistake', () => {
  const model = analyzeText(sample);
  for (const { symbol, span } of model.references) {
    const result = rename(model, span.start, `${symbol.name}_θ`);
    if (!result.ok) throw new Error(result.message);
    const text = applyEdits(sample, result.edits);
    expect(analyzeText(text).diagnostics, text).toEqual([]);
  }
});

test('refuses what is not a name, and words of the language', () => {
  for (const name of ['', '2x', 'x y', 'x-y', 'x.y', '#', 'x²']) {
    expect(renamed('loss f(x) = |x', name), name).toMatch(/^A name is made of letters/);
  }
  expect(renamed('loss f(x) = |x', 'where')).toBe('"where" is a word of the language: choose another name.');
  expect(renamed('loss f(x) = |x', 'pi')).toBe('"pi" is a constant of the language: choose another name.');
  expect(renamed('fn g|(t) = t', 'exp')).toBe('"exp" is a function of the language: choose another name.');
});

test('refuses a name that is taken, that would capture a use, or be captured', () => {
  const taken = (name: string): string => `"${name}" already has a meaning here: choose another name.`;
  expect(renamed('const a| = 1\nconst b = 2', 'b')).toBe(taken('b'));
  expect(renamed('loss f(x|, y) = x*y', 'y')).toBe(taken('y'));
  expect(renamed('loss f(x) = x|*r\n  where r = 1', 'r')).toBe(taken('r'));
  expect(renamed('const a = 1\nloss f(x) = x|*a', 'a')).toBe(taken('a'));
  expect(renamed('const a| = 1\nloss f(x) = x*a', 'x')).toBe(taken('x'));
  expect(renamed('loss f(x) = x|*sum(k for k in 1..3)', 'k')).toBe(taken('k'));
  expect(renamed('loss f(x) = x*sum(k| for k in 1..3)', 'x')).toBe(taken('x'));
  expect(renamed('data d(u|, v) = (1, 2)', 'v')).toBe(taken('v'));
});

test('a name that nothing here uses may be hidden', () => {
  expect(renamed('const a = 1\nloss f(x) = |x', 'a')).toBe('const a = 1\nloss f(a) = a');
  expect(renamed('data d(u|) = (1)\nloss f(x) = x', 'x')).toBe('data d(x) = (1)\nloss f(x) = x');
});

test('refuses where a use cannot be told because its statement is broken', () => {
  expect(renamed('const a| = 1\nloss f(x) = (x + a', 'b')).toBe(
    'Line 2 uses "a" but has a mistake: repair it first, so that nothing is missed.',
  );
  expect(renamed('const a| = 1\nloss f(x) = (x + c', 'b')).toContain('const b');
});

test('what can be renamed is told beforehand', () => {
  const prepared = (marked: string) => {
    const { model, offset } = cursor(marked);
    return prepareRename(model, offset);
  };
  expect(prepared('loss f(xy|) = xy')).toEqual({ ok: true, span: { start: 7, end: 9 }, name: 'xy' });
  const message = (marked: string): string => {
    const result = prepared(marked);
    return result.ok ? '' : result.message;
  };
  expect(message('loss f(x) = s|in(x)')).toBe('"sin" is a function of the language and keeps its name.');
  expect(message('loss f(x) = pi|')).toBe('"pi" is a constant of the language and keeps its name.');
  expect(message('lo|ss f(x) = x')).toBe('"loss" is a word of the language and keeps its name.');
  expect(message('loss f(x) = q|')).toMatch(/not defined in this file/);
  expect(message('loss f(x) = 1|2')).toBe('There is no name here to rename.');
});

test('through sizes, indices, slices and starts', () => {
  const source =
    'const n| = 2\nloss f(w[n], V[2*n, 1]) = sum(w[n..n]) + V[n, 1] + sum(w[k] for k in 1..n) from he(seed=n)';
  expect(renamed(source, 'm')).toBe(
    'const m = 2\nloss f(w[m], V[2*m, 1]) = sum(w[m..m]) + V[m, 1] + sum(w[k] for k in 1..m) from he(seed=m)',
  );
  expect(renamed('loss f(w[4]) = w|[1] + sum(w[2..3]) on w in [0, 1]', 'v')).toBe(
    'loss f(v[4]) = v[1] + sum(v[2..3]) on v in [0, 1]',
  );
  expect(renamed('loss f(w[4]) = sum(w[k|] for k in 1..4)', 'i')).toBe('loss f(w[4]) = sum(w[i] for i in 1..4)');
});

test('words of starts keep their names', () => {
  expect(renamed(arrays.replace('he(seed', 'h|e(seed'), 'x')).toMatch(/keeps its name\.$/);
  expect(renamed(arrays.replace('hadamard', 'h|adamard').replace('dot(', 'd|ot('), 'x')).toMatch(/keeps its name\.$/);
});

test('of every name in a file of arrays, and the result has no mistake', () => {
  const { model } = cursor(`${arrays}|`);
  expect(model.diagnostics).toEqual([]);
  for (const { symbol, span } of model.references) {
    const result = rename(model, span.start, `${symbol.name}_2`);
    if (!result.ok) throw new Error(result.message);
    expect(cursor(`${applyEdits(arrays, result.edits)}|`).model.diagnostics).toEqual([]);
  }
});
