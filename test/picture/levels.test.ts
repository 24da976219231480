import { describe, expect, it } from 'vitest';
import type { FieldSummary, LevelScale } from '../../src/picture/levels';
import { bandOf, chooseScale, evenness, levelScales, levelsOn, summarize } from '../../src/picture/levels';

const count = 16;

/** A function over [-2, 2]², sampled. */
function field(f: (x: number, y: number) => number): FieldSummary {
  const side = 90;
  return summarize(
    Float64Array.from({ length: side * side }, (_, index) =>
      f(((index % side) / side) * 4 - 2, (Math.floor(index / side) / side) * 4 - 2),
    ),
  );
}

const fields: Readonly<Record<string, FieldSummary>> = {
  plane: field((x, y) => x + y / 3),
  rosenbrock: field((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2),
  'flat saddle': field((x, y) => x * x / 2 + (x * y) ** 2 / 2 - y ** 4), // prettier-ignore
  hole: field((x, y) => Math.log(x) + y * y),
  cliff: field((x, y) => x + 1e9 * Number(y > 1.9)),
  tiny: field((x, y) => 1e-9 * (x + y)),
  far: field((x, y) => 1e6 + x * y),
};

describe.each(Object.entries(fields))('levels of %s', (_, summary) => {
  it.each(levelScales)('%s: ascending, inside the values, short to write', (scale) => {
    const { thresholds } = levelsOn(scale, summary, count);
    expect(thresholds.length).toBeGreaterThan(1);
    thresholds.forEach((value, index) => {
      if (index > 0) expect(value).toBeGreaterThan(thresholds[index - 1]!);
      expect(value).toBeGreaterThanOrEqual(summary.low);
      expect(value).toBeLessThanOrEqual(summary.high);
    });
  });

  it('the scale chosen shows nearly as much as the best would', () => {
    const shown = (scale: LevelScale): number => evenness(summary, levelsOn(scale, summary, count));
    expect(shown(chooseScale(summary, count))).toBeGreaterThanOrEqual(0.85 * Math.max(...levelScales.map(shown)));
  });
});

describe('the choice', () => {
  it('is the plainest scale that shows enough', () => {
    expect(chooseScale(fields['plane']!, count)).toBe('linear');
    expect(chooseScale(fields['rosenbrock']!, count)).toBe('logarithmic');
    expect(chooseScale(fields['flat saddle']!, count)).toBe('quantile');
  });

  it('levels are as round as their gaps allow', () => {
    for (const scale of ['logarithmic', 'quantile'] as const) {
      const { thresholds } = levelsOn(scale, fields['rosenbrock']!, count);
      const digits = thresholds.slice(1).map((value) => String(value).replace(/\D|^0\.0*|0+$/g, '').length);
      expect(Math.max(...digits)).toBeLessThanOrEqual(3);
    }
  });
});

describe('no field to speak of', () => {
  it('has one level where the loss is constant, none where it is nowhere defined', () => {
    for (const scale of levelScales) {
      expect(levelsOn(scale, summarize(new Float64Array(100).fill(7)), count).thresholds).toEqual([7]);
      expect(levelsOn(scale, summarize(new Float64Array(100).fill(NaN)), count).thresholds).toEqual([]);
    }
  });

  it('counts what is undefined, and takes infinite values for defined', () => {
    expect(summarize(Float64Array.of(NaN, 1, 2, NaN)).undefinedShare).toBe(0.5);
    const infinite = summarize(Float64Array.of(Infinity, 1, 2, 3));
    expect([infinite.low, infinite.high, infinite.undefinedShare]).toEqual([1, 3, 0]);
  });
});

it('every value lies in one band, undefined ones in none', () => {
  const levels = { scale: 'linear', thresholds: [0, 1, 2], offset: 0 } as const;
  expect([-5, 0, 0.5, 1, 1.5, 2, 99, NaN].map((value) => bandOf(levels, value))).toEqual([0, 0, 0, 1, 1, 2, 2, -1]);
});
