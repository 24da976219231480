import { describe, expect, test } from 'vitest';
import { jetAt } from '../../src/compile/jet';
import { curvedEscape } from '../../src/dynamics/paths/describe';
import { measuredBend, thirdDerivative, waysThrough } from '../../src/dynamics/paths/bends';
import { flowPath } from '../../src/dynamics/paths/flow';
import { type Branch, saddleBranches, valleyFloor } from '../../src/dynamics/paths/manifolds';
import type { Oracle } from '../../src/optimizers/optimizer';
import { compileFormula, oracleFor } from '../support/losses';

function prepared(formula: string, parameters = ['x', 'y']) {
  const loss = compileFormula(formula, parameters);
  const jet = (point: readonly number[], degree = 3) => jetAt(loss.value, point, [], degree)!;
  return { oracle: oracleFor(loss) as Oracle, jet };
}

function branchesOf({ oracle, jet }: ReturnType<typeof prepared>, point: readonly number[], first = 1e-3): Branch[] {
  const work = saddleBranches(oracle, point, jet(point), {
    first,
    tolerance: 1e-11,
    gradientTolerance: 1e-9,
    time: 1e5,
    steps: 20_000,
    longest: 0.01,
    box: [
      [-2, 2],
      [-2, 2],
    ],
  });
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  return step.value;
}

const last = (points: Float64Array, n = 2): number[] => [...points.subarray(points.length - n)];

describe('the gradient flow', () => {
  test('of a quadratic is w₀·exp(−λt)', () => {
    const { oracle } = prepared('x^2/2 + 5y^2');
    const { points, times, end } = flowPath(oracle, [1, 1], { time: 2 });
    expect(end).toBe('time');
    for (const k of [1, Math.floor(times.length / 2), times.length - 1]) {
      expect(points[2 * k]).toBeCloseTo(Math.exp(-times[k]!), 9);
      expect(points[2 * k + 1]).toBeCloseTo(Math.exp(-10 * times[k]!), 9);
    }
  });

  test('on the flat saddle takes 1/(8y₀²) − 1/8 from y₀ to 1', () => {
    const { oracle } = prepared('x^2/2 + x^2*y^2 - y^4');
    const { points } = flowPath(oracle, [0, 0.1], { time: 1 / (8 * 0.01) - 1 / 8, tolerance: 1e-12 });
    expect(last(points)[1]).toBeCloseTo(1, 6);
  });

  test('ends at a critical point, on the edge of the box, and where the loss is undefined', () => {
    const { oracle } = prepared('(x^2 + y - 11)^2 + (x + y^2 - 7)^2');
    const path = flowPath(oracle, [1, 1]);
    expect(path.end).toBe('critical');
    expect(last(path.points).map((x) => Number(x.toFixed(7)))).toEqual([3, 2]);
    const box = [
      [-2, 2],
      [-2, 2],
    ] as const;
    expect(flowPath(prepared('x^2/2 - y^2/2').oracle, [0.1, 0.1], { box }).end).toBe('left');
    expect(flowPath(prepared('log(x) + y^2').oracle, [1, 0.1]).end).toBe('undefined');
    expect(flowPath(oracle, [1, 1], { steps: 3 }).end).toBe('steps');
  });

  test('is of high order: a hundred times finer takes far fewer than a hundred times the steps', () => {
    const { oracle } = prepared('(x^2 + y - 11)^2 + (x + y^2 - 7)^2');
    const steps = (tolerance: number): number => flowPath(oracle, [0, 0], { tolerance, time: 0.1 }).times.length;
    expect(steps(1e-10) / steps(1e-6)).toBeLessThan(10);
  });

  test('loses no more than it should: the loss falls all the way', () => {
    const { oracle } = prepared('(1-x)^2 + 100*(y-x^2)^2');
    const { points } = flowPath(oracle, [-1.2, 1], { steps: 400 });
    for (let k = 2; k < points.length; k += 2)
      expect(oracle.value(points.subarray(k, k + 2))).toBeLessThan(oracle.value(points.subarray(k - 2, k)));
  });
});

describe('bends', () => {
  test('third derivatives come from the series', () => {
    const { jet } = prepared('x^2*y*3 + x^3*5 + sin(x*y) + exp(y)');
    const at = jet([0.5, 0.25]);
    const [x, y] = [0.5, 0.25];
    // ∂³/∂x²∂y of sin(xy): −2y·sin − xy²·cos
    const mixed = 6 - 2 * y * Math.sin(x * y) - x * y * y * Math.cos(x * y);
    expect(thirdDerivative(at, [1, 0], [1, 0], [0, 1])).toBeCloseTo(mixed, 12);
    expect(thirdDerivative(at, [1, 0], [1, 0], [1, 0])).toBeCloseTo(30 - y ** 3 * Math.cos(x * y), 12);
    expect(jetAt(compileFormula('abs(x) + y', ['x', 'y']).value, [0, 0], [], 3)).toBeNull();
  });

  test.each([
    [1, -0.5, 1, -0.5, -1],
    [2, -1, 1, -0.25, -0.5],
    [1, -2, -0.7, 0.14, 0.7],
  ])('curved escape (%d, %d, %d): the flow %d, the valley %d', (a, b, c, flow, valley) => {
    const loss = prepared(`(${a}*x^2 + (${b})*y^2)/2 + (${c})*x*y^2`);
    const [way] = waysThrough(loss.oracle, [0, 0], loss.jet([0, 0]));
    expect([...way!.flowBend]).toEqual([expect.closeTo(flow, 12), 0]);
    expect([...way!.valleyBend!]).toEqual([expect.closeTo(valley, 12), 0]);

    // Measured on the integrated curves, not on the series.
    const [e1, e2] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
    const unstable = branchesOf(loss, [0, 0]).filter(({ kind }) => kind === 'unstable');
    expect(unstable.map(({ side }) => side)).toEqual([1, -1]);
    for (const { path } of unstable)
      expect(measuredBend(path.points.subarray(4), [0, 0], e2, e1, 0.2)).toBeCloseTo(flow, 4);
    const floor = valleyFloor(
      loss.oracle,
      [0, 0],
      e2,
      Float64Array.from({ length: 50 }, (_, k) => (k + 1) / 100),
    );
    expect(measuredBend(floor, [0, 0], e2, e1, 0.5)).toBeCloseTo(valley, 10);
  });

  test('a start off the series is drawn onto the same curve', () => {
    const loss = prepared('(x^2 - 0.5*y^2)/2 + x*y^2');
    const { points } = flowPath(loss.oracle, [0.05, 1e-4], {
      longest: 0.01,
      box: [
        [-2, 2],
        [-0.2, 0.2],
      ],
    });
    const late = points.filter((_, i) => points[i - (i % 2) + 1]! > 0.08);
    const measured = measuredBend(late, [0, 0], Float64Array.of(0, 1), Float64Array.of(1, 0), 0.2);
    expect(measured).toBeCloseTo(-0.5, 2);
  });

  test('turned by 30°, the bend turns with it', () => {
    const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    const loss = prepared(`((${c}*x + ${s}*y)^2 - 0.5*(${c}*y - ${s}*x)^2)/2 + (${c}*x + ${s}*y)*(${c}*y - ${s}*x)^2`);
    const [way] = waysThrough(loss.oracle, [0, 0], loss.jet([0, 0]));
    expect(way!.flowBend[0]).toBeCloseTo(-0.5 * c, 12);
    expect(way!.flowBend[1]).toBeCloseTo(-0.5 * s, 12);
  });
});

describe('branches of a saddle', () => {
  test('of a double well: the unstable ones end in the minima, the stable ones are the ridge', () => {
    const loss = prepared('(x^2 - 1)^2/4 + y^2/2 + x*y^2/5');
    const branches = branchesOf(loss, [0, 0]);
    const unstable = branches.filter(({ kind }) => kind === 'unstable');
    expect(unstable.map(({ path }) => path.end)).toEqual(['critical', 'critical']);
    expect(unstable.map(({ path }) => Math.round(last(path.points)[0]! * 1e6) / 1e6).sort()).toEqual([-1, 1]);
    const stable = branches.filter(({ kind }) => kind === 'stable');
    expect(stable).toHaveLength(2);
    // A point on the stable manifold comes back to the saddle; those beside it go to different minima.
    const [x, y] = last(stable[0]!.path.points.subarray(0, 200)) as [number, number];
    expect(Math.sign(last(flowPath(loss.oracle, [x + 1e-3, y]).points)[0]!)).toBe(1);
    expect(Math.sign(last(flowPath(loss.oracle, [x - 1e-3, y]).points)[0]!)).toBe(-1);
  });

  test('of the degenerate saddle x²/2 + xy²: the centre manifold −y² leads down', () => {
    const loss = prepared('x^2/2 + x*y^2');
    const branches = branchesOf(loss, [0, 0], 0.05);
    const down = branches.filter(({ kind }) => kind === 'unstable');
    expect(down).toHaveLength(2);
    expect([...down[0]!.way.flowBend]).toEqual([expect.closeTo(-1, 12), 0]);
    expect(oracleFalls(loss.oracle, down[0]!.path.points)).toBe(true);
  });

  function oracleFalls(oracle: Oracle, points: Float64Array): boolean {
    for (let k = 4; k < points.length; k += 2)
      if (!(oracle.value(points.subarray(k, k + 2)) < oracle.value(points.subarray(k - 2, k)))) return false;
    return true;
  }

  test('can be stopped', () => {
    const { oracle, jet } = prepared('x^2/2 - y^2/2 + y^4/4');
    const settings = {
      first: 1e-3,
      tolerance: 1e-9,
      gradientTolerance: 1e-9,
      time: 1e4,
      steps: 1e4,
      longest: 1e-3,
      box: null,
    };
    const work = saddleBranches(oracle, [0, 0], jet([0, 0]), settings);
    work.next(false);
    expect(work.next(true).done).toBe(true);
  });
});

describe('the valley floor', () => {
  test('has no gradient across itself, and ends where it stops being a floor', () => {
    const { oracle } = prepared('x^2*(1 - y^2) + x*y^2 - y^2/4');
    const amplitudes = Float64Array.from({ length: 200 }, (_, k) => (k + 1) / 100);
    const floor = valleyFloor(oracle, [0, 0], Float64Array.of(0, 1), amplitudes);
    const g = new Float64Array(2);
    for (let k = 0; k < floor.length; k += 2) {
      oracle.gradient(floor.subarray(k, k + 2), g);
      expect(Math.abs(g[0]!)).toBeLessThan(1e-10);
    }
    // At y = 1 the curvature across it is 0.
    expect(last(floor)[1]).toBeCloseTo(0.99, 12);
  });
});

test('the sentence of the curved escape', () => {
  const tell = (a: number, b: number, c: number): string => {
    const loss = prepared(`(${a}*w1^2 + (${b})*w2^2)/2 + (${c})*w1*w2^2`, ['w1', 'w2']);
    return curvedEscape(waysThrough(loss.oracle, [0, 0], loss.jet([0, 0]))[0]!, [0, 0], ['w1', 'w2'])!.sentence;
  };
  expect(tell(1, -0.5, 1)).toBe(
    'The gradient flow leaves along w1 = −0.5·w2²; the valley floor is w1 = −w2²: another parabola, since the curvature along w2 is −0.5 and not 0.',
  );
  expect(tell(1, 0, 1)).toBe(
    'The gradient flow leaves along w1 = −w2², which is the valley floor, too: the curvature along w2 is 0.',
  );
  const moved = prepared('((x - 1)^2 - 0.5*y^2)/2 + (x - 1)*y^2');
  expect(
    curvedEscape(waysThrough(moved.oracle, [1, 0], moved.jet([1, 0]))[0]!, [1, 0], ['x', 'y'])!.sentence,
  ).toContain('leaves along (x − 1) = −0.5·y²;');
  const straight = prepared('x^2/2 - y^2/2');
  expect(curvedEscape(waysThrough(straight.oracle, [0, 0], straight.jet([0, 0]))[0]!, [0, 0], ['x', 'y'])).toBeNull();
});
