import { describe, expect, test } from 'vitest';
import { limitAlong } from '../../src/analysis/infinity/alongCurve';
import { type Range, everything, isFinite } from '../../src/analysis/infinity/ends';
import { wholeRanges } from '../../src/analysis/infinity/wholeRange';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { LowestValueView } from '../../src/landscape/views';
import { Rational } from '../../src/symbolic/rational';
import { compileFormula, oracleFor } from '../support/losses';
import { lowestMet } from '../support/refute';
import { randomFormula, seeded } from '../support/random';
import { truthCases } from '../support/truth';

const names = ['x', 'y', 'z'];
const solve = async (formula: string, parameters = ['x', 'y']): Promise<LowestValueView | null> =>
  (await searchLoss(compileFormula(formula, parameters), { budget: 1500 })).lowest ?? null;

describe('infima at infinity', () => {
  test.each<[string, number]>([
    ['exp(-x) + 0*y', 0],
    ['x^2 + exp(-y)', 0],
    ['(x*y - 1)^2 + x^2', 0],
    ['(x*y - 2)^2/3 + y^2 + 5', 5],
    ['1/(1 + x^2 + y^2)', 0],
    ['(x - y)^2 + exp(-x - y)', 0],
    ['softplus(-x) + softplus(-2x + y^2)', 0],
    ['tanh(x)*tanh(y)', -1],
    ['log(1 + exp(-x)) + relu(-y)', 0],
    ['softplus(-(x + y)) + softplus(-(2x + y)) + softplus(-x + y) + softplus(-2x + y)', 0],
    ['relu(1 - x) + exp(-x) + abs(y)', 0],
  ])('%s', async (formula, value) => {
    expect(await solve(formula)).toMatchObject({ kind: 'infimum-at-infinity', value });
  });

  test('a slope that is never 0', async () => {
    expect(await solve('atan(x)', ['x'])).toMatchObject({ kind: 'no-minimum' });
    expect((await solve('atan(x) + y^2'))!.reason).toMatch(/∂L\/∂x is never 0/);
  });

  test('separable data in a table', async () => {
    const head = 'data clouds(u, v) = (1, 1), (2, 1), (-1, -1), (-2.5, -1)';
    const loss = compileFormula('mean(softplus(-r.v*(w*r.u + b)) for r in clouds)', ['w', 'b'], { head });
    const { lowest } = await searchLoss(loss, { budget: 1500 });
    expect(lowest).toMatchObject({ kind: 'infimum-at-infinity', value: 0 });
  });
});

test('logistic regression: an infimum at infinity where the groups are apart, a minimum where they overlap', async () => {
  const fit = async (labels: string): Promise<LowestValueView | null> => {
    const head = `data exam(x, t) = ${labels}`;
    const formula = 'mean(softplus(w*p.x + b) - p.t*(w*p.x + b) for p in exam)';
    return (await searchLoss(compileFormula(formula, ['w', 'b'], { head }), { budget: 1500 })).lowest ?? null;
  };
  expect(await fit('(-0.7, 0), (-0.3, 0), (0.1, 1), (0.8, 1)')).toMatchObject({
    kind: 'infimum-at-infinity',
    value: 0,
  });
  expect((await fit('(-0.7, 0), (-0.3, 1), (0.1, 0), (0.8, 1)'))?.kind).not.toBe('infimum-at-infinity');
});

describe('unbounded below', () => {
  test.each([
    'x^3 + y^2',
    'x^2/2 + x^2*y^2 - y^4',
    '(y - x^2)*(y - 3x^2)',
    'exp(x) + x + y^2',
    'cos(x)*sin(y) - x/(y^2 + 1)',
    '-cosh(x) + y^4',
    'x^2 + y',
    'x*exp(-x) + y^2',
    'abs(x) - x^2 + y^2',
    'x^4 + y^4 - 3x^3*y',
  ])('%s', async (formula) => {
    expect(await solve(formula)).toMatchObject({ kind: 'unbounded-below' });
  });
});

describe('global minima', () => {
  test.each<[string, number]>([
    ['(x^2 + y - 11)^2 + (x + y^2 - 7)^2', 0],
    ['(x*y - 1)^2', 0],
    ['x^2*exp(-x) + y^2', 0],
    ['(4 - 2.1x^2 + x^4/3)*x^2 + x*y + (-4 + 4y^2)*y^2', -1.0316284534898774],
    ['20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)', 0],
    ['(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2', -78.33233140754282],
    ['(x*y - 1)^2 + 1e-2*(x^2 + y^2)', 0.0199],
  ])('%s', async (formula, value) => {
    const found = await solve(formula);
    expect(found?.kind).toBe('global-minimum');
    expect(found!.value).toBeCloseTo(value, 9);
  });

  test('that one exists can be shown where its place is not', async () => {
    expect(await solve('(x - 100)^2 + (y - x^2)^2')).toMatchObject({ kind: 'minimum-exists' });
  });
});

describe('nothing is said where nothing is shown', () => {
  test.each([
    '(x - y)^2 - 1e-9*sin(x)',
    'sqrt(x^2 + y^2 + 1) - x',
    'log(x) + y^2',
    'exp(x) - exp(2x) + y^2*exp(3x)',
    'x^2 - 2x*y + y^2 + 1/x',
    'x/(1 + x^2) + y/(1 + y^4)',
  ])('%s', async (formula) => {
    const found = await solve(formula);
    expect(found === null || found.kind === 'unbounded-below').toBe(true);
  });
});

describe('a random search never gets below what is stated', () => {
  test.each(truthCases)('$id', async ({ formula, parameters, constants, box }) => {
    const loss = compileFormula(formula, parameters, { constants, box });
    const { lowest } = await searchLoss(loss, { budget: 1000 });
    if (lowest === undefined || lowest === null) return;
    const met = lowestMet(loss, 51);
    if (lowest.value !== null) expect(met).toBeGreaterThanOrEqual(lowest.value - 1e-9 * (1 + Math.abs(lowest.value)));
    if (lowest.kind === 'minimum-exists') expect(met).toBeGreaterThan(-1e6);
  });

  test('random losses', async () => {
    const random = seeded(52);
    const said = new Map<string, number>();
    for (let k = 0; k < 250; k++) {
      const squares = random() < 0.6;
      const part = (): string => randomFormula(random, ['x', 'y'], 2);
      const formula = squares ? `(${part()})^2 + ${random() < 0.5 ? `exp(${part()})` : `(${part()})^2`}` : part();
      const loss = compileFormula(formula, ['x', 'y']);
      const { lowest } = await searchLoss(loss, { budget: 150 });
      if (lowest === undefined || lowest === null) continue;
      said.set(lowest.kind, (said.get(lowest.kind) ?? 0) + 1);
      const met = lowestMet(loss, k);
      const note = `seed 52, number ${k}: ${formula}: ${lowest.reason}`;
      if (lowest.value !== null)
        expect(met, note).toBeGreaterThanOrEqual(lowest.value - 1e-9 * (1 + Math.abs(lowest.value)));
    }
    expect([...said.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(60);
  }, 120_000);
});

describe('ranges and limits hold what is computed', () => {
  const within = (value: number, { low, high }: Range): boolean => {
    const slack = 1e-9 * (1 + Math.abs(value));
    return (
      (low === -1 || (isFinite(low) && value >= low.toNumber() - slack) || (low === 1 && value > 1e6)) &&
      (high === 1 || (isFinite(high) && value <= high.toNumber() + slack) || (high === -1 && value < -1e6))
    );
  };

  test('ranges over the whole space', () => {
    const random = seeded(53);
    for (let k = 0; k < 400; k++) {
      const formula = randomFormula(random, names, 3);
      const loss = compileFormula(formula, names);
      const range = wholeRanges([loss.value], () => everything).get(loss.value)!;
      const oracle = oracleFor(loss);
      for (let j = 0; j < 40; j++) {
        const size = 10 ** (random() * 4 - 1);
        const value = oracle.value(names.map(() => (random() * 2 - 1) * size));
        if (Number.isFinite(value)) expect(within(value, range), `seed 53: ${formula}`).toBe(true);
      }
    }
  });

  test('limits along curves', () => {
    const random = seeded(54);
    let followed = 0;
    for (let k = 0; k < 500; k++) {
      const formula = randomFormula(random, ['x', 'y'], 3);
      const loss = compileFormula(formula, ['x', 'y']);
      const curve = Array.from({ length: 2 }, () => ({
        coefficient: Rational.integer(BigInt(Math.floor(random() * 5) - 2)),
        exponent: Math.floor(random() * 4) - 1,
      }));
      const limit = limitAlong(loss.value, curve, () => everything);
      if (limit === null || (limit.low === -1 && limit.high === 1)) continue;
      const at = (t: number): number =>
        oracleFor(loss).value(curve.map(({ coefficient, exponent }) => coefficient.toNumber() * t ** exponent));
      const [value, farther] = [at(1e5), at(1e7)];
      if (!Number.isFinite(value) || !Number.isFinite(farther)) continue;
      followed++;
      const note = `seed 54, ${k}: ${formula} along ${curve.map(({ coefficient, exponent }) => `${coefficient.key}t^${exponent}`).join(', ')}`;
      if (limit.low === 1) expect(farther, note).toBeGreaterThan(value);
      else if (limit.high === -1) expect(farther, note).toBeLessThan(value);
      else {
        const slack = 1e-4 * (1 + Math.abs(farther));
        if (isFinite(limit.low)) expect(farther, note).toBeGreaterThanOrEqual(limit.low.toNumber() - slack);
        if (isFinite(limit.high)) expect(farther, note).toBeLessThanOrEqual(limit.high.toNumber() + slack);
      }
    }
    expect(followed).toBeGreaterThan(150);
  });
});
