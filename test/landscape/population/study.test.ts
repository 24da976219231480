import { describe, expect, test } from 'vitest';
import { pairView } from '../../../src/landscape/population/pair';
import { samplingStudy } from '../../../src/landscape/population/study';

const file = (distribution: string, alpha = 1): string =>
  [
    `const a = ${alpha} in [0.5, 2]`,
    'const n = 10 in [1, 400]',
    `data draw(s) = sample(${distribution}, n=n, seed=38)`,
    'fn l(w, v, s) = w^4/4 - s*w^2/2 + v^2/2',
    'loss sampled(w, v) = mean(l(w, v, p.s) for p in draw) on w in [-1.6, 1.6], v in [-1.6, 1.6]',
    `loss population(w, v) = expect(l(w, v, s) for s ~ ${distribution}) on w in [-1.6, 1.6], v in [-1.6, 1.6]`,
    'loss other(w) = w^2',
  ].join('\n');

const request = (text: string) => ({ text, loss: 'sampled', overrides: {}, partner: null, seed: 1 });

describe('barriers over samples', () => {
  test('have the means a²/(8n) of theory, by the law and over all samples', async () => {
    const sizes = [5, 20, 80];
    const view = await samplingStudy({ ...request(file('choice(-a, a)')), sizes, draws: 60 }, {});
    expect(view).toMatchObject({ empirical: 'sampled', population: 'population', isProved: true, isWhole: true });
    expect(view.barrier.derived!.exponent).toBe(-1);
    expect(view.barrier.derived!.coefficient).toBeCloseTo(1 / 8, 9);
    expect(view.distance.derived!.exponent).toBe(-1 / 4);
    for (const { n, barrier, exact, law, split } of view.rows) {
      expect(exact!.barrier).toBeCloseTo(1 / (8 * n), 9);
      expect(law.barrier).toBeCloseTo(1 / (8 * n), 9);
      // The draws are seeded: within four standard errors.
      expect(Math.abs(barrier.mean - exact!.barrier)).toBeLessThan(4 * barrier.error);
      expect(split).toBeGreaterThan(0.3);
    }
    expect(view.csv.split('\n')[0]).toBe(
      'n,draws,split,barrier_mean,barrier_error,barrier_exact,barrier_law,distance_mean,distance_error,distance_exact,distance_law',
    );
  }, 60_000);

  test('scale with the square of a, as the file says', async () => {
    const view = await samplingStudy({ ...request(file('choice(-a, a)', 0.5)), sizes: [5, 10], draws: 2 }, {});
    expect(view.barrier.derived!.coefficient).toBeCloseTo(1 / 32, 9);
    expect(view.rows[0]!.exact!.barrier).toBeCloseTo(1 / 160, 9);
  }, 60_000);

  test('of a normal distribution follow the variance of its mean', async () => {
    const view = await samplingStudy({ ...request(file('normal(0, a)')), sizes: [5, 50], draws: 40 }, {});
    // E m²/4 over m > 0 with the variance 1/n.
    expect(view.barrier.derived!.coefficient).toBeCloseTo(1 / 8, 9);
    for (const { n, barrier } of view.rows)
      expect(Math.abs(barrier.mean - 1 / (8 * n))).toBeLessThan(4 * barrier.error);
    expect(view.isProved).toBe(false);
  }, 60_000);

  test('have no law where the loss depends on more than a mean', async () => {
    const text = file('normal(0, a)').replaceAll('- s*w^2/2', '- sin(s)*w^2/2');
    const view = await samplingStudy({ ...request(text), sizes: [5], draws: 2 }, {});
    expect(view.barrier.derived).toBeNull();
    expect(view.notes.join(' ')).toContain('depends on more of a sample than its mean');
  }, 60_000);

  test('tell of sizes as they come, and end early', async () => {
    const signal = { aborted: false };
    const heard: number[] = [];
    const view = await samplingStudy(
      { ...request(file('choice(-a, a)')), sizes: [4, 8], draws: 3 },
      {
        signal,
        progress: ({ share, rows }) => {
          heard.push(share);
          if (rows.length === 1) signal.aborted = true;
        },
      },
    );
    expect(view.isWhole).toBe(false);
    expect(view.rows).toHaveLength(1);
    expect(heard.every((share, i) => i === 0 || share >= heard[i - 1]!)).toBe(true);
  }, 60_000);
});

describe('pairs', () => {
  test('a sample beside its population, from either of them', async () => {
    for (const loss of ['sampled', 'population']) {
      const view = await pairView({ ...request(file('choice(-a, a)')), loss, sample: null }, {});
      expect(view.empirical.name).toBe('sampled');
      expect(view.population.name).toBe('population');
      expect(view.counts).toEqual([
        { value: '-a', count: 3 },
        { value: 'a', count: 7 },
      ]);
      expect(view.basins.empirical.barrier).toBeCloseTo(0.04, 12);
      expect(view.basins.empirical.distance).toBeCloseTo(2 * Math.sqrt(0.4), 9);
      expect(view.basins.empirical.isProved).toBe(true);
      expect(view.basins.population.minima).toEqual([[0, 0].map((x) => expect.closeTo(x, 9))]);
    }
  });

  test('as many rows with each value as one likes', async () => {
    const sample = { kind: 'counts', counts: [10, 4] } as const;
    const view = await pairView({ ...request(file('choice(-a, a)')), sample }, {});
    expect(view.rows).toBe(14);
    expect(view.basins.empirical).toMatchObject({ barrier: 0, distance: 0 });
  });

  test('say what is missing', async () => {
    await expect(pairView({ ...request(file('choice(-a, a)')), loss: 'other', sample: null }, {})).rejects.toThrow(
      'nor a loss with its parameters is over a sample',
    );
    const alone = file('choice(-a, a)').replace(/loss population.*/, '');
    await expect(pairView({ ...request(alone), sample: null }, {})).rejects.toThrow('No other loss has the parameters');
    const partner = 'other';
    await expect(pairView({ ...request(file('choice(-a, a)')), partner, sample: null }, {})).rejects.toThrow(
      'choose one of population',
    );
  });
});
