import { describe, expect, test } from 'vitest';
import { bifurcationOf } from '../../src/landscape/branches/bifurcation';
import type { BifurcationView } from '../../src/landscape/branches/views';
import { lossSource } from '../../src/landscape/lossSource';
import { seeded } from '../support/random';

function along(
  text: string,
  constant: string,
  samples = 7,
  overrides: Record<string, number> = {},
): Promise<BifurcationView> {
  return bifurcationOf(lossSource({ text, loss: 'f', overrides }), { along: constant, samples }, {});
}

const cusp = 'const a = -1 in [-2, 2]\nconst b = 0 in [-1, 1]\nloss f(x) = x^4/4 + a*x^2/2 + b*x on x in [-2, 2]';
const swallowtail =
  'const a = -1.5 in [-2, 2]\nconst b = 0.2 in [-1, 1]\nconst c = 0.1 in [-1.2, 1.2]\n' +
  'loss f(x) = x^5/5 + a*x^3/3 + b*x^2/2 + c*x on x in [-2, 2]';

/** Every sampled point lies on a curve of its own kind. */
function expectJoined({ samples, branches }: BifurcationView): void {
  for (const { complete, points } of samples) {
    expect(complete).toBe(true);
    for (const { kind, branch } of points) {
      if (kind.startsWith('degenerate')) continue;
      expect(branch).not.toBeNull();
      expect(branches[branch!]!.kind).toBe(kind);
    }
    const used = points.map(({ branch }) => branch).filter((branch) => branch !== null);
    expect(new Set(used).size).toBe(used.length);
  }
}

describe('the cusp', () => {
  const random = seeded(7);

  test.each(Array.from({ length: 6 }, () => [0.1 + 0.9 * random()]))('along a at b = ±%d', async (size) => {
    for (const b of [size, -size]) {
      const view = await along(cusp, 'a', 7, { b });
      expect(view.points).toHaveLength(1);
      const { kind, at, point, proof, enclosure } = view.points[0]!;
      expect([kind, proof]).toEqual(['fold', 'proved']);
      expect(4 * at ** 3 + 27 * b ** 2).toBeCloseTo(0, 10);
      const [x, a] = enclosure as [[number, number], [number, number]];
      // −a·x = x³ + b and 3x² = −a.
      expect(x[0] <= Math.cbrt(b / 2) && Math.cbrt(b / 2) <= x[1]).toBe(true);
      expect(a[0] <= at && at <= a[1]).toBe(true);
      expect(point[0]).toBeCloseTo(Math.cbrt(b / 2), 10);
      expectJoined(view);
    }
  });

  test.each(Array.from({ length: 5 }, () => [-0.1 - 1.3 * random()]))('along b at a = %d', async (a) => {
    const view = await along(cusp, 'b', 8, { a });
    const b = Math.sqrt((-4 * a ** 3) / 27);
    expect(view.points.map(({ kind, proof }) => [kind, proof])).toEqual([
      ['fold', 'proved'],
      ['fold', 'proved'],
    ]);
    expect(view.points[0]!.at).toBeCloseTo(-b, 10);
    expect(view.points[1]!.at).toBeCloseTo(b, 10);
    expect(view.points[0]!.sentence).toContain('A minimum and a maximum meet, and are gone for b < ');
    expect(view.branches).toHaveLength(3);
    expectJoined(view);
  });

  test('at b = 0 has a pitchfork along a, proved by its symmetry', async () => {
    const view = await along(cusp, 'a', 8);
    expect(view.points).toHaveLength(1);
    const [point] = view.points;
    expect(point).toMatchObject({ kind: 'pitchfork', proof: 'proved', at: 0, point: [0] });
    expect(point!.reason).toContain('x → −x');
    expect(point!.sentence).toBe(
      'Supercritical: a minimum for a > 0 is a maximum for a < 0, and two minima leave it there.',
    );
    expect(new Map(point!.coefficients.map(({ name, value }) => [name, value])).get('b')).toBeCloseTo(1, 12);
    expect(new Map(point!.coefficients.map(({ name, value }) => [name, value])).get('c')).toBeCloseTo(6, 12);
    expect(view.branches).toHaveLength(4);
    expectJoined(view);
  });
});

describe('other forms', () => {
  test('a subcritical pitchfork', async () => {
    const view = await along('const a = 1 in [-1, 1]\nloss f(x) = -x^4/4 + a*x^2/2 on x in [-2, 2]', 'a');
    expect(view.points[0]!.sentence).toBe(
      'Subcritical: a minimum for a > 0 draws two maxima onto itself, and is a maximum for a < 0.',
    );
  });

  test('a transcritical point is numerical: nothing shows that the curves really cross', async () => {
    const view = await along(
      'const a = 1 in [-1, 1.5]\nloss f(x, y) = x^3/3 - a*x^2/2 + (y - x)^2 on x in [-2, 2], y in [-2, 2]',
      'a',
    );
    expect(view.points).toHaveLength(1);
    expect(view.points[0]).toMatchObject({ kind: 'transcritical', proof: 'numerical' });
    expect(view.points[0]!.at).toBeCloseTo(0, 10);
    expect(view.branches).toHaveLength(4);
  });

  test('a pitchfork in slanted coordinates, with the swap of units as its symmetry', async () => {
    // With s = x + y and d = x − y: (s² − …) keeps s = 1, and d has the normal form d⁴/4 − m·d²/2.
    const text =
      'const m = 0.5 in [-1, 1]\nloss f(x, y) = (x - y)^4/4 - m*(x - y)^2/2 + (x + y - 1)^2 on x in [-2, 2], y in [-2, 2]';
    const view = await along(text, 'm', 6);
    expect(view.points).toHaveLength(1);
    expect(view.points[0]).toMatchObject({ kind: 'pitchfork', proof: 'proved' });
    expect(view.points[0]!.at).toBeCloseTo(0, 10);
    expect(view.points[0]!.point[0]).toBeCloseTo(0.5, 10);
    expect(view.points[0]!.reason).toContain('x ↔ y');
    expectJoined(view);
  });

  test('a broken pitchfork is a fold and a curve that passes, however small the break', async () => {
    const view = await along(cusp, 'a', 9, { b: 1e-4 });
    expect(view.points.map(({ kind }) => kind)).toEqual(['fold']);
    expect(4 * view.points[0]!.at ** 3 + 27e-8).toBeCloseTo(0, 10);
    expectJoined(view);
  });

  test('the empirical loss splits where the sample is even', async () => {
    const text =
      'const plus = 7 in [0, 20]\nconst minus = 3 in [1, 20]\nconst m = (plus - minus)/(plus + minus)\n' +
      'loss f(w, v) = w^4/4 - m*w^2/2 + v^2/2 on w in [-1.6, 1.6], v in [-1.6, 1.6]';
    const view = await along(text, 'plus', 5);
    expect(view.points).toHaveLength(1);
    expect(view.points[0]).toMatchObject({ kind: 'pitchfork', proof: 'proved' });
    expect(view.points[0]!.at).toBeCloseTo(3, 9);
  });
});

test('folds of the swallowtail lie where its critical curve turns round', async () => {
  const random = seeded(11);
  for (let k = 0; k < 5; k++) {
    const [a, b] = [-1.6 + 0.8 * random(), -0.3 + 0.6 * random()];
    const view = await along(swallowtail, 'c', 7, { a, b });
    const roots = turns(a, b).map((x) => [-(x ** 4 + a * x ** 2 + b * x), x] as const);
    const inside = roots.filter(([c, x]) => Math.abs(c) < 1.2 && Math.abs(x) < 2).sort((p, q) => p[0] - q[0]);
    expect(view.points.map(({ kind, proof }) => `${kind} ${proof}`)).toEqual(inside.map(() => 'fold proved'));
    view.points.forEach(({ at, point }, i) => {
      expect(at).toBeCloseTo(inside[i]![0], 9);
      expect(point[0]).toBeCloseTo(inside[i]![1], 9);
    });
    expectJoined(view);
  }
});

/** The real roots of 4x³ + 2a·x + b, by bisection between changes of sign on a fine grid. */
function turns(a: number, b: number): number[] {
  const g = (x: number): number => 4 * x ** 3 + 2 * a * x + b;
  const roots: number[] = [];
  for (let k = 0; k < 40_000; k++) {
    let [low, high] = [-2 + k / 1e4, -2 + (k + 1) / 1e4];
    if (g(low) * g(high) > 0) continue;
    for (let round = 0; round < 60; round++) {
      const middle = (low + high) / 2;
      if (g(low) * g(middle) <= 0) high = middle;
      else low = middle;
    }
    roots.push((low + high) / 2);
  }
  return roots;
}

describe('what cannot be followed', () => {
  test.each([
    ['const k = 1\nloss f(x) = k*x^2', 'k', /has no range/],
    ['const k = 1\nloss f(x) = k*x^2', 'j', /does not use a constant "j". No constant that it uses has a range/],
  ])('%s', async (text, constant, message) => {
    await expect(along(text, constant)).rejects.toThrow(message);
  });

  test('a search that is stopped tells what it has', async () => {
    const view = await bifurcationOf(
      lossSource({ text: cusp, loss: 'f', overrides: {} }),
      { along: 'a', samples: 9 },
      { signal: { aborted: true } },
    );
    expect(view.isWhole).toBe(false);
    expect(view.samples).toHaveLength(0);
    expect(view.verdict).toContain('stopped early');
  });
});
