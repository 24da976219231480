import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aggregateNames, builtinConstants, builtinFunctions } from '../../src/language/builtins';
import { keywords } from '../../src/language/reserved';
import { tokenize, tokenizeAll } from './tokenize';

const definition = 'keyword.control.definition';
const clause = 'keyword.control.clause';

describe('the grammar colours', () => {
  it('a loss with its clauses', async () => {
    const tokens = await tokenize('loss flat(x, y) = x^2/2 + alpha*y # a saddle\n  on x in [-2, 2]\n  from (1, 0.1)');
    expect(tokens.slice(0, 4)).toEqual([
      ['loss', definition],
      ['flat', 'entity.name.function'],
      ['(', 'punctuation.section.parens'],
      ['x', 'variable.other'],
    ]);
    expect(tokens).toContainEqual(['# a saddle', 'comment.line.number-sign']);
    expect(tokens).toContainEqual(['on', clause]);
    expect(tokens).toContainEqual(['in', clause]);
    expect(tokens).toContainEqual(['from', clause]);
    expect(tokens).toContainEqual(['0.1', 'constant.numeric.decimal']);
  });

  it.each([
    ['const α = 0.5 in [0, 2]', 'α', 'variable.other.constant'],
    ['fn bump(t) = exp(-t^2)', 'bump', 'entity.name.function'],
    ['data line(x, y) = (1, 2)', 'line', 'entity.name.type.data'],
    ['data moons = csv("moons.csv")', 'moons', 'entity.name.type.data'],
    ['mean(p.x for p in line)', 'mean', 'keyword.operator.aggregate'],
    ['mean(p.x for p in line)', 'for', clause],
    ['mean(p.x for p in line)', 'x', 'variable.other.property'],
    ['w*bump(x)', 'bump', 'entity.name.function.call'],
    ['2x', '2', 'constant.numeric.decimal'],
    ['2x', 'x', 'variable.other'],
    ['1e-3*e', '1e-3', 'constant.numeric.decimal'],
    ['1e-3*e', 'e', 'constant.language'],
    ['2e', '2', 'constant.numeric.decimal'],
    ['.5 + 5.', '.5', 'constant.numeric.decimal'],
    ['.5 + 5.', '5.', 'constant.numeric.decimal'],
    ['for k in 1..10', '1', 'constant.numeric.decimal'],
    ['for k in 1..10', '..', 'keyword.operator.range'],
    ['for k in 1..10', '10', 'constant.numeric.decimal'],
    ['x² · y', '²', 'keyword.operator.power'],
    ['x² · y', '·', 'keyword.operator.arithmetic'],
    ["W'", "'", 'keyword.operator.transpose'],
    ['x − y', '−', 'keyword.operator.arithmetic'],
    ['max_loss', 'max_loss', 'variable.other'],
    ['online + formula', 'online', 'variable.other'],
    ['θe', 'θe', 'variable.other'],
  ])('%s: %s', async (text, piece, scope) => {
    expect(await tokenize(text)).toContainEqual([piece, scope]);
  });

  it('every function, aggregate, constant and word of the language', async () => {
    for (const name of builtinFunctions.keys())
      expect(await tokenize(`${name}(x)`), name).toContainEqual([name, 'support.function']);
    for (const name of aggregateNames.keys())
      expect(await tokenize(`${name}(x)`), name).toContainEqual([name, 'keyword.operator.aggregate']);
    for (const name of builtinConstants.keys())
      expect(await tokenize(`x*${name}`), name).toContainEqual([name, 'constant.language']);
    for (const word of keywords) expect((await tokenize(word))[0]![1], word).toMatch(/^keyword\.control/);
  });

  it('every example without a character that means nothing', async () => {
    const folder = new URL('../../media/examples/', import.meta.url);
    const names = readdirSync(folder).filter((name) => name.endsWith('.loss'));
    expect(names.length).toBeGreaterThanOrEqual(8);
    for (const name of names) {
      const tokens = await tokenize(readFileSync(new URL(name, folder), 'utf8'));
      expect(
        tokens.filter(([, scope]) => scope === 'source'),
        name,
      ).toEqual([]);
    }
  });
});

describe('in Markdown', () => {
  const inFence = async (text: string): Promise<string[]> =>
    (await tokenizeAll(text, 'text.html.markdown'))
      .filter(({ scopes }) => scopes.includes('meta.embedded.block.loss'))
      .map(({ text: piece }) => piece.trim())
      .filter((piece) => piece !== '');

  it('a fence of the language is coloured as the language', async () => {
    const text = 'before\n```loss\nloss f(x) = x^2\n```\nloss after';
    const tokens = await tokenizeAll(text, 'text.html.markdown');
    const name = tokens.find(({ text: piece }) => piece === 'f');
    expect(name?.scopes).toEqual(expect.arrayContaining(['meta.embedded.block.loss', 'entity.name.function.loss']));
    expect(await inFence(text)).toEqual(['loss', 'f', '(', 'x', ')', '=', 'x', '^', '2']);
  });

  it.each([
    ['with tildes', '~~~loss\nx\n~~~\ny'],
    ['with more backticks', '````loss\nx\n````\ny'],
    ['with a title', '```loss title="a"\nx\n```\ny'],
    ['in capitals', '```LOSS\nx\n```\ny'],
    ['indented', '  ```loss\n  x\n  ```\ny'],
  ])('so is one %s', async (_, text) => {
    expect(await inFence(text)).toEqual(['x']);
  });

  it.each(['```lossy\nx\n```', '```python\nx\n```', 'loss f(x)'])('%j is not', async (text) => {
    expect(await inFence(text)).toEqual([]);
  });
});
