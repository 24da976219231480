/** What a textbook chapter says of optimizers near critical points: where it holds, and where it fails. */
import { describe, expect, test } from 'vitest';
import { bestGradientDescent, bestHeavyBall } from '../../src/dynamics/maps/stability';
import { flowPath } from '../../src/dynamics/paths/flow';
import type { Oracle, Run } from '../../src/optimizers/optimizer';
import { findOptimizer } from '../../src/optimizers/registry';
import { runOptimizer } from '../../src/optimizers/run';
import { compileFormula, oracleFor } from '../support/losses';
import { squaresOracle } from '../support/squares';

const lossOf = (formula: string, parameters = ['x', 'y']): Oracle => oracleFor(compileFormula(formula, parameters));

function run(name: string, options: Record<string, number>, oracle: Oracle, start: number[], steps: number): Run {
  const settings = { steps, tolerance: 0, limit: 1e6 };
  return runOptimizer(findOptimizer(name)!, options, oracle, Float64Array.from(start), settings);
}

/** The first step at which |y| ≥ 1. */
function escape(name: string, options: Record<string, number>, oracle: Oracle, start: number[], most: number): number {
  const { points, values } = run(name, options, oracle, start, most);
  for (let t = 0; t < values.length; t++) if (Math.abs(points[2 * t + 1]!) >= 1) return t;
  return Infinity;
}

const flatSaddle = (alpha: number): Oracle => lossOf(`x^2/2 + ${alpha}*x^2*y^2 - y^4`);
const methods = [
  ['gradient-descent', { lr: 0.01 }],
  ['momentum', { lr: 0.01, momentum: 0.9 }],
  ['rmsprop', { lr: 0.01, alpha: 0.99 }],
  ['adam', { lr: 0.01 }],
] as const;

/** Steps of gradient descent, heavy ball, RMSProp and Adam. */
const escapes: [alpha: number, start: [number, number], steps: [number, number, number, number]][] = [
  [1, [0, 0.1], [1241, 167, 11, 67]],
  [0.1, [0, 0.1], [1241, 167, 11, 67]],
  [1, [0.1, 0.1], [1265, 171, 11, 67]],
  [0.1, [1, 0.1], [1509, 226, 3017, 10972]],
  [0.5, [1, 0.1], [3327, 2430, 2685, 11202]],
  [1, [1, 0.1], [9065, 1586, 2671, 12466]],
  [1, [1, 0.5], [122, 49, 327, 2212]],
];

describe('"adaptive methods escape flat saddles faster" depends on the start', () => {
  test.each(escapes)('alpha = %d from %j', (alpha, start, expected) => {
    const oracle = flatSaddle(alpha);
    methods.forEach(([name, options], k) => {
      const steps = escape(name, options, oracle, start, 14_000);
      expect(Math.abs(steps - expected[k]!), `${name}: ${steps}`).toBeLessThanOrEqual(1);
    });
  });

  test('holds on the axis: 18 to 110 times fewer steps', () => {
    const [, , [plain, , rmsprop, adam]] = escapes[0]!;
    expect(plain / rmsprop).toBeGreaterThan(100);
    expect(plain / adam).toBeGreaterThan(18);
  });

  test('fails where x first pulls y in: up to 18 times more steps, and out on the other side', () => {
    const [, , [plain, , , adam]] = escapes[6]!;
    expect(adam / plain).toBeGreaterThan(18);
    const sides = escapes.slice(3).flatMap(([alpha, start]) =>
      methods.slice(2).map(([name, options]) => {
        const { points, values } = run(name, options, flatSaddle(alpha), start, 14_000);
        for (let t = 0; t < values.length; t++)
          if (Math.abs(points[2 * t + 1]!) >= 1) return Math.sign(points[2 * t + 1]!);
        return 0;
      }),
    );
    expect(sides).toContain(-1);
  });
});

test.each(['gradient-descent', 'momentum', 'nesterov', 'rmsprop', 'adam', 'amsgrad', 'lion'])(
  '%s from y = 0 exactly never leaves the stable manifold',
  (name) => {
    const { points } = run(name, { lr: 0.01 }, flatSaddle(1), [1, 0], 3000);
    expect(points.every((x, i) => i % 2 === 0 || x === 0)).toBe(true);
  },
);

test('noise takes it off, and so does a trust region, which looks for negative curvature', () => {
  expect(escape('sgd', { lr: 0.01, noise: 0.1 }, lossOf('x^2/2 - y^2/2'), [1, 0], 2000)).toBeLessThan(2000);
  expect(escape('trust-region-newton', {}, lossOf('x^2/2 - y^2/2'), [1, 0], 20)).toBeLessThan(20);
});

describe('rates on a quadratic of κ = 10', () => {
  const oracle = lossOf('x^2/2 + 5y^2');
  const shrink = (name: string, options: Record<string, number>, steps: number): number => {
    const { end } = run(name, options, oracle, [1, 1], steps);
    return Math.hypot(end[0]!, end[1]!);
  };
  test('gradient descent shrinks by (κ − 1)/(κ + 1) = 0.818182 at 2/11, and worse at rates beside it', () => {
    const { rate, factor } = bestGradientDescent(1, 10);
    expect(factor).toBeCloseTo(0.818182, 6);
    expect(shrink('gradient-descent', { lr: rate }, 200)).toBeCloseTo(Math.SQRT2 * factor ** 200, 30);
    for (const beside of [0.98, 1.02])
      expect(shrink('gradient-descent', { lr: rate * beside }, 200)).toBeGreaterThan(Math.SQRT2 * factor ** 200);
  });
  test('heavy ball shrinks by 0.519494 at β = 0.269874, up to a factor that grows with the step', () => {
    const { rate, beta, factor } = bestHeavyBall(1, 10);
    const ratio =
      shrink('momentum', { lr: rate, momentum: beta }, 80) / shrink('momentum', { lr: rate, momentum: beta }, 40);
    // The multipliers are double there: the distance goes like t·ρᵗ.
    expect(ratio / factor ** 40).toBeGreaterThan(1.9);
    expect(ratio / factor ** 40).toBeLessThan(2.1);
  });
});

describe('escape times', () => {
  test.each([
    [0.1, 1241],
    [0.05, 4992],
    [0.01, 124_995],
  ])('gradient descent on the axis of the flat saddle from y = %d takes %d steps', (y, steps) => {
    expect(escape('gradient-descent', { lr: 0.01 }, flatSaddle(1), [0, y], steps + 5)).toBe(steps);
    // The flow takes 1/(8y²) − 1/8.
    expect(Math.abs(steps * 0.01 - (1 / (8 * y * y) - 1 / 8))).toBeLessThan(0.1);
  });
});

describe('second-order methods', () => {
  test('Gauss–Newton is blind at the saddle of (w₁w₂ − 1)²/2: its matrix is 0, the Hessian has −1 and 1', () => {
    const product = squaresOracle(
      2,
      1,
      ([a, b]) => [a! * b! - 1],
      ([a, b]) => [b!, a!],
    );
    const out = new Float64Array(2);
    product.gaussNewtonVector!(new Float64Array(2), Float64Array.of(3, -7), out);
    expect([...out]).toEqual([0, -0].map(() => expect.closeTo(0, 15) as number));
    expect([...run('gauss-newton', {}, product, [0, 0], 10).end]).toEqual([0, 0]);
    // The trust region leaves, along the eigenvector of −1.
    const { end } = run('trust-region-newton', {}, product, [0, 0], 40);
    expect(end[0]! * end[1]!).toBeCloseTo(1, 6);
  });

  test('Newton keeps two thirds of y on the axis, and a singular Hessian is refused', () => {
    const { points } = run('newton', {}, flatSaddle(1), [0, 0.3], 8);
    for (let t = 0; t < 8; t++) expect(points[2 * t + 3]! / points[2 * t + 1]!).toBeCloseTo(2 / 3, 12);
    expect(run('newton', {}, flatSaddle(1), [1, 0], 1).stop).toBe('budget');
    expect(run('newton', {}, flatSaddle(1), [0, 0], 1).stop).toBe('singular');
  });

  test.each([
    ['newton', [0, 0.3]],
    ['trust-region-newton', [0, 0.3]],
    ['cubic-regularization', [0, 0.3]],
    ['saddle-free-newton', [0, 0.3]],
  ] as const)('%s from the axis of the flat saddle', (name, start) => {
    const { end } = run(name, {}, flatSaddle(1), [...start], 60);
    // Newton converges to the saddle; those that follow negative curvature leave.
    if (name === 'newton') expect(Math.abs(end[1]!)).toBeLessThan(1e-9);
    else expect(Math.abs(end[1]!)).toBeGreaterThan(1);
  });
});

describe('deep linear networks', () => {
  const two = lossOf('(x*y - 1)^2/2');
  test('the flow keeps w₁² − w₂²', () => {
    const { points } = flowPath(two, [2, 0.1], { tolerance: 1e-12 });
    for (let k = 0; k < points.length; k += 2) expect(points[k]! ** 2 - points[k + 1]! ** 2).toBeCloseTo(3.99, 9);
  });

  test('three layers: the flow keeps each wᵢ² − wⱼ²', () => {
    const { points, end } = flowPath(lossOf('(x*y*z - 1)^2/2', ['x', 'y', 'z']), [1.5, 0.5, 0.2], { tolerance: 1e-12 });
    expect(end).toBe('critical');
    for (let k = 0; k < points.length; k += 3) {
      expect(points[k]! ** 2 - points[k + 1]! ** 2).toBeCloseTo(2, 9);
      expect(points[k + 1]! ** 2 - points[k + 2]! ** 2).toBeCloseTo(0.21, 9);
    }
  });

  test('gradient descent shrinks it by 1 − η²r² at each step, r = w₁w₂ − 1', () => {
    const lr = 0.1;
    const { points, values } = run('gradient-descent', { lr }, two, [2, 0.1], 60);
    for (let t = 0; t + 1 < values.length; t++) {
      const [a, b, c, d] = points.subarray(2 * t, 2 * t + 4) as unknown as [number, number, number, number];
      const r = a * b - 1;
      expect(c * c - d * d).toBeCloseTo((a * a - b * b) * (1 - lr * lr * r * r), 13);
    }
    expect(points[2 * 60]! ** 2 - points[2 * 60 + 1]! ** 2).toBeLessThan(3.97);
  });
});
