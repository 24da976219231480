import { describe, expect, test } from 'vitest';
import { namesOf, nearestPlace } from '../../src/dynamics/places';
import { type RaceSettings, type RaceTable, type Racer, race, standardRace } from '../../src/dynamics/race/race';
import { raceCsv } from '../../src/dynamics/race/raceCsv';
import { ratesOf } from '../../src/dynamics/race/rateSearch';
import { findOptimizer } from '../../src/optimizers/registry';
import { analyzed } from '../support/reports';

const racer = (name: string, options: Record<string, number> = {}): Racer => ({
  definition: findOptimizer(name)!,
  options,
});

function finish(
  loss: Awaited<ReturnType<typeof analyzed>>,
  racers: readonly Racer[],
  starts: readonly number[][],
  settings: Partial<RaceSettings> = {},
): RaceTable {
  const work = race(loss.oracle, loss.report, racers, starts, { ...standardRace, ...settings });
  let step = work.next(false);
  let share = 0;
  while (step.done !== true) {
    expect(step.value.share).toBeGreaterThanOrEqual(share);
    expect(step.value.share).toBeLessThanOrEqual(1);
    share = step.value.share;
    step = work.next(false);
  }
  return step.value;
}

const himmelblau = await analyzed('loss f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2 on x in [-6, 6], y in [-6, 6]');
const starts = [
  [3, 3],
  [-3, 3],
];

describe('a race', () => {
  const racers = [racer('gradient-descent'), racer('adam', { lr: 0.1 }), racer('newton'), racer('lbfgs')];
  const table = finish(himmelblau, racers, starts);

  test('names the minimum each run reached', () => {
    expect(table.isWhole).toBe(true);
    expect(table.results.map(({ reached }) => reached)).toEqual([
      'minimum at (3, 2)',
      'minimum at (−2.805, 3.131)',
      'minimum at (3, 2)',
      'minimum at (−2.805, 3.131)',
      'minimum at (3, 2)',
      'minimum at (−2.805, 3.131)',
      'minimum at (3, 2)',
      'minimum at (−2.805, 3.131)',
    ]);
  });

  test('counts steps and gradient-equivalents to the tolerance', () => {
    for (const { stepsToTolerance, costToTolerance, racer: number, gradientNorm } of table.results) {
      expect(gradientNorm).toBeLessThan(2e-6);
      if (number < 2) expect(costToTolerance).toBe(stepsToTolerance);
      if (number === 2) expect(costToTolerance).toBe(5 * stepsToTolerance!);
    }
  });

  test('nobody spends more than the budget, and what would is not done', () => {
    for (const { cost, steps, run, stop } of finish(himmelblau, racers, starts, { budget: 7.5, tolerance: 0 })
      .results) {
      expect(cost).toBeLessThanOrEqual(7.5);
      expect(stop).toBe('budget');
      expect([...run.end]).toEqual([...run.points.subarray(2 * steps)]);
      const value = himmelblau.oracle.value(run.end);
      expect(run.values.at(-1)).toBe(value);
    }
  });

  test('can be stopped at any step, with what is done', () => {
    const work = race(himmelblau.oracle, himmelblau.report, racers, starts, standardRace);
    let step = work.next(false);
    for (let k = 0; k < 400 && step.done !== true; k++) step = work.next(false);
    if (step.done !== true) step = work.next(true);
    expect(step.done).toBe(true);
    expect((step.value as RaceTable).isWhole).toBe(false);
  });
});

test('the table is told as it grows, and what was told is what is there when it is stopped', () => {
  const two = [racer('gradient-descent'), racer('newton')];
  const work = race(himmelblau.oracle, himmelblau.report, two, starts, standardRace);
  const sizes: number[] = [];
  let step = work.next(false);
  while (step.done !== true && sizes.length < 3) {
    const { table } = step.value;
    if (table !== null) sizes.push(table.results.length);
    if (sizes.length < 3) step = work.next(false);
  }
  expect(sizes).toEqual([1, 2, 3]);
  step = work.next(true);
  expect(step.done).toBe(true);
  expect((step.value as RaceTable).results).toHaveLength(3);
  expect((step.value as RaceTable).isWhole).toBe(false);
});

describe('the search for learning rates', () => {
  const search = { low: 0.01, high: 1, count: 5 };
  test('tries the same rates, evenly spaced in the logarithm, with every method, and tells what that cost', () => {
    expect(ratesOf(search).map((rate) => Number(rate.toPrecision(4)))).toEqual([0.01, 0.03162, 0.1, 0.3162, 1]);
    const { rates, results } = finish(
      himmelblau,
      [racer('gradient-descent'), racer('rmsprop'), racer('trust-region-newton')],
      starts,
      { search, steps: 50, tolerance: 0 },
    );
    expect(rates[0]!.rate).toBe(0.01);
    expect(rates[0]!.isAtEnd).toBe(true);
    expect(rates[2]).toBeNull();
    expect(rates[1]!.tried.map(({ rate }) => rate)).toEqual(rates[0]!.tried.map(({ rate }) => rate));
    // Five rates, two starts, 50 steps of one gradient each; those that diverge end earlier.
    expect(rates[1]!.cost).toBe(500);
    const best = Math.min(...rates[1]!.tried.map(({ score }) => score));
    const mean = (results[2]!.finalLoss + results[3]!.finalLoss) / 2;
    expect(mean).toBe(best);
    expect(results[2]!.options['lr']).toBe(rates[1]!.rate);
  });
});

test('the table as CSV', () => {
  const racers = [racer('momentum', { schedule: 2 })];
  const table = finish(himmelblau, racers, [[3, 2]]);
  expect(raceCsv(table, racers, [[3, 2]])).toBe(
    'method,options,start,steps_to_tolerance,cost_to_tolerance,steps,cost,final_loss,gradient_norm,reached,nearest,distance,stop,rate_search_cost\r\n' +
      'momentum,lr=0.01 momentum=0.9 schedule=cosine,3 2,0,0,0,0,0,0,"minimum at (3, 2)","minimum at (3, 2)",0,converged,\r\n',
  );
});

describe('names of places', () => {
  test('a kind that occurs once needs no place', () => {
    const names = namesOf(himmelblau.report);
    expect(names.filter((name) => !name.includes('at'))).toEqual(['maximum']);
  });

  test('of a set, the nearest point of it is found', async () => {
    const product = await analyzed('loss f(x, y) = (x*y - 1)^2/2 on x in [-3, 3], y in [-3, 3]');
    const place = nearestPlace(product.oracle, product.report, [1.9, 0.55]);
    expect(place).toMatchObject({ set: 'manifold', name: 'curve of minima' });
    expect(place!.point[0]! * place!.point[1]!).toBeCloseTo(1, 9);
    const onCurve = Array.from({ length: 20_001 }, (_, k) => 1.8 + k * 1e-5);
    const least = Math.min(...onCurve.map((t) => Math.hypot(1.9 - t, 0.55 - 1 / t)));
    expect(place!.distance).toBeCloseTo(least, 8);
    expect(nearestPlace(product.oracle, product.report, [0.01, -0.02])).toMatchObject({ set: 'point', name: 'saddle' });
  });

  test('a plateau', async () => {
    const relu = await analyzed(
      'loss f(w, b) = (relu(w + b) - 1)^2 + (relu(2w + b) - 1.5)^2 + (relu(b - w) - 0.5)^2 on w in [-4, 4], b in [-4, 4]',
    );
    expect(nearestPlace(relu.oracle, relu.report, [0, -2])).toMatchObject({ name: 'plateau', distance: 0 });
  });

  test('where nothing is known there is no place', () => {
    const nothing = { points: [], manifolds: [], plateaus: [], kinks: [] };
    expect(nearestPlace(himmelblau.oracle, nothing, [0, 0])).toBeNull();
  });
});
