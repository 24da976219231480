import { describe, expect, test } from 'vitest';
import { completions } from '../../../src/language/editor/completion';
import { cursor, sample, slice } from './cursor';

const labels = (marked: string): string[] => {
  const { model, offset } = cursor(marked);
  return completions(model, offset).map(({ label }) => label);
};
const find = (marked: string, label: string) => {
  const { model, offset } = cursor(marked);
  const found = completions(model, offset).find((item) => item.label === label);
  if (found === undefined) throw new Error(`${label} is not offered`);
  return { ...found, replaced: slice(model, found.replace) };
};

describe('at the beginning of a line', () => {
  test('the kinds of statement, as snippets', () => {
    expect(labels('|')).toEqual(['loss', 'const', 'fn', 'data', 'spectrum', 'optimizer']);
    expect(labels('lo|')).toEqual(['loss', 'const', 'fn', 'data', 'spectrum', 'optimizer']);
    expect(find('lo|', 'loss')).toMatchObject({ replaced: 'lo', isSnippet: true, kind: 'snippet' });
    expect(labels('const a = 1\n|')).toEqual(['loss', 'const', 'fn', 'data', 'spectrum', 'optimizer']);
  });

  test('clauses below a loss, and not below a blank line', () => {
    expect(labels('loss f(x) = x\n  |')).toEqual(expect.arrayContaining(['on', 'from', 'by', 'where', 'loss']));
    expect(labels('loss f(x) = x\n\n|')).not.toContain('on');
  });

  test('an expression where the line above waits for one', () => {
    expect(labels('loss f(x) = x +\n  |')).toContain('x');
    expect(labels('loss f(x) = (x\n  + |')).toContain('x');
  });
});

describe('in a formula', () => {
  test('parameters, local names, constants, functions and the names of the language', () => {
    const here = labels(sample.replace('+ pi*err', '+ |'));
    expect(here).toEqual(expect.arrayContaining(['x', 'y', 'err', 'alpha', 'bump', 'exp', 'sum', 'pi']));
    expect(here).not.toContain('w1');
    expect(new Set(here).size).toBe(here.length);
  });

  test('the word under the cursor is replaced whole', () => {
    expect(find('loss f(xyz) = x|yz', 'xyz').replaced).toBe('xyz');
    expect(find('loss f(x) = |', 'x').replaced).toBe('');
  });

  test('variables of the aggregate around, and not of another', () => {
    expect(labels('data t(u) = (1)\nloss f(w) = sum(w*| for p in t)')).toContain('p');
    expect(labels('data t(u) = (1)\nloss f(w) = sum(w for p in t) + |')).not.toContain('p');
    expect(labels('loss f(w) = sum(w*| for k in 1..4)')).toContain('k');
  });

  test('columns of the row behind a point', () => {
    const data = 'data t(u, v) = (1, 2)\ndata s(q) = (1)\n';
    expect(labels(`${data}loss f(w) = sum(w*p.| for p in t)`)).toEqual(['u', 'v']);
    expect(labels(`${data}loss f(w) = sum(w*p.u| for p in t)`)).toEqual(['u', 'v']);
    expect(labels(`${data}loss f(w) = sum(w*p.|`)).toEqual(['u', 'v', 'q']);
  });

  test('a function comes with its brackets, or without where they stand', () => {
    expect(find('loss f(x) = ex|', 'exp')).toMatchObject({ insert: 'exp($1)', isSnippet: true });
    expect(find('loss f(x) = ex|(x)', 'exp')).toMatchObject({ insert: 'exp', isSnippet: false });
    expect(find(sample.replace('bump(y)', 'bu|'), 'bump')).toMatchObject({
      insert: 'bump(${1:t})',
      detail: 'bump(t)',
      documentation: 'A bell',
    });
    expect(find('loss f(x) = |', 'log').documentation).toMatch(/undefined for x ≤ 0/);
    expect(find(sample.replace('pi*err', '|'), 'alpha').detail).toBe('= 0.5 in [0, 2]');
  });

  test('after a value: clauses in a loss, "for" in a sum, "in" after a constant', () => {
    expect(labels('loss f(x) = x |')).toEqual(['on', 'from', 'by', 'where']);
    expect(labels('loss f(x) = sum(x |)')).toEqual(['for']);
    expect(labels('const a = 1 |')).toEqual(['in']);
    expect(labels('const a = 1 in [0, 2] |')).toEqual([]);
  });
});

describe('in clauses', () => {
  test('parameters after "on" that have no box yet', () => {
    expect(labels('loss f(x, y) = x*y\n  on |')).toEqual(['x', 'y']);
    expect(labels('loss f(x, y) = x*y\n  on x in [0, 1], |')).toEqual(['y']);
    expect(labels('loss f(x, y) = x*y\n  on x |')).toEqual(['in']);
  });

  test('tables, ranges and constants after "for p in"', () => {
    expect(labels('data t(u) = (1)\nconst n = 4\nloss f(w) = sum(w for p in |)')).toEqual(['t', '1..n', 'n']);
  });

  test('no parameters in a box', () => {
    const here = labels('const a = 1\nloss f(x, y) = x*y\n  on x in [|');
    expect(here).toContain('a');
    expect(here).not.toContain('y');
  });
});

describe('arrays', () => {
  test('columns of a table from a file, where they are known', () => {
    const data = 'data moons = csv("moons.csv")\n';
    expect(labels(`${data}loss f(w) = sum(w*p.| for p in moons)`)).toEqual(['u', 'v', 't']);
    expect(labels('data l = csv("later.csv")\nloss f(w) = sum(w*p.| for p in l)')).toEqual([]);
    expect(find(`${data}loss f(w) = sum(w for p in |)`, 'moons').detail).toBe('(u, v, t)');
    expect(find('data l = csv("later.csv")\nloss f(w) = sum(w for p in |)', 'l').detail).toBe('later.csv');
  });

  test('a file of data behind the equals sign', () => {
    expect(labels('data moons = |')).toEqual(['csv']);
    expect(find('data moons = cs|', 'csv')).toMatchObject({ insert: 'csv("${1:points.csv}")', replaced: 'cs' });
    expect(labels('data moons(u) = |')).not.toContain('csv');
  });

  test('the functions of arrays', () => {
    expect(find('loss f(w[2]) = ha|', 'hadamard')).toMatchObject({
      insert: 'hadamard($1, $2)',
      detail: 'hadamard(a, b)',
    });
    expect(labels('loss f(w[2]) = |')).toEqual(expect.arrayContaining(['w', 'dot', 'norm', 'sum']));
  });

  test('parameters with sizes, and not what their sizes are made of', () => {
    const here = labels('const n = 2\nloss f(w[n, m], b) = |');
    expect(here).toEqual(expect.arrayContaining(['w', 'b', 'n']));
    expect(here).not.toContain('m');
    expect(labels('loss f(w[n, m], b) = w on |')).toEqual(['w', 'b']);
  });

  test('ways to begin behind "from"', () => {
    const ways = ['zeros', 'normal', 'xavier', 'he', 'random'];
    expect(labels('loss f(x, y) = x*y from |')).toEqual(['(…)', ...ways]);
    expect(labels('loss f(x, y) = x*y from he(), |')).toEqual(['(…)', ...ways]);
    expect(find('loss f(x, y) = x*y from |', '(…)').insert).toBe('(${1:0}, ${2:0})');
    expect(find('loss f(x, y) = x*y from no|', 'normal')).toMatchObject({ insert: 'normal(seed=${1:1}, sd=${2:1})' });
    expect(find('loss f(x, y) = x*y from he|(seed=2)', 'he')).toMatchObject({ insert: 'he', isSnippet: false });
    expect(labels('const a = 1\nloss f(x, y) = x*y from (1, |')).toEqual(expect.arrayContaining([...ways, 'a']));
    expect(labels('loss f(x) = x^2 from (1) by |')).toEqual(expect.arrayContaining(['adam', 'gradient-descent']));
    expect(labels('optimizer own(lr = 1) update w = w - lr*g\nloss f(x) = x^2 from (1) by adam, |')[0]).toBe('own');
    expect(labels('loss f(x) = x^2 from (1) by adam(|')).toEqual(expect.arrayContaining(['lr', 'beta1']));
    expect(labels('loss f(x, y) = x*y from he() |')).toEqual(['on', 'from', 'by', 'where']);
  });

  test('options of a way to begin', () => {
    expect(labels('loss f(x) = x from he(|')).toEqual(['seed']);
    expect(labels('loss f(x) = x from (normal(seed=1, |')).toEqual(['sd']);
    expect(labels('loss f(x) = x from (normal(seed=1 |')).toEqual([]);
    expect(labels('const a = 1\nloss f(x) = x from normal(sd=|')).toContain('a');
  });
});

test('nothing in comments, numbers, quoted text, and where a name is being invented', () => {
  for (const marked of [
    'loss f(x) = x # exp|',
    'loss f(x) = 0.5|',
    'loss f(x) = 12|3',
    'data t = csv("mo|ons.csv")',
    'loss |',
    'const |',
    'fn g(|',
    'loss f(x, |',
    'loss f(x) = sum(x for |',
    'loss f(x) = x where |',
  ]) {
    expect(labels(marked), marked).toEqual([]);
  }
});

test('every snippet of an empty file is a file without mistakes when its stops are filled', () => {
  const { model, offset } = cursor('|');
  for (const { insert } of completions(model, offset)) {
    const filled = insert.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d/g, '');
    expect(cursor(`${filled}|`).model.diagnostics, filled).toEqual([]);
  }
});
