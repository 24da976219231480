/**
 * Stationary points on the seams between smooth pieces: 0 is in Clarke's generalised gradient, the convex hull of the
 * pieces' gradients there (Clarke, Optimization and Nonsmooth Analysis, 1983, §2.5).
 */
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { type Box, midpoint } from '../box';
import { BoxMap } from '../boxMap';
import { EquationSystem } from '../search/equationSystem';
import { type Piece, isFlat } from './pieces';
import { solveAll } from '../search/search';
import { cornerPoints } from './corners';
import { seamSets } from './seamSets';

const mostBatches = 200;

export interface Seams {
  readonly points: readonly Box[];
  /** Samples of sets all of whose points are stationary. */
  readonly sets: readonly (readonly (readonly number[])[])[];
}

/** The stationary points on all seams, in enclosures; null where a seam is not decided. */
export function* seamPoints(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Seams | null, boolean> {
  const found: Box[] = [];
  const sets: (readonly (readonly number[])[])[] = [];
  for (const [first, second, k] of neighbours(pieces)) {
    // The edge of a plateau is stationary all along; it belongs to the plateau.
    if (isFlat(pool, first, parameters) || isFlat(pool, second, parameters)) continue;
    const points = yield* onSeam(pool, first, second, k, parameters, box);
    if (points === null) return null;
    found.push(...points.points);
    sets.push(...points.sets);
  }
  if (pieces[0]!.sides.length > 1 && parameters.length > 1) {
    // Where seams cross, more than two gradients meet: in the plane their directions decide.
    const crossings = yield* (parameters.length > 2 ? cornerPoints : corners)(pool, pieces, parameters, box);
    if (crossings === null) return null;
    found.push(
      ...(parameters.length > 2
        ? crossings
        : crossings.filter((corner) => isStationary(pool, pieces, parameters, corner))),
    );
  }
  return { points: found, sets };
}

/** Pairs of pieces that differ in the side of one kink alone, and that kink. */
function neighbours(pieces: readonly Piece[]): [Piece, Piece, number][] {
  const pairs: [Piece, Piece, number][] = [];
  pieces.forEach((first, i) => {
    for (const second of pieces.slice(i + 1)) {
      const differing = first.sides.flatMap((side, k) => (side === second.sides[k] ? [] : [k]));
      if (differing.length === 1) pairs.push([first, second, differing[0]!]);
    }
  });
  return pairs;
}

/** λ·∇L₁ + (1 − λ)·∇L₂ = 0 with 0 ≤ λ ≤ 1 where the kink's argument is 0: as many equations as unknowns. */
function* onSeam(
  pool: Pool,
  first: Piece,
  second: Piece,
  k: number,
  parameters: readonly Node[],
  box: Box,
): Generator<number, Seams | null, boolean> {
  const n = parameters.length;
  const share = pool.parameter(n, 'share');
  const rest = pool.subtract(pool.integer(1), share);
  const slope = (piece: Piece, parameter: Node): Node => differentiate(pool, [piece.value], parameter)[0]!;
  const equations = parameters.map((parameter) =>
    pool.add(pool.multiply(share, slope(first, parameter)), pool.multiply(rest, slope(second, parameter))),
  );
  const otherConditions = first.conditions.filter((_, i) => i !== k);
  const others = new BoxMap(otherConditions, parameters);
  const outside = (part: Box): boolean => {
    const own = { low: part.low.slice(0, n), high: part.high.slice(0, n) };
    return others.of(own)?.high.some((high) => high < 0) ?? false;
  };
  const unknowns = [...parameters, share];
  const along = seamSets(pool, [...equations, first.conditions[k]!], parameters, share, box, otherConditions);
  if (along !== null) return along;
  const system = new EquationSystem(pool, [...equations, first.conditions[k]!], unknowns);
  const extended = { low: Float64Array.from([...box.low, 0]), high: Float64Array.from([...box.high, 1]) };
  const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), extended, mostBatches, {
    excludes: outside,
  });
  if (proved === null) return null;
  const held = proved.filter(({ enclosure }) => !outside(enclosure));
  const points = held.map(({ enclosure }) => ({
    low: enclosure.low.slice(0, n),
    high: enclosure.high.slice(0, n),
  }));
  return { points, sets: [] };
}

/** Points in the plane where the arguments of two kinks vanish; null where they are not all found. */
function* corners(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Box[] | null, boolean> {
  const found: Box[] = [];
  const { conditions } = pieces[0]!;
  const everywhere = pieces.every((piece) =>
    piece.conditions.every((condition, i) => condition === conditions[i] || condition === pool.negate(conditions[i]!)),
  );
  // Arguments that differ from piece to piece, by kinks inside of kinks, are not worked out.
  if (!everywhere) return null;
  for (let i = 0; i < conditions.length; i++) {
    for (let j = 0; j < i; j++) {
      const system = new EquationSystem(pool, [conditions[i]!, conditions[j]!], parameters);
      const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), box, mostBatches);
      if (proved === null) return null;
      found.push(...proved.map(({ enclosure }) => enclosure));
    }
  }
  return found;
}

/** 0 lies in the convex hull of the gradients of all pieces that meet at a corner: no half-plane holds them all. */
function isStationary(pool: Pool, pieces: readonly Piece[], parameters: readonly Node[], corner: Box): boolean {
  const middle = midpoint(corner);
  const at = { low: middle, high: middle };
  const angles: number[] = [];
  for (const piece of pieces) {
    if (new BoxMap(piece.conditions, parameters).of(corner)?.high.some((high) => high < 0) === true) continue;
    const gradient = parameters.map((parameter) => differentiate(pool, [piece.value], parameter)[0]!);
    const image = new BoxMap(gradient, parameters).of(at);
    if (image === null) return true;
    const [x, y] = [(image.low[0]! + image.high[0]!) / 2, (image.low[1]! + image.high[1]!) / 2];
    if (Math.hypot(x, y) < 1e-12) return true;
    angles.push(Math.atan2(y, x));
  }
  angles.sort((a, b) => a - b);
  // In doubt it is listed: a gap of half a turn puts 0 on the edge of the hull.
  return angles.every((angle, i) => {
    const next = i + 1 < angles.length ? angles[i + 1]! : angles[0]! + 2 * Math.PI;
    return next - angle <= Math.PI + 1e-9;
  });
}
