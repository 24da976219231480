import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCrowd } from '../../../src/dynamics/maps/crowd';
import { manyPointsOf } from '../../../src/dynamics/maps/manyPoints';
import { compileText } from '../../../src/landscape/compileLoss';
import { oracleOf } from '../../../src/landscape/oracle';
import { methodOf } from '../../../src/landscape/ownOptimizers';
import type { OptimizerDefinition, Oracle, Run } from '../../../src/optimizers/optimizer';
import { linearModel } from '../../../src/dynamics/explain/multipliers';
import { completeOptions, findOptimizer } from '../../../src/optimizers/registry';
import { RandomGenerator } from '../../../src/random/generator';
import { runOptimizer, standardSettings } from '../../../src/optimizers/run';

const valley = 'loss f(x, y) = (1 - x)^2 + 5*(y - x^2)^2';

function setUp(optimizer: string, loss = valley): { oracle: Oracle; method: OptimizerDefinition } {
  const compiled = compileText(`${optimizer}\n${loss}`, 'f', { constants: {} });
  return { oracle: oracleOf(compiled), method: methodOf(compiled, /optimizer (\w+)/.exec(optimizer)![1]!) };
}

function run(
  method: OptimizerDefinition,
  oracle: Oracle,
  options: Record<string, number> = {},
  steps = 300,
  start = [-1.2, 1],
): Run {
  return runOptimizer(method, options, oracle, Float64Array.from(start), { ...standardSettings, steps });
}

describe('the same rule as a method that there is gives the same run, bit for bit', () => {
  test.each([
    ['gradient-descent', 'optimizer o(lr = 0.01) update w = w - lr*g', { lr: 0.02 }],
    ['momentum', 'optimizer o(lr = 0.01, m = 0.9) state b = 0 update b = m*b + g, w = w - lr*b', { lr: 0.01 }],
    ['nesterov', 'optimizer o(lr = 0.01, m = 0.9) state b = 0 update b = m*b + g, w = w - lr*(g + m*b)', {}],
    ['adagrad', 'optimizer o(lr = 0.01, eps = 1e-10) state s = 0 update s = s + g^2, w = w - lr*g/(sqrt(s) + eps)', {}],
    [
      'adam',
      'optimizer o(lr = 0.001, a = 0.9, b = 0.999, eps = 1e-8) state m = 0, v = 0 update m = a*m + (1 - a)*g, v = b*v + hadamard((1 - b)*g, g), w = w - lr*(m/(1 - a^t))/(sqrt(v/(1 - b^t)) + eps)',
      { lr: 0.05 },
    ],
    ['newton', 'optimizer o(lr = 1) update w = w - lr*solve(H, g)', {}],
    ['levenberg-marquardt', 'optimizer o(lambda = 1) update w = w - solve(H, g, lambda)', { lambda: 3 }],
  ])('%s', (name, text, options) => {
    const { oracle, method } = setUp(text);
    const builtin = run(findOptimizer(name)!, oracle, options);
    const own = run(method, oracle, options);
    expect(own.values).toEqual(builtin.values);
    expect(own.points).toEqual(builtin.points);
  });

  test('with everything that first-order methods share', () => {
    const { oracle, method } = setUp('optimizer o(lr = 0.01) update w = w - lr*g');
    const options = { lr: 0.02, schedule: 2, warmup: 5, max_norm: 3, noise: 0.1, weight_decay: 0.1, seed: 4 };
    expect(run(method, oracle, options).points).toEqual(
      run(findOptimizer('gradient-descent')!, oracle, options).points,
    );
  });
});

test("the example's Adam is the built-in one to rounding: bit for bit from its own start, and to 1e-13 from others", () => {
  const text = readFileSync('media/examples/own-adam.loss', 'utf8');
  const compiled = compileText(text, 'valley', { constants: {} });
  const oracle = oracleOf(compiled);
  const [own, builtin] = [methodOf(compiled, 'my_adam'), findOptimizer('adam')!];
  expect(run(own, oracle, { lr: 0.05 }, 2000).points).toEqual(run(builtin, oracle, { lr: 0.05 }, 2000).points);
  // The built-in squares as ((1 - beta2)*g)*g, as PyTorch does, the example as (1 - beta2)*(g*g).
  const random = new RandomGenerator(3);
  let largest = 0;
  for (let k = 0; k < 20; k++) {
    const start = [random.uniform(-2, 2), random.uniform(-1, 3)];
    const there = run(builtin, oracle, { lr: 0.05 }, 500, start).points;
    const here = run(own, oracle, { lr: 0.05 }, 500, start).points;
    here.forEach((x, i) => (largest = Math.max(largest, Math.abs(x - there[i]!))));
  }
  expect(largest).toBeGreaterThan(0);
  expect(largest).toBeLessThan(1e-13);
});

test('updates go in order, and g and H stay those of where the step begins', () => {
  const { oracle, method } = setUp(
    'optimizer o state a = 0, k = 10 update w = w - g, a = w + H*(w - w) + g, k = k + t, w2 = 0'.replace(
      ', w2 = 0',
      '',
    ),
    'loss f(x) = x^2/2',
  );
  const { points } = run(method, oracle, {}, 1, [3]);
  expect([...points]).toEqual([3, 0]);
  const { oracle: second, method: late } = setUp(
    'optimizer o state a = 0 update a = a + 1, w = w - a*g',
    'loss f(x) = x^2/2',
  );
  // a is 1 in the first step already: x goes to 0 at once.
  expect([...run(late, second, {}, 1, [3]).points]).toEqual([3, 0]);
});

test('a state may begin where the run does; helpers and constants are put in', () => {
  const { oracle, method } = setUp(
    'optimizer o(lr = c/10) state last = w update w = step(w, lr*g) + c*(w - last)/2, last = w\nconst c = 1/2\nfn step(a, b) = a - b',
    'loss f(x) = x^2',
  );
  expect(method.options).toMatchObject([{ name: 'lr', default: 0.05 }]);
  const { points } = run(method, oracle, {}, 2, [1]);
  expect(points[1]).toBeCloseTo(0.9, 15);
  // last is what the step has just made: the memory is empty.
  expect(points[2]).toBeCloseTo(0.9 * 0.9, 15);
});

test.each([
  ["g'*H*g", 6 * 6 * 2 + 80 * 80 * 20],
  ['dot(g, H*g)', 6 * 6 * 2 + 80 * 80 * 20],
  ['norm(H*g/2)*2', Math.hypot(12, 1600)],
  ['(2*H)*g - H*(2*g) + sum(g)', 86],
  ['max(g) - min(g) + mean(g)', 80 - 6 + 43],
  ['(-H)*g + H*g + norm(w)', 5],
  ['leaky_relu(-1) + max(1, 2, 3) + 2^3', 10.99],
  ["w'*w + e - e + pi - π", 25],
])('%s', (formula, expected) => {
  const { oracle, method } = setUp(`optimizer o update w = w*0 + (${formula})`, 'loss f(x, y) = x^2 + 10*y^2');
  expect(run(method, oracle, {}, 1, [3, 4]).end[0]! / expected).toBeCloseTo(1, 12);
});

describe('where it ends', () => {
  test('a step that is undefined says where, and the point stays', () => {
    const { oracle, method } = setUp('optimizer o state k = 3 update k = k - 1, w = w - g/k', 'loss f(x, y) = x + y');
    const { stop, reason, end, values } = run(method, oracle, {}, 9, [1, 1]);
    expect(stop).toBe('left-domain');
    expect(reason).toBe('In step 3 the update "w = w - g/k" is undefined, in entry 1.');
    expect([...end]).toEqual([-0.5, -0.5]);
    expect(values).toHaveLength(3);
  });

  test('so does one that is too large, and a state', () => {
    const { oracle, method } = setUp('optimizer o state s = 1 update s = s*1e200, w = w - g', 'loss f(x) = x');
    expect(run(method, oracle, {}, 9, [1])).toMatchObject({
      stop: 'diverged',
      reason: 'In step 2 the update "s = s*1e200" is too large for a number.',
    });
  });

  test('a singular Hessian ends it', () => {
    const { oracle, method } = setUp('optimizer o update w = w - solve(H, g)', 'loss f(x, y) = x^2');
    expect(run(method, oracle, {}, 9, [1, 1])).toMatchObject({
      stop: 'singular',
      reason: 'In step 1 the Hessian is singular, so "solve" has no answer.',
    });
  });

  test('many parameters have products, but no solutions', () => {
    const loss = 'loss f(w[300]) = sum(k*w[k]^2/2 for k in 1..300)';
    const solved = setUp('optimizer o update w = w - solve(H, g)', loss);
    const start = new Array<number>(300).fill(1);
    expect(run(solved.method, solved.oracle, {}, 2, start)).toMatchObject({ stop: 'refused' });
    const products = setUp("optimizer o update w = w - (g'*g)/(g'*H*g)*g", loss);
    const { stop, values } = run(products.method, products.oracle, {}, 5, start);
    expect(stop).toBe('budget');
    expect(values[5]).toBeLessThan(values[0]! / 2);
  });
});

test('many starts at once end where each alone does; one that fails leaves the others going', () => {
  const { oracle, method } = setUp('optimizer o(lr = 0.01) state v = 0 update v = v + g^2, w = w - lr*g/sqrt(v)');
  expect(method.isElementwise!({})).toBe(true);
  // At (1, 1) the gradient is 0, and the step 0/0.
  const starts = [Float64Array.of(-1.2, 1, 0.5), Float64Array.of(1, 1, -0.7)];
  const work = runCrowd(oracle, manyPointsOf(oracle, 3), method, {}, starts, { steps: 50, limit: 1e6, tolerance: 0 });
  let step = work.next();
  while (step.done !== true) step = work.next(false);
  const { ends } = step.value!;
  for (const k of [0, 2]) {
    const { end } = run(method, oracle, {}, 50, [starts[0]![k]!, starts[1]![k]!]);
    expect([ends[0]![k], ends[1]![k]]).toEqual([...end]);
  }
  const { method: coupled } = setUp('optimizer o update w = w - g/norm(g)');
  expect(coupled.isElementwise!({})).toBe(false);
});

test('options of its own with names that others share mean what it says', () => {
  const { oracle, method } = setUp(
    'optimizer o(noise = 2, batch = 3) update w = w - noise*g/batch/10',
    'loss f(x) = x^2/2',
  );
  expect(method.modifiers!.map(({ name }) => name)).not.toContain('noise');
  expect(method.modifiers!.map(({ name }) => name)).not.toContain('schedule');
  expect(run(method, oracle, {}, 1, [3]).end[0]).toBeCloseTo(3 - (3 * 2) / 30, 15);
});

describe('what a step multiplies displacements by', () => {
  const hessian = Float64Array.of(2, 1, 1, 5);
  const modesOf = (definition: OptimizerDefinition, options: Record<string, number>) =>
    linearModel(definition, completeOptions(definition, options), { rate: options['lr'] ?? 0.1 }, hessian, 2)?.modes ??
    null;
  const order = (modes: ReturnType<typeof modesOf>): number[][] =>
    modes!.map(({ multipliers }) =>
      [...multipliers]
        .filter(({ re, im }) => Math.hypot(re, im) > 1e-12)
        .sort((a, b) => a.re - b.re || a.im - b.im)
        .flatMap(({ re, im }) => [re, im]),
    );

  test.each([
    ['gradient-descent', 'optimizer o(lr = 0.1) update w = w - lr*g', { lr: 0.3 }],
    ['gradient-descent', 'optimizer o(lr = 0.1) update w = w - lr*g', { lr: 0.3, weight_decay: 0.2 }],
    ['momentum', 'optimizer o(lr = 0.1, m = 0.9) state b = 0 update b = m*b + g, w = w - lr*b', { lr: 0.2 }],
    ['nesterov', 'optimizer o(lr = 0.1, m = 0.9) state b = 0 update b = m*b + g, w = w - lr*(g + m*b)', { lr: 0.1 }],
    [
      'momentum',
      'optimizer o(lr = 0.1) state last = w, d = 0 update d = 0.9*(w - last) - lr*g, last = w, w = w + d',
      { lr: 0.2 },
    ],
    ['newton', 'optimizer o(lr = 0.5) update w = w - lr*solve(H, g)', { lr: 0.5 }],
    ['levenberg-marquardt', 'optimizer o(lambda = 3) update w = w - solve(H, g, lambda)', { lambda: 3 }],
  ])('as %s: %s', (name, text, options) => {
    const { method, oracle } = setUp(text);
    const builtin = findOptimizer(name)!;
    const facts = { rate: (options as { lr?: number }).lr ?? 0, damping: 3 };
    const there = linearModel(builtin, completeOptions(builtin, options), facts, hessian, 2)!.modes;
    const here = order(modesOf(method, options));
    order(there).forEach((numbers, i) => numbers.forEach((x, k) => expect(here[i]![k]).toBeCloseTo(x, 9)));
    expect(oracle.dimension).toBe(2);
  });

  test.each([
    'optimizer o(lr = 0.1) update w = w - lr*sign(g)',
    'optimizer o(lr = 0.1) update w = w - lr*g/norm(g)',
    'optimizer o(lr = 0.1) update w = w - lr*g/t',
    'optimizer o(lr = 0.1) update w = w - lr*(g + 1)',
    'optimizer o(lr = 0.1) state v = 0 update v = v + g^2, w = w - lr*g/(sqrt(v) + 1)',
  ])('none where the step is no linear map: %s', (text) => {
    expect(modesOf(setUp(text).method, { lr: 0.1 })).toBeNull();
  });
});
