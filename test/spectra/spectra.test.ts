import { describe, expect, test } from 'vitest';
import { reduceBand } from '../../src/linalg/bandTridiagonalize';
import { symmetricEigen } from '../../src/linalg/eigen';
import { countBelow, tridiagonalProducts, tridiagonalValues } from '../../src/linalg/tridiagonal';
import { RandomGenerator } from '../../src/random/generator';
import { type SpectrumDraw, drawSpectrum } from '../../src/spectra/drawSpectrum';
import { evenMoments, fitSemicircle, semicircleDistance, semicircleShare } from '../../src/spectra/semicircle';
import { dense, drawBand, withSpikes } from '../../src/spectra/spiked';
import { allSpikes, sample, studySpectrum } from '../../src/spectra/study';
import { allPositive, negativeBounds, negativeShare, predict } from '../../src/spectra/theory';
import { truth } from './truth';

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
const draw = (n: number, spikes: readonly number[], seed: number, stream = 0): SpectrumDraw =>
  finish(drawSpectrum(n, spikes, { seed, stream }, true));
const draws = (n: number, spikes: readonly number[], count: number, seed = 5): SpectrumDraw[] =>
  Array.from({ length: count }, (_, stream) => draw(n, spikes, seed, stream));

/** A whole matrix with spikes along directions of its own, the plain way. */
function plainMatrix(
  n: number,
  spikes: readonly number[],
  random: RandomGenerator,
): { h: Float64Array; u: Float64Array[] } {
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const entry = random.normal() / Math.sqrt(2 * n);
      h[i * n + j] = h[i * n + j]! + entry;
      h[j * n + i] = h[j * n + i]! + entry;
    }
  }
  const u: Float64Array[] = [];
  for (const beta of spikes) {
    const vector = random.normals(n);
    for (const other of u) {
      const along = vector.reduce((sum, x, i) => sum + x * other[i]!, 0);
      vector.forEach((x, i) => (vector[i] = x - along * other[i]!));
    }
    const length = Math.hypot(...vector);
    u.push(vector.map((x) => x / length));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) h[i * n + j] = h[i * n + j]! + beta * u.at(-1)![i]! * u.at(-1)![j]!;
    }
  }
  return { h, u };
}

/** Two means of samples differ by at most four of their standard errors. */
function expectSameMean(a: readonly number[], b: readonly number[]): void {
  const [one, other] = [sample(a), sample(b)];
  expect(Math.abs(one.mean - other.mean)).toBeLessThan(4 * Math.hypot(one.error, other.error));
}

describe('band matrices', () => {
  test.each([1, 2, 3, 5, 9])('are reduced with the same eigenpairs (width %i)', (width) => {
    const n = 10;
    const random = new RandomGenerator(width);
    const entries = random.normals(n * (width + 1));
    const band = { n, width, entries };
    const matrix = dense(band);
    const { values, vectors } = symmetricEigen(matrix, n);
    const { diagonal, beside, rows } = finish(reduceBand(band, 3));
    const found = tridiagonalProducts(diagonal, beside, rows, 3);
    for (let i = 0; i < n; i++) {
      expect(found.values[i]).toBeCloseTo(values[i]!, 11);
      for (let k = 0; k < 3; k++) expect(Math.abs(found.rows[i * 3 + k]!)).toBeCloseTo(Math.abs(vectors[i]![k]!), 9);
    }
    const sharp = tridiagonalValues(diagonal, beside);
    for (const x of [-3, -0.5, 0, 0.7, 9]) {
      expect(countBelow(diagonal, beside, x)).toBe(sharp.filter((value) => value < x).length);
    }
  });

  test.each([[[]], [[2, 1.5]], [[3, 0.5, -2]]])(
    'hold the spikes %j exactly: the same matrix, dense and banded',
    (spikes) => {
      const band = withSpikes(drawBand(40, spikes.length, new RandomGenerator(3)), spikes);
      const { values, vectors } = symmetricEigen(dense(band), 40);
      const drawn = draw(40, spikes, 3);
      drawn.values.forEach((value, i) => expect(value).toBeCloseTo(values[i]!, 11));
      for (const { beta, position, overlap } of drawn.spikes) {
        const at = values.findIndex((value) => Math.abs(value - position) < 1e-9);
        expect(overlap).toBeCloseTo(vectors[at]![spikes.indexOf(beta as never)]! ** 2, 9);
      }
    },
  );

  test('give what dense matrices give', () => {
    const [n, count, spikes] = [24, 400, [2.5, 1.5]] as const;
    const banded = draws(n, spikes, count);
    const random = new RandomGenerator(77);
    const whole = Array.from({ length: count }, () => {
      const { h, u } = plainMatrix(n, spikes, random);
      const { values, vectors } = symmetricEigen(h, n);
      const overlap = (place: number, spike: number): number =>
        vectors[place]!.reduce((sum, x, i) => sum + x * u[spike]![i]!, 0) ** 2;
      return { values, first: overlap(n - 1, 0), second: overlap(n - 2, 1) };
    });
    for (const place of [0, 5, 12, n - 2, n - 1]) {
      expectSameMean(
        banded.map(({ values }) => values[place]!),
        whole.map(({ values }) => values[place]!),
      );
      // And with the same spread.
      const variances = [banded, whole].map((all) => {
        const { mean } = sample(all.map(({ values }) => values[place]!));
        return all.map(({ values }) => (values[place]! - mean) ** 2);
      });
      expectSameMean(variances[0]!, variances[1]!);
    }
    expectSameMean(
      banded.map((each) => each.spikes[0]!.overlap),
      whole.map(({ first }) => first),
    );
    expectSameMean(
      banded.map((each) => each.spikes[1]!.overlap),
      whole.map(({ second }) => second),
    );
  });

  test('of many spikes and of few are the same matrix', () => {
    // 17 spikes are treated as dense, 16 as a band; the 17th is too small to be seen.
    const many = Array.from({ length: 16 }, (_, i) => 4 - i / 10);
    const wide = draw(60, [...many, 1e-9], 4);
    expect(wide.spikes).toHaveLength(8);
    const narrow = draws(60, many, 150);
    expectSameMean(
      draws(60, [...many, 1e-9], 150, 6).map(({ spikes }) => spikes[3]!.overlap),
      narrow.map(({ spikes }) => spikes[3]!.overlap),
    );
    expectSameMean(
      draws(60, [...many, 1e-9], 150, 7).map(({ values }) => values[40]!),
      narrow.map(({ values }) => values[40]!),
    );
  });

  test('with as many spikes as rows are shifted noise', () => {
    const { values } = draw(12, new Array<number>(12).fill(3), 9);
    const noise = draws(12, [], 300);
    expect(Math.abs(sample([...values]).mean - 3)).toBeLessThan(
      5 * sample(noise.map((each) => sample([...each.values]).mean)).deviation,
    );
  });
});

describe('against reference draws', () => {
  test('the semicircle', () => {
    for (const [x, share] of truth.semicircle) expect(semicircleShare(x)).toBeCloseTo(share, 12);
    expect(semicircleShare(1) - semicircleShare(-1)).toBeCloseTo(0.608998, 6);
  });

  test.each(truth.noise.filter(({ n }) => n <= 400).map((row) => [row.n, row] as const))(
    'noise of %i rows',
    (n, row) => {
      const count = Math.min(300, Math.round(40_000 / n));
      const drawn = draws(n, [], count);
      const close = (numbers: readonly number[], { mean, deviation }: { mean: number; deviation: number }): void => {
        // Both means err, and no single draw lies further off than five deviations.
        const error = deviation * Math.sqrt(1 / count + 1 / row.draws);
        expect(Math.abs(sample(numbers).mean - mean)).toBeLessThan(4.5 * error);
      };
      const moments = drawn.map(({ values }) => evenMoments(values));
      close(
        drawn.map(({ values }) => values.filter((value) => value < 0).length / n),
        row.negative,
      );
      close(
        drawn.map(({ values }) => values.at(-1)!),
        row.largest,
      );
      close(
        drawn.map(({ values }) => values[0]!),
        row.smallest,
      );
      close(
        drawn.map(({ values }) => semicircleDistance(values)),
        row.distance,
      );
      close(
        moments.map(([second]) => second),
        row.second,
      );
      close(
        moments.map(([, fourth]) => fourth),
        row.fourth,
      );
      for (const share of row.shares) {
        close(
          drawn.map(({ values }) => values.filter((value) => value <= share.x).length / n),
          share,
        );
      }
    },
  );

  test.each(truth.spiked.filter(({ n }) => n <= 400).map((row) => [row.n, row.beta, row] as const))(
    '%i rows with a spike of %d',
    (n, beta, row) => {
      const count = n <= 200 ? 120 : 50;
      const drawn = draws(n, [beta], count);
      const close = (numbers: readonly number[], { mean, deviation }: { mean: number; deviation: number }): void => {
        const error = deviation * Math.sqrt(1 / count + 1 / row.draws);
        expect(Math.abs(sample(numbers).mean - mean)).toBeLessThan(4.5 * error);
      };
      close(
        drawn.map(({ spikes }) => spikes[0]!.position),
        row.largest,
      );
      close(
        drawn.map(({ values }) => values.at(-2)!),
        row.next,
      );
      close(
        drawn.map(({ spikes }) => spikes[0]!.overlap),
        row.overlap,
      );
      close(
        drawn.map(({ values }) => values.filter((value) => value < 0).length / n),
        row.negative,
      );
    },
  );

  test.each(truth.spiked.filter(({ n }) => n === 800).map((row) => [row.beta, row] as const))(
    'one draw of 800 rows with a spike of %d',
    (beta, row) => {
      const { values, spikes } = draw(800, [beta], 8);
      expect(Math.abs(values.at(-1)! - row.largest.mean)).toBeLessThan(5 * row.largest.deviation);
      expect(Math.abs(spikes[0]!.overlap - row.overlap.mean)).toBeLessThan(5 * row.overlap.deviation);
    },
  );
});

describe('theory', () => {
  test.each([
    [1.5, 2.16667, 0.5556],
    [2, 2.5, 0.75],
    [3, 3.33333, 0.8889],
    [5, 5.2, 0.96],
  ])('a spike of %d', (beta, position, overlap) => {
    expect(predict(beta).position).toBeCloseTo(position, 4);
    expect(predict(beta).overlap).toBeCloseTo(overlap, 4);
    expect(predict(-beta).position).toBeCloseTo(-position, 4);
    const [spike] = draw(2000, [beta], 21).spikes;
    expect(Math.abs(spike!.position - position)).toBeLessThan(0.1);
    expect(Math.abs(spike!.overlap - overlap)).toBeLessThan(0.05);
  });

  test('a spike below the threshold stays at the edge', () => {
    expect(predict(1)).toEqual({ leaves: false, position: 2, overlap: 0 });
    const { spikes } = draw(2000, [0.5], 21);
    expect(Math.abs(spikes[0]!.position - 2)).toBeLessThan(0.1);
    expect(spikes[0]!.overlap).toBeLessThan(0.05);
  });

  test('negative eigenvalues keep their bounds, always', () => {
    const random = new RandomGenerator(31);
    for (let round = 0; round < 150; round++) {
      const n = 1 + random.integer(40);
      const spikes = Array.from({ length: random.integer(n + 1) }, () => random.normal() * 3);
      const { values, noiseNegatives } = draw(n, spikes, 100 + round);
      const negatives = values.filter((value) => value < 0).length;
      const [low, high] = negativeBounds(noiseNegatives!, n, spikes);
      expect(negatives).toBeGreaterThanOrEqual(low);
      expect(negatives).toBeLessThanOrEqual(high);
    }
  });

  test('the formula for the negative ones is the limit of strong spikes, and off for weak ones', () => {
    // One draw of 1000 rows each by another program: spikes, their strength, and the share of negative eigenvalues.
    const table = [
      [10, 1.5, 0.5],
      [10, 10, 0.495],
      [100, 1.5, 0.468],
      [100, 100, 0.449],
      [300, 3, 0.376],
      [300, 100, 0.35],
    ] as const;
    for (const [k, beta, share] of table) {
      const { values } = draw(1000, new Array<number>(k).fill(beta), 12);
      expect(Math.abs(values.filter((value) => value < 0).length / 1000 - share)).toBeLessThan(0.006);
    }
    expect(negativeShare(1000, new Array<number>(300).fill(3))).toBe(0.35);
    expect(negativeShare(10, [5, -5])).toBe(0.5);
  });

  test('all positive: the exact chances of small matrices', () => {
    expect(allPositive(1).probability).toBe(0.5);
    expect(allPositive(2).probability).toBeCloseTo(0.146447, 6);
    expect(allPositive(3).probability).toBeCloseTo(0.024921, 6);
    expect(allPositive(4)).toMatchObject({ exact: false });
    for (const n of [1, 2, 3]) {
      const count = 4000;
      const hits = draws(n, [], count).filter(({ values }) => values[0]! > 0).length;
      const { probability } = allPositive(n);
      expect(Math.abs(hits / count - probability)).toBeLessThan(
        4 * Math.sqrt((probability * (1 - probability)) / count),
      );
    }
  });

  test('a fitted semicircle finds centre, radius and what stands out', () => {
    const { values } = draw(800, [4, 3, -5], 2);
    const fit = fitSemicircle(values.map((value) => 10 + 3 * value));
    expect(fit).toMatchObject({ below: 1, above: 2 });
    expect(fit.centre).toBeCloseTo(10, 0);
    expect(Math.abs(fit.radius - 6)).toBeLessThan(0.1);
    expect(fit.distance).toBeLessThan(0.02);
    // Heavy tails don't fall out one by one until nothing is left.
    const tails = Float64Array.from({ length: 101 }, (_, i) => ((i - 50) / 20) ** 5);
    const tailFit = fitSemicircle(tails);
    expect(tailFit.below + tailFit.above).toBeGreaterThan(0);
    expect(tailFit.below + tailFit.above).toBeLessThanOrEqual(20);
    expect(tailFit.distance).toBeGreaterThan(0.1);
    expect(fitSemicircle(Float64Array.of(1, 1, 1))).toMatchObject({ centre: 1, radius: 0, below: 0, above: 0 });
    expect(fitSemicircle(Float64Array.of(2))).toMatchObject({ centre: 2, radius: 0 });
  });
});

describe('studies', () => {
  test('seeds give the same numbers, and others', () => {
    expect(draw(50, [2], 1).values).toEqual(draw(50, [2], 1).values);
    expect(draw(50, [2], 1).values).not.toEqual(draw(50, [2], 2).values);
    // A promise to readers: the same on every platform and in later versions.
    expect(Array.from(draw(3, [2], 1).values, (value) => value.toFixed(10))).toMatchInlineSnapshot(`
      [
        "-0.3856138390",
        "0.5439297080",
        "2.7239096506",
      ]
    `);
  });

  test('sizes grow up to the one asked for, and nearer to the limit', () => {
    const { first, sizes } = finish(studySpectrum({ n: 200, spikes: [2], copies: 1, seed: 3, draws: 30 }))!;
    expect(sizes.map(({ n }) => n)).toEqual([13, 25, 50, 100, 200]);
    expect(first.values).toHaveLength(200);
    expect(sizes[0]!.measures.distance.mean).toBeGreaterThan(3 * sizes.at(-1)!.measures.distance.mean);
    const { position } = sizes.at(-1)!.measures.spikes[0]!;
    expect(Math.abs(position.mean - 2.5)).toBeLessThan(5 * position.error);
    expect(position.error).toBeCloseTo(position.deviation / Math.sqrt(30), 12);
  });

  test('copies keep their share, and the share of the work only grows', () => {
    expect(allSpikes({ spikes: [3, 2], copies: 2 })).toEqual([3, 3, 2, 2]);
    const steps = studySpectrum({ n: 40, spikes: [3], copies: 20, seed: 1, draws: 2 });
    let last = 0;
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        expect(step.value!.sizes.map(({ n }) => n)).toEqual([10, 20, 40]);
        break;
      }
      expect(step.value.share).toBeGreaterThanOrEqual(last);
      last = step.value.share;
    }
    expect(last).toBeGreaterThan(0.7);
  });
});

test('lengths of normal vectors have their moments', () => {
  const random = new RandomGenerator(6);
  for (const degrees of [1, 2, 3, 10, 500]) {
    const squares = Array.from({ length: 20_000 }, () => random.chi(degrees) ** 2);
    const { mean, deviation } = sample(squares);
    expect(Math.abs(mean - degrees)).toBeLessThan(4 * Math.sqrt((2 * degrees) / 20_000));
    expect(deviation / Math.sqrt(2 * degrees)).toBeCloseTo(1, 1);
  }
});
