/**
 * What the quadratic Taylor model leaves out: |f(p + h·d) − q(h·d)| against the length h of the step. By Taylor's theorem
 * it falls at least as h³ where the loss has three derivatives; the slope on logarithmic axes shows the true power.
 */
import type { Derivatives } from './evaluator';

export interface RemainderPoint {
  /** Length of the step, in the parameters' unit. */
  readonly step: number;
  /** The largest remainder among the directions; NaN where the loss is undefined along one. */
  readonly remainder: number;
  /** Below this a difference is mere rounding. */
  readonly rounding: number;
}

export interface Remainders {
  /** From long steps to short ones, each half as long as the one before it. */
  readonly points: readonly RemainderPoint[];
  /** Slope and height (log₂ at step 1) of the line fitted to the shortest steps that stand clear of rounding; null where fewer than three do. */
  readonly line: { readonly slope: number; readonly height: number } | null;
}

const halvings = 26;
/** A remainder counts where it is this many times the rounding. */
const clear = 30;
const fitted = 6;

/** `directions` are unit vectors of as many components as the point; `reach` is the longest step. */
export function remainders(
  valueAt: (point: Float64Array) => number,
  point: ArrayLike<number>,
  derivatives: Derivatives,
  directions: readonly ArrayLike<number>[],
  reach: number,
): Remainders {
  const along = directions.map((direction) => alongDirection(derivatives, direction));
  const moved = new Float64Array(point.length);
  const points = Array.from({ length: halvings }, (_, k): RemainderPoint => {
    const step = reach / 2 ** k;
    let remainder = 0;
    let rounding = 0;
    directions.forEach((direction, d) => {
      for (let i = 0; i < moved.length; i++) moved[i] = point[i]! + step * direction[i]!;
      const value = valueAt(moved);
      const { slope, bend } = along[d]!;
      const model = derivatives.value + slope * step + 0.5 * bend * step * step;
      remainder = Math.max(remainder, Math.abs(value - model));
      const size =
        Math.abs(value) + Math.abs(derivatives.value) + Math.abs(slope * step) + Math.abs(bend) * step * step;
      // The place itself is rounded too, which moves the value by the slope.
      const place = Math.hypot(...moved) * (Math.abs(slope) + Math.abs(bend) * step);
      rounding = Math.max(rounding, 8 * Number.EPSILON * (size + place));
    });
    return { step, remainder, rounding };
  });
  return { points, line: fit(points) };
}

/** Whether a remainder is more than rounding. */
export function isClear({ remainder, rounding }: RemainderPoint): boolean {
  return remainder > rounding && Number.isFinite(remainder);
}

function alongDirection(
  { gradient, hessian }: Derivatives,
  direction: ArrayLike<number>,
): { slope: number; bend: number } {
  const n = gradient.length;
  let [slope, bend] = [0, 0];
  for (let i = 0; i < n; i++) {
    slope += gradient[i]! * direction[i]!;
    for (let j = 0; j < n; j++) bend += hessian[i * n + j]! * direction[i]! * direction[j]!;
  }
  return { slope, bend };
}

/** Least squares through log₂ of the shortest steps whose remainder stands clear of rounding. */
function fit(points: readonly RemainderPoint[]): Remainders['line'] {
  const last = points.findIndex(({ remainder, rounding }) => !(remainder > clear * rounding));
  const good = points.slice(0, last < 0 ? points.length : last).slice(-fitted);
  if (good.length < 3) return null;
  const xs = good.map(({ step }) => Math.log2(step));
  const ys = good.map(({ remainder }) => Math.log2(remainder));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const slope =
    xs.reduce((sum, value, k) => sum + (value - x) * (ys[k]! - y), 0) /
    xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
  return { slope, height: y - slope * x };
}

/** `count` unit vectors, evenly spaced over half of the circle of parameters `first` and `second`, and their opposites. */
export function circleDirections(
  dimension: number,
  first: number,
  second: number,
  count: number,
): readonly Float64Array[] {
  return Array.from({ length: 2 * count }, (_, k) => {
    const vector = new Float64Array(dimension);
    // An irrational offset: no direction lies along an axis, where terms may vanish by chance.
    const angle = (Math.PI * k) / count + 0.2013;
    vector[first] = Math.cos(angle);
    vector[second] = Math.sin(angle);
    return vector;
  });
}

/** What the slope says. `isExact`: every remainder was below rounding. */
export function remainderInWords({ points, line }: Remainders): string {
  if (points.some(({ step, remainder }) => step <= points[0]!.step / 4 && Number.isNaN(remainder)))
    return 'The loss is undefined close by.';
  if (line === null) {
    return points.every(({ remainder, rounding }) => !(remainder > clear * rounding))
      ? 'The model is exact here, up to rounding.'
      : 'Too little of the remainder stands clear of rounding to tell its power.';
  }
  const power = line.slope.toFixed(2);
  const near = Math.round(line.slope);
  const isNear = Math.abs(line.slope - near) < 0.1;
  if (isNear && near === 3) return `The remainder falls with the power ${power} of the step: the next terms are cubic.`;
  if (isNear && near > 3)
    return `The remainder falls with the power ${power} of the step: the terms below ${ordinal(near)} order vanish here.`;
  if (line.slope < 2.9)
    return `The remainder falls with the power ${power} of the step: less than 3, the loss is not smooth here.`;
  return `The remainder falls with the power ${power} of the step.`;
}

function ordinal(power: number): string {
  return ['fourth', 'fifth', 'sixth', 'seventh', 'eighth'][power - 4] ?? `${String(power)}th`;
}
