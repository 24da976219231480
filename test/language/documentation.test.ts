import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aggregateNames, arrayFunctions, builtinFunctions } from '../../src/language/builtins';
import { analyzeText } from '../../src/language/check';
import { initialisations } from '../../src/language/initialisations';
import { fencedRegions } from '../../src/language/editor/markdown';
import { csvFiles } from './csvFiles';

const page = readFileSync('docs/language.md', 'utf8');
const messages = page.indexOf('\n## Messages');
const examples = fencedRegions(page);

const codesOf = (text: string): string[] => analyzeText(text, csvFiles).diagnostics.map(({ code }) => code);

describe('docs/language.md', () => {
  test('its examples of the language have no message', () => {
    const shown = examples.filter(({ start }) => start < messages);
    expect(shown.length).toBeGreaterThan(5);
    for (const { text } of shown) expect(analyzeText(text, csvFiles).diagnostics, text).toEqual([]);
  });

  const sections = [...page.slice(messages).matchAll(/^### `(.+)`$/gm)].map((match) => ({
    code: match[1]!,
    start: messages + match.index,
  }));

  test('has every code, once', () => {
    const source = readFileSync('src/language/diagnostics.ts', 'utf8');
    const union = source.slice(
      source.indexOf('DiagnosticCode ='),
      source.indexOf(';', source.indexOf('DiagnosticCode =')),
    );
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]!);
    expect(codes.length).toBeGreaterThan(20);
    expect(sections.map(({ code }) => code).sort()).toEqual(codes.sort());
  });

  test.each(sections.map(({ code, start }, i) => ({ code, start, end: sections[i + 1]?.start ?? page.length })))(
    'the examples of $code',
    ({ code, start, end }) => {
      const [wrong, right, ...more] = examples.filter((example) => example.start > start && example.end < end);
      expect(more).toEqual([]);
      // The nesting that is refused is too long to be shown.
      if (code === 'too-deep') return;
      expect(codesOf(wrong!.text)).toEqual([code]);
      expect(codesOf(right!.text)).toEqual([]);
    },
  );

  test('has every function', () => {
    for (const names of [builtinFunctions, arrayFunctions, aggregateNames, initialisations]) {
      for (const name of names.keys()) expect(page).toContain(`\`${name}(`);
    }
  });
});
