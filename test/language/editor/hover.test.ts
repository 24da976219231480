import { describe, expect, test } from 'vitest';
import { hoverTarget } from '../../../src/language/editor/hover';
import type { NameTarget } from '../../../src/language/editor/hoverTarget';
import { arrays, cursor, sample, slice } from './cursor';

/** What is hovered where `word` stands, the n-th time it does. */
function at(word: string, occurrence = 1, text = sample) {
  let offset = -1;
  for (let i = 0; i < occurrence; i++) offset = text.indexOf(word, offset + 1);
  const { model } = cursor(`${text}|`);
  return hoverTarget(model, offset);
}

function nameAt(word: string, occurrence = 1, text = sample): NameTarget {
  const target = at(word, occurrence, text);
  if (target?.kind !== 'name') throw new Error(`${word} is no name`);
  return target;
}

describe('a loss', () => {
  test('is hovered by its name, its parameters, numbers, operators and its keyword', () => {
    for (const word of ['flat', 'x, y) = x', 'x^2/2', '^2/2', '2/2', '= x^2', '[-2, 2]', '(1, 0.1)', 'loss flat']) {
      expect(at(word), word).toMatchObject({ kind: 'loss', name: 'flat', sound: true });
    }
  });

  test('the span is the name under the pointer, the statement the whole loss', () => {
    const { model } = cursor(`${sample}|`);
    const target = hoverTarget(model, sample.indexOf('flat'));
    if (target?.kind !== 'loss') throw new Error('no loss');
    expect(slice(model, target.span)).toBe('flat');
    expect(slice(model, target.statement)).toMatch(/^loss flat[^]*x\*y - 1$/);
  });

  test('says when it is not sound', () => {
    expect(at('f', 1, 'loss f(x) = x + q')).toMatchObject({ kind: 'loss', sound: false });
    expect(at('f', 1, 'loss f(x) = x + ')).toMatchObject({ kind: 'loss', sound: false });
  });
});

describe('a name', () => {
  test('a constant has its definition, its value and its comments', () => {
    expect(nameAt('alpha', 2)).toMatchObject({
      what: 'constant',
      source: 'const alpha = 0.5 in [0, 2]',
      value: 0.5,
      documentation: 'A slider\nbetween 0 and 2',
    });
    expect(nameAt('b', 2, 'const a = 3\nconst b = a^2 + 1\nloss f(x) = b*x').value).toBe(10);
    expect(nameAt('a', 2, 'const a = 1/0\nloss f(x) = a*x')).toMatchObject({ value: undefined });
  });

  test('a function, also where it is called', () => {
    expect(nameAt('bump', 2)).toMatchObject({
      what: 'function',
      source: 'fn bump(t) = exp(-t^2)',
      documentation: 'A bell',
    });
    expect(nameAt('t^2')).toMatchObject({ what: 'argument', note: 'parameter of bump' });
  });

  test('local names, rows, counters, columns and tables', () => {
    expect(nameAt('err')).toMatchObject({ what: 'local', source: 'err = x*y - 1' });
    expect(nameAt('p.x')).toMatchObject({ what: 'row', source: 'p in line(x, y)' });
    expect(nameAt('k*w1')).toMatchObject({ what: 'counter', source: 'k in 1..3' });
    const nested = 'loss f(x) = sum(sum(x*j*k for j in 1..2) for k in 3..4)';
    expect(nameAt('j', 1, nested).source).toBe('j in 1..2');
    expect(nameAt('k', 1, nested).source).toBe('k in 3..4');
    expect(nameAt('y)^2')).toMatchObject({
      what: 'column',
      source: 'line.y',
      note: 'column of line: 3 values from -0.8 to 0.9',
    });
    expect(nameAt('line', 2)).toMatchObject({ what: 'data', note: 'table of 3 rows' });
  });

  test('a long table is shown by its head', () => {
    const rows = Array.from({ length: 200 }, (_, i) => `(${i}, 1)`).join(', ');
    expect(nameAt('t(x', 1, `data t(x, y) = ${rows}\n`)).toMatchObject({
      source: 'data t(x, y) = …',
      note: 'table of 200 rows',
    });
  });

  test('comments inside a definition are not quoted', () => {
    const text = 'fn g(t) = t + # first\n  t^2 # second\nloss f(x) = g(x)';
    expect(nameAt('g', 1, text).source).toBe('fn g(t) = t +\n  t^2');
  });

  test('names and words of the language', () => {
    expect(nameAt('tanh')).toMatchObject({ what: 'builtin-function', source: 'tanh(x)', definition: undefined });
    expect(nameAt('mean')).toMatchObject({
      what: 'builtin-function',
      source: expect.stringMatching(/^mean\(body for p in table\)/),
    });
    expect(nameAt('pi')).toMatchObject({ what: 'builtin-constant', value: Math.PI });
    for (const word of ['const', 'fn', 'data', 'on x', 'from', 'where', 'for', 'in [']) {
      expect(nameAt(word).what, word).toBe('keyword');
    }
  });
});

describe('shapes', () => {
  const inArrays = (word: string, occurrence = 1): NameTarget => nameAt(word, occurrence, arrays);

  test('of parameters, beside the loss they belong to', () => {
    expect(at('W1', 1, arrays)).toMatchObject({ kind: 'loss', parameter: 'W1: matrix 16×2' });
    expect(at('b1', 2, arrays)).toMatchObject({ kind: 'loss', parameter: 'b1: vector of 16' });
    expect(at('b2', 2, arrays)).toMatchObject({ kind: 'loss', parameter: 'b2: number' });
    expect(at('mlp', 1, arrays)).toMatchObject({ kind: 'loss', parameter: undefined });
    expect(at('w', 1, 'loss f(w[0]) = sum(w)')).toMatchObject({ kind: 'loss', parameter: undefined });
  });

  test('of local names, constants and columns', () => {
    expect(inArrays('out', 2)).toMatchObject({ shape: 'vector of 16', note: 'name local to mlp: vector of 16' });
    expect(inArrays('A', 2)).toMatchObject({ shape: 'matrix 2×2', note: 'constant: matrix 2×2', value: undefined });
    expect(nameAt('alpha')).toMatchObject({ shape: 'number', note: 'constant with a slider' });
    expect(nameAt('y)^2')).toMatchObject({ what: 'column', shape: 'number' });
    expect(nameAt('k*w1')).toMatchObject({ what: 'counter', shape: 'number' });
  });

  test('of arguments, where all calls agree', () => {
    expect(inArrays('V')).toMatchObject({ shape: 'matrix 16×2', note: 'parameter of layer: matrix 16×2' });
    expect(inArrays('t', 6)).toMatchObject({
      what: 'argument',
      name: 't',
      shape: undefined,
      note: 'parameter of both',
    });
    expect(nameAt('t^2')).toMatchObject({ shape: 'number', note: 'parameter of bump' });
  });

  test('a table from a file, and its columns', () => {
    expect(inArrays('moons')).toMatchObject({
      what: 'data',
      note: 'table from a file: 200 rows, columns u, v, t',
    });
    expect(inArrays('t)^2')).toMatchObject({
      what: 'column',
      source: 'moons.t',
      note: 'column of moons: 200 values from moons.csv',
      shape: 'number',
      definition: undefined,
    });
    expect(inArrays('p.t')).toMatchObject({ what: 'row', source: 'p in moons(u, v, t)' });
    expect(nameAt('later', 1, 'data later = csv("later.csv")').note).toBe('table from a file');
    expect(at('q', 1, 'data l = csv("later.csv")\nloss f(x) = sum(x*p.q for p in l)')).toMatchObject({ kind: 'loss' });
  });

  test('words of starts, functions of arrays, csv', () => {
    expect(inArrays('he(')).toMatchObject({ what: 'builtin-function', source: 'he(seed = 1)' });
    expect(inArrays('normal')).toMatchObject({ source: 'normal(seed = 1, sd = 1)' });
    expect(inArrays('dot')).toMatchObject({ what: 'builtin-function', source: 'dot(a, b)' });
    expect(inArrays('csv')).toMatchObject({ what: 'keyword', source: 'csv("points.csv")' });
  });
});

test('nothing in comments, between statements, and on names that mean nothing', () => {
  expect(at('slider')).toBeUndefined();
  expect(at('between')).toBeUndefined();
  expect(at('why', 1, 'loss f(x) = x + # why\n  x^2')).toBeUndefined();
  expect(at('x^2', 1, '\nx^2')).toBeUndefined();
  expect(at('\n', 1, '\n\nloss f(x) = x')).toBeUndefined();
});

test('no offset of a file, broken or not, makes it throw', () => {
  for (const text of [sample, sample.replaceAll(')', ''), sample.replaceAll('=', ' '), sample.slice(0, 200)]) {
    const { model } = cursor(`${text}|`);
    for (let offset = -1; offset <= text.length + 1; offset++) hoverTarget(model, offset);
  }
});
