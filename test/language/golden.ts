import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface GoldenCase {
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

/** A file of cases: `# name`, the source, `==>`, and what it should give. The source may have comments of its own. */
export function readCases(text: string): GoldenCase[] {
  const cases: { name: string; source: string[]; expected: string[]; answered: boolean }[] = [];
  for (const line of text.split('\n')) {
    const last = cases.at(-1);
    if (line.startsWith('# ') && (last === undefined || last.answered)) {
      cases.push({ name: line.slice(2), source: [], expected: [], answered: false });
    } else if (line === '==>' && last !== undefined && !last.answered) {
      last.answered = true;
    } else if (last !== undefined) {
      (last.answered ? last.expected : last.source).push(line);
    }
  }
  return cases.map(({ name, source, expected }) => ({
    name,
    source: source.join('\n').trimEnd(),
    expected: expected.join('\n').trim(),
  }));
}

/** One test a case of every file in a folder of fixtures; with UPDATE_GOLDEN=1 the files are written anew. */
export function goldenTests(folder: string, answer: (source: string) => readonly string[]): void {
  const directory = join('test/fixtures', folder);
  for (const file of readdirSync(directory)
    .filter((name) => name.endsWith('.txt'))
    .sort()) {
    const path = join(directory, file);
    const cases = readCases(readFileSync(path, 'utf8'));
    if (process.env['UPDATE_GOLDEN'] === '1') {
      const updated = cases.map(({ name, source }) => `# ${name}\n${source}\n==>\n${answer(source).join('\n')}\n`);
      writeFileSync(path, updated.join('\n'));
    }
    test(`${file} has cases, each with a name of its own`, () => {
      expect(cases.length).toBeGreaterThan(0);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });
    for (const { name, source, expected } of readCases(readFileSync(path, 'utf8'))) {
      test(`${file}: ${name}`, () => expect(answer(source).join('\n')).toBe(expected));
    }
  }
}
