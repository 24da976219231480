import { describe, expect, test } from 'vitest';
import { descend } from '../../src/analysis/numerical/descent';
import {
  type MultiStartReport,
  type MultiStartSettings,
  multiStart,
  standardMultiStart,
} from '../../src/analysis/numerical/multiStart';
import { dampedStep, seekRoot } from '../../src/analysis/numerical/gradientRoot';
import { numericalInertia } from '../../src/analysis/numerical/pointKind';
import { symmetricEigenvalues } from '../../src/linalg/symmetricEigenvalues';
import type { Oracle } from '../../src/optimizers/optimizer';
import { RandomGenerator } from '../../src/random/generator';
import { drive } from '../support/drive';
import { goe, multiply, withSpectrum } from '../support/matrices';
import { oracleFrom, quadratic, separable } from '../support/oracles';

function search(
  oracle: Oracle,
  side: readonly [number, number],
  settings: Partial<MultiStartSettings> = {},
): MultiStartReport {
  const box = Array.from({ length: oracle.dimension }, () => side);
  return drive(multiStart(oracle, { ...standardMultiStart, box, ...settings }));
}

/** Residual, index and kind of every point, by other means; points are apart. */
function expectSound(report: MultiStartReport, oracle: Oracle): void {
  const n = oracle.dimension;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  report.points.forEach(({ point, value, gradientNorm, morseIndex, zero, kind, proof, starts }, i) => {
    oracle.gradient(point, gradient);
    expect(Math.hypot(...gradient)).toBeCloseTo(gradientNorm, 12);
    expect(oracle.value(point)).toBe(value);
    oracle.hessian(point, hessian);
    const values = symmetricEigenvalues(hessian, n);
    if (zero === 0) {
      expect(values.filter((x) => x < 0).length).toBe(morseIndex);
      expect(kind).toBe(morseIndex === 0 ? 'minimum' : morseIndex === n ? 'maximum' : 'saddle');
    }
    expect(proof).toBe('numerical');
    expect(starts).toBeGreaterThan(0);
    report.points.slice(0, i).forEach((other) => {
      expect(Math.hypot(...point.map((x, j) => x - other.point[j]!))).toBeGreaterThan(1e-4);
    });
  });
  expect(report.complete).toBe(false);
}

const rastrigin = (n: number): Oracle =>
  separable(
    n,
    (x) => 10 + x * x - 10 * Math.cos(2 * Math.PI * x),
    (x) => 2 * x + 20 * Math.PI * Math.sin(2 * Math.PI * x),
    (x) => 2 + 40 * Math.PI ** 2 * Math.cos(2 * Math.PI * x),
  );

const styblinskiTang = (n: number): Oracle =>
  separable(
    n,
    (x) => (x ** 4 - 16 * x * x + 5 * x) / 2,
    (x) => 2 * x ** 3 - 16 * x + 2.5,
    (x) => 6 * x * x - 16,
  );

/** ½(w₁·w₂·…·wₙ − 1)²: a deep linear network of width one. */
const deepLinear = (n: number): Oracle => {
  const without = (w: Float64Array, ...skip: number[]): number =>
    w.reduce((product, x, i) => (skip.includes(i) ? product : product * x), 1);
  return oracleFrom(
    n,
    (w) => 0.5 * (without(w) - 1) ** 2,
    (w) => w.map((_, i) => (without(w) - 1) * without(w, i)),
    (w) =>
      Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        const outer = without(w, i) * without(w, j);
        return i === j ? outer : outer + (without(w) - 1) * without(w, i, j);
      }),
  );
};

describe('losses whose critical points are known', () => {
  test.each([5, 6, 7, 8])('Rastrigin, n = %d: only true points, of every kind, and the global minimum', (n) => {
    const oracle = rastrigin(n);
    const report = search(oracle, [-0.8, 0.8], { count: 150 });
    expectSound(report, oracle);
    // In each coordinate 0 is a minimum and ±½ (nearly) are maxima: the index counts the latter.
    for (const { point, morseIndex } of report.points) {
      expect(point.every((x) => Math.abs(x) < 1e-9 || Math.abs(Math.abs(x) - 0.5) < 0.01)).toBe(true);
      expect(point.filter((x) => Math.abs(x) > 0.4).length).toBe(morseIndex);
    }
    const [best] = report.points;
    expect(best).toMatchObject({ kind: 'minimum', morseIndex: 0, value: 0 });
    expect(report.points.some(({ kind }) => kind === 'saddle')).toBe(true);
    if (n === 5) expect(report.points.some(({ kind }) => kind === 'maximum')).toBe(true);
    expect(report.groups).toBeLessThanOrEqual(n + 1);
    expect(report.sentence).toMatch(/found numerically from 150 starts.*It can’t be known whether there are others\.$/);
  });

  test('Rastrigin, n = 5: many starts find most of the 243 points, and the estimate of the rest says so', () => {
    const few = search(rastrigin(5), [-0.8, 0.8], { count: 60 });
    const many = search(rastrigin(5), [-0.8, 0.8], { count: 1500 });
    expect(many.points.length).toBeGreaterThan(200);
    expect(many.points.length).toBeLessThanOrEqual(243);
    expect(many.unseen).toBeLessThan(few.unseen);
  });

  test('Styblinski–Tang, n = 6: 3⁶ points, the lowest at −39.16617·6, copies in groups', () => {
    const oracle = styblinskiTang(6);
    const report = search(oracle, [-5, 5], { count: 400 });
    expectSound(report, oracle);
    expect(report.points[0]!.value).toBeCloseTo(-39.16616570377142 * 6, 8);
    expect(report.points[0]!.point.every((x) => Math.abs(x + 2.903534) < 1e-5)).toBe(true);
    const minima = report.points.filter(({ kind }) => kind === 'minimum');
    expect(minima.length).toBeGreaterThan(32);
    expect(minima.length).toBeLessThanOrEqual(64);
    // Minima are told apart by how many coordinates lie in the upper well, 0 to 6.
    expect(new Set(minima.map(({ group }) => group)).size).toBe(7);
    expect(new Set(report.points.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(2);
    expect(report.sentence).toContain('up to copies of equal value and curvature');
  });

  test('a deep linear network: the valley of minima and the strict saddles are degenerate, as samples of sets', () => {
    const oracle = deepLinear(5);
    const report = search(oracle, [-2, 2], { count: 120 });
    expectSound(report, oracle);
    const bottom = report.points.filter(({ value }) => value < 1e-12);
    expect(bottom.length).toBeGreaterThan(0);
    expect(bottom.length).toBeLessThanOrEqual(12);
    for (const { kind, zero, morseIndex } of bottom) {
      expect([kind, zero, morseIndex]).toEqual(['degenerate', 4, 0]);
    }
    for (const { point, value } of report.points.filter((each) => each.value >= 1e-12)) {
      expect(value).toBeCloseTo(0.5, 8);
      expect(point.filter((x) => Math.abs(x) < 1e-2).length).toBeGreaterThanOrEqual(2);
    }
    expect(new Set(bottom.map(({ group }) => group)).size).toBe(1);
    expect(report.notListed).toBeGreaterThan(0);
    expect(report.sentence).toContain('further samples of degenerate values are not listed');
  });

  test('a valley next to strict saddles: given starts reach them', () => {
    const oracle = deepLinear(5);
    const axis = Float64Array.of(0.01, -0.01, 1, 1, 1);
    const report = search(oracle, [-2, 2], { count: 0, starts: [axis] });
    const saddle = report.points.find(({ value }) => value > 0.4)!;
    expect(saddle).toMatchObject({ kind: 'degenerate-saddle', morseIndex: 1, zero: 3 });
  });
});

describe('one run', () => {
  const limits = { arrival: 1e-9, radius: 10, iterations: 200, inner: 60, near: (): boolean => true };

  test('descends past a saddle it starts beside, and a root search goes to it', () => {
    const oracle = separable(
      8,
      (x) => x ** 4 / 4 - (x * x) / 2,
      (x) => x ** 3 - x,
      (x) => 3 * x * x - 1,
    );
    const start = new RandomGenerator(3).normals(8).map((x) => 0.05 * x);
    const low = drive(descend(oracle, start, limits))!;
    expect(low.every((x) => Math.abs(Math.abs(x) - 1) < 1e-6)).toBe(true);
    const root = drive(seekRoot(oracle, start, limits))!;
    expect(root.every((x) => Math.abs(x) < 1e-6)).toBe(true);
  });

  test('takes damped steps that solve (H² + μI)p = −Hg', () => {
    for (const damping of [0, 0.1, 3]) {
      const n = 20;
      const matrix = goe(n, 6);
      const gradient = new RandomGenerator(2).normals(n);
      const work = dampedStep(quadratic(matrix, n), new Float64Array(n), gradient, damping, 1e-12, 200);
      const { move, left } = drive(work)!;
      const image = multiply(matrix, move);
      const twice = multiply(matrix, image);
      const right = multiply(matrix, gradient);
      for (let i = 0; i < n; i++) expect(Math.abs(twice[i]! + damping * move[i]! + right[i]!)).toBeLessThan(1e-9);
      expect(left).toBeCloseTo(Math.hypot(...image.map((x, i) => x + gradient[i]!)), 9);
    }
  });

  test('walks Rosenbrock’s valley in 12 dimensions', () => {
    const n = 12;
    const oracle = oracleFrom(
      n,
      (x) => x.reduce((sum, a, i) => (i + 1 < n ? sum + 100 * (x[i + 1]! - a * a) ** 2 + (1 - a) ** 2 : sum), 0),
      (x) =>
        x.map(
          (a, i) =>
            (i + 1 < n ? -400 * a * (x[i + 1]! - a * a) - 2 * (1 - a) : 0) + (i > 0 ? 200 * (a - x[i - 1]! ** 2) : 0),
        ),
      (x) => {
        const hessian = new Float64Array(n * n);
        for (let i = 0; i + 1 < n; i++) {
          hessian[i * n + i]! += 1200 * x[i]! ** 2 - 400 * x[i + 1]! + 2;
          hessian[(i + 1) * n + i + 1]! += 200;
          hessian[i * n + i + 1]! = hessian[(i + 1) * n + i] = -400 * x[i]!;
        }
        return hessian;
      },
    );
    const report = search(oracle, [-2, 2], { count: 20 });
    expectSound(report, oracle);
    expect(report.points[0]!.point.every((x) => Math.abs(x - 1) < 1e-9)).toBe(true);
    expect(report.points[0]).toMatchObject({ kind: 'minimum', zero: 0 });
  });

  test('that leaves the loss’s domain or its box is given up', () => {
    const falling = separable(
      5,
      (x) => x,
      () => 1,
      () => 0,
    );
    const none = search(falling, [-1, 1], { count: 5 });
    expect(none).toMatchObject({ points: [], without: 5, unseen: 0 });
    expect(none.sentence).toBe(
      'No critical point was found from 5 starts. It can’t be known whether there are others.',
    );
    const logarithm = separable(
      5,
      (x) => x - Math.log(x),
      (x) => (x > 0 ? 1 - 1 / x : NaN),
      (x) => (x > 0 ? 1 / (x * x) : NaN),
    );
    const report = search(logarithm, [-3, 3], { count: 200 });
    expect(report.points.length).toBe(1);
    expect(report.points[0]!.point.every((x) => Math.abs(x - 1) < 1e-9)).toBe(true);
    expect(report.without).toBeGreaterThan(100);
  });
});

describe('the index', () => {
  const inertia = (values: number[], exactUpTo: number): ReturnType<typeof drive<void, unknown>> => {
    const n = values.length;
    const oracle = quadratic(withSpectrum(values, n), n);
    const settings = { exactUpTo, zero: 1e-6, size: 0, seed: 1 };
    return drive(numericalInertia(oracle, new Float64Array(n), settings));
  };
  const crowd = Array.from({ length: 60 }, (_, i) => 1 + i / 60);

  test('from products agrees with the dense one, or is a lower bound and says so', () => {
    expect(inertia(crowd, 0)).toMatchObject({ kind: 'minimum', morseIndex: 0, zero: null });
    expect(inertia(crowd, 99)).toMatchObject({ kind: 'minimum', morseIndex: 0, zero: 0 });
    const hill = crowd.map((x) => -x);
    expect(inertia(hill, 0)).toMatchObject({ kind: 'maximum', morseIndex: 60 });
    expect(inertia(hill, 99)).toMatchObject({ kind: 'maximum', morseIndex: 60 });
    const saddle = [...crowd, -1, -1, -0.5];
    expect(inertia(saddle, 99)).toMatchObject({ kind: 'saddle', morseIndex: 3, indexCounted: 'exact' });
    const bound = inertia(saddle, 0) as { morseIndex: number };
    expect(bound).toMatchObject({ kind: 'saddle', indexCounted: 'at-least' });
    expect(bound.morseIndex).toBeGreaterThanOrEqual(1);
    expect(bound.morseIndex).toBeLessThanOrEqual(3);
    expect(inertia([...crowd, 0, 0], 99)).toMatchObject({ kind: 'degenerate', morseIndex: 0, zero: 2 });
    expect(inertia([...crowd, 0, 0], 0)).toMatchObject({ kind: 'degenerate', zero: null });
    expect(inertia([0, 0, 0], 99)).toMatchObject({ kind: 'degenerate', zero: 3 });
    expect(inertia([1, 0, -1], 99)).toMatchObject({ kind: 'degenerate-saddle', zero: 1, morseIndex: 1 });
  });

  test('of a loss of 500 parameters, by products alone', () => {
    const oracle = separable(
      500,
      (x) => x ** 4 / 4 - (x * x) / 2,
      (x) => x ** 3 - x,
      (x) => 3 * x * x - 1,
    );
    const report = search(oracle, [-1.5, 1.5], { count: 2 });
    expect(report.points.filter(({ kind }) => kind === 'minimum').length).toBeGreaterThan(0);
    for (const { point, kind } of report.points) {
      expect(point.every((x) => Math.abs(x * x - 1) < 1e-6)).toBe(kind === 'minimum');
    }
  });
});

describe('the search', () => {
  test('gives the same for the same seed, and another for another', () => {
    const of = (seed: number): MultiStartReport => search(styblinskiTang(5), [-5, 5], { count: 20, seed });
    expect(of(4)).toEqual(of(4));
    expect(of(4).points.map(({ point }) => point)).not.toEqual(of(5).points.map(({ point }) => point));
  });

  test('yields a share that grows, and stops when told to with what it has', () => {
    const oracle = styblinskiTang(6);
    const box = Array.from({ length: 6 }, () => [-5, 5] as const);
    const work = multiStart(oracle, { ...standardMultiStart, box, count: 30 });
    const shares: number[] = [];
    let step = work.next(false);
    while (step.done !== true) {
      shares.push(step.value);
      step = work.next(shares.length === 400);
    }
    expect(shares.every((share, i) => share >= 0 && share < 1 && (i === 0 || share >= shares[i - 1]!))).toBe(true);
    expect(step.value).toMatchObject({ end: 'stopped', complete: false, proof: 'numerical' });
    expect(step.value.starts).toBeLessThan(30);
    expect(step.value.points.length).toBeGreaterThan(0);
    expectSound(step.value, oracle);
  });
});
