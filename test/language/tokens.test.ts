import { describe, expect, test } from 'vitest';
import { splitStatements } from '../../src/language/splitStatements';
import { tokenize } from '../../src/language/tokens';

const texts = (source: string): string[] => tokenize(source).tokens.map(({ kind, text }) => `${kind} ${text}`.trim());

describe('tokens', () => {
  test.each([
    ['2..3', ['number 2', 'symbol ..', 'number 3', 'end']],
    ['2...3', ['number 2', 'symbol ..', 'number .3', 'end']],
    ['1e3 1e 1e-', ['number 1e3', 'number 1', 'name e', 'number 1', 'name e', 'symbol -', 'end']],
    ['x**2', ['name x', 'symbol ^', 'number 2', 'end']],
    ['x⁻¹²', ['name x', 'power -12', 'end']],
    [
      'a×b·c−d÷e',
      ['name a', 'symbol *', 'name b', 'symbol *', 'name c', 'symbol -', 'name d', 'symbol /', 'name e', 'end'],
    ],
    ['W′', ['name W', "symbol '", 'end']],
    ['"a b"', ['string a b', 'end']],
    ['', ['end']],
  ])('%s', (source, expected) => expect(texts(source)).toEqual(expected));

  test('two spellings of a letter are one name', () => {
    const [one, other] = tokenize('\u00e9 e\u0301').tokens;
    expect(one!.text).toBe(other!.text);
    expect(other!.span).toEqual({ start: 2, end: 4 });
  });

  test('a byte order mark is skipped where a file begins, and told elsewhere', () => {
    expect(texts('\uFEFFx')).toEqual(['name x', 'end']);
    expect(tokenize('x\uFEFF').diagnostics[0]!.message).toContain('U+FEFF');
  });

  test('every kind of line break begins a line', () => {
    const { tokens } = tokenize('a\nb\r\nc\rd\u2028e f');
    expect(tokens.map(({ startsLine }) => startsLine)).toEqual([true, true, true, true, true, false, true]);
  });

  test('comments are kept apart', () => {
    const { tokens, comments } = tokenize('x # note\r\n# more');
    expect(tokens).toHaveLength(2);
    expect(comments.map(({ span }) => span)).toEqual([
      { start: 2, end: 8 },
      { start: 10, end: 16 },
    ]);
  });

  test('an emoji of several parts is one message', () => {
    expect(tokenize('👩‍🔬 👍🏽').diagnostics.map(({ span }) => span.end - span.start)).toEqual([5, 4]);
  });
});

describe('statements', () => {
  const groups = (source: string): string[] =>
    splitStatements(tokenize(source).tokens).map((group) => group.map(({ text }) => text).join(' '));

  test.each([
    ['a line each', 'const a = 1\nconst b = 2', ['const a = 1', 'const b = 2']],
    ['an operator waits', 'loss f(x) = x +\n\nx', ['loss f ( x ) = x + x']],
    ['a bracket is open', 'loss f(x) = (x\n)\nx', ['loss f ( x ) = ( x )', 'x']],
    ['a clause goes on', 'loss f(x) = x\non x in [0, 1]', ['loss f ( x ) = x on x in [ 0 , 1 ]']],
    ['a definition ends an open bracket', 'loss f(x) = (x\nloss g(x) = x', ['loss f ( x ) = ( x', 'loss g ( x ) = x']],
    ['an equals sign ends an open bracket', 'const a = (1\nb = 2', ['const a = ( 1', 'b = 2']],
    ['names of a where clause', 'loss f(x) = a where a = b,\nb = x', ['loss f ( x ) = a where a = b , b = x']],
    ['a closing bracket too many', 'const a = 1)\n1', ['const a = 1 )', '1']],
    ['nothing', '# only a comment\n', []],
  ])('%s', (_, source, expected) => expect(groups(source)).toEqual(expected));
});
