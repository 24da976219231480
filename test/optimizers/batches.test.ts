import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CompiledLoss, compileText } from '../../src/landscape/compileLoss';
import type { DataFiles } from '../../src/landscape/dataFiles';
import { oracleOf } from '../../src/landscape/oracle';
import { BatchOrder } from '../../src/optimizers/batchOrder';
import type { Oracle } from '../../src/optimizers/optimizer';
import { findOptimizer } from '../../src/optimizers/registry';
import { runOptimizer, standardSettings } from '../../src/optimizers/run';
import { RandomGenerator } from '../../src/random/generator';
import { readCsv } from '../../src/tables/readCsv';

const data = 'data d(x, y) = (-1, 0.5), (0, 1), (1, -2), (2, 3), (4, 0), (5, 1)\n';
const files: DataFiles = new Map([['penguins.csv', readCsv(readFileSync('media/examples/penguins.csv', 'utf8'))]]);
const compile = (text: string, name = 'f'): CompiledLoss => compileText(text, name, { constants: {}, files });
const oracle = (text: string, name = 'f'): Oracle => oracleOf(compile(text, name));

/** Parameters that the loss hardly sees, so that it is compiled as an array program. */
const many = (text: string): string => text.replace('f(a, b) =', 'f(a, b, z[30]) = dot(z, z)/2 +');

describe('the order of rows', () => {
  test('each pass has every row once, in another order; a seed gives an order', () => {
    const order = new BatchOrder(4, new RandomGenerator(1));
    const passes = [0, 1].map(() => [0, 1, 2].map(() => [...order.next(10)]));
    for (const pass of passes) {
      expect(pass.map((rows) => rows.length)).toEqual([4, 4, 2]);
      expect(pass.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(passes[1]).not.toEqual(passes[0]);
    expect([...new BatchOrder(4, new RandomGenerator(1)).next(10)]).toEqual(passes[0]![0]);
    expect([...new BatchOrder(99, new RandomGenerator(1)).next(10)]).toHaveLength(10);
  });
});

const sampled = [
  'loss f(a, b) = mean((a*p.x + b - p.y)^2 for p in d)',
  'loss f(a, b) = sum(softplus(a*p.x - b*p.y) for p in d)/3 + a^4 + b^2',
  'loss f(a, b) = exp(b/9)*mean(tanh(a*p.x) + p.y for p in d) - 2*sum(a*b*p.x for p in d) + sum(a^k/k for k in 1..3)',
  'loss f(a, b) = sum(mean((a*p.x*k + b)^2 for p in d) for k in 1..2)',
  'loss f(a, b) = mean(sum((a*p.x*k + b)^2 for k in 1..2) for p in d)',
];

describe.each([
  ['formulas', (text: string) => text],
  ['a program', many],
])('as %s', (form, shaped) => {
  test.each(sampled)('the batches of a pass make the whole gradient: %s', (text) => {
    const compiled = compile(data + shaped(text));
    expect(compiled.form === 'formulas').toBe(form === 'formulas');
    const loss = oracleOf(compiled);
    const point = Float64Array.from({ length: loss.dimension }, (_, i) => 0.3 + 0.1 * i);
    const [whole, part] = [new Float64Array(loss.dimension), new Float64Array(loss.dimension)];
    loss.gradient(point, whole);
    const order = new BatchOrder(2, new RandomGenerator(5));
    const mean = new Float64Array(loss.dimension);
    const seen = new Set<string>();
    for (let k = 0; k < 3; k++) {
      expect(loss.sampledGradient!(point, part, order)).toBeCloseTo(1 / 3, 15);
      part.forEach((x, i) => (mean[i]! += x / 3));
      seen.add(part.join());
    }
    expect(seen.size).toBe(3);
    mean.forEach((x, i) => expect(x).toBeCloseTo(whole[i]!, 12));
  });

  test('a batch has the gradient of the loss of its rows alone', () => {
    const loss = oracle(data + shaped(sampled[0]!));
    const few = oracle('data d(x, y) = (2, 3), (5, 1), (0, 1)\n' + shaped(sampled[0]!));
    const point = Float64Array.from({ length: loss.dimension }, (_, i) => 0.2 + 0.1 * i);
    const [one, other] = [new Float64Array(loss.dimension), new Float64Array(loss.dimension)];
    loss.sampledGradient!(point, one, { size: 3, next: () => [3, 5, 1] });
    few.gradient(point, other);
    one.forEach((x, i) => expect(x).toBeCloseTo(other[i]!, 13));
    // A shorter batch, and then a longer one.
    loss.sampledGradient!(point, one, { size: 3, next: () => [3] });
    loss.sampledGradient!(point, one, { size: 6, next: () => [0, 1, 2, 3, 4, 5] });
    loss.gradient(point, other);
    one.forEach((x, i) => expect(x).toBeCloseTo(other[i]!, 13));
  });

  test.each([
    'loss f(a, b) = sqrt(1 + mean((a*p.x + b)^2 for p in d))',
    'loss f(a, b) = mean(a*p.x for p in d)*mean(b*p.y for p in d)',
    'loss f(a, b) = mean((a*p.x - mean(b*q.x for q in d))^2 for p in d)',
    'loss f(a, b) = max(mean(a*p.x for p in d), b)',
    'loss f(a, b) = 1/(1 + mean((a*p.x + b)^2 for p in d))',
    'loss f(a, b) = sum((a*k + b)^2 for k in 1..6)',
    'loss f(a, b) = a^2 + b^2',
  ])('no batch is drawn where the loss is no sum over rows: %s', (text) => {
    const loss = oracle(data + shaped(text));
    expect(loss.sampledGradient).toBeUndefined();
    const start = new Float64Array(loss.dimension).fill(0.5);
    const { stop, reason } = runOptimizer(findOptimizer('sgd')!, { batch: 2 }, loss, start, standardSettings);
    expect(stop).toBe('refused');
    expect(reason).toMatch(/not a sum or a mean over the rows of a table/);
  });
});

test('formulas and programs draw the same rows', () => {
  const run = (text: string) => {
    const loss = oracle(data + text);
    const start = new Float64Array(loss.dimension).fill(0.1);
    const options = { batch: 4, noise: 0, lr: 0.01, seed: 3 };
    return runOptimizer(findOptimizer('sgd')!, options, loss, start, { ...standardSettings, steps: 40 });
  };
  const [formulas, program] = [run(sampled[0]!), run(many(sampled[0]!))];
  for (const i of [0, 1]) expect(formulas.end[i]).toBeCloseTo(program.end[i]!, 10);
  // A pass costs one gradient: batches of four rows and of two.
  expect([...formulas.cost.slice(0, 5)].map((x) => Math.round(x * 6))).toEqual([0, 4, 6, 10, 12]);
  expect(run(sampled[0]!)).toEqual(formulas);
});

test.each([
  ['logistic-regression', 'logistic', 0.2, 400],
  ['tanh-net', 'net', 0.1, 300],
  ['penguins-logistic', 'logistic', 0.2, 400],
  ['penguins-network', 'network', 0.05, 400],
])('SGD in batches of 8 trains %s', (file, name, lr, steps) => {
  const text = readFileSync(`media/examples/${file}.loss`, 'utf8');
  const loss = compile(text, /^loss (\w+)/m.exec(text)![1] ?? name);
  const start = Float64Array.from(loss.starts[0]!);
  const options = { batch: 8, noise: 0, lr };
  const { values, stop, cost } = runOptimizer(findOptimizer('sgd')!, options, oracleOf(loss), start, {
    ...standardSettings,
    steps,
  });
  expect(stop).toBe('budget');
  expect(values.at(-1)!).toBeLessThan(0.8 * values[0]!);
  expect(cost.at(-1)!).toBeLessThanOrEqual(steps);
});
