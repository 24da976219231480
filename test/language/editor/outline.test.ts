import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { folds } from '../../../src/language/editor/folding';
import { semanticLegend, semanticTokens } from '../../../src/language/editor/semanticTokens';
import { type OutlineSymbol, documentSymbols } from '../../../src/language/editor/symbols';
import { sample, slice } from './cursor';

describe('document symbols', () => {
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
});

describe('folding', () => {
  const folded = (text: string): string[] => {
    const model = analyzeText(text);
    return folds(model).map(({ kind, ...span }) => `${kind}: ${slice(model, span)}`);
  };

  test('statements and comments of several lines', () => {
    expect(folded('# a\n# b\nloss f(x) = x\n  on x in [0, 1]\n# single\nconst a = 1 # x\n# y\n')).toEqual([
      'comment: # a\n# b',
      'statement: loss f(x) = x\n  on x in [0, 1]',
    ]);
    expect(folded('# a\n\n# b\n')).toEqual([]);
    expect(folded('# a\r\n# b\r\nloss f(x) = (\r\n x)\r\n')).toHaveLength(2);
  });

  test('a statement that is broken folds too', () => {
    expect(folded('loss f(x) = (x +\n  3')).toHaveLength(1);
  });
});

describe('semantic tokens', () => {
  const kinds = (text: string): string[] => {
    const model = analyzeText(text);
    return semanticTokens(model).map(({ span, type, modifiers }) => [slice(model, span), type, ...modifiers].join(' '));
  };

  test('what every name means', () => {
    expect(kinds('const a = pi\nloss f(x) = a*exp(x) + r\n  where r = x')).toEqual([
      'a variable declaration readonly',
      'pi variable readonly defaultLibrary',
      'f function declaration',
      'x parameter declaration',
      'a variable readonly',
      'exp function defaultLibrary',
      'x parameter',
      'r variable',
      'r variable declaration',
      'x parameter',
    ]);
    expect(kinds('data d(e1, y) = (1, 2)\nloss f(w) = sum(w*p.y for p in d)')).toEqual([
      'd struct declaration',
      'e1 property declaration',
      'y property declaration',
      'f function declaration',
      'w parameter declaration',
      'sum function defaultLibrary',
      'w parameter',
      'p variable',
      'y property',
      'p variable declaration',
      'd struct',
    ]);
  });

  test('in order, without overlap, of the legend', () => {
    for (const text of [sample, sample.replaceAll('(', ''), 'fn g(t) = t\nloss f(g) = g(g)']) {
      let end = 0;
      for (const token of semanticTokens(analyzeText(text))) {
        expect(token.span.start).toBeGreaterThanOrEqual(end);
        end = token.span.end;
        expect(semanticLegend.types).toContain(token.type);
        token.modifiers.forEach((modifier) => expect(semanticLegend.modifiers).toContain(modifier));
      }
    }
  });
});
