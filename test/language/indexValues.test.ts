import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { ConstantEvaluator } from '../../src/language/evaluate';
import { type CounterRange, type IndexExtent, indexExtent } from '../../src/language/indexValues';
import type { Expression } from '../../src/language/tree';
import { seeded } from './arbitraries';

const evaluator = new ConstantEvaluator(analyzeText('const n = 5\nconst half = 1/2'));

function parsed(text: string): Expression {
  const [statement] = analyzeText(`fn f(j, k) = ${text}`).file.statements;
  if (statement?.kind !== 'function') throw new Error(text);
  return statement.body;
}

function extent(from: string, to: string | undefined, ...counters: readonly CounterRange[]): IndexExtent {
  const first = parsed(from);
  return indexExtent(first, to === undefined ? first : parsed(to), counters, evaluator);
}

const k = { name: 'k', low: 1, high: 4 };
const j = { name: 'j', low: -2, high: 3 };
const long = { name: 'k', low: 1, high: 1_000_000 };

describe('the values of an index', () => {
  test.each([
    ['3', { kind: 'known', low: 3, high: 3, length: 1 }],
    ['n + 1', { kind: 'known', low: 6, high: 6, length: 1 }],
    ['2*k + j', { kind: 'known', low: 0, high: 11, length: 1 }],
    ['7 - k', { kind: 'known', low: 3, high: 6, length: 1 }],
    ['(k + k)/2 + half + half', { kind: 'known', low: 2, high: 5, length: 1 }],
    ['k/2', { kind: 'not-whole', value: 0.5 }],
    ['half', { kind: 'not-whole', value: 0.5 }],
    ['k^2 - j', { kind: 'known', low: -2, high: 18, length: 1 }],
    ['j*k', { kind: 'known', low: -8, high: 12, length: 1 }],
    ['12/k', { kind: 'known', low: 3, high: 12, length: 1 }],
    ['5/k', { kind: 'not-whole', value: 2.5 }],
    ['unknown', { kind: 'unknown' }],
    ['1/0', { kind: 'not-whole', value: NaN }],
  ])('%s', (text, expected) => expect(extent(text, undefined, j, k)).toEqual(expected));

  test('of a long range are not gone through one by one', () => {
    expect(extent('1000001 - k', undefined, long)).toEqual({ kind: 'known', low: 1, high: 1_000_000, length: 1 });
    expect(extent('k^2', undefined, long)).toEqual({ kind: 'too-many' });
  });

  test('of a slice have one length', () => {
    expect(extent('k', 'k + 2', k)).toEqual({ kind: 'known', low: 1, high: 4, length: 3 });
    expect(extent('k^2', 'k^2 + 2', k)).toEqual({ kind: 'known', low: 1, high: 16, length: 3 });
    expect(extent('1', 'k', k)).toEqual({ kind: 'uneven' });
    expect(extent('2', 'k^2', { name: 'k', low: 2, high: 3 })).toEqual({ kind: 'uneven' });
    expect(extent('3', '2')).toEqual({ kind: 'empty', from: 3, to: 2 });
  });

  test('in a sum over nothing have a length all the same', () => {
    expect(extent('k', 'k + 2', { name: 'k', low: 2, high: 1 })).toMatchObject({ kind: 'known', length: 3 });
  });

  test('are those that the counters really run through', () => {
    const forms = [
      'a*j + b*k + c',
      'a*(j - k) + b',
      'a - j + (b*k + c)/1',
      'a*j^2 + b*k',
      'max(a*j, k) + c',
      '-(a*k)*b',
    ];
    const whole = fc.integer({ min: -5, max: 5 });
    const range = fc.tuple(whole, fc.nat({ max: 4 })).map(([low, more]) => ({ low, high: low + more }));
    fc.assert(
      fc.property(fc.constantFrom(...forms), whole, whole, whole, range, range, (form, a, b, c, overJ, overK) => {
        const source = form.replace(/\b[abc]\b/g, (name) => `(${name === 'a' ? a : name === 'b' ? b : c})`);
        const expression = parsed(source);
        const values: number[] = [];
        for (let at = overJ.low; at <= overJ.high; at++) {
          for (let of = overK.low; of <= overK.high; of++) {
            values.push(
              evaluator.value(
                expression,
                new Map([
                  ['j', at],
                  ['k', of],
                ]),
              )!,
            );
          }
        }
        expect(extent(source, undefined, { name: 'j', ...overJ }, { name: 'k', ...overK })).toEqual({
          kind: 'known',
          low: Math.min(...values) + 0,
          high: Math.max(...values) + 0,
          length: 1,
        });
      }),
      { ...seeded, numRuns: 500 },
    );
  });
});
