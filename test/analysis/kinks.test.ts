import { describe, expect, test } from 'vitest';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import type { TapeOracle } from '../../src/compile/oracle';
import { compileFormula, oracleFor } from '../support/losses';
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

  test.each<[string, string[], number[]]>([
    ['sqrt(abs(w)) + b^2', ['w', 'b'], [0, 0]],
    ['100*sqrt(abs(w - 0.01b^2)) + 0.01*abs(b - 2)', ['w', 'b'], [0.04, 2]],
    ['sqrt(abs(w - b)) + abs(w + b)', ['w', 'b'], [0, 0]],
    ['abs(w)^1.5 + b^2', ['w', 'b'], [0, 0]],
    ['abs(w)^3 + b^2', ['w', 'b'], [0, 0]],
    ['abs(w*b) + abs(w) + abs(b)', ['w', 'b'], [0, 0]],
  ])('powers and roots of a kink: %s', async (formula, parameters, point) => {
    const report = await solve(formula, parameters);
    expect(report).toMatchObject({ complete: true, points: [], kinks: [{ kind: 'nonsmooth-minimum' }] });
    report.kinks[0]!.point.forEach((x, i) => expect(x).toBeCloseTo(point[i]!, 9));
  });

  test('along a seam without bounded slopes the loss may fall: no stationary point', async () => {
    expect(await solve('sqrt(abs(w - b^2)) + 0.1b')).toMatchObject({ complete: true, points: [], kinks: [] });
  });

  test('what the pieces do not decide is left open, and said to be at a kink', async () => {
    const report = await solve('log(1 + sqrt(abs(w - 0.01b^2))) + 0.01*abs(b + 10)');
    expect(report.complete).toBe(false);
    expect(report.verdict).toContain('kink');
  });

  test('at the kink of a branch that is not taken the loss is smooth', async () => {
    const report = await solve('max(abs(w) - 0.5, w^2/2) + b^2');
    expect(report).toMatchObject({
      complete: true,
      points: [{ point: [0, 0], kind: 'minimum', proof: 'proved' }],
      kinks: [],
    });
  });

  test('a seam that is stationary all along: no sample of it is taken for a smooth point', async () => {
    const report = await solve('abs(w*b - 1)', ['w', 'b'], 2);
    expect(report).toMatchObject({ complete: true, points: [{ point: [0, 0], kind: 'saddle' }] });
    for (const { point } of report.kinks) expect(point[0]! * point[1]!).toBeCloseTo(1, 9);
  });

  test('constants of the file stand in kinks', async () => {
    const loss = compileFormula('abs(w - c) + (b - c)^2', ['w', 'b'], { constants: { c: 0.7 } });
    const report = await searchLoss(loss, { budget: 3000 });
    expect(report).toMatchObject({ complete: true, points: [], kinks: [{ point: [0.7, 0.7] }] });
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

  test.each<[string, string[], number[]]>([
    ['max(max(x + y, -x + y), -y)', ['x', 'y'], [0, 0]],
    ['max(max(x^2 + y^4, (2 - x)^2 + (2 - y)^2), 2exp(y - x))', ['x', 'y'], [1.1390376519927, 0.8995599383511]],
    ['max(max(x^4 + y^2, (2 - x)^2 + (2 - y)^2), 2exp(y - x))', ['x', 'y'], [1, 1]],
    ['max(max(5x + y, -5x + y), x^2 + y^2 + 4y)', ['x', 'y'], [0, -3]],
    ['max(abs(x), max(abs(y), abs(z)))', ['x', 'y', 'z'], [0, 0, 0]],
    ['max(max(x, y), z) + x^2 + y^2 + z^2', ['x', 'y', 'z'], [-1 / 6, -1 / 6, -1 / 6]],
    ['max(max(x, y), max(z, w)) + x^2 + y^2 + z^2 + w^2', ['x', 'y', 'z', 'w'], [-1 / 8, -1 / 8, -1 / 8, -1 / 8]],
  ])('kinks inside of kinks: %s', async (formula, parameters, point) => {
    const report = await solve(formula, parameters);
    expect(report).toMatchObject({
      complete: true,
      points: [],
      unresolved: [],
      kinks: [{ kind: 'nonsmooth-minimum' }],
    });
    report.kinks[0]!.point.forEach((x, i) => expect(x).toBeCloseTo(point[i]!, 9));
  });

  test('products of kinks: sets, seams and the dead region of two units in three parameters', async () => {
    const report = await solve('(v*relu(w) + relu(u) - 1)^2', ['w', 'u', 'v'], 3);
    expect(report).toMatchObject({ complete: true, points: [], unresolved: [], plateaus: [{ value: 1 }] });
    expect(report.manifolds.every(({ dimension, value }) => dimension === 2 && Math.abs(value!) < 1e-12)).toBe(true);
  });

  test('no lower point, and in the plane no local minimum, is met by descent from random starts', async () => {
    const random = seeded(72);
    const number = (): number => Math.round((random() * 4 - 2) * 4) / 4;
    const form = (names: readonly string[]): string =>
      names.reduce((text, name) => `${text} + (${number()})*${name}`, `(${number()})`);
    let complete = 0;
    for (let k = 0; k < 60; k++) {
      const names = ['x', 'y', 'z'].slice(0, 2 + (k % 2));
      const bowl = names.map((name) => `0.3*(${name} - (${number()}))^2`).join(' + ');
      const [a, b, c] = [form(names), form(names), form(names)];
      const kinks = [
        `max(max(${a}, ${b}), ${c})`,
        `abs(${a}) + relu(${b}) - 0.5*abs(${c})`,
        `min(max(${a}, ${b}), ${c})`,
      ];
      const formula = `${kinks[k % 3]!} + ${bowl}`;
      const loss = compileFormula(formula, names);
      const report = await searchLoss(loss, { budget: 3000 });
      if (!report.complete) continue;
      complete++;
      const listed = [...report.points, ...report.kinks].map(({ point }) => point);
      for (let start = 0; start < 6; start++) {
        const end = descended(
          oracleFor(loss),
          names.map(() => random() * 8 - 4),
          random,
        );
        if (end.some((x) => Math.abs(x) > 4.9)) continue;
        const note = `seed 72, number ${k}: ${formula} at ${end.join(', ')}`;
        const lowest = Math.min(...[...report.points, ...report.kinks].map(({ value }) => value));
        expect(oracleFor(loss).value(end), note).toBeGreaterThan(lowest - 1e-9);
        // In three dimensions a valley between kinks is too narrow for random steps to reach its end.
        if (names.length > 2) continue;
        expect(
          listed.some((point) => point.every((x, i) => Math.abs(x - end[i]!) < 0.1)),
          note,
        ).toBe(true);
      }
    }
    expect(complete).toBeGreaterThan(50);
  }, 60_000);
});

/** Where random steps that only go down end; each that succeeds is repeated along its direction, so that valleys are followed. */
function descended(oracle: TapeOracle, start: number[], random: () => number): number[] {
  let [point, value, step] = [start, oracle.value(start), 1];
  for (let round = 0; round < 40_000 && step > 1e-9; round++) {
    let move = point.map(() => (random() * 2 - 1) * step);
    let next = point.map((x, i) => x + move[i]!);
    let at = oracle.value(next);
    if (at >= value) {
      step *= 0.985;
      continue;
    }
    while (at < value) {
      [point, value] = [next, at];
      move = move.map((x) => 2 * x);
      next = point.map((x, i) => x + move[i]!);
      at = oracle.value(next);
    }
    step *= 1.2;
  }
  return point;
}
