import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundleCli } from '../support/cli';

const folder = mkdtempSync(join(tmpdir(), 'losscape-spectrum-'));
const cli = join(folder, 'cli.cjs');
const path = join(folder, 'spectra.loss');
writeFileSync(
  path,
  'const b = 3 in [0, 5]\nloss f(x, y) = x^2 - y^2\nspectrum goe(n = 60, spikes = (b, 2), draws = 2)\nspectrum hessian(f)\n',
);
const call = (...args: string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'spectrum', ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
};

beforeAll(() => bundleCli(cli));

test('all spectra of a file, as a table', () => {
  const { code, out, err } = call(path);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('spectrum goe(n = 60, spikes = (b, 2), draws = 2)\n60 × 60 with 2 spikes: outliers at');
  expect(out).toMatch(/spike +eigenvalue +predicted +mean +overlap/);
  expect(out).toMatch(/ 3 +3\.\d+ +3\.3333 /);
  expect(out).toContain('1 of 2 eigenvalues of the Hessian of f are negative');
});

test('one of them as JSON, with another value of a constant', () => {
  const { out } = call(path, '--spectrum', '1', '--set', 'b=4', '--json');
  const found = JSON.parse(out) as { values: number[]; outliers: { beta: number; predicted: number }[] }[];
  expect(found).toHaveLength(1);
  expect(found[0]!.values).toHaveLength(60);
  expect(found[0]!.outliers.map(({ beta, predicted }) => [beta, predicted])).toEqual([
    [4, 4.25],
    [2, 2.5],
  ]);
});

test('wrong calls and files are told', () => {
  expect(call(path, '--spectrum', '3')).toMatchObject({ code: 2 });
  expect(call(path, '--spectrum', '3').err).toContain('from 1 to 2');
  const empty = join(folder, 'none.loss');
  writeFileSync(empty, 'loss f(x) = x^2\n');
  expect(call(empty)).toMatchObject({ code: 2 });
  expect(call(empty).err).toContain('has no spectrum');
  const broken = join(folder, 'broken.loss');
  writeFileSync(broken, 'spectrum goe(n = 4000)\n');
  expect(call(broken)).toMatchObject({ code: 1 });
  expect(call(broken).err).toContain('from 1 to 2000');
  // Checked, so that a whole repository with spectra can be.
  const check = spawnSync(process.execPath, [cli, 'check', broken], { encoding: 'utf8' });
  expect(check.status).toBe(1);
});
