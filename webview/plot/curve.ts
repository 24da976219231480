/** The curve of a one-parameter loss: its vertical interval, its path and the gaps where it is undefined. */
import type { Bounds } from '../../src/landscape/views';
import type { Projection } from './projection';

/**
 * The values shown: all of them, with a margin, unless a few are so large (near a pole) that the rest would lie flat; then
 * the central 96 % stretched by a half.
 */
export function curveInterval(values: Float64Array): Bounds {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return [-1, 1];
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  let [low, high] = [at(0), at(1)];
  const [inner, outer] = [at(0.02), at(0.98)];
  const spread = outer - inner;
  if (spread > 0 && high - low > 12 * spread) {
    low = Math.max(low, inner - spread / 2);
    high = Math.min(high, outer + spread / 2);
  }
  const margin = high > low ? (high - low) * 0.07 : Math.max(1, Math.abs(low) * 0.1);
  return [low - margin, high + margin];
}

/** An SVG path through the defined values; it breaks where the loss is undefined. */
export function curvePath(xs: Float64Array, values: Float64Array, projection: Projection): string {
  const { top, innerHeight } = projection.frame;
  let path = '';
  let drawing = false;
  xs.forEach((x, index) => {
    const value = values[index]!;
    if (Number.isNaN(value)) {
      drawing = false;
      return;
    }
    // Far outside the frame the exact height does not matter, and huge numbers upset renderers.
    const y = Math.max(top - innerHeight, Math.min(top + 2 * innerHeight, projection.y(value)));
    path += `${drawing ? 'L' : 'M'}${projection.x(x).toFixed(1)},${y.toFixed(1)}`;
    drawing = true;
  });
  return path;
}

/** Intervals of x where the loss is undefined, from its samples. */
export function gaps(xs: Float64Array, values: Float64Array): readonly Bounds[] {
  const found: Bounds[] = [];
  const step = xs.length > 1 ? (xs[xs.length - 1]! - xs[0]!) / (xs.length - 1) : 0;
  let from: number | undefined;
  for (let index = 0; index <= xs.length; index++) {
    const missing = index < xs.length && Number.isNaN(values[index]!);
    if (missing && from === undefined) from = xs[index]! - step / 2;
    if (!missing && from !== undefined) {
      found.push([from, xs[index - 1]! + step / 2]);
      from = undefined;
    }
  }
  return found;
}
