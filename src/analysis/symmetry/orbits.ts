import { type Box, boxOf } from '../box';
import type { AnalyzedPoint } from '../report';
import { RegionIndex } from '../search/regionIndex';
import { type SignedPermutation } from './discrete';

type Bounds = readonly (readonly [low: number, high: number])[];

export interface Orbits {
  /** Indices of points that the symmetries carry into each other; each point is in one. */
  readonly orbits: readonly (readonly number[])[];
  /** The image of a listed point lies inside of the box, but is not listed: the list is not complete. */
  readonly lacking: boolean;
}

interface Listed {
  readonly region: Box;
  readonly point: AnalyzedPoint;
  readonly at: number;
}

/** Listed points as orbits: a symmetry carries a critical point to a critical point of the same kind. */
export function orbitsOf(
  points: readonly AnalyzedPoint[],
  symmetries: readonly SignedPermutation[],
  box: Bounds,
): Orbits {
  const leader = points.map((_, i) => i);
  const find = (i: number): number => (leader[i] === i ? i : find(leader[i]!));
  const index = new RegionIndex<Listed>(boxOf(box));
  points.forEach((point, at) => index.add({ region: boxOf(point.enclosure), point, at }));
  let lacking = false;
  for (const g of symmetries) {
    points.forEach((point, i) => {
      const image = imageOf(g, point.enclosure);
      const twin = [...index.meeting(boxOf(image))].find(
        (other) => other.point.kind === point.kind && meets(image, other.point.enclosure),
      )?.at;
      if (twin !== undefined) leader[find(twin)] = find(i);
      else if (point.proof === 'proved' && image.every(([low, high], k) => low > box[k]![0] && high < box[k]![1]))
        lacking = true;
    });
  }
  const orbits = new Map<number, number[]>();
  points.forEach((_, i) => {
    const known = orbits.get(find(i));
    if (known === undefined) orbits.set(find(i), [i]);
    else known.push(i);
  });
  return { orbits: [...orbits.values()], lacking };
}

function imageOf({ from, signs }: SignedPermutation, bounds: Bounds): Bounds {
  return from.map((source, i) => {
    const [low, high] = bounds[source]!;
    return signs[i] === 1 ? ([low, high] as const) : ([-high, -low] as const);
  });
}

function meets(a: Bounds, b: Bounds): boolean {
  return a.every(([low, high], i) => low <= b[i]![1] && b[i]![0] <= high);
}
