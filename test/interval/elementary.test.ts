import { describe, expect, test } from 'vitest';
import { seeded } from '../support/random';
import { compileFormula } from '../support/losses';
import { IntervalEvaluator } from '../../src/compile/intervalEvaluator';
import { enclosed, fixed, reference } from './reference';

const ranges: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  exp: [
    [-1, 1],
    [-30, 30],
    [-1e-9, 1e-9],
  ],
  log: [
    [0.5, 2],
    [1e-12, 1e12],
    [1 - 1e-9, 1 + 1e-9],
  ],
  sin: [
    [-4, 4],
    [-1e5, 1e5],
    [3.14159265, 3.14159266],
  ],
  cos: [
    [-4, 4],
    [-1e5, 1e5],
    [1.57079632, 1.57079633],
  ],
  tan: [
    [-1.5, 1.5],
    [100, 101.5],
  ],
  atan: [
    [-1, 1],
    [-1e6, 1e6],
    [0.41, 0.42],
  ],
  asin: [
    [-0.999, 0.999],
    [-1e-8, 1e-8],
  ],
  acos: [
    [-0.999, 0.999],
    [0.9999, 0.99999],
  ],
  sinh: [
    [-2, 2],
    [-30, 30],
  ],
  cosh: [
    [-2, 2],
    [-30, 30],
  ],
  tanh: [
    [-1, 1],
    [-19, 19],
    [-1e-9, 1e-9],
  ],
  sigmoid: [
    [-5, 5],
    [-40, 40],
  ],
  softplus: [
    [-5, 5],
    [-40, 40],
  ],
  log1p: [
    [-0.9, 2],
    [-1e-9, 1e-9],
    [0.39, 0.41],
  ],
  expm1: [
    [-1, 1],
    [-1e-9, 1e-9],
    [0.49, 0.51],
  ],
  erf: [
    [-1, 1],
    [-5, 5],
  ],
  sqrt: [
    [0, 4],
    [1e-20, 1e-18],
  ],
};

/** The interval of a one-parameter formula over [a, b]. */
function image(
  formula: string,
  a: number,
  b: number,
): { low: number; high: number; defined: boolean; smooth: boolean } {
  const evaluator = new IntervalEvaluator(compileFormula(formula, ['x']).tapes[0]);
  const low = new Float64Array(1);
  const high = new Float64Array(1);
  evaluator.evaluate(Float64Array.of(a), Float64Array.of(b), low, high);
  return { low: low[0]!, high: high[0]!, defined: evaluator.defined, smooth: evaluator.smooth };
}

describe('an elementary function at a point lies in its interval, and the interval is narrow', () => {
  test.each(Object.entries(ranges))('%s', (name, list) => {
    const evaluator = new IntervalEvaluator(compileFormula(`${name}(x)`, ['x']).tapes[0]);
    const random = seeded(7);
    const low = new Float64Array(1);
    const high = new Float64Array(1);
    for (const [from, to] of list) {
      for (let k = 0; k < 120; k++) {
        const x = from + (to - from) * random();
        evaluator.evaluate(Float64Array.of(x), Float64Array.of(x), low, high);
        expect(
          enclosed(reference[name]!(fixed(x)), low[0]!, high[0]!),
          `${name}(${x}) in [${low[0]!}, ${high[0]!}]`,
        ).toBe(true);
        const size = Math.max(Math.abs(low[0]!), Math.abs(high[0]!));
        expect(high[0]! - low[0]!, `${name}(${x}) is narrow`).toBeLessThanOrEqual(3e-13 * size + 1e-28);
      }
    }
  });
});

test('random formulas over random boxes contain their values at random points', () => {
  const pieces = [
    'x*y',
    'x^2 - y^3',
    'sin(3x)*cos(y)',
    'exp(x - y)',
    'tanh(x)/(1 + y^2)',
    'x^4*y',
    'log(2 + x)',
    'sqrt(3 + x*y)',
    'abs(x - y)',
    'max(x, y)',
    'relu(x)*y',
    '(2 + x)^2.5',
    'acos(x/3)',
    'atan(5x*y)',
    '1/(3 + x + y)',
    'min(x^2, y)',
    '(3 + x)^y',
    'erf(2x)',
    'softplus(-x)',
    'cosh(x)',
    'sign(x)*y',
    'leaky_relu(y)',
  ];
  for (let seed = 1; seed <= 150; seed++) {
    const random = seeded(seed);
    const pick = (): string => pieces[Math.floor(random() * pieces.length)]!;
    const formula = `(${pick()})*(${pick()}) - (${pick()})`;
    const loss = compileFormula(formula, ['x', 'y']);
    const intervals = new IntervalEvaluator(loss.tapes[2]);
    const corners = [0, 1].map(() => [random() * 2 - 1, random() * 2 - 1].sort((a, b) => a - b) as [number, number]);
    const count = loss.tapes[2].outputs.length;
    const [low, high, pointLow, pointHigh] = [0, 0, 0, 0].map(() => new Float64Array(count)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    intervals.evaluate(
      Float64Array.from(corners, ([a]) => a),
      Float64Array.from(corners, ([, b]) => b),
      low,
      high,
    );
    for (let k = 0; k < 25; k++) {
      const point = Float64Array.from(corners, ([a, b]) => a + (b - a) * random());
      // A point is a box too: its interval holds the exact value, and must meet that of the box.
      new IntervalEvaluator(loss.tapes[2]).evaluate(point, point, pointLow, pointHigh);
      for (let j = 0; j < count; j++) {
        if (Number.isNaN(pointLow[j]!)) continue;
        expect(low[j]! <= pointHigh[j]! && pointLow[j]! <= high[j]!, `seed ${seed}, output ${j} of ${formula}`).toBe(
          true,
        );
      }
    }
  }
});

describe('domains', () => {
  test.each([
    ['log(x)', -2, -1, 'nowhere'],
    ['log(x)', -1, 1, 'partly'],
    ['log(x)', 1, 2, 'everywhere'],
    ['1/x', -1, 1, 'partly'],
    ['1/x', 0, 0, 'nowhere'],
    ['sqrt(x)', -2, -1, 'nowhere'],
    ['sqrt(x)', -1, 4, 'partly'],
    ['asin(x)', 2, 3, 'nowhere'],
    ['x^-2', 1, 2, 'everywhere'],
    ['x^0.5', -1, 1, 'partly'],
    ['tan(x)', 1, 2, 'partly'],
    ['x/x', -1, 1, 'partly'],
    ['0*log(x)', -2, -1, 'nowhere'],
    ['exp(-1/x^2)', -1, 1, 'partly'],
    ['log1p(x)', -3, -2, 'nowhere'],
  ])('%s on [%d, %d] is defined %s', (formula, a, b, expected) => {
    const { low, defined } = image(formula, a, b);
    expect(Number.isNaN(low) ? 'nowhere' : defined ? 'everywhere' : 'partly').toBe(expected);
  });

  test.each([
    ['abs(x)', -1, 1],
    ['relu(x - 1)', 0, 2],
    ['max(x, 1)', 0, 2],
    ['sign(x)', -1, 1],
    ['leaky_relu(x)', -1, 1],
  ])('%s on [%d, %d] has a kink', (formula, a, b) => {
    expect(image(formula, a, b).smooth).toBe(false);
    expect(image(formula, 5, 6).smooth).toBe(true);
  });
});

test('sin and cos reach their extrema inside an interval', () => {
  expect(image('sin(x)', 1, 2).high).toBe(1);
  expect(image('sin(x)', 4, 5).low).toBe(-1);
  expect(image('cos(x)', -1, 1).high).toBe(1);
  expect(image('sin(x)', -100, 100)).toMatchObject({ low: -1, high: 1 });
  expect(image('sin(x)', 0.1, 0.2).high).toBeLessThan(0.2);
});

test('an unbounded argument is not an empty one', () => {
  for (const name of [
    'abs',
    'exp',
    'atan',
    'tanh',
    'sigmoid',
    'softplus',
    'sin',
    'cos',
    'sinh',
    'cosh',
    'erf',
    'relu',
    'sign',
    'gelu',
    'expm1',
  ]) {
    const { low, high } = image(`${name}(1/x)`, -1, 1);
    expect(Number.isNaN(low) || Number.isNaN(high), `${name} of an unbounded interval`).toBe(false);
  }
  for (const formula of [
    '(1/x)^2',
    '(1/x)^3',
    'max(1/x, 0)',
    'min(1/x, x)',
    '1/x - x',
    '-1/x',
    'sqrt(1/x)',
    'log(1/x)',
    '(1/x)^0.5',
  ]) {
    const { low, high } = image(formula, -1, 1);
    expect(Number.isNaN(low) || Number.isNaN(high), formula).toBe(false);
  }
});
