import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/language/editor/edits';
import { format, formatEdits } from '../../../src/language/editor/format';

describe('formatting on a line', () => {
  test.each([
    ['loss f( x,y )=x ^ 2+y*-2', 'loss f(x, y) = x^2 + y*-2'],
    ['loss f(x)=-x  -  - 1', 'loss f(x) = -x - -1'],
    ['loss f(x) = 2 * x / 3 ** 2', 'loss f(x) = 2*x/3**2'],
    ['loss f(x) = x^ - 2 + max( x , 1 )', 'loss f(x) = x^-2 + max(x, 1)'],
    ['const  a=1  in[0,2]', 'const a = 1 in [0, 2]'],
    ['data d( u,v )=( 1,-2 ),(3 , 4)', 'data d(u, v) = (1, -2), (3, 4)'],
    ['loss f(x)=sum(x ^k for k in 1 .. 3)', 'loss f(x) = sum(x^k for k in 1..3)'],
    ['loss f(x)=mean(p . u*x for  p  in d)', 'loss f(x) = mean(p.u*x for p in d)'],
    ['loss f(x) = x on x in[0,1] from(1),(2)', 'loss f(x) = x on x in [0, 1] from (1), (2)'],
    ['loss f(x) = 2x + 3 × x − 1', 'loss f(x) = 2x + 3×x − 1'],
    ['loss f(x) = x² ³', 'loss f(x) = x² ³'],
    ['loss f( w[ 4 ],V[2 ,3] )=w[ 1 ]*V[1 ]', 'loss f(w[4], V[2, 3]) = w[1]*V[1]'],
    ["loss f(w[4],V[3,4])=sum(V *w[1 .. 2] )+w '*[ 1,2 ]", "loss f(w[4], V[3, 4]) = sum(V*w[1..2]) + w'*[1, 2]"],
    ['loss f(x[9]) = sum(x[k .. k+2])', 'loss f(x[9]) = sum(x[k..k + 2])'],
    [
      'loss f(x)=x from( he( seed = 3 ),1 ),normal(seed =1,sd= 1/2)',
      'loss f(x) = x from (he(seed=3), 1), normal(seed=1, sd=1/2)',
    ],
    ['loss f(x)=r from he(seed = 1) where r=x,s=r', 'loss f(x) = r from he(seed=1) where r = x, s = r'],
    [
      'loss f(x)=x^2 from(1)by adam( lr = 0.1 ),gradient-descent , own',
      'loss f(x) = x^2 from (1) by adam(lr=0.1), gradient-descent, own',
    ],
    ['loss f(by) = by^2 - by', 'loss f(by) = by^2 - by'],
    ['data d=csv( "a b.csv" )', 'data d = csv("a b.csv")'],
    ['const A=[[1,2],[3 ,4]]', 'const A = [[1, 2], [3, 4]]'],
    ['loss f(x) = sum(x for k in 1. .. 2)', 'loss f(x) = sum(x for k in 1. ..2)'],
  ])('%s', (source, expected) => {
    expect(format(source)).toBe(`${expected}\n`);
    expect(format(`${expected}\n`)).toBe(`${expected}\n`);
  });
});

describe('formatting of a file', () => {
  test('clauses and continued lines are indented, clauses stay where they are broken', () => {
    const source = 'loss f(x) = x +\nx^2\non x in [0, 1]\n      from (1),\n(2)\nwhere r = 1';
    expect(format(source)).toBe('loss f(x) = x +\n  x^2\n  on x in [0, 1]\n  from (1),\n    (2)\n  where r = 1\n');
  });

  test('keeps comments and one blank line, and lines up what stood in line', () => {
    const source = '#  top\n\n\n\nconst a=1      # one\nconst bb = 22  # two\n   # inside\nfn g(t)=t # close\n';
    expect(format(source)).toBe(
      '#  top\n\nconst a = 1    # one\nconst bb = 22  # two\n  # inside\nfn g(t) = t  # close\n',
    );
  });

  test('comments that stood apart keep their own columns', () => {
    const source = 'const a = 1  # one\nconst b = 1      # two\nconst c = 1  # three\n';
    expect(format(source)).toBe(source);
  });

  test('comments under one another stay so when their statements grow', () => {
    expect(format('const a=1  # one\nconst b=22 # two\n')).toBe('const a = 1   # one\nconst b = 22  # two\n');
  });

  test('comments that stood apart stay apart', () => {
    expect(format('const a=1 # one\nconst bbbb=22  # two\n')).toBe('const a = 1  # one\nconst bbbb = 22  # two\n');
  });

  test('leaves statements alone that cannot be read, and formats the others', () => {
    const broken = 'loss f(x)=( x+  1 # why';
    expect(format(`const a=1\n${broken}\nconst b=2`)).toBe(`const a = 1\n${broken}\nconst b = 2\n`);
  });

  test('keeps the line ends of the file and its byte order mark', () => {
    expect(format('\uFEFFconst a=1\r\nconst b=2\r\n')).toBe('\uFEFFconst a = 1\r\nconst b = 2\r\n');
  });

  test('changes white space alone, and nothing where all is well', () => {
    for (const { span } of formatEdits('const a=1 # x\nloss f(x)=a*x\n')) {
      expect('const a=1 # x\nloss f(x)=a*x\n'.slice(span.start, span.end).trim()).toBe('');
    }
    expect(formatEdits('const a = 1\n')).toEqual([]);
    expect(formatEdits('')).toEqual([]);
    expect(formatEdits(' \n ')).toEqual([]);
  });
});

test('edits are applied in the order of their places', () => {
  const edits = [
    { span: { start: 3, end: 4 }, text: 'D' },
    { span: { start: 1, end: 1 }, text: '-' },
    { span: { start: 0, end: 1 }, text: '' },
  ];
  expect(applyEdits('abcd', edits)).toBe('-bcD');
});

test('the line breaks are those of the first line with something in it', () => {
  expect(format('\r\n [ # note\n \u200b')).toBe('[ # note\n \u200b\n');
  expect(format('\r\nconst a = 1')).toBe('const a = 1\r\n');
});
