import * as elementary from './elementary';
import { down, up } from './rounding';

/** Outward bounds of a function at a point. */
export interface Bounded {
  /** At or below f(x). */
  low(x: number): number;
  /** At or above f(x). */
  high(x: number): number;
}

/** Widens a value by the derived error and clamps it to the range of the function. */
function bounded(
  f: (x: number) => number,
  options: {
    least?: number;
    most?: number;
    relative?: number;
    below?: [number, number, number];
    above?: [number, number, number];
  } = {},
): Bounded {
  const { least = -Infinity, most = Infinity, relative = elementary.relative, below, above } = options;
  return {
    low(x) {
      if (below !== undefined && x < below[0]) return below[1];
      if (above !== undefined && x > above[0]) return above[1];
      const y = f(x);
      return Math.max(least, down(y - Math.abs(y) * relative));
    },
    high(x) {
      if (below !== undefined && x < below[0]) return below[2];
      if (above !== undefined && x > above[0]) return above[2];
      const y = f(x);
      return Math.min(most, up(y + Math.abs(y) * relative));
    },
  };
}

const tiny = 1e-300;
const huge = 1e300;

// `below` and `above`: outside these arguments the value lies between the two numbers given, without computing it.
export const exp = bounded(elementary.exp, { least: 0, below: [-700, 0, tiny], above: [700, huge, Infinity] });
export const log = bounded(elementary.log, { above: [Number.MAX_VALUE, 709, Infinity] });
export const log1p = bounded(elementary.log1p, { above: [Number.MAX_VALUE, 709, Infinity] });
export const expm1 = bounded(elementary.expm1, {
  least: -1,
  below: [-700, -1, -1 + 2 ** -53],
  above: [700, huge, Infinity],
});
export const atan = bounded(elementary.atan, { least: -up(Math.PI / 2), most: up(Math.PI / 2) });
export const asin = bounded(elementary.asin, { least: -up(Math.PI / 2), most: up(Math.PI / 2) });
/** Falls: its bounds at the ends change places. */
export const acos = bounded(elementary.acos, { least: 0, most: up(Math.PI) });
export const sinh = bounded(elementary.sinh, { below: [-700, -Infinity, -huge], above: [700, huge, Infinity] });
/** For x ≥ 0, where it grows. */
export const cosh = bounded(elementary.cosh, { least: 1, above: [700, huge, Infinity] });
export const tanh = bounded(elementary.tanh, { least: -1, most: 1 });
export const sigmoid = bounded(elementary.sigmoid, {
  least: 0,
  most: 1,
  below: [-700, 0, tiny],
  above: [700, 1 - 2 ** -53, 1],
});
const softplusBelow700 = bounded(elementary.softplus, { least: 0, below: [-700, 0, tiny] });
/** Above 700 it is x, and less than 10⁻³⁰⁰ more. */
export const softplus: Bounded = {
  low: (x) => (x > 700 ? x : softplusBelow700.low(x)),
  high: (x) => (x > 700 ? up(x) : softplusBelow700.high(x)),
};
export const erf = bounded(elementary.erf, { least: -1, most: 1, relative: elementary.relativeErf });

/** sin at a point, in [-1, 1]. */
export const sin: Bounded = trigonometric(elementary.sin);
/** cos at a point, in [-1, 1]. */
export const cos: Bounded = trigonometric(elementary.cos);

function trigonometric(f: (x: number) => number): Bounded {
  return {
    low: (x) => (Math.abs(x) <= elementary.largestAngle ? waveBelow(f(x)) : -1),
    high: (x) => (Math.abs(x) <= elementary.largestAngle ? waveAbove(f(x)) : 1),
  };
}

/** At or below the sine or cosine that was computed as y. */
export function waveBelow(y: number): number {
  return Math.max(-1, down(y - (Math.abs(y) * elementary.relative + elementary.absoluteTrigonometric)));
}

/** At or above it. */
export function waveAbove(y: number): number {
  return Math.min(1, up(y + (Math.abs(y) * elementary.relative + elementary.absoluteTrigonometric)));
}
