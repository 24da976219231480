import { describe, expect, test } from 'vitest';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import { compileFormula, oracleFor } from '../support/losses';
import { randomFormula, seeded } from '../support/random';
import { lowestMet, refute } from '../support/refute';

type Box = [number, number][];
/** Formula, parameters, and what is expected: points, sets, or that it is left open. */
type Case = [formula: string, parameters: string, expected: { points?: number; sets?: number; open?: true }, box?: Box];

const cases: Case[] = [
  ['x^2*y^2', 'xy', { points: 0, sets: 2 }],
  ['sin(1/(x^2 + 0.01))', 'x', { points: 65 }],
  ['log(cosh(50*(x - y))) + (x + y)^4', 'xy', { points: 1 }],
  ['(x - 1e-9)^2*(x + 1e-9)^2 + y^2', 'xy', { points: 3 }],
  ['1e300*x^2 + y^2', 'xy', { points: 1 }],
  ['1e-300*x^2 + y^2', 'xy', { points: 1 }],
  ['(x + 1e8)^2 - 1e16 + y^2', 'xy', { points: 0 }],
  ['x^3 - 3x*y^2 + 1e-7*(x^2 + y^2)', 'xy', { points: 4 }],
  ['x^5 - 10x^3*y^2 + 5x*y^4', 'xy', { points: 1 }],
  ['x^4 - 6x^2*y^2 + y^4', 'xy', { points: 1 }],
  ['(y - x^2)*(y - 2x^2) + z^4', 'xyz', { points: 1 }],
  ['x*y*z', 'xyz', { points: 0, sets: 3 }],
  ['x^2*y + y^2*z + z^2*x', 'xyz', { points: 1 }],
  ['(x^2 + y^2 + z^2 - 1)^2 + 0.1z', 'xyz', { points: 3 }],
  [
    'asin(x*y)',
    'xy',
    { points: 1 },
    [
      [-2, 2],
      [-2, 2],
    ],
  ],
  ['x^x', 'x', { points: 1 }, [[0.01, 3]]],
  ['softplus(50x) - 25x + y^2', 'xy', { points: 1 }],
  ['erf(x)^3 + y^4', 'xy', { points: 1 }],
  ['(x^2 - 2)^2*(y^2 - x)^2 + x^2', 'xy', { points: 5 }],
  ['x^2 - 2x*cos(y) + 1', 'xy', { points: 7 }],
  ['exp(x)*(4x^2 + 2y^2 + 4x*y + 2y + 1)', 'xy', { points: 2 }],
  ['sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1', 'xy', { points: 6 }],
  ['(x^2 - 1)^3 + (y^2 - 1)^3', 'xy', { points: 9 }],
  ['sigmoid(x)*(1 - sigmoid(x)) + y^2', 'xy', { points: 1 }],
  ['(x - y)^4*(1 + x^2)', 'xy', { points: 0, sets: 1 }],
  ['(x - y)^4*(x + y - 1)^2', 'xy', { points: 0, sets: 2 }],
  ['(x - y)^2*(x + y)^2', 'xy', { points: 0, sets: 2 }],
  ['x^2 + y^2 + z^2 + w^2 - x*y*z*w', 'xyzw', { points: 9 }],
  ['exp(-1/x^2) + y^2', 'xy', { open: true }],
  ['x^2/(1 + y^2) + 1e-12*y', 'xy', { open: true }],
  ['(x^2 - y^3)^2', 'xy', { points: 0, sets: 1 }],
  ['(x - sqrt(2))^2*(x - 1.41421356237)^2', 'x', { open: true }],
  ['acos(x) + x^2', 'x', { open: true }, [[-1, 1]]],
  ['max(x^2, y^2)', 'xy', { open: true }],
];

describe('nasty losses', () => {
  test.each(cases)('%s', async (formula, letters, expected, box) => {
    const loss = compileFormula(formula, [...letters], box === undefined ? {} : { box });
    const report = await searchLoss(loss, { budget: expected.open === true ? 800 : 20_000 });
    expect(report.complete).toBe(expected.open !== true);
    expect(report.audit!.status).not.toBe('mismatch');
    if (report.complete) {
      expect(report.points).toHaveLength(expected.points!);
      expect(report.manifolds).toHaveLength(expected.sets ?? 0);
      expect(refute(loss, report, 300, 91)).toEqual([]);
    } else
      expect(
        report.unresolved.length + report.points.filter(({ proof }) => proof === 'numerical').length,
      ).toBeGreaterThan(0);
    const { lowest } = report;
    if (lowest?.value !== undefined && lowest.value !== null)
      expect(lowestMet(loss, 92)).toBeGreaterThanOrEqual(lowest.value - 1e-9 * (1 + Math.abs(lowest.value)));
  });
});

describe('random losses: no claim is refuted', () => {
  const random = seeded(93);
  const formulas = Array.from({ length: 120 }, (_, k) => {
    const part = (depth: number): string => `(${randomFormula(random, ['x', 'y'], depth)})`;
    if (k % 4 === 0) return `${part(2)}^2*${part(2)}^2`;
    if (k % 4 === 1) return `${part(2)}^3 + ${part(2)}^4`;
    if (k % 4 === 2) return `abs${part(2)} + ${part(2)}^2`;
    return part(4);
  });

  test('seed 93', async () => {
    let complete = 0;
    for (const [k, formula] of formulas.entries()) {
      const loss = compileFormula(formula, ['x', 'y']);
      const report = await searchLoss(loss, { budget: 250 });
      const note = `seed 93, number ${k}: ${formula}`;
      expect(report.audit!.status, note).not.toBe('mismatch');
      expect(report.verdict, note).not.toMatch(/does not have the symmetry/);
      if (!report.complete) continue;
      complete++;
      if (report.kinks.length === 0) expect(refute(loss, report, 120, k), note).toEqual([]);
      const oracle = oracleFor(loss);
      for (const { point, kind, proof, value } of report.points) {
        if (proof !== 'proved') continue;
        // Close enough for the kind to show, far enough for rounding not to.
        for (let j = 0; j < 12; j++) {
          const near = point.map((x) => x + (random() * 2 - 1) * 1e-5);
          const change = oracle.value(near) - oracle.value(point);
          const slack = 1e-13 * (1 + Math.abs(value));
          if (kind === 'minimum') expect(change, note).toBeGreaterThan(-slack);
          if (kind === 'maximum') expect(change, note).toBeLessThan(slack);
        }
      }
    }
    expect(complete).toBeGreaterThan(40);
  }, 120_000);
});
