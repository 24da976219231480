import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleCli } from '../support/cli';

const folder = mkdtempSync(join(tmpdir(), 'losscape-cli-'));
const cli = join(folder, 'cli.cjs');
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const call = (args: string[], input?: string): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    input: input ?? '',
  });
  return { code: status, out: stdout, err: stderr };
};

const flat = file(
  'flat.loss',
  'const alpha = 0.5 in [0, 2]\nloss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4\n  on x in [-2, 2], y in [-2, 2]\n  from (1, 0.1)\n',
);
const two = file('two.loss', 'loss a(x) = x^2\nloss b(x) = 1/x\n');
const broken = file('broken.loss', 'loss good(x) = x^2\nloss bad(x) = x +* 2\nconst c = unknown\n');

beforeAll(() => bundleCli(cli));

describe('check', () => {
  test('a sound file is fine', () => {
    expect(call(['check', flat])).toMatchObject({ code: 0, err: '' });
  });

  test('errors go to stderr with place and code, one a mistake; exit code 1', () => {
    const { code, err, out } = call(['check', broken]);
    expect(code).toBe(1);
    expect(out).toBe('');
    const lines = err.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/broken\.loss:2:\d+: error\[syntax\]: \S/);
    expect(lines[1]).toMatch(/broken\.loss:3:11: error\[unknown-name\]: \S/);
  });

  test('--json is one object', () => {
    const { out, code } = call(['check', broken, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      diagnostics: [
        { line: 2, code: 'syntax' },
        { line: 3, column: 11 },
      ],
    });
  });

  test('Markdown fences are checked with the lines of the file', () => {
    const path = file(
      'lesson.md',
      '# Lesson\n\n```loss\nloss f(x) = x^2\n```\n\ntext\n\n```loss\nloss g(x) = y\n```\n',
    );
    expect(call(['check', path]).err).toMatch(/lesson\.md:10:13: error\[unknown-name\]/);
    expect(call(['critical-points', path, '--loss', 'f', '--json']).out).toContain('"kind":"minimum"');
  });
});

describe('derive', () => {
  test('--json: formulas, and values at the points', () => {
    const { code, out } = call(['derive', flat, '--at', 'x=1,y=1', '--at', 'x=0,y=0', '--set', 'alpha=1', '--json']);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as {
      gradient: string[];
      at: { value: number; gradient: number[]; hessian: number[][]; eigenvalues: number[] }[];
    };
    expect(answer).toMatchObject({
      loss: 'flat',
      parameters: ['x', 'y'],
      gradient: ['x + 2*alpha*x*y^2', '2*alpha*x^2*y - 4*y^3'],
    });
    expect(answer.at[0]).toMatchObject({
      value: 0.5,
      gradient: [3, -2],
      hessian: [
        [3, 4],
        [4, -10],
      ],
    });
    expect(answer.at[0]!.eigenvalues[0]).toBeCloseTo((-7 - Math.sqrt(233)) / 2, 12);
  });

  test('text and LaTeX', () => {
    expect(call(['derive', flat]).out).toContain('∂L/∂x = x + 2α·x·y²');
    expect(call(['derive', flat, '--format', 'latex']).out).toContain('x + 2 \\alpha x y^{2}');
  });

  test('undefined values are words in JSON', () => {
    expect(call(['derive', two, '--loss', 'b', '--at', 'x=0', '--json']).out).toContain('"value":"NaN"');
  });
});

describe('bifurcation and path', () => {
  const text =
    'const lambda = 0 in [0, 0.1]\n' +
    'loss swap(w1, w2) = ((w1 + w2 - 3)^2 + (w1*w2 - 2)^2)/4 + lambda*(w1^2 + 2w2^2)\n' +
    '  on w1 in [0, 3], w2 in [0, 3]';

  test('follows critical points along a constant', () => {
    const { code, out } = call(['bifurcation', '-', '--along', 'lambda', '--samples', '5'], text);
    expect(code).toBe(0);
    expect(out).toContain('1 fold along lambda');
    expect(out).toContain('A minimum and a saddle meet, and are gone for lambda > 0.00273955.');
    const json = call(['bifurcation', '-', '--along', 'lambda', '--samples', '5', '--json'], text).out;
    const view = JSON.parse(json) as { points: { kind: string; proof: string }[]; samples: { complete: boolean }[] };
    expect(view.points).toMatchObject([{ kind: 'fold', proof: 'proved' }]);
    expect(view.samples.map(({ complete }) => complete)).toEqual([true, true, true, true, true]);
  });

  test('finds the way between twins', () => {
    const { code, out } = call(['path', '-', '--from', '1,2', '--to', 'twin'], text);
    expect(code).toBe(0);
    for (const words of [
      'twin by w1 ↔ w2',
      'barrier is 0.015625',
      '1. saddle (1.4422496, 1.4422496), loss 0.0049384668, proved',
    ])
      expect(out).toContain(words);
    const json = call(['path', '-', '--from', '1,2', '--to', '2,1', '--json'], text).out;
    expect((JSON.parse(json) as { path: { value: number } }).path.value).toBeCloseTo(0.0049384668, 9);
  });

  test('says what is missing', () => {
    expect(call(['bifurcation', '-'], text)).toMatchObject({ code: 2 });
    expect(call(['path', '-', '--from', '1,2'], text)).toMatchObject({ code: 2 });
    const none = call(['bifurcation', '-', '--along', 'mu'], text);
    expect(none.code).toBe(1);
    expect(none.err).toContain('Constants with a range: lambda.');
  });
});

describe('critical-points', () => {
  test('--json has the shape of the contract', () => {
    const { code, out } = call(['critical-points', '-', '--json', '--budget-ms', '2000'], 'loss f(x, y) = x^2 - y^2');
    expect(code).toBe(0);
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(report).toMatchObject({
      loss: 'f',
      parameters: ['x', 'y'],
      box: [
        [-5, 5],
        [-5, 5],
      ],
      points: [{ point: [0, 0], value: 0, eigenvalues: [-2, 2], morseIndex: 1, kind: 'saddle', proof: 'proved' }],
      manifolds: [],
      plateaus: [],
      kinks: [],
      unresolved: [],
      complete: true,
    });
    expect(report.milliseconds).toBeTypeOf('number');
  });

  test('--on replaces the box', () => {
    const { out } = call(['critical-points', flat, '--on', 'x in [1, 2], y in [-pi, pi]', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      box: [
        [1, 2],
        [-Math.PI, Math.PI],
      ],
      points: [],
      complete: true,
    });
  });

  test('people get the verdict and a table', () => {
    expect(call(['critical-points', two, '--loss', 'a']).out).toMatch(
      /^1 minimum in \[−5, 5\]: proved, none missed\.\n\npoint/,
    );
  });
});

describe('run', () => {
  test('an optimizer of the file runs like any other, and mini-batches of its table', () => {
    const own = file(
      'own.loss',
      'optimizer mine(lr = 0.1 in [0, 1]) update w = w - lr*g\ndata d(x) = (1), (2), (3), (4)\nloss f(a) = mean((a - p.x)^2 for p in d)\n  from (0)\n',
    );
    const steps = (...args: string[]): unknown =>
      (
        JSON.parse(call(['run', own, '--steps', '5', '--json', '--option', 'lr=0.2', ...args]).out) as {
          steps: unknown;
        }
      ).steps;
    expect(steps('--optimizer', 'mine')).toEqual(steps('--optimizer', 'gradient-descent'));
    const batches = ['--option', 'batch=2'];
    expect(steps('--optimizer', 'mine', ...batches)).not.toEqual(steps('--optimizer', 'mine'));
    expect(steps('--optimizer', 'mine', ...batches)).toEqual(steps('--optimizer', 'gradient-descent', ...batches));
    expect(call(['run', own, '--optimizer', 'mine', '--option', 'lr=2']).err).toMatch(/lr lies between 0 and 1/);
    expect(call(['run', own, '--optimizer', 'yours']).err).toMatch(/there are mine, gradient-descent/);
    expect(call(['run', flat, '--optimizer', 'sgd', '--option', 'batch=2', '--json']).out).toMatch(
      /No mini-batch can be drawn/,
    );
  });

  test('--json holds every step from t = 0', () => {
    const { out } = call([
      'run',
      two,
      '--loss',
      'a',
      '--optimizer',
      'gradient-descent',
      '--option',
      'lr=0.25',
      '--from',
      '-1',
      '--steps',
      '3',
      '--seed',
      '1',
      '--json',
    ]);
    expect(JSON.parse(out)).toMatchObject({
      optimizer: 'gradient-descent',
      options: { lr: 0.25 },
      steps: [
        { t: 0, point: [-1], value: 1 },
        { t: 1, point: [-0.5], value: 0.25 },
        { t: 2, point: [-0.25], value: 0.0625 },
        { t: 3, point: [-0.125], value: 0.015625 },
      ],
      stop: 'budget',
    });
  });

  test('the file gives the start', () => {
    expect(JSON.parse(call(['run', flat, '--optimizer', 'adam', '--steps', '1', '--json']).out)).toMatchObject({
      steps: [{ point: [1, 0.1] }, {}],
    });
  });

  test('a choice is given by its name, and shown by it', () => {
    const given = ['run', flat, '--optimizer', 'momentum', '--option', 'schedule=cosine', '--json'];
    expect(JSON.parse(call(given).out)).toMatchObject({ options: { lr: 0.01, momentum: 0.9, schedule: 'cosine' } });
    const { code, err } = call(['run', flat, '--optimizer', 'momentum', '--option', 'schedule=linear']);
    expect(code).toBe(2);
    expect(err).toContain('constant, step, cosine');
  });

  test('the seed reaches a method that draws random numbers, and only such', () => {
    const sgd = (seed: string): unknown =>
      (JSON.parse(call(['run', flat, '--optimizer', 'sgd', '--seed', seed, '--json']).out) as { steps: unknown }).steps;
    expect(sgd('3')).toEqual(sgd('3'));
    expect(sgd('3')).not.toEqual(sgd('4'));
    expect(JSON.parse(call(['run', flat, '--optimizer', 'adam', '--seed', '3', '--json']).out)).toMatchObject({
      options: { lr: 0.001, beta1: 0.9, beta2: 0.999, eps: 1e-8 },
    });
  });
});

test('plot writes a standing SVG with points and paths', () => {
  const out = join(folder, 'out.svg');
  expect(call(['plot', flat, '-o', out, '--width', '500']).code).toBe(0);
  const svg = readFileSync(out, 'utf8');
  expect(svg).toMatch(/^<svg [^>]*width="500"/);
  expect(svg).not.toMatch(/<script|href|url\(http/);
  expect(svg).toContain('Gradient descent');
});

describe('wrong usage: exit code 2 and a sentence', () => {
  test.each<[string, string[], RegExp]>([
    ['no command', [], /Name a command/],
    ['an unknown command', ['draw', flat], /no command "draw"/],
    ['no file', ['check'], /needs a file/],
    ['a missing file', ['check', 'nowhere.loss'], /no such file/],
    ['several losses', ['derive', two], /choose one with --loss \(a, b\)/],
    ['an unknown loss', ['derive', two, '--loss', 'c'], /no loss "c".*a, b/],
    ['an unknown option', ['derive', flat, '--lr', '1'], /lr/],
    ['an option of another command', ['check', flat, '--steps', '3'], /no option --steps/],
    ['an unknown optimizer', ['run', flat, '--optimizer', 'sdg'], /no optimizer "sdg".*gradient-descent/],
    [
      'an unknown optimizer option',
      ['run', flat, '--optimizer', 'adam', '--option', 'rate=1'],
      /no option "rate".*beta1/,
    ],
    ['a point without a coordinate', ['derive', flat, '--at', 'x=1'], /"y" has no value/],
    ['a box of an unknown name', ['critical-points', flat, '--on', 'z in [0, 1]'], /"z" is not a parameter/],
    ['an empty box', ['critical-points', flat, '--on', 'x in [1, 0]'], /--on/],
    ['an unknown constant', ['derive', flat, '--set', 'beta=1'], /no constant "beta".*alpha/],
    ['a start of the wrong length', ['run', flat, '--optimizer', 'adam', '--from', '1'], /2 coordinates \(x, y\)/],
    ['no start', ['run', two, '--loss', 'a', '--optimizer', 'adam'], /--from/],
    ['plot without a file', ['plot', flat], /-o out\.svg/],
  ])('%s', (_, args, message) => {
    const { code, err, out } = call(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });
});
