import { describe, expect, test } from 'vitest';
import { axisTicks } from '../../src/picture/axisTicks';
import { glyphOf, type FeatureKind } from '../../src/picture/glyphs';
import { Isolines } from '../../src/picture/isolines';
import { chooseScale, evenness, levelsOn, summarize } from '../../src/picture/levels';
import { formatNumber, formatPoint } from '../../src/picture/numbers';
import { roundTicks } from '../../src/picture/roundTicks';

describe('round ticks', () => {
  test.each<[number, number, number, number[]]>([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-2, 2, 4, [-2, -1, 0, 1, 2]],
    [0, 100, 2, [0, 50, 100]],
    [0.1, 0.3, 2, [0.1, 0.2, 0.3]],
    [5, 5, 4, []],
  ])('[%d, %d] with about %d', (low, high, count, expected) => {
    expect(roundTicks(low, high, count)).toEqual(expected);
  });

  test('labels of an axis never touch', () => {
    for (const length of [60, 120, 300, 700]) {
      for (const [low, high] of [
        [-2, 2],
        [0, 1e-6],
        [-1e8, 1e8],
        [999_998, 1_000_003],
      ] as const) {
        const ticks = axisTicks(low, high, length, true);
        const width = Math.max(0, ...ticks.map(({ label }) => label.length * 6.4));
        if (ticks.length > 1)
          expect(length / ((high - low) / (ticks[1]!.value - ticks[0]!.value))).toBeGreaterThan(width);
      }
    }
  });
});

describe('isolines', () => {
  const lattice = (
    columns: number,
    rows: number,
    f: (x: number, y: number) => number,
  ): { values: Float64Array; columns: number; rows: number } => ({
    values: Float64Array.from({ length: columns * rows }, (_, k) => f(k % columns, Math.floor(k / columns))),
    columns,
    rows,
  });
  const area = (ring: ArrayLike<number>): number => {
    let sum = 0;
    for (let k = 0; k < ring.length; k += 2) {
      const next = (k + 2) % ring.length;
      sum += ring[k]! * ring[next + 1]! - ring[next]! * ring[k + 1]!;
    }
    return -sum / 2;
  };

  test('a disc is one ring of the right area, a ring with a hole two', () => {
    const cone = lattice(81, 81, (x, y) => -Math.hypot(x - 40, y - 40));
    const [ring, ...rest] = new Isolines(cone).rings(-20);
    expect(rest).toEqual([]);
    expect(area(ring!)).toBeCloseTo(Math.PI * 400, -1);
    const crater = lattice(81, 81, (x, y) => -Math.abs(Math.hypot(x - 40, y - 40) - 20));
    const areas = new Isolines(crater)
      .rings(-5)
      .map(area)
      .sort((a, b) => a - b);
    expect(areas).toHaveLength(2);
    expect(areas[0]! + areas[1]!).toBeCloseTo(Math.PI * (625 - 225), -1);
  });

  test('undefined samples lie in no region', () => {
    const half = lattice(41, 41, (x) => (x < 20 ? NaN : 1));
    const [ring] = new Isolines(half).rings(0);
    for (let k = 0; k < ring!.length; k += 2) expect(ring![k]!).toBeGreaterThanOrEqual(19);
  });
});

describe('levels', () => {
  test('the scale that shows the most is chosen', () => {
    const samples = (f: (x: number) => number): Float64Array =>
      Float64Array.from({ length: 2000 }, (_, k) => f((k + 0.5) / 2000));
    expect(chooseScale(summarize(samples((x) => x)), 12)).toBe('linear');
    expect(chooseScale(summarize(samples((x) => Math.exp(20 * x))), 12)).toBe('logarithmic');
    for (const scale of ['linear', 'logarithmic', 'quantile'] as const) {
      const { thresholds } = levelsOn(scale, summarize(samples((x) => x * x)), 10);
      thresholds.slice(1).forEach((threshold, k) => expect(threshold).toBeGreaterThan(thresholds[k]!));
      expect(evenness(summarize(samples((x) => x)), levelsOn(scale, summarize(samples((x) => x)), 10))).toBeGreaterThan(
        0,
      );
    }
  });

  test('a constant or an undefined field has at most one level', () => {
    expect(levelsOn('linear', summarize(Float64Array.of(3, 3, 3)), 10).thresholds).toEqual([3]);
    expect(levelsOn('linear', summarize(Float64Array.of(NaN, NaN)), 10).thresholds).toEqual([]);
  });
});

test('numbers as people read them', () => {
  expect(formatNumber(-0.5)).toBe('−0.5');
  expect(formatNumber(1234567)).toBe('1.2346e6');
  expect(formatNumber(NaN)).toBe('undefined');
  expect(formatPoint([1, -2.5])).toBe('(1, −2.5)');
});

test('every kind of critical point has a shape and colour of its own', () => {
  const kinds: FeatureKind[] = [
    'minimum',
    'maximum',
    'saddle',
    'degenerate-minimum',
    'degenerate-maximum',
    'degenerate-saddle',
    'monkey-saddle',
    'degenerate',
    'nonsmooth-minimum',
    'nonsmooth-maximum',
    'nonsmooth-saddle',
  ];
  expect(new Set(kinds.map((kind) => glyphOf(kind).path)).size).toBe(kinds.length);
});
