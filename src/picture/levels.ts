/** Contour levels: which values are drawn, on which scale, and which scale shows the most. */
import { roundTicks } from './roundTicks';

export type LevelScale = 'linear' | 'logarithmic' | 'quantile';
export const levelScales: readonly LevelScale[] = ['linear', 'logarithmic', 'quantile'];

/** What the choice of levels needs to know of a sampled loss. */
export interface FieldSummary {
  readonly low: number;
  readonly high: number;
  /** Share of the samples where the loss is undefined, 0 … 1. */
  readonly undefinedShare: number;
  /** Finite values in ascending order; an even sample of them where there are many. */
  readonly sorted: Float64Array;
}

/** Ascending thresholds; band `i` holds values from `thresholds[i]` up to the next, the last band everything above. */
export interface Levels {
  readonly scale: LevelScale;
  readonly thresholds: readonly number[];
  /** A logarithmic scale is one of `value − offset`. */
  readonly offset: number;
}

const sampleSize = 4096;

/** Sorts a sample of the finite values; infinite ones count as defined but set no level. */
export function summarize(values: Float64Array): FieldSummary {
  const finite: number[] = [];
  let low = Infinity;
  let high = -Infinity;
  let undefinedCount = 0;
  const stride = Math.max(1, Math.floor(values.length / sampleSize));
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) undefinedCount++;
    else if (Number.isFinite(value)) {
      if (value < low) low = value;
      if (value > high) high = value;
      if (index % stride === 0) finite.push(value);
    }
  }
  if (low <= high) finite.push(low, high);
  return {
    low,
    high,
    undefinedShare: values.length === 0 ? 0 : undefinedCount / values.length,
    sorted: Float64Array.from(finite).sort(),
  };
}

/** About `count` levels on one scale; a constant or nowhere defined loss has at most one. */
export function levelsOn(scale: LevelScale, field: FieldSummary, count: number): Levels {
  const { low, high } = field;
  if (!(low <= high)) return { scale, thresholds: [], offset: 0 };
  if (high - low <= 1e-14 * Math.max(Math.abs(low), Math.abs(high))) return { scale, thresholds: [low], offset: 0 };
  switch (scale) {
    case 'linear':
      return { scale, thresholds: above(low, roundTicks(low, high, count)), offset: 0 };
    case 'logarithmic': {
      const offset = low > 0 && low < quantile(field, 0.02) / 2 ? 0 : low;
      const first = Math.max(quantile(field, 0.015) - offset, (high - offset) * 1e-9);
      const ratio = ((high - offset) / first) ** (1 / count);
      const thresholds = Array.from({ length: count }, (_, index) => offset + first * ratio ** index);
      return { scale, thresholds: rounded(above(low, thresholds)), offset };
    }
    case 'quantile': {
      const thresholds = Array.from({ length: count - 1 }, (_, index) => quantile(field, (index + 1) / count));
      return { scale, thresholds: rounded(above(low, thresholds)), offset: 0 };
    }
  }
}

/**
 * How evenly the bands share the visible area: the Shannon entropy of their shares over its largest possible value. 1
 * is an even split; near 0 one band covers everything and the picture says nothing.
 */
export function evenness(field: FieldSummary, levels: Levels): number {
  const bands = levels.thresholds.length;
  if (bands < 2 || field.sorted.length === 0) return 0;
  let entropy = 0;
  let from = 0;
  for (let band = 0; band < bands; band++) {
    const to = band + 1 < bands ? lowerBound(field.sorted, levels.thresholds[band + 1]!) : field.sorted.length;
    const share = (to - from) / field.sorted.length;
    if (share > 0) entropy -= share * Math.log(share);
    from = to;
  }
  return entropy / Math.log(bands);
}

/** An evenness from which a scale is taken without asking for a less plain one. */
export const evenEnough = 0.86;

/**
 * The scale that shows the most: the plainest of linear, logarithmic and quantile whose `evenness` reaches
 * `evenEnough`. The quantile scale is even by construction but distorts heights, so it comes last.
 */
export function chooseScale(field: FieldSummary, count: number): LevelScale {
  return levelScales.find((scale) => evenness(field, levelsOn(scale, field, count)) >= evenEnough) ?? 'quantile';
}

/** Index of the band that holds `value`; −1 for an undefined one. */
export function bandOf(levels: Levels, value: number): number {
  if (Number.isNaN(value)) return -1;
  let band = 0;
  while (band + 1 < levels.thresholds.length && value >= levels.thresholds[band + 1]!) band++;
  return band;
}

/** The lowest threshold becomes the least value itself, so that every defined point lies in a band. */
function above(low: number, thresholds: readonly number[]): readonly number[] {
  const rest = thresholds.filter((value, index) => value > low && (index === 0 || value > thresholds[index - 1]!));
  return [low, ...rest];
}

/**
 * The same levels with as few digits as keep each within a tenth of the gap to its nearer neighbour, so that a legend
 * can be read. The lowest is left alone: it is the least value, not a line that is drawn.
 */
function rounded(thresholds: readonly number[]): readonly number[] {
  return thresholds.map((value, index) => {
    const [below, beyond] = [thresholds[index - 1], thresholds[index + 1]];
    if (below === undefined) return value;
    const gap = Math.min(value - below, (beyond ?? Infinity) - value);
    for (let digits = 1; digits < 15; digits++) {
      const short = Number(value.toPrecision(digits));
      if (Math.abs(short - value) <= gap / 10) return short;
    }
    return value;
  });
}

function quantile(field: FieldSummary, share: number): number {
  const position = share * (field.sorted.length - 1);
  const below = Math.floor(position);
  const left = field.sorted[below] ?? 0;
  const right = field.sorted[Math.min(below + 1, field.sorted.length - 1)] ?? left;
  return left + (right - left) * (position - below);
}

function lowerBound(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
