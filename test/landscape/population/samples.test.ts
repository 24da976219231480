import { describe, expect, test } from 'vitest';
import { compileText } from '../../../src/landscape/compileLoss';
import { oracleOf } from '../../../src/landscape/oracle';
import { LandscapeError } from '../../../src/landscape/errors';
import { ClaimChecker } from '../../../src/landscape/claims/claimChecker';
import { findCriticalPoints } from '../../../src/landscape/landscape';

const at = (text: string, point: readonly number[], constants: Record<string, number> = {}, name = 'f'): number =>
  oracleOf(compileText(text, name, { constants })).value(Float64Array.from(point));

const table = 'const a = 1 in [0.1, 9]\nconst n = 7 in [1, 99]\nconst seed = 3 in [0, 99]\n';
const draws = `${table}data t(s, u, v) = sample(choice(-a, a, 5), normal(a, 2), uniform(-a, a), n=n, seed=seed)\n`;
/** The cells of a column, read off sums of powers of one row more each time. */
const column = (name: string, rows: number, constants: Record<string, number> = {}): number[] => {
  const text = `${draws}loss f(x) = x*sum(p.${name} for p in t)`;
  const totals = Array.from({ length: rows }, (_, i) => at(text, [1], { ...constants, n: i + 1 }));
  return totals.map((total, i) => total - (totals[i - 1] ?? 0));
};

describe('samples', () => {
  test('one seed draws the same numbers, on every machine', () => {
    expect(column('s', 7)).toEqual(column('s', 7));
    expect(column('u', 4)).not.toEqual(column('u', 4, { seed: 4 }));
    // Pinned: xoroshiro128+ with only +, −, ×, ÷ and √.
    expect(column('u', 3)).toEqual(pinned.u.map((x) => expect.closeTo(x, 12)));
    expect(column('v', 3)).toEqual(pinned.v.map((x) => expect.closeTo(x, 12)));
    expect(column('s', 7)).toEqual(pinned.s.map((x) => expect.closeTo(x, 12)));
  });

  test('more rows are added to those that were there', () => {
    for (const name of ['s', 'u', 'v']) {
      const few = column(name, 5);
      expect(column(name, 12).slice(0, 5)).toEqual(few.map((x) => expect.closeTo(x, 10)));
    }
  });

  test('what stands in a distribution only places the draw', () => {
    const [one, three] = [column('v', 6), column('v', 6, { a: 3 })];
    expect(three).toEqual(one.map((x) => expect.closeTo(3 * x, 10)));
    const [near, far] = [column('u', 6), column('u', 6, { a: 3 })];
    expect(far).toEqual(near.map((x) => expect.closeTo(x + 2, 10)));
    const [low, high] = [column('s', 6), column('s', 6, { a: 3 })];
    expect(high).toEqual(low.map((x) => expect.closeTo(x === 5 ? 5 : 3 * x, 10)));
  });

  test('further columns leave the others as they are', () => {
    const first = 'data t(s) = sample(normal(0, 1), n=9)\nloss f(x) = x*sum(p.s for p in t)';
    const more = 'data t(s, u) = sample(normal(0, 1), normal(0, 1), n=9)\nloss f(x) = x*sum(p.s for p in t)';
    expect(at(first, [1])).toBe(at(more, [1]));
  });

  test('follow their weights', () => {
    const text = 'data t(s) = sample(choice(0, 1, weights=(3, 1)), n=20000)\nloss f(x) = x*mean(p.s for p in t)';
    // Five standard errors.
    expect(Math.abs(at(text, [1]) - 0.25)).toBeLessThan(5 * Math.sqrt(0.1875 / 20000));
    const never = 'data t(s) = sample(choice(0, 1, weights=(0, 2)), n=50)\nloss f(x) = x*mean(p.s for p in t)';
    expect(at(never, [1])).toBe(1);
  });

  test('have the mean and the variance of their distribution', () => {
    const moments = (distribution: string): number[] => {
      const head = `data t(s) = sample(${distribution}, n=20000, seed=2)\n`;
      return ['p.s', 'p.s^2'].map((term) => at(`${head}loss f(x) = x*mean(${term} for p in t)`, [1]));
    };
    const [m, square] = moments('normal(1, 2)');
    expect(m).toBeCloseTo(1, 1);
    expect(square! / 5).toBeCloseTo(1, 1);
    const [middle, spread] = moments('uniform(-1, 3)');
    expect(middle).toBeCloseTo(1, 1);
    expect(spread! - middle! ** 2).toBeCloseTo(16 / 12, 1);
  });

  test('a sum is the same kind by kind, row by row, and in an array program', () => {
    const few = `${draws}loss f(x) = sum(sin(x*p.s) + p.s^2 for p in t)`;
    // A column that isn't a choice makes the table one that is summed row by row.
    const only = `${table}data t(s) = sample(choice(-a, a, 5), n=n, seed=seed)\nloss f(x) = sum(sin(x*p.s) + p.s^2 for p in t)`;
    const wide = `${table}data t(s) = sample(choice(-a, a, 5), n=n, seed=seed)\nloss f(x[30]) = sum(sin(x[1]*p.s) + p.s^2 for p in t)`;
    for (const constants of [{}, { n: 40, a: 2 }, { seed: 8, n: 1 }]) {
      const value = at(few, [0.7], constants);
      expect(at(only, [0.7], constants)).toBeCloseTo(value, 10);
      expect(at(wide, [0.7, ...Array.from({ length: 29 }, () => 0)], constants)).toBeCloseTo(value, 10);
    }
  });

  test('names the constants that draw another table', () => {
    const compiled = compileText(`${draws}loss f(x) = mean((x - p.s)^2 for p in t)`, 'f', { constants: {} });
    expect([...compiled.structural]).toEqual([
      ['n', 'whole'],
      ['seed', 'whole'],
    ]);
    expect(() => compileText(`${draws}loss f(x) = mean(x*p.s for p in t)`, 'f', { constants: { n: 2.5 } })).toThrow(
      LandscapeError,
    );
  });
});

describe('expectations', () => {
  const head = 'const a = 2 in [1, 3]\nconst p = 0.3 in [0, 1]\n';

  test('over choices are the sums by hand, and exact formulas', () => {
    const text = `${head}loss f(w) = expect((w - s*t)^3 for s ~ choice(-a, a, 1, weights=(p, 1, 2 - p)), t ~ choice(1, 4))`;
    const [w, a, p] = [0.4, 2, 0.3];
    let total = 0;
    for (const [s, share] of [
      [-a, p],
      [a, 1],
      [1, 2 - p],
    ] as const)
      for (const t of [1, 4]) total += ((share / 3) * (w - s * t) ** 3) / 2;
    expect(at(text, [w])).toBeCloseTo(total, 12);
    const even = compileText(`${head}loss f(w) = expect(w^4/4 - s*w^2/2 for s ~ choice(-a, a))`, 'f', {
      constants: {},
    });
    const plain = compileText(`${head}loss f(w) = w^4/4`, 'f', { constants: {} });
    expect(even.form === 'formulas' && plain.form === 'formulas' && even.tapes[0].code).toEqual(
      plain.form === 'formulas' && plain.tapes[0].code,
    );
  });

  test('over normal and uniform are exact for polynomials', () => {
    const normal = `${head}loss f(w, sd) = expect((w + s)^6 for s ~ normal(a, sd))`;
    const [w, sd] = [0.5, 1.5];
    const m = w + 2;
    const moment = m ** 6 + 15 * m ** 4 * sd ** 2 + 45 * m ** 2 * sd ** 4 + 15 * sd ** 6;
    expect(at(normal, [w, sd]) / moment).toBeCloseTo(1, 12);
    const uniform = `${head}loss f(w) = expect(w*s^5 for s ~ uniform(-1, a))`;
    expect(at(uniform, [3])).toBeCloseTo((3 * (2 ** 6 - 1)) / 6 / 3, 12);
    const both = `${head}loss f(w) = expect(w*s^2*t^2 for s ~ normal(0, a), t ~ uniform(0, 3))`;
    expect(at(both, [1])).toBeCloseTo(4 * 3, 11);
  });

  test('follow the parameters in their distributions, with derivatives', () => {
    const loss = compileText('loss f(m, sd) = expect(exp(s) for s ~ normal(m, sd))', 'f', { constants: {} });
    const oracle = oracleOf(loss);
    const point = Float64Array.of(0.3, 0.5);
    const value = Math.exp(0.3 + 0.125);
    const gradient = new Float64Array(2);
    oracle.gradient(point, gradient);
    expect(oracle.value(point)).toBeCloseTo(value, 12);
    expect([...gradient]).toEqual([expect.closeTo(value, 12), expect.closeTo(0.5 * value, 12)]);
    expect(loss.quadratures).toEqual(['normal(m, sd)']);
  });

  test('that are Gauss sums are told in verdicts, notes and claims; exact ones are not', async () => {
    const told = async (distribution: string): Promise<string[]> => {
      const text = `loss f(w) = expect(w^4/4 - s*w^2/2 for s ~ ${distribution}) on w in [-2, 2]\nclaim f(0) = 0`;
      const report = await findCriticalPoints({ text, loss: 'f', overrides: {} }, { budget: 5_000 });
      const claim = await new ClaimChecker({ text }).check(0, { budget: 5_000, search: () => Promise.resolve(report) });
      expect(claim.status).toBe('holds');
      return [report.verdict, report.notes![0]!, claim.message];
    };
    for (const sentence of await told('normal(0.3, 1)')) expect(sentence).toMatch(/Gauss sum/);
    for (const sentence of await told('choice(-1, 1.5)')) expect(sentence).not.toMatch(/Gauss sum/);
  });

  test('are the same in an array program', () => {
    const body = 'expect(tanh(W*s + t) for s ~ normal(0, 1), t ~ choice(-1, 2))';
    const small = at(`loss f(w) = ${body.replace('W', 'w')}`, [0.8]);
    const point = [0.8, ...Array.from({ length: 29 }, () => 0)];
    expect(at(`loss f(w[30]) = ${body.replace('W', 'w[1]')}`, point)).toBeCloseTo(small, 12);
    expect(at('loss f(w[30]) = sum(expect(w*s for s ~ choice(1, 2)))', point)).toBeCloseTo(1.2, 12);
  });
});

const pinned: Readonly<Record<'s' | 'u' | 'v', readonly number[]>> = {
  s: [5, -1, -1, -1, 1, 1, -1],
  u: [-0.37706017312819107, 1.4067621995795585, -1.6611759911366817],
  v: [-0.0722271339726781, 0.48903821634859335, 0.20480639310578397],
};
