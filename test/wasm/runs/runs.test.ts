import { describe, expect, test, vi } from 'vitest';
import { TapeManyPoints } from '../../../src/compile/manyPoints';
import { createOracle } from '../../../src/compile/oracle';
import { runCrowd } from '../../../src/dynamics/maps/crowd';
import type { CrowdEnds, CrowdSettings } from '../../../src/dynamics/maps/crowdEnds';
import type { ManyPoints } from '../../../src/dynamics/maps/manyPoints';
import { tapePoints } from '../../../src/dynamics/maps/tapePoints';
import type { FormulaLoss } from '../../../src/landscape/compileLoss';
import { methodOf } from '../../../src/landscape/ownOptimizers';
import type { OptimizerDefinition } from '../../../src/optimizers/optimizer';
import { completeOptions, findOptimizer, optimizers } from '../../../src/optimizers/registry';
import { compileFormula } from '../../support/losses';
import { seeded } from '../../support/random';

const table = 'data d(u, v) = (-1, 0.3), (0.5, -0.2), (1.25, 0.9)';

/** Rational, and with square roots: each of their operations is rounded the same everywhere. */
const exact: readonly (readonly [formula: string, names: readonly string[]])[] = [
  ['(x^2 + y - 11)^2 + (x + y^2 - 7)^2', ['x', 'y']],
  ['a*x^2/2 + y^2 - x*y + 1/(x + 5)', ['x', 'y']],
  ['x*y', ['x', 'y']],
  ['sqrt(x + 3) + x^4/9 - y^2/2 + x^2*y^2', ['x', 'y']],
  ['(x - 1)^2*(z + y) + abs(y) + z^4/50 + relu(x*z)', ['x', 'y', 'z']],
  ['mean((x*p.u + y - p.v)^2 for p in d)', ['x', 'y']],
  ['x^4/4 - x^2/2', ['x']],
];

function compile([formula, names]: (typeof exact)[number], head = ''): FormulaLoss {
  return compileFormula(formula, names, { constants: { a: 0.75 }, head: `${table}\n${head}` });
}

function finish<Progress, Result>(work: Generator<Progress, Result, boolean>): Result {
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  return step.value;
}

/** Of the same starts, by the module and by the steppers; neither takes all starts in one block. */
function ends(
  loss: FormulaLoss,
  method: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  settings: CrowdSettings,
  seed: number,
): { readonly inside: CrowdEnds; readonly stepwise: CrowdEnds } {
  const random = seeded(seed);
  const constants = Float64Array.from(loss.constants, ({ value }) => value.near);
  const oracle = createOracle(loss.tapes, constants);
  const starts = Array.from({ length: oracle.dimension }, () =>
    Float64Array.from({ length: 45 }, () => random() * 8 - 4),
  );
  const run = (many: ManyPoints): CrowdEnds => finish(runCrowd(oracle, many, method, options, starts, settings))!;
  const compiled = tapePoints(loss.tapes[1], constants, 32);
  const evaluate = vi.spyOn(compiled, 'evaluate');
  const inside = run(compiled);
  expect(evaluate, 'the steps are made inside').not.toHaveBeenCalled();
  return { inside, stepwise: run(new TapeManyPoints(loss.tapes[1], constants, 20)) };
}

describe('runs within a module end as those of the steppers, bit for bit', () => {
  const elementwise = optimizers.filter((each) => each.isElementwise?.(completeOptions(each, { noise: 0 })) === true);

  test('these methods', () => {
    expect(elementwise.map(({ name }) => name)).toEqual([
      'gradient-descent',
      'sgd',
      'momentum',
      'nesterov',
      'adagrad',
      'rmsprop',
      'adam',
      'adamw',
      'amsgrad',
      'lion',
    ]);
  });

  test.each(elementwise.map(({ name }) => name))('%s', (name) => {
    const method = findOptimizer(name)!;
    const seen = new Set<number>();
    for (const [k, formula] of exact.entries()) {
      const loss = compile(formula);
      for (const [j, changed] of [
        { lr: 0.01 },
        { lr: 0.3, weight_decay: 0.1, schedule: 2, T_max: 20, warmup: 5 },
        { lr: 0.05, schedule: 1, step_size: 7, gamma: 0.5, eps: 0 },
      ].entries()) {
        const steps = [40, 0, 1100][(k + j) % 3]!;
        const settings = { steps, limit: j === 1 ? 50 : 1e6, tolerance: j === 0 ? 0 : 1e-3 };
        const { inside, stepwise } = ends(loss, method, { ...changed, noise: 0 }, settings, 10 * k + j);
        expect(inside, `${formula[0]}, case ${j}`).toEqual(stepwise);
        for (const stop of inside.stops) seen.add(stop);
      }
    }
    // All steps made, settled, and diverged or out of the domain.
    expect(seen.size).toBeGreaterThanOrEqual(3);
  });

  test.each([
    'optimizer o(lr = 0.01) update w = w - lr*g',
    // Divides by 0 where a component of the gradient is 0.
    'optimizer o(lr = 0.01) state v = 0 update v = v + g^2, w = w - lr*g/sqrt(v)',
    // Numbers are state and read before and after they change; an array begins at the start.
    'optimizer o(lr = 0.05) state k = 1, c = w, q = g0 update w = w - lr*k*g/t, k = 0.9*k + lr, c = k*c + (1 - k)*w, q = max(q, abs(c))',
    // A state becomes another one.
    'optimizer o(lr = 0.02, beta = 0.9) state a = 0*w, b = 0*w update a = b, b = beta*a - min(g, 2)*lr, w = -(-w - b)',
    // The state begins at the learning rate of the first step, which a schedule may lower.
    'optimizer o(lr = 0.1) state k = lr, v = lr*w update v = k*v + g, w = w - lr*v',
  ])('%s', (text) => {
    for (const [k, formula] of exact.entries()) {
      const loss = compile(formula, text.replace('g0', '0*w'));
      const settings = { steps: 60, limit: 1e3, tolerance: 1e-3 };
      for (const options of [{ lr: 0.03 }, { lr: 0.03, warmup: 5, weight_decay: 0.01 }]) {
        const { inside, stepwise } = ends(loss, methodOf(loss, 'o'), options, settings, k);
        expect(inside, `${formula[0]}, ${Object.keys(options).join(', ')}`).toEqual(stepwise);
      }
    }
  });
});

test('elementary functions change the last digits alone', () => {
  const loss = compile(['sin(x)*cos(y) + exp(-x^2) + log(3 + x*y/9) + tanh(y)', ['x', 'y']]);
  const settings = { steps: 30, limit: 1e6, tolerance: 0 };
  const { inside, stepwise } = ends(loss, findOptimizer('momentum')!, { lr: 0.02, momentum: 0.5 }, settings, 3);
  expect(inside.stops).toEqual(stepwise.stops);
  inside.ends.forEach((coordinates, i) =>
    coordinates.forEach((end, k) => expect(Math.abs(end - stepwise.ends[i]![k]!)).toBeLessThan(1e-9)),
  );
});

test('a rule with a function that modules have not goes by the stepper', () => {
  const loss = compile(exact[0]!, 'optimizer o(lr = 0.01) update w = w - lr*gelu(g)');
  const many = tapePoints(loss.tapes[1], new Float64Array(0), 32);
  const rule = methodOf(loss, 'o').elementwise!({ lr: 0.01 })!;
  expect(many.runs!(rule)).toBeUndefined();
});

test('runs come back after a while, and can be stopped', () => {
  const loss = compile(exact[0]!);
  const many = tapePoints(loss.tapes[1], new Float64Array(0), 64);
  const starts = [Float64Array.from({ length: 50 }, (_, k) => k / 25), new Float64Array(50)];
  const settings = { steps: 100_000, limit: 1e6, tolerance: 0 };
  const oracle = createOracle(loss.tapes, new Float64Array(0));
  const work = runCrowd(oracle, many, findOptimizer('adam')!, {}, starts, settings);
  const first = work.next(false);
  expect(first.done).toBe(false);
  expect(first.value).toBeLessThan(0.1);
  expect(work.next(true)).toEqual({ done: true, value: null });
});
