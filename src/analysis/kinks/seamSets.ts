/** Seams along which all points of a whole set are stationary, by exact algebra. */
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';
import { examineComponent } from '../sets/componentProof';
import { decompose } from '../sets/decompose';
import { sampleComponent } from '../sets/setSamples';

/** What a seam holds: points, and samples of sets. */
export interface SeamSets {
  readonly points: readonly Box[];
  readonly sets: readonly (readonly number[])[][];
}

/**
 * The zeros of equations in the parameters and a share between 0 and 1, where decomposing leaves no equation over; null where it does not,
 * or where a component has no sample in the box and is not shown to miss it. They count where all `conditions` are ≥ 0.
 */
export function seamSets(
  pool: Pool,
  equations: readonly Node[],
  parameters: readonly Node[],
  share: Node,
  box: Box,
  conditions: readonly Node[],
): SeamSets | null {
  const n = parameters.length;
  const all = [...parameters, share];
  const components = decompose(pool, equations, all);
  if (components === null || components.some((component) => component.equations.length > 0)) return null;
  const extended = { low: Float64Array.from([...box.low, 0]), high: Float64Array.from([...box.high, 1]) };
  // Where a slope grows without bound towards the seam, as that of √|x|, the algebra of its formula says nothing about the seam.
  if (new BoxMap(equations, all).of(extended) === null) return null;
  const held = new BoxMap(conditions, parameters);
  const inside = (sample: readonly number[]): boolean => {
    const at = Float64Array.from(sample);
    return held.of({ low: at, high: at })?.high.every((high) => high >= 0) ?? false;
  };
  const points: Box[] = [];
  const sets: (readonly number[])[][] = [];
  for (const component of components) {
    if (examineComponent(pool, component, all, extended, conditions) === 'misses') continue;
    const samples = sampleComponent(pool, component, all, extended).map((at) => at.slice(0, n));
    const counted = samples.filter(inside);
    if (counted.length === 0) return null;
    const isPoint = component.free.every((parameter) => parameter === share);
    if (isPoint) points.push({ low: Float64Array.from(counted[0]!), high: Float64Array.from(counted[0]!) });
    else sets.push(counted);
  }
  return { points, sets };
}
