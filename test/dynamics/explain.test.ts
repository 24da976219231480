import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Explanation, RunExplainer } from '../../src/dynamics/explain/explain';
import { algebraicEscape, exponentialEscape, observedEscape } from '../../src/dynamics/explain/escape';
import { germTerm } from '../../src/dynamics/explain/germTerm';
import { type Complex, linearModel, modulus } from '../../src/dynamics/explain/multipliers';
import type { Oracle } from '../../src/optimizers/optimizer';
import { completeOptions, findOptimizer, optimizers } from '../../src/optimizers/registry';
import { runOptimizer, standardSettings } from '../../src/optimizers/run';
import { compileFormula, oracleFor } from '../support/losses';
import { analyzed } from '../support/reports';
import { squaresOracle } from '../support/squares';

const file = 'test/fixtures/explanations/situations.txt';
const updates = process.env['UPDATE_GOLDEN'] === '1';

interface Case {
  readonly title: string;
  readonly loss: string;
  readonly run: string;
  readonly expected: string;
}

const cases: Case[] = readFileSync(file, 'utf8')
  .split(/^# /mu)
  .slice(1)
  .map((text) => {
    const [head, expected = ''] = text.split('==>\n');
    const [title = '', loss = '', run = ''] = head!.split('\n');
    return { title, loss, run, expected: expected.trim() };
  });

async function explanationOf({ loss, run }: Pick<Case, 'loss' | 'run'>): Promise<Explanation> {
  const { oracle, report } = await analyzed(loss);
  const match = /^(\S+)(.*) from (.*) step (\d+)$/u.exec(run)!;
  const options = match[2]!
    .trim()
    .split(' ')
    .filter((part) => part !== '');
  return new RunExplainer(
    oracle,
    report,
    report.parameters,
    findOptimizer(match[1]!)!,
    Object.fromEntries(options.map((part) => [part.split('=')[0]!, Number(part.split('=')[1])])),
    match[3]!.split(',').map(Number),
  ).at(Number(match[4]));
}

const found = new Map<string, Explanation>();
for (const each of cases) found.set(each.title, await explanationOf(each));
if (updates) {
  writeFileSync(
    file,
    cases
      .map(({ title, loss, run }) => {
        const { situation, sentence } = found.get(title)!;
        return `# ${title}\n${loss}\n${run}\n==>\n${situation}\n${sentence}\n`;
      })
      .join('\n'),
  );
}

describe('why a step went as it did', () => {
  test.each(cases)('$title', ({ title, expected }) => {
    const { situation, sentence } = found.get(title)!;
    expect(`${situation}\n${sentence}`).toBe(updates ? `${situation}\n${sentence}` : expected);
  });

  test('at least twenty situations are told apart', () => {
    expect(new Set([...found.values()].map(({ situation }) => situation)).size).toBeGreaterThanOrEqual(20);
  });

  test.each(cases)('every number in the sentence is given: $title', ({ title }) => {
    const { sentence, numbers } = found.get(title)!;
    const given = new Set(numbers.map(({ text }) => text.replace(/^−/u, '')));
    // The formulas of limits and rates are no numbers: `2/λmax`, `(κ − 1)/(κ + 1)`, `1 − ηλ`.
    const formulas = /2\(1 \+ β₁?\)\/(?:\(?1 − β₁\)\/|\(\(1 \+ 2β\))?|2\/(?=λ|μ)|\(√?κ [−+] 1\)|1 [−+] η\|?λ\|?/gu;
    for (const [text] of sentence.replace(formulas, '').matchAll(/\d+(?:\.\d+)?(?:e−?\d+)?/gu))
      expect(given, sentence).toContain(text);
    for (const { value } of numbers) expect(Number.isFinite(value)).toBe(true);
  });
});

test('Gauss–Newton sees no negative curvature', () => {
  const product = squaresOracle(
    2,
    1,
    ([a, b]) => [a! * b! - 1],
    ([a, b]) => [b!, a!],
  );
  const none = { points: [], manifolds: [], plateaus: [], kinks: [] };
  const explain = (start: number[]): Explanation =>
    new RunExplainer(product, none, ['a', 'b'], findOptimizer('gauss-newton')!, {}, start).at(0);
  expect(explain([0, 0]).sentence).toBe(
    "Gauss–Newton sees no negative curvature: its matrix is 0 here, the Hessian's lowest curvature is −1",
  );
  expect(explain([0.1, 0]).sentence).toBe(
    "Gauss–Newton sees no negative curvature: its lowest curvature is 0 here, the Hessian's is −0.995",
  );
});

describe('multipliers', () => {
  const hessian = Float64Array.of(1, 0.5, 0.5, 4);
  const quadratic: Oracle = {
    dimension: 2,
    value: ([x, y]) => x! * x! * 0.5 + 0.5 * x! * y! + 2 * y! * y!,
    gradient: ([x, y], g) => g.set([x! + 0.5 * y!, 0.5 * x! + 4 * y!]),
    hessian: (_, h) => h.set(hessian),
    hessianVector: (_, [x, y], out) => out.set([x! + 0.5 * y!, 0.5 * x! + 4 * y!]),
  };

  /** Over many steps the distance shrinks at the rate of the largest multiplier. */
  function measuredRate(name: string, options: Record<string, number>, steps: number): number {
    const run = runOptimizer(findOptimizer(name)!, options, quadratic, Float64Array.of(1, 1), {
      ...standardSettings,
      steps,
      limit: 1e300,
    });
    const size = (t: number): number => Math.hypot(run.points[2 * t]!, run.points[2 * t + 1]!);
    // The slope of ln(size) by least squares, which averages over the swings.
    let [sum, weighted] = [0, 0];
    const middle = (steps + 100) / 2;
    for (let t = 100; t <= steps; t++) {
      weighted += (t - middle) * Math.log(size(t));
      sum += (t - middle) ** 2;
    }
    return Math.exp(weighted / sum);
  }

  test.each<[string, Record<string, number>]>([
    ['gradient-descent', { lr: 0.1 }],
    ['gradient-descent', { lr: 0.45 }],
    ['momentum', { lr: 0.05, momentum: 0.8 }],
    ['momentum', { lr: 0.05, momentum: 0.3 }],
    ['nesterov', { lr: 0.05, momentum: 0.8 }],
    ['nesterov', { lr: 0.05, momentum: 0.3 }],
    ['gradient-descent', { lr: 0.1, weight_decay: 0.3 }],
    ['levenberg-marquardt', { lambda: 20 }],
    ['damped-newton', { lr: 0.1 }],
  ])('%s with %j shrinks as they say', (name, options) => {
    const definition = findOptimizer(name)!;
    const all = completeOptions(definition, options);
    const stepper = definition.create(all, 2);
    stepper.step(Float64Array.of(1, 1), quadratic);
    const { modes } = linearModel(definition, all, stepper.facts?.() ?? {}, hessian, 2)!;
    const most = Math.max(...modes.flatMap(({ multipliers }) => multipliers.map((each: Complex) => modulus(each))));
    expect(measuredRate(name, options, 1500)).toBeCloseTo(most, 3);
  });

  test.each<[string, Record<string, number>]>([
    ['gradient-descent', {}],
    ['momentum', { momentum: 0.7 }],
    ['nesterov', { momentum: 0.7 }],
  ])('%s is stable just below its limit and not just above', (name, options) => {
    const definition = findOptimizer(name)!;
    const { limit } = linearModel(definition, completeOptions(definition, options), {}, hessian, 2)!;
    expect(measuredRate(name, { ...options, lr: limit! * 0.99 }, 400)).toBeLessThan(1);
    expect(measuredRate(name, { ...options, lr: limit! * 1.01 }, 400)).toBeGreaterThan(1);
  });

  test('Adam with its state frozen: the roots of its two-by-two matrix', () => {
    const p = Float64Array.of(2, 0.5);
    const { modes, limit, isFrozen } = linearModel(
      findOptimizer('adam')!,
      { lr: 0.1, beta1: 0.9 },
      { rate: 0.1, preconditioner: p },
      hessian,
      2,
    )!;
    expect(isFrozen).toBe(true);
    // [w, m] ← [w − lr·P·m′, m′], m′ = β₁m + (1 − β₁)Hw: trace and determinant of the 4 × 4 matrix are sums and
    // products of the roots.
    const roots = modes.flatMap(({ multipliers }) => multipliers);
    const trace = 2 - 0.1 * 0.1 * (2 * 1 + 0.5 * 4) + 2 * 0.9;
    expect(roots.reduce((sum, { re }) => sum + re, 0)).toBeCloseTo(trace, 12);
    const product = roots.reduce<Complex>(
      (a, b) => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re }),
      { re: 1, im: 0 },
    );
    expect(product.re).toBeCloseTo(0.81, 12);
    expect(product.im).toBeCloseTo(0, 12);
    expect(limit).toBeCloseTo((2 * 1.9) / (0.1 * modes[1]!.curvature), 12);
  });
});

describe('escape times', () => {
  test('in closed form', () => {
    expect(exponentialEscape(1e-6, 1, 1.1)).toBeCloseTo(144.95, 2);
    expect(algebraicEscape(0.1, 1, -1, 4) / 0.01).toBeCloseTo(1237.5, 9);
    expect(algebraicEscape(0.05, 1, -1, 4) / 0.01).toBeCloseTo(4987.5, 9);
    expect(algebraicEscape(0.01, 1, -1, 4) / 0.01).toBeCloseTo(124_987.5, 8);
  });

  test.each<[string, number, number[], number, number]>([
    ['x^2/2 - y^2/2', 0.1, [0, 1e-6], 144.95, 145],
    ['x^2/2 + x^2*y^2 - y^4', 0.01, [0, 0.1], 1237.5, 1241],
    ['x^2/2 + x^2*y^2 - y^4', 0.01, [0, 0.05], 4987.5, 4992],
  ])('%s at rate %d from %j: predicted %d, observed %d', async (formula, lr, start, predicted, observed) => {
    const { oracle, report } = await analyzed(`loss f(x, y) = ${formula} on x in [-2, 2], y in [-2, 2]`);
    const definition = findOptimizer('gradient-descent')!;
    const explainer = new RunExplainer(oracle, report, report.parameters, definition, { lr }, start);
    expect(explainer.at(0).escape!.steps).toBeCloseTo(predicted, 2);
    const run = runOptimizer(definition, { lr }, oracle, Float64Array.from(start), {
      ...standardSettings,
      steps: 6000,
    });
    expect(observedEscape(run, 0, report.points[0]!, 1)).toBe(observed);
    expect(observedEscape(run, observed - 3, report.points[0]!, 1)).toBe(3);
  });

  test('the leading term is read from the report', async () => {
    const { report } = await analyzed('loss f(x, y) = x^2/2 + x*y^2 on x in [-1, 1], y in [-1, 1]');
    expect(germTerm(report.points[0]!)).toMatchObject({ coefficient: -0.5, exponent: 4, direction: [0, 1] });
    const cubic = await analyzed('loss f(x, y) = x^2 + (y - 1)^3 on x in [-1, 1], y in [0, 2]');
    expect(germTerm(cubic.report.points[0]!)).toMatchObject({ coefficient: 1, exponent: 3 });
    const regular = await analyzed('loss f(x, y) = x^2 - y^2 on x in [-1, 1], y in [-1, 1]');
    expect(germTerm(regular.report.points[0]!)).toBeNull();
  });
});

test('steps may be asked about in any order', async () => {
  const { oracle, report } = await analyzed('loss f(x, y) = x^2/2 + x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2]');
  const make = (): RunExplainer =>
    new RunExplainer(oracle, report, report.parameters, findOptimizer('adam')!, { noise: 0.1 }, [1, 0.1]);
  const once = make();
  const [late, early] = [once.at(40), once.at(7)];
  expect(make().at(7)).toEqual(early);
  expect(make().at(40)).toEqual(late);
});

describe('hostile runs are explained, too', () => {
  const none = { points: [], manifolds: [], plateaus: [], kinks: [] };
  const shapes: [string, string, string[], number[]][] = [
    ['undefined everywhere', 'log(-1 - x^2) + y', ['x', 'y'], [1, 1]],
    ['one parameter', '(x^2-1)^2', ['x'], [0.3]],
    ['flat', '0*x + 0*y', ['x', 'y'], [1, 1]],
    ['on the edge of the domain', 'sqrt(x) + y^2', ['x', 'y'], [0, 1]],
    ['overflow', 'exp(exp(x)) + y^2', ['x', 'y'], [6.5, 1]],
    ['a kink', 'abs(x) + y^2', ['x', 'y'], [0, 1]],
    ['a tiny scale', '1e-300*(x^2 + y^4 + y)', ['x', 'y'], [1, 1]],
    ['four parameters', '(a*b*c*d - 1)^2', ['a', 'b', 'c', 'd'], [1, 2, -1, 0.5]],
  ];
  test.each(optimizers.map(({ name }) => name))('%s', (name) => {
    for (const [, formula, parameters, start] of shapes) {
      const oracle = oracleFor(compileFormula(formula, parameters));
      for (const options of name === 'adam' ? [{}, { lr: 1e6 }, { noise: 1, max_norm: 0.1 }] : [{}]) {
        const explainer = new RunExplainer(oracle, none, parameters, findOptimizer(name)!, options, start);
        for (const t of [0, 1, 7, 2]) expect(explainer.at(t).sentence.length).toBeGreaterThan(5);
      }
    }
  });
});
