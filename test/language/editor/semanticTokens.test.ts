import { expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { semanticLegend, semanticTokens } from '../../../src/language/editor/semanticTokens';
import { sample } from './cursor';

const tokensOf = (source: string): string[] =>
  semanticTokens(analyzeText(source)).map(({ span, type, modifiers }) =>
    [source.slice(span.start, span.end), type, ...modifiers].join(' '),
  );

test('names have the kind of what they mean', () => {
  expect(tokensOf('const a = pi\nfn g(t) = t\nloss f(x) = g(x)*a + exp(x) + r where r = e')).toEqual([
    'a variable declaration readonly',
    'pi variable readonly defaultLibrary',
    'g function declaration',
    't parameter declaration',
    't parameter',
    'f function declaration',
    'x parameter declaration',
    'g function',
    'x parameter',
    'a variable readonly',
    'exp function defaultLibrary',
    'x parameter',
    'r variable',
    'r variable declaration',
    'e variable readonly defaultLibrary',
  ]);
});

test('tables, rows and columns', () => {
  expect(tokensOf('data d(e1) = (1)\nloss f(x) = sum(x*p.e1 for p in d)')).toEqual([
    'd struct declaration',
    'e1 property declaration',
    'f function declaration',
    'x parameter declaration',
    'sum function defaultLibrary',
    'x parameter',
    'p variable',
    'e1 property',
    'p variable declaration',
    'd struct',
  ]);
});

test('unknown names, words of the language and comments have none', () => {
  expect(tokensOf('# pi\nloss f(x) = zz + x')).toEqual([
    'f function declaration',
    'x parameter declaration',
    'x parameter',
  ]);
  expect(tokensOf('data d(u) = (1)\nloss f(x) = sum(x*p.e for p in d)').join()).not.toContain('e variable readonly');
  expect(tokensOf('exp = pi(')).not.toContain('exp function defaultLibrary');
});

test('they are in order, do not overlap, and are of the legend', () => {
  const tokens = semanticTokens(analyzeText(sample));
  expect(tokens.length).toBeGreaterThan(30);
  for (const [i, { span, type, modifiers }] of tokens.entries()) {
    if (i > 0) expect(span.start).toBeGreaterThanOrEqual(tokens[i - 1]!.span.end);
    expect(semanticLegend.types).toContain(type);
    for (const modifier of modifiers) expect(semanticLegend.modifiers).toContain(modifier);
  }
});

test('words of starts, sizes and indices', () => {
  expect(tokensOf('const n = 2\nloss f(w[n]) = sum(w[n]*k for k in 1..n) from (he(seed=n)), zeros()').slice(1)).toEqual(
    [
      'f function declaration',
      'w parameter declaration',
      'n variable readonly',
      'sum function defaultLibrary',
      'w parameter',
      'n variable readonly',
      'k variable',
      'k variable declaration',
      'n variable readonly',
      'he function defaultLibrary',
      'seed parameter defaultLibrary',
      'n variable readonly',
      'zeros function defaultLibrary',
    ],
  );
});
