import { describe, expect, test } from 'vitest';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import { compileFormula, evaluateAll } from '../support/losses';
import { truthCases } from '../support/truth';

const solve = (formula: string, parameters: string[], side = 2): Promise<CriticalReport> =>
  searchLoss(compileFormula(formula, parameters, { box: parameters.map((): [number, number] => [-side, side]) }), {
    budget: 3000,
  });

describe('critical sets that are not isolated', () => {
  test('two weights: the origin and the hyperbola, with what the flow keeps', async () => {
    const report = await solve('(w1*w2 - 1)^2/2', ['w1', 'w2'], 3);
    expect(report.complete).toBe(true);
    expect(report.points).toMatchObject([
      { point: [0, 0], value: 0.5, kind: 'saddle', proof: 'proved', eigenvalues: [-1, 1] },
    ]);
    expect(report.manifolds).toMatchObject([{ dimension: 1, value: 0, stability: 'minimum' }]);
    expect(report.manifolds[0]!.reason).toContain('w₁·w₂ − 1 = 0');
    expect(report.manifolds[0]!.reason).toContain('w₁² − w₂²');
    for (const [a, b] of report.manifolds[0]!.samples) expect(a! * b!).toBeCloseTo(1, 9);
  });

  test('three weights: a surface of minima and three axes, no isolated point', async () => {
    const report = await solve('(w1*w2*w3 - 1)^2', ['w1', 'w2', 'w3']);
    expect(report).toMatchObject({ complete: true, points: [] });
    expect(report.manifolds.map(({ dimension, value }) => [dimension, value]).sort()).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [2, 0],
    ]);
    const surface = report.manifolds.find(({ dimension }) => dimension === 2)!;
    expect(surface.stability).toBe('minimum');
    expect(surface.reason).toMatch(/flattest .* near \(−?1(\.0\d)?, −?(1|0\.9\d)/);
  });

  test('a ring of minima around a maximum', async () => {
    const report = await solve('(x^2 + y^2 - 1)^2', ['x', 'y']);
    expect(report).toMatchObject({
      complete: true,
      points: [{ point: [0, 0], kind: 'maximum' }],
      manifolds: [{ dimension: 1, value: 0, stability: 'minimum' }],
    });
  });

  test('a circle on a sphere of critical points is no set of its own', async () => {
    const report = await solve('(x^2 + y^2 + z^2 - 0.25)^2*(1 + x)', ['x', 'y', 'z']);
    expect(report).toMatchObject({ complete: true, manifolds: [{ dimension: 2, stability: 'minimum' }] });
    expect(report.manifolds).toHaveLength(1);
  });

  test('points of a curve on a cone of critical points lie on the cone', async () => {
    const report = await solve('((x - 0.25)^2 + y^2 - (z - 0.5)^2)^2*(0.75 + x)', ['x', 'y', 'z'], 1);
    expect(report).toMatchObject({ complete: true, manifolds: [{ dimension: 2 }] });
    expect(report.points.map(({ kind }) => kind)).toEqual(['saddle']);
    expect(report.manifolds).toHaveLength(1);
  });

  test.each([
    ['a crossing', '(x^2 - y^2)^2', 1, []],
    ['a cusp', '(x^2 - y^3)^2', 1, []],
    ["Descartes' folium, with the maximum in its loop", '(x^3 + y^3 - 3x*y)^2', 1, [[1, 1]]],
    ['the tip of a cone', '(x^2 + y^2 - z^2)^2', 2, []],
  ])('a set that is singular at a point: %s', async (_, formula, dimension, points) => {
    const report = await solve(formula, formula.includes('z') ? ['x', 'y', 'z'] : ['x', 'y']);
    expect(report).toMatchObject({ complete: true, unresolved: [] });
    expect(report.points.map(({ point }) => [...point])).toEqual(points);
    expect(report.manifolds).toMatchObject([{ dimension, value: 0, stability: 'minimum' }]);
    expect(report.manifolds[0]!.reason).toMatch(/Only near \(0, 0(, 0)?\) may it cross itself/);
  });

  test('circles, and a point that their equation holds at', async () => {
    const report = await solve('cos(x^2 + y^2)', ['x', 'y']);
    expect(report.complete).toBe(true);
    expect(report.manifolds.map(({ value, stability }) => [value, stability])).toEqual([
      [-1, 'minimum'],
      [1, 'maximum'],
    ]);
  });

  test('curves of different values are different sets', async () => {
    const { manifolds, complete } = await solve('cos(x + y)', ['x', 'y']);
    expect(complete).toBe(true);
    expect(manifolds.map(({ value, stability }) => [value, stability])).toEqual([
      [-1, 'minimum'],
      [1, 'maximum'],
    ]);
  });

  test('a constant loss is a plateau', async () => {
    expect(await solve('3 + 0*x', ['x'])).toMatchObject({
      complete: true,
      points: [],
      manifolds: [],
      plateaus: [{ value: 3 }],
    });
  });

  test('a set outside the box is not listed', async () => {
    expect(await solve('(x + y - 30)^2', ['x', 'y'])).toMatchObject({ complete: true, points: [], manifolds: [] });
  });

  test('a factor that vanishes at a single point is no curve', async () => {
    const report = await solve('(x^2 + y^2)^2', ['x', 'y']);
    expect(report.manifolds).toEqual([]);
    expect(report.points).toMatchObject([{ point: [0, 0], kind: 'degenerate-minimum', proof: 'proved' }]);
  });

  test('where the loss has a root, its derivative may be undefined at a critical point: nothing is called complete', async () => {
    const report = await solve('cos(sqrt(x^2 + 2y^2))', ['x', 'y']);
    expect(report.complete).toBe(false);
  });
});

describe('reference sets', () => {
  const smooth = truthCases.filter(({ manifolds, formula }) => manifolds.length > 0 && !/relu|sqrt/.test(formula));
  test.each(smooth)('$id', async ({ formula, parameters, constants, box, manifolds, points }) => {
    const loss = compileFormula(formula, parameters, { constants, box });
    const report = await searchLoss(loss, { budget: 3000 });
    expect(report.complete).toBe(true);
    expect(report.points.map(({ kind }) => kind).sort()).toEqual(points.map(({ kind }) => kind).sort());
    expect(report.manifolds.map(({ dimension }) => dimension).sort()).toEqual(
      manifolds.map(({ dimension }) => dimension).sort(),
    );
    for (const { samples, value } of report.manifolds) {
      for (const sample of samples) {
        const found = evaluateAll(loss, sample);
        expect(Math.max(...found.gradient.map(Math.abs))).toBeLessThan(
          1e-8 * (1 + Math.max(...found.hessian.map(Math.abs))),
        );
        if (value !== null) expect(found.value).toBeCloseTo(value, 6);
      }
    }
  });
});
