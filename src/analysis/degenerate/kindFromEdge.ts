/** The kind of a critical point that is the only one in a box, from what the loss does on the box's edge. */
import { degreeOn } from '../audit/degree';
import { gradientField } from '../audit/gradientField';
import { type Box, midpoint } from '../box';
import type { IntervalSystem } from '../search/intervalSystem';
import type { GermVerdict } from './germKind';

export interface EdgeVerdict {
  readonly kind: GermVerdict['kind'];
  /** Why, in a sentence. */
  readonly reason: string;
}

const mostCells = 4000;

/**
 * Where the loss is higher on all of the edge than at the point, the least value in the box is taken inside, at a critical point: the
 * point is a minimum. Where the degree of the gradient on the edge is neither 1 nor (−1)ⁿ, it is no extremum: these are the indices of
 * isolated minima and maxima (Amann, Proc. AMS 85 (1982), 591–595). Null where neither is shown.
 */
export function kindFromEdge(system: IntervalSystem, region: Box, point: Box): EdgeVerdict | null {
  const n = system.dimension;
  system.gradient(point);
  const value: readonly [number, number] = [system.valueLow, system.valueHigh];
  for (const side of [1, -1] as const) {
    if (!isBeyond(system, region, value, side)) continue;
    return {
      kind: side > 0 ? 'degenerate-minimum' : 'degenerate-maximum',
      reason: `on the edge of a box in which it is the only critical point the loss is ${side > 0 ? 'higher' : 'lower'}`,
    };
  }
  const degree = provedDegree(system, region);
  if (degree === null || degree === 1 || degree === (-1) ** n) return null;
  return {
    kind: 'degenerate-saddle',
    reason: `the degree of the gradient around it is ${degree}, and that of an extremum is ${n % 2 === 0 ? '1' : '1 or −1'}`,
  };
}

/** The loss is higher (side 1) or lower (−1) than the value on all of the edge. */
function isBeyond(system: IntervalSystem, region: Box, [low, high]: readonly [number, number], side: 1 | -1): boolean {
  const queue: Box[] = facesOf(region);
  for (let looked = 0; queue.length > 0; looked++) {
    if (looked > mostCells) return false;
    const cell = queue.pop()!;
    system.gradient(cell);
    if (!system.defined || !system.smooth) return false;
    if (side > 0 ? system.valueLow > high : system.valueHigh < low) continue;
    const center = midpoint(cell);
    system.gradient({ low: center, high: center });
    // Somewhere on the edge it is not so.
    if (side > 0 ? !(system.valueHigh > high) : !(system.valueLow < low)) return false;
    queue.push(...halvesOf(cell, region));
  }
  return true;
}

function facesOf({ low, high }: Box): Box[] {
  return Array.from(low, (_, axis) =>
    [low, high].map((end): Box => {
      const face = { low: Float64Array.from(low), high: Float64Array.from(high) };
      face.low[axis] = face.high[axis] = end[axis]!;
      return face;
    }),
  ).flat();
}

function halvesOf(cell: Box, region: Box): Box[] {
  const share = (i: number): number => (cell.high[i]! - cell.low[i]!) / (region.high[i]! - region.low[i]!);
  let axis = 0;
  for (let i = 1; i < cell.low.length; i++) if (share(i) > share(axis)) axis = i;
  const first = { low: cell.low, high: Float64Array.from(cell.high) };
  const second = { low: Float64Array.from(cell.low), high: cell.high };
  first.high[axis] = second.low[axis] = midpoint(cell)[axis]!;
  return [first, second];
}

function provedDegree(system: IntervalSystem, region: Box): number | null {
  const work = degreeOn(gradientField(system), region, mostCells);
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  return step.value.kind === 'proved' ? step.value.degree : null;
}
