import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allOptions, findOptimizer, optimizers } from '../../src/optimizers/registry';
import { runOptimizer, standardSettings } from '../../src/optimizers/run';
import { compileFormula, oracleFor } from '../support/losses';

interface Reference {
  readonly losses: Record<string, { formula: string; parameters: string[] }>;
  readonly runs: {
    id: string;
    loss: string;
    optimizer: string;
    options: Record<string, number>;
    start: number[];
    deviation: number;
    reliableUntil: number | null;
    iterates: { t: number; point: number[]; value: number }[];
  }[];
}

const { losses, runs } = JSON.parse(readFileSync('test/fixtures/truth/optimizers.json', 'utf8')) as Reference;
const ours: Readonly<Record<string, string>> = {
  gd: 'gradient-descent',
  momentum: 'momentum',
  nesterov: 'nesterov',
  adagrad: 'adagrad',
  rmsprop: 'rmsprop',
  adam: 'adam',
  adamw: 'adamw',
  newton: 'newton',
  damped_newton: 'damped-newton',
  lm_fixed: 'levenberg-marquardt',
  lm_adaptive: 'levenberg-marquardt-adaptive',
  saddle_free: 'saddle-free-newton',
  amsgrad: 'amsgrad',
  lion: 'lion',
};

describe('reference runs', () => {
  test.each(runs)('$id', ({ loss, optimizer, options, start, deviation, reliableUntil, iterates }) => {
    const { formula, parameters } = losses[loss]!;
    const oracle = oracleFor(compileFormula(formula, parameters));
    const run = runOptimizer(
      findOptimizer(ours[optimizer]!)!,
      options,
      oracle,
      Float64Array.from(start),
      standardSettings,
    );
    const tolerance = Math.max(1e-9, 10 * deviation);
    for (const { t, point, value } of iterates) {
      if ((reliableUntil !== null && t >= reliableUntil) || t >= run.values.length) continue;
      point.forEach((x, i) => {
        expect(Math.abs(run.points[t * 2 + i]! - x) / (1 + Math.abs(x)), `t = ${t}`).toBeLessThanOrEqual(tolerance);
      });
      expect(Math.abs(run.values[t]! - value) / (1 + Math.abs(value)), `t = ${t}`).toBeLessThanOrEqual(tolerance);
    }
    expect(run.values.length).toBeGreaterThan(reliableUntil ?? iterates[iterates.length - 1]!.t);
  });
});

describe('runs end for a reason', () => {
  const end = (
    formula: string,
    name: string,
    options: Record<string, number>,
    start: number[],
    tolerance = 0,
  ): string => {
    const parameters = ['x', 'y'].slice(0, start.length);
    const oracle = oracleFor(compileFormula(formula, parameters));
    return runOptimizer(findOptimizer(name)!, options, oracle, Float64Array.from(start), {
      ...standardSettings,
      tolerance,
    }).stop;
  };
  test.each<[string, string, string, Record<string, number>, number[], number]>([
    ['budget', 'x^2', 'gradient-descent', {}, [1], 0],
    ['converged', 'x^2', 'gradient-descent', { lr: 0.4 }, [1], 1e-6],
    ['diverged', 'x^2', 'gradient-descent', { lr: 1.2 }, [1], 0],
    ['left-domain', 'log(x)', 'gradient-descent', { lr: 1 }, [0.5], 0],
    ['singular', 'x^2/2 - y^4', 'newton', {}, [1, 0], 0],
  ])('%s: %s with %s', (stop, formula, name, options, start, tolerance) => {
    expect(end(formula, name, options, start, tolerance)).toBe(stop);
  });
});

describe('facts about dynamics', () => {
  const steps = (
    name: string,
    options: Record<string, number>,
    formula: string,
    start: number[],
    until: (point: Float64Array) => boolean,
    most: number,
  ): number => {
    const oracle = oracleFor(compileFormula(formula, ['x', 'y']));
    const run = runOptimizer(findOptimizer(name)!, options, oracle, Float64Array.from(start), {
      steps: most,
      tolerance: 0,
      limit: 1e6,
    });
    for (let t = 0; t < run.values.length; t++) if (until(run.points.subarray(2 * t, 2 * t + 2))) return t;
    return Infinity;
  };

  test('escape from a saddle of curvature -1 with rate 0.1 from 1e-6 takes 145 steps', () => {
    expect(steps('gradient-descent', { lr: 0.1 }, 'x^2/2 - y^2/2', [0, 1e-6], ([, y]) => y! >= 1, 300)).toBe(145);
  });

  test.each<[string, Record<string, number>, [number, number], number]>([
    ['gradient-descent', {}, [0, 0.1], 1241],
    ['momentum', {}, [0, 0.1], 167],
    ['rmsprop', {}, [0, 0.1], 11],
    ['adam', { lr: 0.01 }, [0, 0.1], 67],
    ['gradient-descent', {}, [1, 0.1], 9065],
    ['momentum', {}, [1, 0.1], 1586],
    ['rmsprop', {}, [1, 0.1], 2671],
    ['adam', { lr: 0.01 }, [1, 0.1], 12466],
  ])('the flat saddle (alpha = 1): %s with %j from %j leaves after %d steps', (name, options, start, expected) => {
    const found = steps(
      name,
      { lr: 0.01, ...options },
      'x^2/2 + x^2*y^2 - y^4',
      start,
      ([, y]) => Math.abs(y!) >= 1,
      13_000,
    );
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1);
  });

  test.each(['gradient-descent', 'rmsprop', 'adam'])(
    '%s from y = 0 exactly never leaves the stable manifold',
    (name) => {
      expect(steps(name, { lr: 0.01 }, 'x^2/2 + x^2*y^2 - y^4', [1, 0], ([, y]) => y !== 0, 2000)).toBe(Infinity);
    },
  );

  test('Newton lands on the saddle in one step, and on the flat one keeps two thirds', () => {
    const jump = (formula: string, start: [number, number]): number[] => {
      const oracle = oracleFor(compileFormula(formula, ['x', 'y']));
      const run = runOptimizer(findOptimizer('newton')!, {}, oracle, Float64Array.from(start), {
        ...standardSettings,
        steps: 1,
      });
      return Array.from(run.points.subarray(2));
    };
    expect(jump('x^2 - y^2', [0.7, -0.3])).toEqual([0, 0]);
    expect(jump('x^2/2 + x^2*y^2 - y^4', [0, 0.3])[1]).toBeCloseTo(0.2, 14);
  });

  test('gradient descent on a quadratic is stable exactly below 2/λmax', () => {
    expect(steps('gradient-descent', { lr: 0.1999 }, 'x^2/2 + 5y^2', [1, 1], (p) => Math.abs(p[1]!) > 10, 3000)).toBe(
      Infinity,
    );
    expect(
      steps('gradient-descent', { lr: 0.2001 }, 'x^2/2 + 5y^2', [1, 1], (p) => Math.abs(p[1]!) > 1.01, 3000),
    ).toBeLessThan(100);
  });
});

test('every optimizer has a unique name, documented options with their defaults in range, and a source', () => {
  expect(new Set(optimizers.map(({ name }) => name)).size).toBe(optimizers.length);
  for (const definition of optimizers) {
    const { source, rule } = definition;
    expect(source.length * rule.length).toBeGreaterThan(0);
    const options = allOptions(definition);
    expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
    for (const option of options) {
      if (option.choices !== undefined)
        expect([option.minimum, option.maximum]).toEqual([0, option.choices.length - 1]);
      expect(option.default).toBeGreaterThanOrEqual(option.minimum);
      expect(option.default).toBeLessThanOrEqual(option.maximum);
    }
  }
});
