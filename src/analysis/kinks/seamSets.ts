/** Seams along which all points of a whole set are stationary, by exact algebra. */
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';
import { examineComponent } from '../sets/componentProof';
import { type Component, decompose } from '../sets/decompose';
import { sampleComponent, thinned } from '../sets/setSamples';

/** What a seam holds: points, and samples of sets. */
export interface SeamSets {
  readonly points: readonly Box[];
  readonly sets: readonly (readonly number[])[][];
}

/**
 * The zeros of equations in the parameters and a share between 0 and 1, where decomposing gives points, or sets with at most one equation left over; null where it does not,
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
  if (components === null || components.some((component) => !isSolved(component, share))) return null;
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
    const proof = examineComponent(pool, component, all, extended, conditions);
    if (proof.kind === 'misses') continue;
    const isRegular = proof.kind === 'regular' && proof.singular.length === 0;
    if (!isRegular && component.equations.length > 0) return null;
    const met = sampleComponent(pool, component, all, extended, (at) => inside(at.slice(0, n)));
    const counted = thinned(met).map((at) => at.slice(0, n));
    if (counted.length === 0) return null;
    const isPoint = component.free.every((parameter) => parameter === share);
    if (!isPoint) sets.push(counted);
    else {
      const place = placeOf(component, parameters, [0, 1]);
      if (place === null) return null;
      points.push(place);
    }
  }
  return { points, sets };
}

function isSolved({ free, equations }: Component, share: Node): boolean {
  return (
    equations.length === 0 || (equations.length === 1 && free.filter((parameter) => parameter !== share).length > 1)
  );
}

/** Where a component lies that leaves at most one unknown free, which is in `range`: an enclosure; null where it is not defined. */
export function placeOf(
  { free, solved }: Component,
  parameters: readonly Node[],
  [low, high]: readonly [number, number],
): Box | null {
  const map = new BoxMap(
    parameters.map((parameter) => solved.get(parameter) ?? parameter),
    free,
  );
  return map.of({ low: Float64Array.from(free, () => low), high: Float64Array.from(free, () => high) });
}
