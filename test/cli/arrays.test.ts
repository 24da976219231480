import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleCli } from '../support/cli';

const folder = mkdtempSync(join(tmpdir(), 'losscape-cli-'));
const cli = join(folder, 'cli.cjs');
mkdirSync(join(folder, 'work'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const call = (...args: string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
};
const json = (...args: string[]): Record<string, unknown> => {
  const { out, err } = call(...args, '--json');
  expect(err).toBe('');
  return JSON.parse(out) as Record<string, unknown>;
};

const series = file(
  'series.loss',
  'loss series(w[4]) = sum(w[k]^2/k for k in 1..4) + w[1]^3*w[2]\n  from ([1, 2, 3, 4])\n',
);
const net = file(
  'work/net.loss',
  'data d = csv("d.csv")\nloss net(W[12,2], v[12], b) = mean((dot(v, tanh(W*[p.x, 1])) + b - p.y)^2 for p in d)\n  from he(seed=1), zeros()\n',
);
file('work/d.csv', 'x,y\n-1,0.5\n0,-0.25\n1,0.75\n');

beforeAll(() => bundleCli(cli));

describe('losses of arrays on the command line', () => {
  test('derive names the elements, and takes a whole array, single elements, or the start', () => {
    const whole = json(
      'derive',
      series,
      '--at',
      'w=[1,2,3,4]',
      '--at',
      'w[1]=1, w[2]=2, w[3]=3, w[4]=4',
      '--at',
      'start',
    );
    expect(whole['parameters']).toEqual(['w[1]', 'w[2]', 'w[3]', 'w[4]']);
    expect((whole['gradient'] as string[])[0]).toContain('w[1]');
    const at = whole['at'] as { value: number; gradient: number[] }[];
    expect(at.map(({ value }) => value)).toEqual([12, 12, 12]);
    expect(at[0]!.gradient).toEqual([8, 3, 2, 2]);
  });

  test.each([
    ['w=[1,2,3]', /takes 4 numbers/],
    ['w[5]=1', /not a parameter/],
    ['w[1]=1', /"w\[2\]" has no value/],
    ['q=1', /"q" is not a parameter/],
  ])('--at %s is refused', (point, message) => {
    const { code, err } = call('derive', series, '--at', point);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('few array parameters are searched with proofs', () => {
    const report = json('critical-points', series);
    expect(report['complete']).toBe(true);
    expect(report['points']).toHaveLength(3);
  });

  test('a network reads its data, has no formulas, and its derivatives agree with its values', () => {
    const answer = json('derive', net, '--at', 'start');
    expect(answer['gradient']).toBeNull();
    const [at] = answer['at'] as { point: number[]; value: number; gradient: number[]; eigenvalues: number[] }[];
    expect(at!.point).toHaveLength(37);
    expect(at!.eigenvalues).toHaveLength(37);
    const h = 1e-6;
    const moved = at!.point.map((x, i) => (i === 36 ? x + h : x));
    const shifted = json(
      'derive',
      net,
      '--at',
      `W=[${rowsOf(moved.slice(0, 24), 2)}], v=[${moved.slice(24, 36).join(',')}], b=${moved[36]!}`,
    );
    const [other] = shifted['at'] as { value: number }[];
    expect((other!.value - at!.value) / h).toBeCloseTo(at!.gradient[36]!, 4);
  });

  test('run starts from an initialisation, a list of all coordinates, or the items of a start', () => {
    const first = json('run', net, '--optimizer', 'adam', '--option', 'lr=0.05', '--steps', '40');
    const again = json(
      'run',
      net,
      '--optimizer',
      'adam',
      '--option',
      'lr=0.05',
      '--steps',
      '40',
      '--from',
      'he(seed=1)',
    );
    expect(again['steps']).toEqual(first['steps']);
    const steps = first['steps'] as { value: number }[];
    expect(steps.at(-1)!.value).toBeLessThan(0.2 * steps[0]!.value);
    const flat = json('run', series, '--optimizer', 'gradient-descent', '--steps', '1', '--from', '1,2,3,4');
    const items = json('run', series, '--optimizer', 'gradient-descent', '--steps', '1', '--from', '([1,2,3,4])');
    expect(items['steps']).toEqual(flat['steps']);
  });

  test('critical points of many parameters are numerical and never complete', () => {
    const report = json('critical-points', net, '--budget-ms', '1500');
    expect(report['complete']).toBe(false);
    for (const { proof } of report['points'] as { proof: string }[]) expect(proof).toBe('numerical');
  });

  test('plot draws a slice with what it hides', () => {
    const out = join(folder, 'net.svg');
    const summary = json('plot', net, '-o', out, '--optimizer', 'adam', '--option', 'lr=0.05');
    expect(String(summary['verdict'])).toMatch(/plane/);
  });

  test.each([
    ['missing.csv', /there is no such file/],
    ['../secret.csv', /outside the folder/],
    ['/etc/hosts', /is not relative/],
  ])('csv("%s") is refused where it is named', (path, message) => {
    file('secret.csv', 'x,y\n1,2\n');
    const bad = file('work/bad.loss', `data d = csv("${path}")\nloss f(a) = mean((a - p.x)^2 for p in d)\n`);
    const { code, err } = call('check', bad);
    expect(code).toBe(1);
    expect(err).toMatch(/bad\.loss:1:14: error\[csv\]/);
    expect(err).toMatch(message);
  });
});

function rowsOf(numbers: readonly number[], columns: number): string {
  const rows: string[] = [];
  for (let i = 0; i < numbers.length; i += columns) rows.push(`[${numbers.slice(i, i + columns).join(',')}]`);
  return rows.join(',');
}
