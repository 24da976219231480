import { describe, expect, test } from 'vitest';
import { TapeManyPoints } from '../../src/compile/manyPoints';
import { createOracle } from '../../src/compile/oracle';
import { type BasinMap, type BasinRequest, basinLabel, filledLabels, mapBasins } from '../../src/dynamics/maps/basins';
import { runCrowd } from '../../src/dynamics/maps/crowd';
import { crowdStop } from '../../src/dynamics/maps/crowdEnds';
import { type ManyPoints, manyPointsOf } from '../../src/dynamics/maps/manyPoints';
import { tapePoints } from '../../src/dynamics/maps/tapePoints';
import { mapRates } from '../../src/dynamics/maps/rates';
import {
  bestGradientDescent,
  bestHeavyBall,
  convergenceFactor,
  mapStability,
  stabilityBoundary,
} from '../../src/dynamics/maps/stability';
import { compileText } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import type { Oracle } from '../../src/optimizers/optimizer';
import { findOptimizer, optimizers } from '../../src/optimizers/registry';
import { runOptimizer } from '../../src/optimizers/run';
import { RandomGenerator } from '../../src/random/generator';

interface Prepared {
  readonly oracle: Oracle;
  readonly report: CriticalReport;
  many(capacity: number): ManyPoints;
}

async function prepare(formula: string, box = 'x in [-6, 6], y in [-6, 6]'): Promise<Prepared> {
  const loss = compileText(`loss f(x, y) = ${formula} on ${box}`, 'f', { constants: {} });
  if (loss.form !== 'formulas') throw new Error('formulas are expected');
  const constants = Float64Array.from(loss.constants, ({ value }) => value.near);
  return {
    oracle: createOracle(loss.tapes, constants),
    report: await searchLoss(loss, { budget: 20_000 }),
    many: (capacity) => new TapeManyPoints(loss.tapes[1], constants, capacity),
  };
}

function finish<Progress, Result>(work: Generator<Progress, Result, boolean>): Result {
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  return step.value;
}

const himmelblau = await prepare('(x^2 + y - 11)^2 + (x + y^2 - 7)^2');
const tricky = await prepare('log(3 - x) + x^2*y^2 - y^4 + x^2/2 + sqrt(y + 5)');

function request(name: string, options: Record<string, number>, change: Partial<BasinRequest> = {}): BasinRequest {
  return {
    definition: findOptimizer(name)!,
    options,
    base: [0, 0],
    axes: [0, 1],
    window: [
      [-6, 6],
      [-6, 6],
    ],
    size: 32,
    near: 0.05,
    steps: 200,
    limit: 1e6,
    tolerance: 1e-6,
    ...change,
  };
}

describe('a crowd of runs', () => {
  const random = new RandomGenerator(5);
  const count = 70;
  const starts = [0, 1].map(() => Float64Array.from({ length: count }, () => random.uniform(-4, 4)));

  test.each(optimizers.map(({ name }) => name))('%s: each ends where its own run ends, bit for bit', (name) => {
    const definition = findOptimizer(name)!;
    for (const [loss, tolerance] of [
      [himmelblau, 1e-4],
      [tricky, 0],
    ] as const) {
      const options = definition.options.some((option) => option.name === 'lr') ? { lr: 0.004 } : {};
      const settings = { steps: 60, limit: 1e4, tolerance };
      const { ends, stops, settled } = finish(
        runCrowd(loss.oracle, loss.many(32), definition, options, starts, settings),
      )!;
      for (let k = 0; k < count; k++) {
        const start = Float64Array.of(starts[0]![k]!, starts[1]![k]!);
        const run = runOptimizer(definition, options, loss.oracle, start, settings);
        expect([ends[0]![k], ends[1]![k]]).toEqual([...run.end]);
        if (run.stop === 'diverged') expect(stops[k]).toBe(crowdStop.diverged);
        if (run.stop === 'left-domain') expect(stops[k]).toBe(crowdStop.leftDomain);
        if (settled[k]! >= 0) expect(settled[k]).toBe(run.values.length - 1);
        else expect(run.reason).not.toContain('below');
      }
    }
  });

  test('an oracle alone gives the same', () => {
    const definition = findOptimizer('adam')!;
    const settings = { steps: 20, limit: 1e4, tolerance: 0 };
    const from = (many: ManyPoints): unknown => finish(runCrowd(tricky.oracle, many, definition, {}, starts, settings));
    expect(from(manyPointsOf(tricky.oracle, 32))).toEqual(from(tricky.many(50)));
  });

  test('what is not elementwise is run start by start', () => {
    const settings = { steps: 20, limit: 1e4, tolerance: 0 };
    const definition = findOptimizer('gradient-descent')!;
    const options = { max_norm: 1, lr: 0.1 };
    const { ends } = finish(runCrowd(himmelblau.oracle, himmelblau.many(32), definition, options, starts, settings))!;
    const run = runOptimizer(
      definition,
      options,
      himmelblau.oracle,
      Float64Array.of(starts[0]![9]!, starts[1]![9]!),
      settings,
    );
    expect([ends[0]![9], ends[1]![9]]).toEqual([...run.end]);
  });
});

describe('basins', () => {
  const make = (name: string, options: Record<string, number>, loss = himmelblau): BasinMap =>
    finish(mapBasins(loss.oracle, loss.many(256), loss.report, request(name, options)));

  test('every start of a small rate leads to one of the four minima, by name', () => {
    const map = make('gradient-descent', { lr: 0.005 });
    expect(map.stride).toBe(1);
    expect(new Set(Array.from(map.labels, (label) => map.goals[label]!.name))).toEqual(
      new Set([
        'minimum at (3, 2)',
        'minimum at (−2.805, 3.131)',
        'minimum at (−3.779, −3.283)',
        'minimum at (3.584, −1.848)',
      ]),
    );
    // The pixel at column 24, row 21 starts at (3.29, 2.13).
    expect(map.goals[map.labels[21 * 32 + 24]!]!.name).toBe('minimum at (3, 2)');
  });

  test('refines: a coarse image is every 16th, 8th, … pixel of the fine one', () => {
    const work = mapBasins(himmelblau.oracle, himmelblau.many(64), himmelblau.report, request('adam', { lr: 0.1 }));
    const strides = new Set<number>();
    const coarse: { stride: number; labels: Int16Array }[] = [];
    let share = 0;
    let step = work.next(false);
    while (step.done !== true) {
      expect(step.value.share).toBeGreaterThanOrEqual(share);
      ({ share } = step.value);
      const { stride, labels } = step.value.map;
      if (!strides.has(stride)) coarse.push({ stride, labels: labels.slice() });
      strides.add(stride);
      step = work.next(false);
    }
    expect([...strides]).toEqual([32, 16, 8, 4, 2]);
    for (const { stride, labels } of coarse) {
      if (stride === 32) continue;
      labels.forEach((label, k) => {
        const isComputed = Math.floor(k / 32) % stride === 0 && (k % 32) % stride === 0;
        expect(label).toBe(isComputed ? (step.value as BasinMap).labels[k] : basinLabel.unknown);
      });
      const filled = filledLabels({ ...(step.value as BasinMap), labels, stride });
      expect(filled[33]).toBe(labels[0]);
      expect(filled).not.toContain(basinLabel.unknown);
    }
  });

  test('can be stopped at once', () => {
    const work = mapBasins(himmelblau.oracle, himmelblau.many(64), himmelblau.report, request('adam', {}));
    work.next(false);
    const end = work.next(true);
    expect(end.done).toBe(true);
    expect((end.value as BasinMap).stride).toBe(32);
  });

  test('a start that diverges or leaves the domain is told', async () => {
    const saddle = await prepare('x^2/2 - y^2/2', 'x in [-2, 2], y in [-2, 2]');
    const map = make('gradient-descent', { lr: 0.5 }, saddle);
    expect(new Set(map.labels)).toEqual(new Set([basinLabel.diverged]));
    const log = await prepare('x - log(x) + y^2', 'x in [0.1, 3], y in [-2, 2]');
    const { labels, goals } = make('gradient-descent', { lr: 0.1 }, log);
    // Of 32 columns from −6 to 6 the first 16 start where the loss is undefined.
    for (let column = 0; column < 16; column++) expect(labels[column]).toBe(basinLabel.leftDomain);
    expect(goals[labels[31]!]!.name).toBe('minimum');
  });

  test('Newton goes to saddles and the maximum, too', () => {
    const map = make('newton', {});
    const kinds = new Set(Array.from(map.labels, (label) => map.goals[label]?.name.split(' ')[0]));
    for (const kind of ['minimum', 'saddle', 'maximum']) expect(kinds).toContain(kind);
  });

  test('a curve of minima is one goal', async () => {
    const product = await prepare('(x*y - 1)^2/2', 'x in [-3, 3], y in [-3, 3]');
    const map = finish(
      mapBasins(
        product.oracle,
        product.many(256),
        product.report,
        request(
          'gradient-descent',
          { lr: 0.05 },
          {
            size: 16,
            window: [
              [0.2, 2],
              [0.2, 2],
            ],
          },
        ),
      ),
    );
    const names = new Set(Array.from(map.labels, (label) => map.goals[label]?.name));
    expect(names).toEqual(new Set(['curve of minima']));
  });
});

test('learning rate against start: x²/2 + 5y² converges from everywhere exactly below 2/λmax', async () => {
  const bowl = await prepare('x^2/2 + 5y^2', 'x in [-2, 2], y in [-2, 2]');
  const map = finish(
    mapRates(bowl.oracle, bowl.many(64), bowl.report, {
      definition: findOptimizer('gradient-descent')!,
      options: {},
      line: [
        [-2, -1],
        [2, 1.5],
      ],
      columns: 20,
      rates: { low: 0.06, high: 0.9, count: 9 },
      steps: 4000,
      limit: 1e6,
      tolerance: 1e-8,
      near: 1e-3,
    }),
  );
  map.rates.forEach((rate, row) => {
    const labels = map.labels.subarray(row * 20, (row + 1) * 20);
    expect(new Set(labels)).toEqual(new Set([rate < 0.2 ? 0 : basinLabel.diverged]));
  });
});

test('the compiled evaluator gives the same image as the interpreter', async () => {
  for (const [formula, name, options] of [
    ['(x^2 + y - 11)^2 + (x + y^2 - 7)^2', 'momentum', { lr: 0.004 }],
    ['sin(x)*cos(y) + x^2/20 + exp(-y^2) + y^2/10', 'adam', { lr: 0.1 }],
  ] as const) {
    const text = `loss f(x, y) = ${formula} on x in [-6, 6], y in [-6, 6]`;
    const loss = compileText(text, 'f', { constants: {} });
    if (loss.form !== 'formulas') throw new Error('formulas are expected');
    const report = await searchLoss(loss, { budget: 20_000 });
    const oracle = createOracle(loss.tapes, new Float64Array(0));
    const image = (many: ManyPoints): Int16Array =>
      finish(mapBasins(oracle, many, report, request(name, options, { size: 64, steps: 400 }))).labels;
    const [compiled, interpreted] = [
      image(tapePoints(loss.tapes[1], new Float64Array(0), 512)),
      image(new TapeManyPoints(loss.tapes[1], new Float64Array(0), 300)),
    ];
    expect(new Set(compiled).size).toBeGreaterThan(2);
    // A start on a border may fall to either side by a rounding error.
    expect(compiled.filter((label, k) => label !== interpreted[k]).length).toBeLessThan(5);
  }
});

describe('stability of momentum', () => {
  test.each(['momentum', 'nesterov'] as const)('%s: the boundary is exact', (method) => {
    for (const beta of [0, 0.1, 0.5, 0.9, 0.99]) {
      const limit = stabilityBoundary(method, beta, 10);
      expect(convergenceFactor(method, limit * (1 - 1e-9), beta, [1, 10])).toBeLessThan(1);
      expect(convergenceFactor(method, limit * (1 + 1e-9), beta, [1, 10])).toBeGreaterThan(1);
    }
  });

  test('the best of κ = 10', () => {
    const { rate, beta, factor } = bestHeavyBall(1, 10);
    expect(beta).toBeCloseTo(0.269874, 6);
    expect(factor).toBeCloseTo(0.519494, 6);
    expect(convergenceFactor('momentum', rate, beta, [1, 10])).toBeCloseTo(factor, 7);
    for (const [dr, db] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.02],
      [0, -0.02],
    ] as const)
      expect(convergenceFactor('momentum', rate + dr, beta + db, [1, 10])).toBeGreaterThan(factor);
    const plain = bestGradientDescent(1, 10);
    expect(plain.factor).toBeCloseTo(0.818182, 6);
    expect(convergenceFactor('momentum', plain.rate, 0, [1, 10])).toBeCloseTo(plain.factor, 12);
  });

  test('the map is the factor at each pixel', () => {
    const map = mapStability('momentum', [1, 10], [0, 0.4], [0, 0.9], 5, 4);
    expect([...map.boundary].map((x) => Number(x.toFixed(6)))).toEqual([0.2, 0.26, 0.32, 0.38]);
    expect(map.factors[1 * 5 + 2]).toBe(convergenceFactor('momentum', 0.2, 0.3, [1, 10]));
    for (let row = 0; row < 4; row++)
      for (let column = 1; column < 5; column++)
        expect(map.factors[row * 5 + column]! < 1).toBe(0.1 * column < map.boundary[row]! - 1e-12);
  });
});
