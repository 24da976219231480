import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { format } from '../../../src/language/editor/format';
import { checkClaim } from '../../../src/landscape/claims/checkClaim';
import { claimContext } from '../../../src/landscape/claims/context';

const folder = 'media/examples/chapter';
const chapter = readdirSync(folder).filter((name) => name.endsWith('.loss'));
const read = (path: string): string => readFileSync(path, 'utf8');

async function statuses(text: string): Promise<string[]> {
  const model = analyzeText(text);
  const context = claimContext(model, { budget: 20_000 });
  const results = [];
  for (const index of model.claims.keys()) results.push(await checkClaim(context, index));
  return results.map(({ status, message }) => (status === 'holds' ? status : `${status}: ${message}`));
}

describe('the files with claims that ship', () => {
  test.each([...chapter.map((name) => `${folder}/${name}`), 'media/examples/claims.loss'])('%s', async (path) => {
    const text = read(path);
    expect(analyzeText(text).diagnostics).toEqual([]);
    expect(text.startsWith('# '), 'begins with a comment that teaches').toBe(true);
    expect(format(text)).toBe(text);
    const held = await statuses(text);
    expect(held.length).toBeGreaterThan(0);
    expect(new Set(held)).toEqual(new Set(['holds']));
  });

  test.each([...chapter.map((name) => `${folder}/${name}`), 'media/examples/claims.loss'])(
    'what stands behind # in %s fails',
    async (path) => {
      const text = read(path);
      const hidden = [...text.matchAll(/^# (claim .*)$/gm)].map(([, claim]) => claim!);
      const losses = text.replace(/^claim .*$/gm, '');
      const found = await statuses(`${losses}\n${hidden.join('\n')}\n`);
      expect(found).toHaveLength(hidden.length);
      for (const [i, status] of found.entries()) expect(status, hidden[i]).toMatch(/^fails/);
    },
  );

  test('the table of the chapter names every file, and a claim in it', () => {
    const page = read('docs/chapter.md');
    const rows = [...page.matchAll(/^\| [^|]+ \| (\d\d-[\w-]+) \| `(claim .*)` \| [^|]+ \|$/gm)];
    expect(rows.map(([, name]) => `${name!}.loss`)).toEqual(chapter);
    for (const [, name, claim] of rows) {
      const lines = read(`${folder}/${name!}.loss`).split('\n');
      expect(lines, name).toContain(claim!.replaceAll('\\|', '|'));
    }
  });
});
