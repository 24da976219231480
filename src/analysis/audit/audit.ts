/**
 * The audit of an answer: the topological degree of the gradient on the boundary of the box must be the sum of the indices of all
 * critical points in it (additivity and Poincaré–Hopf; Milnor, Topology from the Differentiable Viewpoint, §6). The
 * degree is proved from the boundary alone, by other means than the search inside, so that a lost point shows.
 */
import { type Box, contains, intersects } from '../box';
import type { AnalyzedPoint, Audit, Analysis } from '../report';
import type { BoxSystem } from '../search/boxSystem';
import { type DegreeAnswer, type Field, degreeOn } from './degree';
import { continuityOn, gradientField } from './gradientField';

/** Cells of the boundary that are looked at, and pieces of the inside. */
const mostCells = 30_000;
const mostPieces = 4_000;
/** Points on the edge: the audit steps back by one of these shares of a side. */
const stepsBack = [0, 2 ** -12, 2 ** -9, 2 ** -7, 2 ** -5];
/** Half widths of the box around a degenerate point, as shares of the searched box; the first that works is taken. */
const nearShares = [2 ** -8, 2 ** -5, 2 ** -11, 2 ** -3, 2 ** -14];

type Part = {
  readonly box: Box;
  readonly index: number | null;
  /** Unset where it is a set. */
  readonly point?: AnalyzedPoint;
};

/** Everything an answer lists, before it is audited. */
export type Unaudited = Omit<Analysis, 'audit' | 'symmetries' | 'lowest'>;

export interface Audited {
  readonly audit: Audit;
  /** The points; numerical ones with what the degree around them proves. */
  readonly points: readonly AnalyzedPoint[];
}

/** Compares an answer with the degree. A generator as the search: `next(true)` ends it. */
export function* auditOf(system: BoxSystem, box: Box, found: Unaudited): Generator<number, Audited, boolean> {
  const indices = new Map<AnalyzedPoint, number>();
  const audit = yield* compare(system, box, found, indices);
  return { audit, points: found.points.map((point) => withIndex(point, indices.get(point))) };
}

/** Kronecker's theorem: where the degree on the edge of a region is not 0, the field has a zero in it. */
function withIndex(point: AnalyzedPoint, index: number | undefined): AnalyzedPoint {
  if (point.proof === 'proved' || index === undefined) return point;
  const told =
    index === 0
      ? 'The degree of the gradient around it is 0, which proves nothing about its existence.'
      : `The degree of the gradient around it is ${index}: at least one critical point there is proved to exist.`;
  return { ...point, reason: `${point.reason} ${told}` };
}

function* compare(
  system: BoxSystem,
  box: Box,
  found: Unaudited,
  indices: Map<AnalyzedPoint, number>,
): Generator<number, Audit, boolean> {
  if (found.kinks.length > 0)
    return notDone('the loss has kinks in the box: its gradient jumps there and has no degree');
  const continuity = continuityOn(system, box, mostPieces);
  if (continuity !== 'continuous') return notDone(continuityReason[continuity]);
  if (found.plateaus.length > 0) return notDone('the gradient vanishes on a whole region');
  const field = gradientField(system);
  const inner = found.complete ? clearOf(box, found) : box;
  if (inner === null) return notDone('critical points lie too close to the edge of the box');
  const outer = yield* degreeOn(field, inner, mostCells);
  if (outer.kind === 'open') return notDone(openReason(outer, found));
  const parts = yield* partsOf(system, field, inner, found);
  if (typeof parts === 'string') return { ...notDone(parts), degree: outer.degree };
  const sum = parts.reduce((total, { index }) => total + index!, 0);
  for (const { point, index } of parts) if (point !== undefined && index !== null) indices.set(point, index);
  const back = inner === box ? '' : ' The box was taken a little smaller, since critical points lie on its edge.';
  if (!found.complete) return incomplete(outer.degree, sum);
  if (outer.degree !== sum) {
    return {
      degree: outer.degree,
      sum,
      status: 'mismatch',
      reason: `The degree of the gradient on the edge of the box is ${outer.degree}, but the indices of the listed points add up to ${sum}: something is missing or wrong.${back}`,
    };
  }
  return {
    degree: outer.degree,
    sum,
    status: 'agrees',
    reason: `The degree of the gradient on the edge of the box is ${outer.degree}, proved from the edge alone, and the indices of the listed points add up to the same.${back}`,
  };
}

function notDone(reason: string): Audit {
  return { degree: null, sum: null, status: 'not-done', reason: `No audit by the degree: ${reason}.` };
}

const continuityReason = {
  kinks: 'the loss may have kinks in the box, where its gradient jumps',
  undefined: 'the loss or its gradient may be undefined somewhere in the box',
  unknown: 'it was not shown that the gradient is continuous in the box',
} as const;

function openReason(answer: DegreeAnswer & { kind: 'open' }, { manifolds }: Unaudited): string {
  if (answer.reason === 'budget') return 'the edge of the box was not decided within the budget';
  if (answer.reason === 'undefined') return 'the gradient is not defined everywhere on the edge of the box';
  return manifolds.length > 0
    ? 'a set of critical points reaches the edge of the box'
    : 'the gradient comes too close to 0 on the edge of the box';
}

function incomplete(degree: number, sum: number): Audit {
  const left =
    degree === sum
      ? `The degree on the edge of the box is ${degree}, as the indices of the listed points; nothing follows about the undecided boxes.`
      : `The degree on the edge of the box is ${degree}, the indices of the listed points add up to ${sum}: the undecided boxes hold at least one more critical point.`;
  return { degree, sum, status: 'not-done', reason: left };
}

/** The box, or one a little smaller whose edge meets no enclosure of a point. */
function clearOf(box: Box, { points }: Unaudited): Box | null {
  for (const share of stepsBack) {
    const step = box.low.map((low, i) => share * (box.high[i]! - low));
    const inner =
      share === 0
        ? box
        : { low: box.low.map((low, i) => low + step[i]!), high: box.high.map((high, i) => high - step[i]!) };
    const isClear = points.every((point) => {
      const enclosure = enclosureOf(point);
      return !intersects(enclosure, inner) || isInside(inner, enclosure);
    });
    if (isClear) return inner;
  }
  return null;
}

/** What the answer lists inside the box, with indices; a sentence where one is not known. */
function* partsOf(
  system: BoxSystem,
  field: Field,
  box: Box,
  { points, manifolds, unresolved }: Unaudited,
): Generator<number, Part[] | string, boolean> {
  const parts: Part[] = mergeSets(manifolds.map(({ samples }) => hullOf(samples)));
  for (const set of parts) {
    if (!isInside(box, set.box)) return 'a set of critical points reaches the edge of the box, or nearly so';
  }
  const sets = [...parts];
  for (const point of points) {
    const enclosure = enclosureOf(point);
    // A point within the box around a set is counted with the set.
    if (!intersects(enclosure, box) || sets.some((set) => contains(set.box, enclosure))) continue;
    if (sets.some((set) => intersects(set.box, enclosure))) return 'a critical point lies next to a set of them';
    parts.push({ box: enclosure, index: regularIndex(point, system.dimension), point });
  }
  const open = unresolved.map((bounds) => ({
    low: Float64Array.from(bounds, ([low]) => low),
    high: Float64Array.from(bounds, ([, high]) => high),
  }));
  const resolved: Part[] = [];
  for (const part of parts) {
    if (part.index !== null) {
      resolved.push(part);
      continue;
    }
    const others = [...parts.filter((other) => other !== part).map((other) => other.box), ...open];
    const index = yield* indexNear(field, part.box, box, others);
    if (index === null) return 'the index of a degenerate point or of a set was not found';
    resolved.push({ ...part, index });
  }
  return resolved;
}

/** (−1)^(Morse index) where the Hessian is regular; 1 for an isolated minimum and (−1)ⁿ for an isolated maximum (Amann 1982). */
function regularIndex({ kind, proof, morseIndex }: AnalyzedPoint, n: number): number | null {
  if (proof !== 'proved') return null;
  switch (kind) {
    case 'minimum':
    case 'maximum':
    case 'saddle':
      return morseIndex % 2 === 0 ? 1 : -1;
    case 'degenerate-minimum':
      return 1;
    case 'degenerate-maximum':
      return n % 2 === 0 ? 1 : -1;
    default:
      return null;
  }
}

/** The degree on a box around a part that meets none of the others; null where none of the boxes is decided. */
function* indexNear(
  field: Field,
  part: Box,
  box: Box,
  others: readonly Box[],
): Generator<number, number | null, boolean> {
  for (const share of nearShares) {
    const pad = box.low.map((low, i) => share * (box.high[i]! - low));
    const around = { low: part.low.map((low, i) => low - pad[i]!), high: part.high.map((high, i) => high + pad[i]!) };
    if (!contains(box, around) || others.some((other) => intersects(other, around))) continue;
    const answer = yield* degreeOn(field, around, mostCells);
    if (answer.kind === 'proved') return answer.degree;
  }
  return null;
}

/** Boxes around sets, those that meet taken together. */
function mergeSets(boxes: readonly Box[]): Part[] {
  let merged = [...boxes];
  for (let again = true; again;) {
    again = false;
    const next: Box[] = [];
    for (const box of merged) {
      const twin = next.findIndex((other) => intersects(other, box));
      if (twin < 0) next.push(box);
      else {
        next[twin] = {
          low: box.low.map((low, i) => Math.min(low, next[twin]!.low[i]!)),
          high: box.high.map((high, i) => Math.max(high, next[twin]!.high[i]!)),
        };
        again = true;
      }
    }
    merged = next;
  }
  return merged.map((box) => ({ box, index: null }));
}

function hullOf(samples: readonly (readonly number[])[]): Box {
  return {
    low: Float64Array.from(samples[0]!, (_, i) => Math.min(...samples.map((sample) => sample[i]!))),
    high: Float64Array.from(samples[0]!, (_, i) => Math.max(...samples.map((sample) => sample[i]!))),
  };
}

function enclosureOf({ enclosure }: AnalyzedPoint): Box {
  return {
    low: Float64Array.from(enclosure, ([low]) => low),
    high: Float64Array.from(enclosure, ([, high]) => high),
  };
}

function isInside(outer: Box, inner: Box): boolean {
  return inner.low.every((low, i) => low > outer.low[i]! && inner.high[i]! < outer.high[i]!);
}
