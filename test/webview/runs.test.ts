import { expect, test } from 'vitest';
import { findOptimizer } from '../../src/optimizers/registry';
import type { Run, StopReason } from '../../src/optimizers/optimizer';
import { LossEvaluator } from '../../webview/model/evaluator';
import { RunCache, lastStep, optionsOf, stepsWithin, stopInWords } from '../../webview/model/runs';
import { lossView } from '../browser/fixtures';

const loss = lossView('const a = 1 in [0, 4]\nloss bowl(x, y) = a*x^2 + y^2 from (1, 1)');
const setups = [
  { id: 1, optimizer: 'gradient-descent', options: { lr: 0.25 }, colour: 0 },
  { id: 2, optimizer: 'no-such-method', options: {}, colour: 1 },
];

test('every known optimizer runs from every start', () => {
  const evaluator = new LossEvaluator(loss, Float64Array.of(1));
  const results = new RunCache().compute(
    evaluator,
    setups,
    [
      [1, 1],
      [2, 0],
    ],
    10,
  );
  expect(results.map(({ setup, startIndex }) => [setup.id, startIndex])).toEqual([
    [1, 0],
    [1, 1],
  ]);
  // x ← x − 0.25·2x halves every coordinate of a round bowl.
  expect(Array.from(results[0]!.run.points.subarray(0, 6))).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
});

test('what has not changed is not run again; another constant runs all', () => {
  const cache = new RunCache();
  const evaluator = new LossEvaluator(loss, Float64Array.of(1));
  const first = cache.compute(
    evaluator,
    setups,
    [
      [1, 1],
      [2, 0],
    ],
    10,
  );
  const moved = cache.compute(
    evaluator,
    setups,
    [
      [1, 1],
      [3, 0],
    ],
    10,
  );
  expect(moved[0]!.run).toBe(first[0]!.run);
  expect(moved[1]!.run).not.toBe(first[1]!.run);
  const other = cache.compute(new LossEvaluator(loss, Float64Array.of(2)), setups, [[1, 1]], 10);
  expect(other[0]!.run).not.toBe(first[0]!.run);
});

test('a run is within the box until it leaves it for good', () => {
  const box = [{ low: -1, high: 1 }];
  const through = (points: readonly number[], stop: StopReason = 'budget'): number =>
    stepsWithin(
      { dimension: 1, stride: 1, points: Float64Array.from(points), values: Float64Array.from(points), stop } as Run,
      box,
    );
  expect(through([0, 2, 0.5, 3, 4])).toBe(3);
  expect(through([0, 2, 0.5])).toBe(3);
  expect(through([0, 2, 3], 'converged')).toBe(3);
  expect(through([2, 3])).toBe(0);
});

test('options are the defaults with what was changed, within their limits', () => {
  const definition = findOptimizer('adam')!;
  const largest = definition.options.find(({ name }) => name === 'lr')!.maximum;
  const options = optionsOf(definition, { lr: 1e9, unknown: 3 });
  expect(options['lr']).toBe(largest);
  expect(options['beta1']).toBe(0.9);
  expect(options).not.toHaveProperty('unknown');
});

test.each<[StopReason, string]>([
  ['budget', 'all 3 steps taken'],
  ['converged', 'converged after 3 steps'],
  ['diverged', 'diverged after 3 steps'],
  ['left-domain', 'left the domain after 3 steps'],
  ['singular', 'singular Hessian after 3 steps'],
])('%s in words', (stop, words) => {
  const run: Run = {
    optimizer: 'adam',
    options: {},
    dimension: 1,
    points: new Float64Array(4),
    stride: 1,
    cost: new Float64Array(4),
    end: new Float64Array(1),
    values: new Float64Array(4),
    stop,
    reason: '',
  };
  expect(stopInWords(run)).toBe(words);
  expect(lastStep(run)).toBe(3);
});

test('Gauss–Newton runs on a sum of squares, and says why it does not on another loss', () => {
  const setup = [{ id: 1, optimizer: 'gauss-newton', options: {}, colour: 0 }];
  const squares = lossView('loss r(x, y) = (1 - x)^2 + 100*(y - x^2)^2 from (-1.2, 1)');
  const [first] = new RunCache().compute(new LossEvaluator(squares, new Float64Array(0)), setup, [[-1.2, 1]], 10);
  // Rosenbrock's residuals: one step to x = 1, one more to y = 1.
  expect(Array.from(first!.run.end)).toEqual([1, 1]);
  const other = lossView('loss q(x, y) = x^2 - y^2');
  const [refused] = new RunCache().compute(new LossEvaluator(other, new Float64Array(0)), setup, [[1, 1]], 10);
  expect(refused!.run.stop).toBe('refused');
});
