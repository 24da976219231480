import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { SamplingView } from '../../src/landscape/population/views';
import { bundleCli } from '../support/cli';

const folder = mkdtempSync(join(tmpdir(), 'losscape-sampling-'));
const cli = join(folder, 'cli.cjs');
const call = (...args: string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
};
const example = 'media/examples/empirical-population.loss';

beforeAll(() => bundleCli(cli));

test('prints means, exact means and the law, as a table and as JSON', () => {
  const asked = ['sampling', example, '--loss', 'empirical', '--sizes', '20,5', '--draws', '8'];
  const { code, out } = call(...asked);
  expect(code).toBe(0);
  expect(out).toContain('barrier: law 0.125·n^−1');
  expect(out.split('\n').filter((line) => /^ *(5|20) /.test(line))).toHaveLength(2);
  const view = JSON.parse(call(...asked, '--json').out) as SamplingView;
  expect(view).toMatchObject({ empirical: 'empirical', population: 'population', isProved: true, isWhole: true });
  expect(view.rows.map(({ n, draws }) => [n, draws])).toEqual([
    [5, 8],
    [20, 8],
  ]);
  expect(view.rows[1]!.exact!.barrier).toBeCloseTo(1 / 160, 9);
  // Seeded: the same call draws the same.
  expect(JSON.parse(call(...asked, '--json').out)).toEqual(view);
}, 60_000);

test('takes constants and a partner', () => {
  const { out } = call('sampling', example, '--loss', 'empirical', '--set', 'a=0.5', '--sizes', '5', '--draws', '1');
  expect(out).toContain('law 0.03125·n^−1');
  const lopsided = call(
    'sampling',
    example,
    '--loss',
    'empirical',
    '--population',
    'lopsided',
    '--sizes',
    '5',
    '--draws',
    '1',
  );
  expect(lopsided.out).toContain('beside lopsided');
}, 60_000);

test('refuses what makes no sense', () => {
  expect(call('sampling', example, '--loss', 'empirical', '--sizes', '0')).toMatchObject({ code: 2 });
  expect(call('sampling', example, '--loss', 'empirical', '--draws', 'many')).toMatchObject({ code: 2 });
  const alone = join(folder, 'alone.loss');
  writeFileSync(alone, 'loss f(x) = x^2\n');
  const { code, err } = call('sampling', alone);
  expect(code).toBe(1);
  expect(err).toContain('is over a sample');
}, 60_000);
