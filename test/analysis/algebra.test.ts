import { describe, expect, test } from 'vitest';
import { invertExactly, simplestIn, splitKernel } from '../../src/analysis/degenerate/rationalLinear';
import { countRealRoots } from '../../src/analysis/degenerate/sturm';
import { NotRepresentable, exactRing, intervalRing } from '../../src/compile/ring';
import { functionSeries, powerSeries } from '../../src/compile/taylor';
import { Rational } from '../../src/symbolic/rational';
import type { FunctionName } from '../../src/symbolic/node';
import { compileFormula, evaluateAll } from '../support/losses';
import { seeded } from '../support/random';

const q = (n: number, d = 1): Rational => Rational.of(BigInt(n), BigInt(d));

test('Sturm counts distinct real roots, and the multiple ones', () => {
  const product = (roots: number[]): Rational[] =>
    roots.reduce<Rational[]>(
      (p, root) =>
        [...p, Rational.zero].map((_, k) =>
          (k > 0 ? p[k - 1]! : Rational.zero).subtract((p[k] ?? Rational.zero).multiply(q(root))),
        ),
      [Rational.one],
    );
  expect(countRealRoots(product([1, 2, 3, -4]))).toBe(4);
  expect(countRealRoots(product([1, 1, 1, 5]))).toBe(2);
  expect(countRealRoots([q(1), q(0), q(1)])).toBe(0);
  expect(countRealRoots([q(-2), q(0), q(1)])).toBe(2);
  expect(countRealRoots([q(7)])).toBe(0);
});

test('kernel and complement of a symmetric matrix', () => {
  const matrix = [
    [2, 2, 0],
    [2, 2, 0],
    [0, 0, 3],
  ].map((row) => row.map((x) => q(x)));
  const { pivots, free, kernel } = splitKernel(matrix);
  expect([pivots, free]).toEqual([[0, 2], [1]]);
  expect(kernel[0]!.map(({ key }) => key)).toEqual(['-1', '1', '0']);
  expect(
    invertExactly([
      [q(2), q(1)],
      [q(1), q(1)],
    ]).map((row) => row.map(({ key }) => key)),
  ).toEqual([
    ['1', '-1'],
    ['-1', '2'],
  ]);
});

test('the simplest fraction in an interval', () => {
  expect(simplestIn(33 / 100, 34 / 100).key).toBe('1/3');
  expect(simplestIn(-1 / 10, 1 / 10).key).toBe('0');
  expect(simplestIn(-251 / 1000, -249 / 1000).key).toBe('-1/4');
  expect(simplestIn(29 / 10, 31 / 10).key).toBe('3');
  const random = seeded(12);
  for (let k = 0; k < 200; k++) {
    const middle = 6 * random() - 3;
    const half = 10 ** (-1 - 3 * random());
    let denominator = 1;
    while (Math.ceil((middle - half) * denominator) > (middle + half) * denominator) denominator++;
    const found = simplestIn(middle - half, middle + half);
    expect(Number(found.denominator), `around ${middle}`).toBe(denominator);
    expect(Math.abs(found.toNumber() - middle)).toBeLessThanOrEqual(half);
  }
  expect(simplestIn(Math.PI, Math.PI + 4e-16).toNumber()).toBeCloseTo(Math.PI, 14);
});

describe('Taylor coefficients of the elementary functions', () => {
  const names: FunctionName[] = [
    'exp',
    'expm1',
    'log',
    'log1p',
    'sin',
    'cos',
    'tan',
    'sinh',
    'cosh',
    'tanh',
    'sigmoid',
    'softplus',
    'atan',
    'asin',
    'acos',
    'erf',
  ];
  test.each(names)('%s: f, f′ and f″/2 are those of the exact derivatives', (name) => {
    const random = seeded(3);
    for (let k = 0; k < 20; k++) {
      const x = 0.05 + 0.8 * random();
      const { value, gradient, hessian } = evaluateAll(compileFormula(`${name}(x)`, ['x']), [x]);
      const series = functionSeries(intervalRing, name, [x, x], 5);
      [value, gradient[0]!, hessian[0]! / 2].forEach((expected, j) => {
        const [low, high] = series[j]!;
        expect(
          low - 1e-12 * (1 + Math.abs(expected)) <= expected && expected <= high + 1e-12 * (1 + Math.abs(expected)),
          `${name} ${j} at ${x}`,
        ).toBe(true);
      });
      // The series continues the function: its sum at a small step is the value there.
      const h = 1e-3;
      const sum = series.reduce((total, [low, high], j) => total + ((low + high) / 2) * h ** j, 0);
      expect(sum).toBeCloseTo(evaluateAll(compileFormula(`${name}(x)`, ['x']), [x + h]).value, 11);
    }
  });

  test('powers', () => {
    const series = powerSeries(intervalRing, [4, 4], q(1, 2), 3);
    [2, 1 / 4, -1 / 64, 1 / 512].forEach((expected, j) => {
      expect(series[j]![0]).toBeLessThanOrEqual(expected);
      expect(series[j]![1]).toBeGreaterThanOrEqual(expected);
    });
  });
});

test('functions with irrational values have no exact ones', () => {
  for (const name of ['softplus', 'acos'] as const)
    expect(() => exactRing.apply(name, Rational.zero)).toThrow(NotRepresentable);
  expect(exactRing.apply('sigmoid', Rational.zero).key).toBe('1/2');
  expect(exactRing.apply('tanh', Rational.zero).key).toBe('0');
});
