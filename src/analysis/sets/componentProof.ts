/** What interval arithmetic proves of a component of the critical set in the box, by cutting the box into pieces. */
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { substitute } from '../../symbolic/substitute';
import { type Box, contains, hull, intersects } from '../box';
import { BoxMap } from '../boxMap';
import type { Component } from './decompose';

/** Pieces that are looked at before it stays unknown. */
const mostPieces = 20_000;

/** Pieces narrower than this share of the box are not cut any more: the component may be singular there. */
const narrowest = 2 ** -20;
/** With more places than this the component is singular along a set, as far as can be seen. */
const mostPlaces = 16;

/**
 * `misses`: no point of the component lies in the box where all conditions are ≥ 0. `regular`: wherever its equation holds in the box, the equation's
 * gradient is not 0, so that it is a manifold there, but for the `singular` boxes, of which nothing is proved; `pieces` of the free parameters cover
 * the rest of it. `unknown`: neither is proved.
 */
export type ComponentProof =
  | { readonly kind: 'misses' | 'unknown' }
  | { readonly kind: 'regular'; readonly singular: readonly Box[]; readonly pieces: readonly Box[] };

const unknown: ComponentProof = { kind: 'unknown' };

/** See `ComponentProof`. */
export function examineComponent(
  pool: Pool,
  component: Component,
  parameters: readonly Node[],
  box: Box,
  conditions: readonly Node[],
): ComponentProof {
  const { free, solved, equations } = component;
  const coordinates = parameters.map((parameter) => solved.get(parameter) ?? parameter);
  const slopes = equations.flatMap((equation) =>
    free.map((parameter) => differentiate(pool, [equation], parameter)[0]!),
  );
  const held = substitute(pool, conditions, solved);
  const map = new BoxMap([...coordinates, ...equations, ...slopes, ...held], free);
  const n = parameters.length;
  const pieces: Box[] = [];
  const singular: Box[] = [];
  const whole = freeBox(box, free, parameters);
  const queue: Box[] = [whole];
  for (let looked = 0; queue.length > 0; looked++) {
    if (looked > mostPieces) return unknown;
    const piece = queue.pop()!;
    const image = map.of(piece);
    if (image !== null) {
      const excludes = (k: number): boolean => image.low[k]! > 0 || image.high[k]! < 0;
      const outside = coordinates.some((_, i) => image.high[i]! < box.low[i]! || image.low[i]! > box.high[i]!);
      const fails = held.some((_, k) => image.high[n + equations.length + slopes.length + k]! < 0);
      if (outside || fails || equations.some((_, k) => excludes(n + k))) continue;
      if (slopes.some((_, k) => excludes(n + equations.length + k)) || equations.length === 0) {
        pieces.push(piece);
        continue;
      }
    }
    const isNarrow = whole.low.every((low, k) => piece.high[k]! - piece.low[k]! <= narrowest * (whole.high[k]! - low));
    if (isNarrow && image !== null) {
      singular.push({ low: image.low.slice(0, n), high: image.high.slice(0, n) });
      continue;
    }
    const halves = split(piece);
    if (halves === null) return unknown;
    queue.push(...halves);
  }
  if (pieces.length === 0) return singular.length === 0 ? { kind: 'misses' } : unknown;
  const places = joined(singular);
  return places.length <= mostPlaces ? { kind: 'regular', singular: places, pieces } : unknown;
}

/** All of a component that lies in the box lies in the region too. */
export function liesWithin(component: Component, parameters: readonly Node[], box: Box, region: Box): boolean {
  const n = parameters.length;
  return isFreeOf(component, parameters, component.equations, box, mostPieces, (image) => {
    const place = { low: image.low.slice(0, n), high: image.high.slice(0, n) };
    const fails = component.equations.some((_, k) => image.low[n + k]! > 0 || image.high[n + k]! < 0);
    return fails || !intersects(place, box) || contains(region, place);
  });
}

/**
 * Cuts the box, in the free parameters, into pieces of each of which `isFree` holds; false where that takes more than `most`. It is given
 * an enclosure of all parameters on the piece, solved for, and then of the expressions.
 */
export function isFreeOf(
  { free, solved }: Component,
  parameters: readonly Node[],
  expressions: readonly Node[],
  box: Box,
  most: number,
  isFree: (image: Box) => boolean,
): boolean {
  const map = new BoxMap([...parameters.map((parameter) => solved.get(parameter) ?? parameter), ...expressions], free);
  const queue: Box[] = [freeBox(box, free, parameters)];
  for (let looked = 0; queue.length > 0; looked++) {
    if (looked > most) return false;
    const piece = queue.pop()!;
    const image = map.of(piece);
    if (image !== null && isFree(image)) continue;
    const halves = split(piece);
    if (halves === null) return false;
    queue.push(...halves);
  }
  return true;
}

/** The box in the free parameters alone. */
function freeBox(box: Box, free: readonly Node[], parameters: readonly Node[]): Box {
  const axes = free.map((parameter) => parameters.indexOf(parameter));
  return {
    low: Float64Array.from(axes, (axis) => box.low[axis]!),
    high: Float64Array.from(axes, (axis) => box.high[axis]!),
  };
}

/** The boxes with those that touch put together. */
function joined(boxes: readonly Box[]): Box[] {
  let places: Box[] = [];
  for (const box of boxes) {
    const touching = places.filter((place) => intersects(place, box));
    places = [...places.filter((place) => !touching.includes(place)), hull([box, ...touching])];
  }
  return places;
}

/** The halves of a box across its longest side, not quite in the middle; null where it is too small. */
function split(piece: Box): [Box, Box] | null {
  let axis = 0;
  piece.low.forEach((low, i) => {
    if (piece.high[i]! - low > piece.high[axis]! - piece.low[axis]!) axis = i;
  });
  const cut = piece.low[axis]! + 0.4873 * (piece.high[axis]! - piece.low[axis]!);
  if (!(cut > piece.low[axis]! && cut < piece.high[axis]!)) return null;
  const first = { low: piece.low, high: Float64Array.from(piece.high) };
  const second = { low: Float64Array.from(piece.low), high: piece.high };
  first.high[axis] = cut;
  second.low[axis] = cut;
  return [first, second];
}
