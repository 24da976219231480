import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleCli } from '../support/cli';

const folder = mkdtempSync(join(tmpdir(), 'losscape-claims-'));
const cli = join(folder, 'cli.cjs');
const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const call = (args: string[], input = ''): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', input });
  return { code: status, out: stdout, err: stderr };
};

mkdirSync(join(folder, 'class', 'week 1', '.hidden'), { recursive: true });
mkdirSync(join(folder, 'empty'));
const bowl = 'loss bowl(x, y) = x^2 + 2y^2\n';
const good = put('class/good.loss', `${bowl}claim bowl has 1 minimum\nclaim bowl(1, 1) = 3\n`);
const bad = put('class/week 1/bad.loss', `${bowl}\n  claim bowl has 2 minima, no saddle\nclaim bowl(1, 1) = 3\n`);
put('class/week 1/.hidden/other.loss', 'loss broken(x = x\n');
put('class/notes.md', `# Notes\n\n\`\`\`loss\n${bowl}claim bowl has 1 minimum\n\`\`\`\n`);
put('class/readme.md', '# No loss here\n');
const open = put('open.loss', 'loss wide(w[5]) = sum(w^2)\nclaim wide has 1 minimum\n');
const broken = put('broken.loss', `${bowl}claim bowl has 1 minimun\n`);

beforeAll(() => bundleCli(cli));

describe('losscape check', () => {
  test('claims that hold', () => {
    const { code, out, err } = call(['check', good]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `${good}:2:1: claim holds: bowl has 1 minimum: proved, none missed.\n` +
        `${good}:3:1: claim holds: bowl(1, 1) = 3.\n` +
        `${good}: 1 loss, no errors; 2 claims: 2 hold.\n`,
    );
  });

  test('one that fails, and one that is undecided, end with 1', () => {
    const failed = call(['check', bad]);
    expect(failed.code).toBe(1);
    expect(failed.out).toContain(`${bad}:3:3: claim fails: bowl has 1 minimum, no saddles: proved, none missed.`);
    expect(failed.out).toContain('2 claims: 1 holds, 1 fails.');
    const unknown = call(['check', open]);
    expect(unknown.code).toBe(1);
    expect(unknown.out).toMatch(/open\.loss:2:1: claim undecided: \S/);
  });

  test('a mistake in a claim is an error of the file', () => {
    const { code, err } = call(['check', broken]);
    expect(code).toBe(1);
    expect(err).toMatch(/broken\.loss:2:18: error\[claim\]: /);
  });

  test('--json has the claims with what was found', () => {
    const { code, out } = call(['check', bad, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      file: bad,
      ok: false,
      diagnostics: [],
      claims: [
        {
          line: 3,
          column: 3,
          text: 'claim bowl has 2 minima, no saddle',
          loss: 'bowl',
          status: 'fails',
          found: [
            { what: 'minima', claimed: 2, found: 1 },
            { what: 'saddles', claimed: 0, found: 0 },
          ],
        },
        { line: 4, column: 1, status: 'holds', found: [{ what: 'bowl(1, 1)', claimed: 3, found: 3 }] },
      ],
    });
    expect(JSON.parse(call(['check', good, '--json']).out)).toMatchObject({ ok: true });
  });

  test('a folder, and several files: all that have losses, Markdown too, nothing hidden', () => {
    const { code, out } = call(['check', join(folder, 'class'), '--json']);
    expect(code).toBe(1);
    const { ok, files } = JSON.parse(out) as { ok: boolean; files: { file: string; ok: boolean }[] };
    expect(ok).toBe(false);
    expect(files.map((file) => [file.file.slice(folder.length + 1), file.ok])).toEqual([
      ['class/good.loss', true],
      ['class/notes.md', true],
      ['class/week 1/bad.loss', false],
    ]);
    const both = call(['check', good, open]);
    expect(both.code).toBe(1);
    expect(both.out.split('\n').filter((line) => line.includes('no errors'))).toHaveLength(2);
    expect(call(['check', good, good]).code).toBe(0);
  });

  test('the claims of one loss', () => {
    const text = `${bowl}loss other(x) = x^2\nclaim bowl has no minimum\nclaim other has 1 minimum\n`;
    expect(call(['check', '-', '--loss', 'other'], text)).toMatchObject({ code: 0 });
    expect(call(['check', '-'], text)).toMatchObject({ code: 1 });
    expect(call(['check', '-', '--loss', 'nobody'], text)).toMatchObject({ code: 2 });
  });

  test('wrong usage', () => {
    expect(call(['check', join(folder, 'empty')])).toMatchObject({ code: 2 });
    expect(call(['check', good, '--budget-ms', '0'])).toMatchObject({ code: 2 });
    expect(call(['derive', good, open])).toMatchObject({ code: 2 });
  });
});
