import type { Circle } from './semicircle';

/** A bar of a histogram: between two values, as high as the share of the values in it divided by its width. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly density: number;
  readonly count: number;
}

/**
 * Bars of one width over an axis from `low` to `high`, empty ones left out, and the top of the axis: a little above the semicircle and the
 * highest bar.
 */
export function histogram(
  values: Float64Array,
  circle: Circle,
  low: number,
  high: number,
  bins: number,
): { readonly bars: readonly Bar[]; readonly top: number } {
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)));
    counts[bin]!++;
  }
  const bars = counts.flatMap((count, i): Bar[] =>
    count === 0
      ? []
      : [{ from: low + i * width, to: low + (i + 1) * width, density: count / (values.length * width), count }],
  );
  const circleTop = circle.radius > 0 ? 2 / (Math.PI * circle.radius) : 0;
  const top = 1.08 * Math.max(circleTop, ...bars.map(({ density }) => density));
  return { bars, top };
}
