import { expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { type OutlineSymbol, documentSymbols } from '../../../src/language/editor/symbols';
import { arrays, cursor, sample } from './cursor';

const line = ({ kind, name, detail, children }: OutlineSymbol): string =>
  `${kind} ${name} ${detail}`.trim() + (children.length > 0 ? ` { ${children.map(line).join('; ')} }` : '');

test('statements with their parts', () => {
  expect(documentSymbols(analyzeText(sample)).map(line)).toEqual([
    'constant alpha = 0.5 in [0, 2]',
    'function bump (t)',
    'data line 3 rows { column x; column y }',
    'loss flat (x, y) { parameter x in [-2, 2]; parameter y in [-3, 3]; local err = x*y - 1 }',
    'loss net (w1, w2) { parameter w1; parameter w2 }',
  ]);
});

test('the span of a local name holds its value', () => {
  const loss = documentSymbols(analyzeText(sample)).find(({ name }) => name === 'flat')!;
  const { span } = loss.children.find(({ name }) => name === 'err')!;
  expect(sample.slice(span.start, span.end)).toBe('err = x*y - 1');
});

test('a name lies inside its span, and a part inside its statement, broken or not', () => {
  for (const text of [sample, sample.replaceAll(']', ''), sample.replaceAll(',', '')]) {
    const inside = (symbol: OutlineSymbol, start: number, end: number): void => {
      expect(symbol.span.start).toBeGreaterThanOrEqual(start);
      expect(symbol.span.end).toBeLessThanOrEqual(end);
      expect(symbol.selection.start).toBeGreaterThanOrEqual(symbol.span.start);
      expect(symbol.selection.end).toBeLessThanOrEqual(symbol.span.end);
      symbol.children.forEach((child) => inside(child, symbol.span.start, symbol.span.end));
    };
    documentSymbols(analyzeText(text)).forEach((symbol) => inside(symbol, 0, text.length));
  }
});

test('arrays have their shape', () => {
  const loss = documentSymbols(cursor(`${arrays}|`).model).find(({ name }) => name === 'mlp')!;
  expect(loss.children.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
    'W1: matrix 16×2 in [-1, 1]',
    'b1: vector of 16',
    'w2: vector of 16',
    'b2: ',
    'out: = layer(W1, [1, 2]) + b1',
  ]);
});
