import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregateNames, arrayFunctions, builtinFunctions } from '../../src/language/builtins';
import { initialisations } from '../../src/language/initialisations';
import { loadGrammar, tokenLines } from './tokens';
import type { IGrammar } from 'vscode-textmate';

const cases = path.join(__dirname, 'cases.txt');
let grammar: IGrammar;

beforeAll(async () => {
  grammar = await loadGrammar('source.loss');
});

/** The cases of `cases.txt`: `### name`, the source, `==>`, and the expected tokens, one a line. UPDATE_GOLDEN=1 writes the tokens. */
const parsed = readFileSync(cases, 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((part) => {
    const [head = '', expected = ''] = part.split('\n==>\n');
    const [name = '', ...source] = head.split('\n');
    return { name, source: source.join('\n').trim(), expected: expected.trim().split('\n') };
  });

afterAll(() => {
  if (process.env['UPDATE_GOLDEN'] !== '1') return;
  const written = parsed.map(({ name, source }) =>
    [`### ${name}`, source, '==>', ...tokenLines(grammar, source)].join('\n'),
  );
  writeFileSync(cases, `${written.join('\n\n')}\n`);
});

describe('the grammar', () => {
  it.each(parsed)('colours $name', ({ source, expected }) => {
    expect(tokenLines(grammar, source)).toEqual(expected);
  });

  it('knows every function of the language', () => {
    for (const name of [...builtinFunctions.keys(), ...arrayFunctions.keys()])
      expect(tokenLines(grammar, `${name}(x)`)[0]).toBe(`${name}  support.function.loss`);
    for (const [name, { options }] of initialisations)
      for (const text of [`${name}()`, ...options.map((option) => `${name}(${option}=1)`)])
        expect(tokenLines(grammar, text)[0]).toBe(`${name}  support.function.initialisation.loss`);
    for (const name of ['sum', 'mean'])
      if (aggregateNames.has(name))
        expect(tokenLines(grammar, `${name}(x)`)[0]).toBe(`${name}  keyword.operator.aggregate.loss`);
  });

  it('leaves nothing of the examples without a scope', () => {
    const folder = path.resolve(__dirname, '../../media/examples');
    const names = readdirSync(folder).filter((name) => name.endsWith('.loss'));
    expect(names.length).toBeGreaterThanOrEqual(8);
    for (const name of names) {
      const lines = tokenLines(grammar, readFileSync(path.join(folder, name), 'utf8'));
      expect(
        lines.filter((line) => line.endsWith('  source.loss')),
        name,
      ).toEqual([]);
    }
  });
});

describe('fences in Markdown', () => {
  const text = [
    '# Notes',
    '```loss',
    'loss f(x) = x^2',
    '```',
    'loss of text',
    '~~~ loss {#id}',
    'const a = 1',
    '~~~',
    '```python',
    'loss = 1',
    '```',
  ];
  const scopesOf = async (line: string): Promise<string[]> =>
    tokenLines(await loadGrammar('text.html.markdown'), text.join('\n')).filter((each) => each.startsWith(line));

  it('hold the language', async () => {
    expect(await scopesOf('f')).toContain('f  entity.name.function.loss');
    expect(await scopesOf('a')).toContain('a  variable.other.constant.loss');
  });

  it('end, and leave text and other languages alone', async () => {
    expect(await scopesOf('loss of text')).toEqual(['loss of text  text.html.markdown']);
    expect(await scopesOf('loss = 1')).toEqual(['loss = 1  text.html.markdown']);
  });

  it.each([
    ['with more backticks', '````loss\nx\n````\ny'],
    ['with a title', '```loss title="a"\nx\n```\ny'],
    ['in capitals', '```LOSS\nx\n```\ny'],
    ['indented', '  ```loss\n  x\n  ```\ny'],
  ])('may be written %s', async (_, fence) => {
    const lines = tokenLines(await loadGrammar('text.html.markdown'), fence);
    expect(lines).toContain('x  variable.other.loss');
    expect(lines).toContain('y  text.html.markdown');
  });

  it('are not those whose language only begins alike', async () => {
    const lines = tokenLines(await loadGrammar('text.html.markdown'), '```lossy\nx\n```');
    expect(lines).toContain('x  text.html.markdown');
  });
});
