import { describe, expect, test } from 'vitest';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import { compileFormula } from '../support/losses';
import { seeded } from '../support/random';

const solve = (formula: string, parameters = ['w', 'b'], side = 4): Promise<CriticalReport> =>
  searchLoss(compileFormula(formula, parameters, { box: parameters.map((): [number, number] => [-side, side]) }), {
    budget: 3000,
  });

describe('kinks', () => {
  test.each<[string, string[], number[], string]>([
    ['abs(w) + abs(b - 0.5)', ['w', 'b'], [0, 0.5], 'nonsmooth-minimum'],
    ['max((w - 1)^2 + b^2, (w + 1)^2 + b^2)', ['w', 'b'], [0, 0], 'nonsmooth-minimum'],
    ['-abs(w)', ['w'], [0], 'nonsmooth-maximum'],
    ['abs(w) - b^2', ['w', 'b'], [0, 0], 'nonsmooth-saddle'],
  ])('%s', async (formula, parameters, point, kind) => {
    const report = await solve(formula, parameters);
    expect(report).toMatchObject({ complete: true, points: [], kinks: [{ kind }] });
    report.kinks[0]!.point.forEach((x, i) => expect(x).toBeCloseTo(point[i]!, 9));
  });

  test('pieces are searched one by one: points of one piece count only where it holds', async () => {
    const report = await solve('(abs(w) - 1)^2 + b^2');
    expect(report.points.map(({ point, kind, proof }) => [point, kind, proof])).toEqual([
      [[-1, 0], 'minimum', 'proved'],
      [[1, 0], 'minimum', 'proved'],
    ]);
    expect(report.kinks).toMatchObject([{ point: [0, 0], kind: 'nonsmooth-saddle' }]);
    expect(report.complete).toBe(true);
  });

  test('a relu unit with bias over three rows: the minimum, two lines, the dead region and the stationary kinks', async () => {
    const report = await solve('(relu(w + b) - 1)^2 + (relu(2w + b) - 1.5)^2 + (relu(b - w) - 0.5)^2');
    expect(report.complete).toBe(true);
    expect(report.points).toMatchObject([{ kind: 'minimum', proof: 'proved' }]);
    expect(report.manifolds.map(({ dimension, value }) => [dimension, value]).sort()).toEqual([
      [1, 1.25],
      [1, 3.25],
    ]);
    expect(report.plateaus).toMatchObject([{ value: 3.5 }]);
    for (const [w, b] of report.plateaus[0]!.samples) {
      expect(Math.max(w! + b!, 2 * w! + b!, b! - w!)).toBeLessThanOrEqual(0);
    }
    const places = report.kinks
      .map(({ point }) => point.map((x) => Number(x.toFixed(9))))
      .sort((p, q) => p[0]! - q[0]!);
    expect(places).toEqual([
      [-0.25, 0.25],
      [0.5, 0.5],
      [1.5, -1.5],
    ]);
  });

  test('a leak cures the dead region', async () => {
    expect((await solve('(leaky_relu(w, 0.1) - 1)^2 + b^2')).plateaus).toEqual([]);
  });

  test('a seam at which the slope has no bound is left open', async () => {
    const report = await solve('sqrt(abs(w)) + b^2');
    expect(report.complete || report.kinks.length > 0).toBe(false);
  });

  test('what the pieces do not decide is left open, and said to be at a kink', async () => {
    const report = await solve('100*sqrt(abs(w - 0.01b^2)) + 0.01*abs(b + 10)');
    expect(report.complete).toBe(false);
    expect(report.verdict).toContain('kink');
  });

  test('seams that are stationary all along are told by points of theirs', async () => {
    const report = await solve('(b*relu(w) - 1)^2 + (b*relu(2w) - 1)^2 + (b*relu(-w) - 0.5)^2');
    expect(report).toMatchObject({ complete: true, points: [], unresolved: [] });
    expect(report.manifolds.map(({ value, stability }) => [Number(value!.toFixed(9)), stability])).toEqual([
      [0.45, 'minimum'],
      [2, 'minimum'],
    ]);
    for (const { point } of report.kinks) expect(point[0]).toBe(0);
    expect(report.kinks.some(({ reason }) => reason.includes('a whole set'))).toBe(true);
  });
});

describe('seams that meet, in three parameters and more', () => {
  test.each<[string, string[], number[], string]>([
    ['abs(x) + abs(y) + abs(z)', ['x', 'y', 'z'], [0, 0, 0], 'nonsmooth-minimum'],
    ['abs(x) - abs(y) + z^2', ['x', 'y', 'z'], [0, 0, 0], 'nonsmooth-saddle'],
    // The lasso: the soft threshold of (2, 0.2, -1) by 1/2.
    [
      '(x - 2)^2 + (y - 0.2)^2 + (z + 1)^2 + abs(x) + abs(y) + abs(z)',
      ['x', 'y', 'z'],
      [1.5, 0, -0.5],
      'nonsmooth-minimum',
    ],
    // Total variation.
    ['abs(x - y) + abs(y - z) + x^2 + (z - 1)^2 + y^2', ['x', 'y', 'z'], [0.25, 0.25, 0.5], 'nonsmooth-minimum'],
    ['max(x, y) + abs(z) + x^2 + y^2', ['x', 'y', 'z'], [-0.25, -0.25, 0], 'nonsmooth-minimum'],
    ['abs(x) + abs(y) + abs(z) + abs(w) + x^2', ['x', 'y', 'z', 'w'], [0, 0, 0, 0], 'nonsmooth-minimum'],
  ])('%s', async (formula, parameters, point, kind) => {
    const report = await solve(formula, parameters, 5);
    expect(report).toMatchObject({ complete: true, points: [], unresolved: [], kinks: [{ kind }] });
    report.kinks[0]!.point.forEach((x, i) => expect(x).toBeCloseTo(point[i]!, 9));
  });

  test('no stationary point is missed: against the soft threshold, for random data', async () => {
    const random = seeded(71);
    for (let k = 0; k < 12; k++) {
      const target = Array.from({ length: 3 }, () => Math.round((random() * 4 - 2) * 100) / 100);
      const names = ['x', 'y', 'z'];
      const formula = names.map((name, i) => `(${name} - (${target[i]!}))^2 + abs(${name})`).join(' + ');
      const report = await solve(formula, names, 5);
      const expected = target.map((t) => Math.sign(t) * Math.max(0, Math.abs(t) - 0.5));
      const all = [...report.points, ...report.kinks].map(({ point }) => point);
      expect(report.complete, formula).toBe(true);
      expect(all, formula).toHaveLength(1);
      all[0]!.forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, 9));
    }
  });

  test('kinks that do not only add up are left open', async () => {
    const report = await solve('(relu(x) + relu(y) + z - 1)^2 + z^2', ['x', 'y', 'z'], 5);
    expect(report.complete).toBe(false);
  });
});
