/** The plot of loss against step: its scale, its interval, its paths. */
import type { Bounds } from '../../src/landscape/views';
import type { LossPlotScale } from '../state/state';

export interface LossScale {
  readonly isLogarithmic: boolean;
  /** Subtracted before the logarithm is taken; 0 where all values are positive. */
  readonly offset: number;
  /** Visible interval: of the values, or of their base-10 logarithms. */
  readonly interval: Bounds;
}

/** A logarithmic axis is taken by itself where the values are positive and span more than this factor. */
const wideSpan = 50;
/** Decades shown at most below the largest value. */
const mostDecades = 12;

/** The values of one run. */
export interface LossSeries {
  readonly values: Float64Array;
  /** A run that diverged or left the domain does not stretch the axis beyond a few times the span of the others. */
  readonly isStray: boolean;
  /** How many values come before it left the box for good; those after them count as a stray run's. All, where absent. */
  readonly within?: number | undefined;
}

/** How many spans of the well-behaved values a stray run may add on either side. */
const strayRoom = 1.5;

/** The scale for these runs; infinite and undefined values are left out. */
export function lossScale(series: readonly LossSeries[], chosen: LossPlotScale): LossScale {
  let [low, high, leastPositive] = [Infinity, -Infinity, Infinity];
  const include = (value: number): void => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 0) leastPositive = Math.min(leastPositive, value);
  };
  const steady = ({ values, isStray, within = isStray ? 0 : values.length }: LossSeries): number => Math.max(2, within);
  for (const run of series) run.values.subarray(0, steady(run)).forEach(include);
  const span = high > low ? high - low : Math.max(1, Math.abs(high));
  const room = [low - strayRoom * span, high + strayRoom * span] as const;
  for (const run of series)
    run.values
      .subarray(steady(run))
      .filter((value) => value >= room[0] && value <= room[1])
      .forEach(include);
  if (low > high) return { isLogarithmic: false, offset: 0, interval: [0, 1] };
  const isLogarithmic =
    chosen === 'logarithmic' || (chosen === 'automatic' && low >= 0 && high > wideSpan * Math.max(low, 1e-300));
  if (!isLogarithmic || high === low) {
    const margin = high > low ? (high - low) * 0.06 : Math.max(1, Math.abs(low) * 0.1);
    return { isLogarithmic: false, offset: 0, interval: [low - margin, high + margin] };
  }
  const offset = low >= 0 ? 0 : low;
  const top = Math.log10(high - offset);
  let least = leastPositive;
  if (offset !== 0) {
    least = Infinity;
    for (const { values } of series)
      for (const value of values) if (Number.isFinite(value) && value > low) least = Math.min(least, value - offset);
  }
  const bottom = Math.max(top - mostDecades, Math.log10(least));
  const margin = Math.max(0.2, (top - bottom) * 0.05);
  return { isLogarithmic: true, offset, interval: [bottom - margin, top + margin] };
}

/** Where a value stands on the scale, in the unit of its interval; NaN where it cannot be shown. */
export function onLossScale(scale: LossScale, value: number): number {
  if (!scale.isLogarithmic) return value;
  const shifted = value - scale.offset;
  if (Number.isNaN(shifted)) return NaN;
  return shifted > 0 ? Math.max(scale.interval[0], Math.log10(shifted)) : scale.interval[0];
}

/** An SVG path through the values of steps 0 … `last`, thinned to about two points a pixel. */
export function lossPath(
  values: Float64Array,
  scale: LossScale,
  x: (step: number) => number,
  y: (place: number) => number,
): string {
  const stride = Math.max(1, Math.floor(values.length / 2000));
  let path = '';
  let drawing = false;
  for (let step = 0; step < values.length; step += stride) {
    const place = onLossScale(scale, values[step]!);
    if (!Number.isFinite(place)) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${x(step).toFixed(1)},${y(place).toFixed(1)}`;
    drawing = true;
  }
  return path;
}
