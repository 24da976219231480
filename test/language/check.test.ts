import { describe, expect, test } from 'vitest';
import { analyzeText, check } from '../../src/language/check';
import { mostMessages, mostStatements, parse } from '../../src/language/parse';
import { applyEdits } from '../../src/language/editor/edits';

const errors = (source: string): string[] =>
  analyzeText(source)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

describe('check', () => {
  test('gives the messages of the parser and its own in the order of the text', () => {
    const source = 'loss f(x) = z\nloss g(x) = x +\nloss h(x) = z';
    const { file, diagnostics } = parse(source);
    const starts = check(file, diagnostics).diagnostics.map(({ span }) => span.start);
    expect(starts).toHaveLength(3);
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
  });

  test('CRLF, CR, tabs and a byte order mark change nothing', () => {
    const source = 'const a = 1\nloss f(x) = a*x\n  on x in [0, 1]\nloss g(x) = zz\n';
    const codes = errors(source);
    expect(codes).toEqual(['unknown-name']);
    for (const other of [
      source.replaceAll('\n', '\r\n'),
      source.replaceAll('\n', '\r'),
      source.replaceAll('  ', '\t'),
      `\uFEFF${source}`,
    ]) {
      expect(errors(other)).toEqual(codes);
      const [first] = analyzeText(other).diagnostics;
      expect(other.slice(first!.span.start, first!.span.end)).toBe('zz');
    }
  });

  test('references are the uses and the definitions of every name', () => {
    const source = 'const a = 1\nloss f(x) = a*x + r on x in [0, a] where r = a';
    const { references } = analyzeText(source);
    expect(references.map(({ span }) => source.slice(span.start, span.end)).join(' ')).toBe('a f x a x r x a r a');
    expect(references.filter(({ symbol }) => symbol.name === 'a').every(({ symbol }) => symbol.span.start === 6)).toBe(
      true,
    );
  });

  test('a loss is unsound where anything it needs has an error, however far', () => {
    const source = 'const a = b\nconst b = zz\nfn g(t) = a*t\nfn h(t) = g(t)\nloss f(x) = h(x)\nloss ok(x) = x';
    expect(analyzeText(source).losses.map(({ name, sound }) => [name, sound])).toEqual([
      ['f', false],
      ['ok', true],
    ]);
  });

  test('a loss over a faulty table is unsound', () => {
    expect(analyzeText('data d(x) = (1), (1, 2)\nloss f(w) = sum(w*p.x for p in d)').losses[0]!.sound).toBe(false);
  });

  test('every repair leads to a text without that message', () => {
    for (const source of [
      'loss f(x) = alhpa*x\nconst alpha = 1',
      'loss f(x) = z*x',
      'loss f(x, y) = xy',
      'loss f(x) = x on x in [2, 1]',
      'loss f(x, y) = x y',
      'loss f(x) = (x',
      'loss f(x) = 1/2x',
      'const n = 3 in [1, 9]\nloss f(x) = sum(x^k for k in 1..n)',
      'loss f(х) = x',
      'loss f(x) = {x}',
      'let a = 2',
      'f(x) = x',
      'loss f(x) = sin x',
    ]) {
      for (const { code, fixes } of analyzeText(source).diagnostics) {
        expect(fixes.length).toBeGreaterThan(0);
        for (const { edits } of fixes) {
          expect(analyzeText(applyEdits(source, edits)).diagnostics.map((left) => left.code)).not.toContain(code);
        }
      }
    }
  });

  test('long lists of messages are cut, and say so', () => {
    const { diagnostics } = analyzeText(Array.from({ length: 3_000 }, (_, i) => `loss f${i}(x) = z`).join('\n'));
    expect(diagnostics).toHaveLength(mostMessages + 1);
    expect(diagnostics.at(-1)!.code).toBe('too-large');
  });

  test('statements over the bound are not read, and one message says so', () => {
    const { file, diagnostics } = parse(
      Array.from({ length: mostStatements + 5 }, (_, i) => `const a${i} = 1`).join('\n'),
    );
    expect(file.statements).toHaveLength(mostStatements);
    expect(diagnostics.map(({ code }) => code)).toEqual(['too-large']);
  });
});
