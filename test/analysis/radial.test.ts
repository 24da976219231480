import { describe, expect, test } from 'vitest';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import { compileFormula } from '../support/losses';
import { lowestMet, refute } from '../support/refute';

const solve = (formula: string, letters: string, side: number): Promise<CriticalReport> =>
  searchLoss(compileFormula(formula, [...letters], { box: [...letters].map(() => [-side, side]) }), { budget: 5000 });

/** Formula, parameters, half a side of the box; then the point in the middle, and the number of sets. */
type Case = [formula: string, letters: string, side: number, middle: string, sets: number];

describe('losses of the distance from one point', () => {
  test.each<Case>([
    ['-(1 + cos(12*sqrt(x^2 + y^2)))/((x^2 + y^2)/2 + 2)', 'xy', 0.7, 'minimum', 3],
    ['-(1 + cos(6*sqrt(x^2 + y^2 + z^2)))/((x^2 + y^2 + z^2)/2 + 2)', 'xyz', 0.7, 'minimum', 2],
    ['-(1 + cos(5*sqrt((x - 1)^2 + (y + 0.5)^2)))/(((x - 1)^2 + (y + 0.5)^2)/2 + 2)', 'xy', 2, 'minimum', 6],
    ['cos(sqrt(x^2 + y^2))', 'xy', 5, 'maximum', 2],
    ['(x^2 + y^2)^(3/2) - (x^2 + y^2)', 'xy', 2, 'maximum', 1],
    ['(sqrt(x^2 + y^2) - 1)^2', 'xy', 2, 'nonsmooth-maximum', 1],
    ['sqrt(x^2 + y^2)', 'xy', 2, 'nonsmooth-minimum', 0],
    ['3 - sqrt(x^2 + y^2 + z^2 + w^2)', 'xyzw', 2, 'nonsmooth-maximum', 0],
    ['1 - cos(2pi*sqrt(x^2 + y^2)) + 0.1*sqrt(x^2 + y^2)', 'xy', 2, 'nonsmooth-minimum', 5],
  ])('%s', async (formula, letters, side, middle, sets) => {
    const report = await solve(formula, letters, side);
    expect(report).toMatchObject({ complete: true, unresolved: [] });
    expect([...report.points, ...report.kinks].map(({ kind }) => kind)).toEqual([middle]);
    expect(report.manifolds).toHaveLength(sets);
    const loss = compileFormula(formula, [...letters], { box: [...letters].map(() => [-side, side]) });
    expect(refute(loss, report, 150, 21)).toEqual([]);
    if (report.lowest?.value !== undefined && report.lowest.value !== null)
      expect(lowestMet(loss, 22)).toBeGreaterThanOrEqual(report.lowest.value - 1e-9);
  });

  test('a box beside the middle: the arcs in it, and no point', async () => {
    const loss = compileFormula('cos(3*sqrt(x^2 + y^2))', ['x', 'y'], {
      box: [
        [0.5, 1],
        [0.5, 1],
      ],
    });
    const report = await searchLoss(loss, { budget: 5000 });
    // The radii π/3 and 2π/3; distances in the box go from 0.71 to 1.41.
    expect(report).toMatchObject({ complete: true, points: [], kinks: [], manifolds: [{ stability: 'minimum' }] });
    for (const sample of report.manifolds[0]!.samples) expect(Math.hypot(...sample)).toBeCloseTo(Math.PI / 3, 12);
  });

  test.each(['sqrt(x^2 + 2y^2)*x', 'abs(sqrt(x^2 + y^2) - 1)', 'sqrt(x^2 + y^2) + 0.1x'])(
    'others are no losses of a distance: %s',
    async (formula) => {
      expect((await solve(formula, 'xy', 2)).manifolds.some(({ reason }) => reason.includes('distance'))).toBe(false);
    },
  );
});

describe('tips of cones', () => {
  test.each<[string, number, number[][], number]>([
    ['-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2pi*x) + cos(2pi*y))) + e + 20', 2.2, [[0, 0]], 80],
    ['sqrt(x^2 + y^2) + 0.5x', 2, [[0, 0]], 0],
    // Fermat's problem: the point between three places, and the places themselves.
    ['sqrt(x^2 + y^2) + sqrt((x - 1)^2 + y^2) + sqrt(x^2 + (y - 1)^2)', 2, [], 1],
  ])('%s', async (formula, side, tips, points) => {
    const report = await solve(formula, 'xy', side);
    expect(report.points).toHaveLength(points);
    expect(report.kinks.map(({ point }) => point)).toEqual(tips);
    if (tips.length > 0) expect(report).toMatchObject({ complete: true, unresolved: [] });
    const loss = compileFormula(formula, ['x', 'y'], {
      box: [
        [-side, side],
        [-side, side],
      ],
    });
    expect(refute(loss, report, 150, 23)).toEqual([]);
  });

  test('a cone that is tilted too much has no stationary tip', async () => {
    expect((await solve('sqrt(x^2 + y^2) + 2x', 'xy', 2)).kinks).toEqual([]);
  });
});
