import { describe, expect, test } from 'vitest';
import { LineSearch } from '../../src/optimizers/lineSearch';
import type { Oracle, Run } from '../../src/optimizers/optimizer';
import { allOptions, completeOptions, findOptimizer, optimizers } from '../../src/optimizers/registry';
import { runOptimizer, standardSettings } from '../../src/optimizers/run';
import { RandomGenerator } from '../../src/random/generator';
import { compileFormula, oracleFor } from '../support/losses';
import { quadraticOracle, squaresOracle } from '../support/squares';

const lossOf = (formula: string, parameters = ['x', 'y']): Oracle => oracleFor(compileFormula(formula, parameters));

function run(
  name: string,
  oracle: Oracle,
  start: readonly number[],
  options: Record<string, number> = {},
  settings: Partial<typeof standardSettings> = {},
): Run {
  return runOptimizer(findOptimizer(name)!, options, oracle, Float64Array.from(start), {
    ...standardSettings,
    ...settings,
  });
}

const rosenbrock = '(1-x)^2+100*(y-x^2)^2';

describe('published worked examples', () => {
  // Wikipedia, "Gauss–Newton algorithm": Michaelis–Menten rates; after five iterations 0.362 and 0.556, squares from
  // 1.445 to 0.00784.
  const s = [0.038, 0.194, 0.425, 0.626, 1.253, 2.5, 3.74];
  const rate = [0.05, 0.127, 0.094, 0.2122, 0.2729, 0.2665, 0.3317];
  const enzyme = squaresOracle(
    2,
    7,
    ([v, k]) => s.map((x, i) => rate[i]! - (v! * x) / (k! + x)),
    ([v, k]) => s.flatMap((x) => [-x / (k! + x), (v! * x) / (k! + x) ** 2]),
    1,
  );

  test('Gauss–Newton on the enzyme data', () => {
    const { values, end } = run('gauss-newton', enzyme, [0.9, 0.2], {}, { steps: 5 });
    expect(values[0]).toBeCloseTo(1.445, 3);
    expect(values[5]).toBeCloseTo(0.00784, 5);
    expect([...end].map((x) => Number(x.toFixed(3)))).toEqual([0.362, 0.556]);
  });

  // Moré, Garbow & Hillstrom, ACM TOMS 7 (1981), 17–41: problems with their published least sums of squares.
  const t = Array.from({ length: 20 }, (_, i) => (i + 1) / 5);
  const brownDennis = squaresOracle(
    4,
    20,
    ([a, b, c, d]) => t.map((x) => (a! + x * b! - Math.exp(x)) ** 2 + (c! + d! * Math.sin(x) - Math.cos(x)) ** 2),
    ([a, b, c, d]) =>
      t.flatMap((x) => {
        const [p, q] = [a! + x * b! - Math.exp(x), c! + d! * Math.sin(x) - Math.cos(x)];
        return [2 * p, 2 * p * x, 2 * q, 2 * q * Math.sin(x)];
      }),
    1,
  );
  const y = [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
  const u = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
  const kowalikOsborne = squaresOracle(
    4,
    11,
    ([a, b, c, d]) => u.map((x, i) => y[i]! - (a! * (x * x + x * b!)) / (x * x + x * c! + d!)),
    ([a, b, c, d]) =>
      u.flatMap((x) => {
        const [top, low] = [x * x + x * b!, x * x + x * c! + d!];
        return [-top / low, (-a! * x) / low, (a! * top * x) / low ** 2, (a! * top) / low ** 2];
      }),
    1,
  );
  test.each<[string, string, Oracle, number[], number, number]>([
    ['lbfgs', 'Brown–Dennis', brownDennis, [25, 5, -5, -1], 85822.2, 200],
    ['trust-region-newton', 'Brown–Dennis', brownDennis, [25, 5, -5, -1], 85822.2, 200],
    ['cubic-regularization', 'Brown–Dennis', brownDennis, [25, 5, -5, -1], 85822.2, 200],
    ['lbfgs', 'Kowalik–Osborne', kowalikOsborne, [0.25, 0.39, 0.415, 0.39], 3.07505e-4, 200],
    ['trust-region-newton', 'Kowalik–Osborne', kowalikOsborne, [0.25, 0.39, 0.415, 0.39], 3.07505e-4, 200],
    ['cubic-regularization', 'Kowalik–Osborne', kowalikOsborne, [0.25, 0.39, 0.415, 0.39], 3.07505e-4, 200],
    ['lbfgs', 'Rosenbrock', lossOf(rosenbrock), [-1.2, 1], 0, 60],
    ['trust-region-newton', 'Rosenbrock', lossOf(rosenbrock), [-1.2, 1], 0, 60],
    ['cubic-regularization', 'Rosenbrock', lossOf(rosenbrock), [-1.2, 1], 0, 60],
  ])('%s on %s', (name, _, oracle, start, least, steps) => {
    const { values } = run(name, oracle, start, {}, { steps });
    expect(Math.abs(values[values.length - 1]! - least)).toBeLessThanOrEqual(1e-5 * Math.max(least, 1e-9));
  });

  // Reddi, Kale & Kumar 2018, §3: gradients C, −1, −1 in turn. On average the loss falls to the left, and Adam with β₁
  // = 0 goes right.
  test('AMSGrad where Adam fails', () => {
    const end = (name: string): number => {
      let t = 0;
      const oracle: Oracle = {
        dimension: 1,
        value: () => 0,
        gradient: (_, g) => void (g[0] = t++ % 101 === 0 ? 1010 : -10),
        hessian: (_, h) => void h.fill(0),
        hessianVector: (_p, _v, out) => void out.fill(0),
      };
      return run(name, oracle, [0], { lr: 1e-3, beta1: 0, beta2: 1 / (1 + 10.1 ** 2) }, { steps: 10100 }).end[0]!;
    };
    expect(end('adam')).toBeGreaterThan(1);
    expect(end('amsgrad')).toBeLessThan(0);
  });
});

describe('invariances', () => {
  // z = Aw with A = [[2, 1], [1, 1]]: Newton takes the same steps in both.
  test('Newton is affine invariant', () => {
    const plain = run('newton', lossOf('x^4 + x^2*y^2 + y^2 + exp(x/2)'), [1, -0.5], {}, { steps: 6 });
    const skew = run(
      'newton',
      lossOf('(2x+y)^4 + (2x+y)^2*(x+y)^2 + (x+y)^2 + exp((2x+y)/2)'),
      [1.5, -2],
      {},
      { steps: 6 },
    );
    for (let k = 0; k <= 6; k++) {
      const [a, b] = [skew.points[2 * k]!, skew.points[2 * k + 1]!];
      expect(2 * a + b).toBeCloseTo(plain.points[2 * k]!, 12);
      expect(a + b).toBeCloseTo(plain.points[2 * k + 1]!, 12);
    }
  });

  test('Lion does not see the scale of the loss', () => {
    const one = run('lion', lossOf(rosenbrock), [-1, 1], { lr: 0.01 });
    const other = run('lion', lossOf(`1024*(${rosenbrock})`), [-1, 1], { lr: 0.01 });
    expect(other.points).toEqual(one.points);
  });

  test('with an exact line search L-BFGS ends on a quadratic in n dimensions after n steps', () => {
    const n = 8;
    const random = new RandomGenerator(3);
    const b = random.normals(n * n);
    const a = Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      let sum = i === j ? 1 : 0;
      for (let l = 0; l < n; l++) sum += b[i * n + l]! * b[j * n + l]!;
      return sum;
    });
    const start = [...random.normals(n)];
    const after = (steps: number): number =>
      run('lbfgs', quadraticOracle(a, n), start, { c2: 1e-10 }, { steps }).values[steps]!;
    expect(after(n)).toBeLessThan(1e-12);
    expect(after(n - 2)).toBeGreaterThan(1e-6);
  });
});

describe('the trust region', () => {
  test.each([1, 2, 3, 4, 5])('at an exact saddle it moves its radius along ±y (seed %d)', (seed) => {
    const { points, cost } = run(
      'trust-region-newton',
      lossOf('x^2 - y^2'),
      [0, 0],
      { radius: 0.25, seed },
      { steps: 1 },
    );
    expect(points[2]).toBe(0);
    expect(Math.abs(points[3]!)).toBe(0.25);
    expect(cost[1]!).toBeGreaterThan(1);
  });

  test('both sides of a symmetric saddle are left by, depending on the seed', () => {
    const sides = Array.from({ length: 12 }, (_, seed) =>
      Math.sign(run('trust-region-newton', lossOf('x^2 - y^2'), [0, 0], { seed }, { steps: 1 }).points[3]!),
    );
    expect(new Set(sides)).toEqual(new Set([1, -1]));
  });

  test('it takes the lower side where the sides differ, and a stable manifold does not hold it', () => {
    expect(run('trust-region-newton', lossOf('x^2 - y^2 + y^3/8'), [0, 0], {}, { steps: 1 }).points[3]).toBe(-1);
    const { end } = run('trust-region-newton', lossOf('x^2/2 - y^2/2 + y^4/4'), [1, 0]);
    expect(Math.abs(end[1]!)).toBeCloseTo(1, 10);
  });

  test('the loss never rises, though half of the trials be bad', () => {
    const { values, stop } = run('trust-region-newton', lossOf(rosenbrock), [-1.2, 1], { radius: 100 });
    for (let t = 1; t < values.length; t++) expect(values[t]!).toBeLessThanOrEqual(values[t - 1]! + 1e-13);
    expect(stop).toBe('converged');
  });

  test.each(['trust-region-newton', 'cubic-regularization'])(
    '%s: a saddle does not end a run by its tolerance',
    (name) => {
      const product = lossOf('(x*y - 1)^2/2');
      const { end, stop, values } = run(name, product, [0, 0], {}, { tolerance: 1e-10 });
      expect(stop).toBe('converged');
      expect(values.at(-1)).toBeLessThan(1e-18);
      expect(end[0]! * end[1]!).toBeCloseTo(1, 9);
      const atMinimum = run(name, product, [2, 0.5], {}, { tolerance: 1e-10 });
      expect([atMinimum.stop, atMinimum.values.length]).toEqual(['converged', 1]);
      expect(run('newton', product, [0, 0], {}, { tolerance: 1e-10 }).values).toHaveLength(1);
    },
  );

  test('at a minimum it has converged', () => {
    expect(run('trust-region-newton', lossOf('x^2 + y^2'), [0, 0]).stop).toBe('converged');
  });
});

describe('cubic regularisation', () => {
  test('leaves an exact saddle by the hard case', () => {
    const { points } = run('cubic-regularization', lossOf('x^2 - y^2'), [0, 0], {}, { steps: 1 });
    // λ = 2 = σ‖s‖
    expect(points[2]).toBe(0);
    expect(Math.abs(points[3]!)).toBeCloseTo(2, 12);
  });
  test('in one dimension its model is minimised: g + hs + σs|s| = 0', () => {
    const s = run('cubic-regularization', lossOf('x^2/2 - x', ['x']), [0], { sigma: 2 }, { steps: 1 }).points[1]!;
    expect(-1 + s + 2 * s * Math.abs(s)).toBeCloseTo(0, 12);
  });
});

describe('Gauss–Newton', () => {
  const product = squaresOracle(
    2,
    1,
    ([a, b]) => [a! * b! - 1],
    ([a, b]) => [b!, a!],
  );
  test('refuses a loss that is not written as a sum of squares', () => {
    expect(run('gauss-newton', lossOf('x^2 + y^2'), [1, 1])).toMatchObject({
      stop: 'refused',
      reason: expect.stringContaining('sum of squares') as string,
    });
  });
  test('stays where its matrix and the gradient are 0, and says so where only the matrix is', () => {
    expect([...run('gauss-newton', product, [0, 0]).end]).toEqual([0, 0]);
    const line = squaresOracle(
      2,
      1,
      ([a]) => [a! * a! * a! + 1],
      ([a]) => [3 * a! * a!, 0],
    );
    expect(run('gauss-newton', line, [1, 0], {}, { steps: 40 }).values.at(-1)).toBeLessThan(1e-20);
  });
});

describe('line searches', () => {
  test.each(['gradient-descent', 'damped-newton'])('%s never goes up with one', (name) => {
    for (const choice of [1, 2]) {
      const { values } = run(name, lossOf('x^4 + y^4/4 + x*y + exp(y)'), [2, -1], { lr: 1, line_search: choice });
      for (let t = 1; t < values.length; t++) expect(values[t]!).toBeLessThan(values[t - 1]!);
    }
  });
  test('steepest descent with an exact search loses ((κ−1)/(κ+1))² of the loss at each step from the worst start', () => {
    const oracle = lossOf('x^2/2 + 5y^2');
    const search = new LineSearch(2, 1e-12, 1e-11);
    const [point, g] = [Float64Array.of(10, 1), new Float64Array(2)];
    for (let t = 0; t < 5; t++) {
      const before = oracle.value(point);
      oracle.gradient(point, g);
      const down = g.map((x) => -x);
      expect(search.move(2, oracle, point, down, g, 1)).toBeNull();
      expect(oracle.value(point) / before).toBeCloseTo((9 / 11) ** 2, 8);
    }
  });
  test('where the direction leads up, the run stops', () => {
    expect(run('newton', lossOf('-x^2-2y^2'), [1, 1], { line_search: 1 }).stop).toBe('stalled');
  });
  test('a search does not leave the domain', () => {
    const { stop, end } = run('gradient-descent', lossOf('x - log(x)', ['x']), [1e-3], { lr: 1000, line_search: 2 });
    expect(stop).not.toBe('left-domain');
    expect(end[0]).toBeCloseTo(1, 6);
  });
});

describe('noise and seeds', () => {
  test.each(['sgd', 'adam', 'trust-region-newton'])('%s: a seed gives a run, bit for bit', (name) => {
    const options = { seed: 7, ...(name === 'adam' ? { noise: 0.3 } : {}) };
    const [one, two] = [0, 1].map(() =>
      run(name, lossOf(rosenbrock), [-1, 1], { ...options, ...(name === 'sgd' ? { lr: 1e-4 } : {}) }),
    );
    expect(two).toEqual(one);
    if (name !== 'trust-region-newton')
      expect(run(name, lossOf(rosenbrock), [-1, 1], { ...options, seed: 8 }).points).not.toEqual(one!.points);
  });

  test('the noise of SGD on x²/2 keeps a stationary variance lr·noise²/(2 − lr)', () => {
    const steps = 40_000;
    const { points } = run('sgd', lossOf('x^2/2', ['x']), [0], { lr: 0.2, noise: 0.5 }, { steps });
    const variance = points.reduce((sum, x) => sum + x * x, 0) / points.length;
    expect(variance).toBeCloseTo((0.2 * 0.25) / 1.8, 2);
    expect(Math.abs(variance / ((0.2 * 0.25) / 1.8) - 1)).toBeLessThan(0.06);
  });

  test('mini-batches come from the oracle, which says what they cost', () => {
    const loss = lossOf('x^2/2', ['x']);
    expect(run('sgd', loss, [1], { batch: 4 })).toMatchObject({ stop: 'refused' });
    const sizes: number[] = [];
    const rows: number[] = [];
    const batched: Oracle = {
      dimension: 1,
      value: (w) => loss.value(w),
      gradient: (w, g) => loss.gradient(w, g),
      hessian: (w, h) => loss.hessian(w, h),
      hessianVector: (w, v, out) => loss.hessianVector(w, v, out),
      sampledGradient(w, g, batch) {
        sizes.push(batch.size);
        loss.gradient(w, g);
        rows.push(...Array.from(batch.next(6)));
        return batch.size / 16;
      },
    };
    const { cost } = run('adam', batched, [1], { batch: 4 }, { steps: 3 });
    expect(sizes).toEqual([4, 4, 4]);
    // A pass of four rows and two, then the next pass.
    expect([...rows.slice(0, 6)].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(rows).toHaveLength(10);
    expect([...cost]).toEqual([0, 0.25, 0.5, 0.75]);
  });
});

describe('cost in gradient-equivalents', () => {
  test.each<[string, Record<string, number>, number]>([
    ['gradient-descent', {}, 1],
    ['adam', {}, 1],
    ['newton', {}, 5],
    ['saddle-free-newton', {}, 5],
  ])('a step of %s in two dimensions costs %j %d', (name, options, each) => {
    const { cost } = run(name, lossOf('x^2/2 + x*y/4 + y^4'), [1, 1], options, { steps: 3 });
    expect([...cost]).toEqual([0, each, 2 * each, 3 * each]);
  });
  test('what the run looks at for itself costs nothing', () => {
    const { cost } = run('gradient-descent', lossOf('x^2 + y^2'), [1, 1], {}, { steps: 2, tolerance: 1e-9 });
    expect(cost[2]).toBe(2);
  });
});

describe('hostile losses and options', () => {
  const shapes: [string, Oracle, number[]][] = [
    ['undefined everywhere', lossOf('log(-1 - x^2) + y'), [1, 1]],
    ['one parameter', lossOf('(x^2-1)^2', ['x']), [0.3]],
    ['flat', lossOf('0*x + 0*y'), [1, 1]],
    ['leaving the domain', lossOf('sqrt(x) + y^2'), [0.01, 1]],
    ['a singular Hessian', lossOf('(x + y)^2 + (x+y)^4'), [1, 1]],
    ['overflow', lossOf('exp(exp(x)) + y^2'), [6, 1]],
    ['a vertical wall', lossOf('1/x + x + y^2'), [1e-6, 1]],
    ['a tiny scale', lossOf('1e-300*(x^2 + y^4 + y)'), [1, 1]],
  ];
  test.each(optimizers.map(({ name }) => name))('%s ends for a reason on each', (name) => {
    for (const [, oracle, start] of shapes) {
      const definition = findOptimizer(name)!;
      const lr = allOptions(definition).some((option) => option.name === 'lr') ? [{}, { lr: 1e6 }] : [{}];
      for (const options of lr) {
        const result = run(name, oracle, start, options, { steps: 40 });
        expect(result.reason).toMatch(/^[A-Z].*\.$/u);
        expect(result.values.length).toBe(result.cost.length);
        // Only a run that left the domain may end at an undefined loss.
        if (result.stop !== 'left-domain' && result.stop !== 'diverged')
          expect(Number.isFinite(result.values.at(-1))).toBe(true);
      }
    }
  });

  test('dense methods refuse many parameters, the others do not', () => {
    const n = 300;
    const oracle: Oracle = {
      dimension: n,
      value: (w) => w.reduce((sum, x, i) => sum + ((1 + (i % 7)) * x * x) / 2, 0),
      gradient: (w, g) => w.forEach((x, i) => void (g[i] = (1 + (i % 7)) * x)),
      hessian: () => {
        throw new Error('too large');
      },
      hessianVector: (_, v, out) => v.forEach((x, i) => void (out[i] = (1 + (i % 7)) * x)),
      gaussNewtonVector: (_, v, out) => v.forEach((x, i) => void (out[i] = (1 + (i % 7)) * x)),
    };
    const start = Array.from({ length: n }, (_, i) => Math.sin(i));
    const refusing = optimizers.filter(
      ({ name }) => run(name, oracle, start, {}, { steps: 20, tolerance: 1e-6 }).stop === 'refused',
    );
    expect(refusing.map(({ name }) => name)).toEqual([
      'newton',
      'damped-newton',
      'levenberg-marquardt',
      'levenberg-marquardt-adaptive',
      'saddle-free-newton',
      'cubic-regularization',
    ]);
    for (const name of ['trust-region-newton', 'lbfgs', 'gauss-newton'])
      expect(run(name, oracle, start, {}, { steps: 40, tolerance: 1e-6 }).stop).toBe('converged');
  });
});

test('options told of a run: its own, and shared ones that were changed', () => {
  const definition = findOptimizer('gradient-descent')!;
  expect(completeOptions(definition, {})).toEqual({ lr: 0.01 });
  expect(completeOptions(definition, { warmup: 0, max_norm: 2 })).toEqual({ lr: 0.01, max_norm: 2 });
});
