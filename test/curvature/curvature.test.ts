import { describe, expect, test } from 'vitest';
import { type Curvature, curvatureAt, standardCurvature } from '../../src/curvature/curvature';
import { broaden, exactSample, probeSpectrum, shareBelow, traceOf } from '../../src/curvature/quadrature';
import { symmetricEigenvalues } from '../../src/linalg/symmetricEigenvalues';
import type { Oracle } from '../../src/optimizers/optimizer';
import { RandomGenerator } from '../../src/random/generator';
import { drive } from '../support/drive';
import { diagonalMatrix, goe, multiply, semicircle } from '../support/matrices';
import { quadratic, separable } from '../support/oracles';

function curvature(oracle: Oracle, settings: Partial<typeof standardCurvature> = {}): Curvature {
  const origin = new Float64Array(oracle.dimension);
  return drive(curvatureAt(oracle, origin, { ...standardCurvature, ...settings }));
}

function integral({ grid, values }: { grid: Float64Array; values: Float64Array }): number {
  const step = grid[1]! - grid[0]!;
  return values.reduce((sum, value) => sum + value * step, 0);
}

describe('up to the stated size everything is exact', () => {
  test('diag(2, 0, −1, −1): counts, trace, pairs, and a density of integral 1', () => {
    const found = curvature(quadratic(diagonalMatrix([2, 0, -1, -1]), 4), { lowest: 3, highest: 2 });
    expect(found).toMatchObject({
      method: 'exact',
      end: 'complete',
      zero: 1,
      negativeAtLeast: 2,
      products: 0,
      size: 2,
    });
    expect(found.negative).toEqual({ count: 2, standardError: 0, quadratureError: 0 });
    expect(found.trace).toEqual({ value: 0, standardError: 0 });
    expect([...found.eigenvalues!]).toEqual([-1, -1, 0, 2]);
    expect(found.lowest.map(({ value }) => value)).toEqual([-1, -1, 0]);
    expect(found.highest.map(({ value }) => value)).toEqual([2, 0]);
    expect(integral(found.density!)).toBeCloseTo(1, 3);
  });

  test('a draw of the Gaussian orthogonal ensemble with n = 400 follows the semicircle', () => {
    const found = curvature(quadratic(goe(400, 11), 400));
    expect(found.method).toBe('exact');
    for (const x of [-1.5, -1, -0.5, 0, 0.5, 1, 1.5]) {
      const share = found.eigenvalues!.filter((value) => value < x).length / 400;
      expect(Math.abs(share - semicircle(x)), `F(${x})`).toBeLessThan(0.01);
    }
    expect(semicircle(-1)).toBeCloseTo(0.195501, 6);
    expect(Math.abs(found.lowest[0]!.value + 2)).toBeLessThan(0.1);
    expect(Math.abs(found.highest[0]!.value - 2)).toBeLessThan(0.1);
  });

  test('one parameter, and a flat loss', () => {
    expect(curvature(quadratic(Float64Array.of(-3), 1)).lowest[0]).toMatchObject({ value: -3 });
    const flat = curvature(quadratic(new Float64Array(25), 5));
    expect(flat).toMatchObject({ zero: 5, negativeAtLeast: 0, size: 0 });
    expect(integral(flat.density!)).toBeCloseTo(1, 3);
  });
});

describe('above it, estimates with error bars', () => {
  const n = 300;
  const matrix = goe(n, 21);
  const values = symmetricEigenvalues(matrix, n);
  const trace = values.reduce((sum, value) => sum + value, 0);
  const negative = values.filter((value) => value < 0).length;

  test('cover the exact trace, count and density in all but a few of many seeds', () => {
    let [traceOff, countOff, densityOff, densityPoints, squares] = [0, 0, 0, 0, 0];
    for (let seed = 1; seed <= 20; seed++) {
      const sample = { exact: false, nodes: [] as Float64Array[], weights: [] as Float64Array[] };
      for (let p = 0; p < 8; p++) {
        const probe = drive(
          probeSpectrum((v, out) => out.set(multiply(matrix, v)), n, 40, new RandomGenerator(seed, p)),
        );
        if (typeof probe === 'string') throw new Error(probe);
        sample.nodes.push(probe.nodes);
        sample.weights.push(probe.weights);
      }
      const found = traceOf(sample, n, (x) => x);
      if (Math.abs(found.value - trace) > 2.5 * found.standardError) traceOff++;
      squares += ((found.value - trace) / found.standardError) ** 2 / 20;
      const share = shareBelow(sample, 0);
      if (Math.abs(n * share.value - negative) > n * (2.5 * share.standardError + share.quadratureError)) countOff++;
      const estimated = broaden(sample, -2, 2, 41, 0.15);
      const exact = broaden(exactSample(values), -2, 2, 41, 0.15);
      estimated.values.forEach((value, i) => {
        densityPoints++;
        if (Math.abs(value - exact.values[i]!) > 2.5 * estimated.standardErrors[i]! + 1e-6) densityOff++;
      });
    }
    // Student's t with 7 degrees of freedom leaves 4 % outside of 2.5.
    expect(traceOff).toBeLessThanOrEqual(3);
    // Nor are the bars too wide: the mean of t² is 7/5.
    expect(squares).toBeGreaterThan(0.5);
    expect(squares).toBeLessThan(3.5);
    expect(countOff).toBe(0);
    expect(densityOff / densityPoints).toBeLessThan(0.1);
  });

  test('the façade says that it estimates, and what is certain', () => {
    const found = curvature(quadratic(matrix, n), { exactUpTo: 100, steps: 30, probes: 6 });
    expect(found).toMatchObject({ method: 'estimated', end: 'complete', eigenvalues: null, zero: null });
    expect(Math.abs(found.trace!.value - trace)).toBeLessThan(4 * found.trace!.standardError);
    expect(found.trace!.standardError).toBeGreaterThan(0);
    const { count, standardError, quadratureError } = found.negative!;
    expect(Math.abs(count - negative)).toBeLessThan(3 * standardError + quadratureError);
    expect(found.negativeAtLeast).toBeGreaterThan(4);
    expect(found.negativeAtLeast).toBeLessThanOrEqual(negative);
    expect(Math.abs(found.lowest[0]!.value - values[0]!)).toBeLessThanOrEqual(found.lowest[0]!.residual);
    expect(found.products).toBeGreaterThan(6 * 30);
    expect(integral(found.density!)).toBeCloseTo(1, 3);
  });

  test('signs as probes know the trace of a diagonal Hessian exactly', () => {
    const oracle = separable(
      1000,
      (x) => Math.cos(x),
      (x) => -Math.sin(x),
      (x) => -Math.cos(x),
    );
    const found = curvature(oracle);
    expect(found.method).toBe('estimated');
    expect(found.trace!.value).toBeCloseTo(-1000, 8);
    expect(found.negative!.count).toBeCloseTo(1000, 8);
  });

  test('stopped early it keeps what it has; one probe has no error bar; NaN is told', () => {
    const oracle = quadratic(matrix, n);
    const origin = new Float64Array(n);
    const settings = { ...standardCurvature, exactUpTo: 0, steps: 20 };
    const early = drive(curvatureAt(oracle, origin, settings), 10);
    expect(early).toMatchObject({ end: 'stopped', trace: null, negative: null, density: null, products: 10 });
    expect(early.negativeAtLeast).toBeGreaterThan(0);
    const one = drive(curvatureAt(oracle, origin, { ...settings, probes: 1 }));
    expect(one.trace!.standardError).toBe(Infinity);
    const broken = quadratic(
      matrix.map((x, i) => (i === 7 ? NaN : x)),
      n,
    );
    expect(curvature(broken).end).toBe('not-finite');
    expect(curvature(broken, { exactUpTo: 0 }).end).toBe('not-finite');
  });

  test('its progress grows from 0 to 1', () => {
    const shares: number[] = [];
    const work = curvatureAt(quadratic(matrix, n), new Float64Array(n), { ...standardCurvature, exactUpTo: 0 });
    for (let step = work.next(false); step.done !== true; step = work.next(false)) shares.push(step.value);
    expect(shares.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share >= shares[i - 1]!))).toBe(true);
  });
});
