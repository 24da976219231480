import { addScaled, dot, norm, orthogonalize, scale } from '../linalg/vectors';

/**
 * A flat slice through n dimensions: the points centre + a·firstLength·first + b·secondLength·second. The directions are
 * orthonormal, so distances are true; the lengths keep the scale the directions came with, so that a and b are measured
 * in it. A line has no second direction, and b is 0.
 */
export interface Plane {
  readonly centre: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array | null;
  readonly firstLength: number;
  /** 0 for a line. */
  readonly secondLength: number;
}

/** A plane, or why there is none, as a sentence. */
export type PlaneResult =
  { readonly ok: true; readonly plane: Plane } | { readonly ok: false; readonly reason: string };

/** Directions whose angle has a sine below this count as parallel. */
const parallel = 1e-10;

/**
 * The plane through `centre` along two directions of any length, or the line along one. The second direction is made
 * orthogonal to the first (Gram–Schmidt) and keeps its length: the plane is the same, the axes are at right angles.
 */
export function planeAlong(centre: Float64Array, first: Float64Array, second: Float64Array | null): PlaneResult {
  const firstLength = norm(first);
  const secondLength = second === null ? 0 : norm(second);
  if (![...centre, firstLength, secondLength].every(Number.isFinite)) {
    return refuse('A number of the centre or of a direction is not finite.');
  }
  if (firstLength === 0 || (second !== null && secondLength === 0)) {
    return refuse('A direction without length spans nothing.');
  }
  const unitFirst = unit(first, firstLength);
  if (second === null) {
    return { ok: true, plane: { centre, first: unitFirst, second, firstLength, secondLength } };
  }
  const unitSecond = unit(second, secondLength);
  orthogonalize(unitSecond, [unitFirst]);
  const left = norm(unitSecond);
  if (left < parallel) return refuse('The two directions are parallel: they span a line, not a plane.');
  scale(unitSecond, 1 / left);
  orthogonalize(unitSecond, [unitFirst]);
  return { ok: true, plane: { centre, first: unitFirst, second: unitSecond, firstLength, secondLength } };
}

function unit(direction: Float64Array, length: number): Float64Array {
  return direction.map((x) => x / length);
}

function refuse(reason: string): PlaneResult {
  return { ok: false, reason };
}

/** The line through two points: the first lies at a = 0, the second at a = 1. */
export function lineThrough(from: Float64Array, to: Float64Array): PlaneResult {
  if (from.every((x, i) => x === to[i])) return refuse('The two points are the same: no line is singled out.');
  return planeAlong(from, difference(to, from), null);
}

/**
 * The plane through three points: the first lies at (0, 0), the second at (1, 0), the third wherever `project` puts it
 * (Garipov et al., NeurIPS 2018, figure 1).
 */
export function planeThrough(origin: Float64Array, second: Float64Array, third: Float64Array): PlaneResult {
  const result = planeAlong(origin, difference(second, origin), difference(third, origin));
  return result.ok ? result : refuse('The three points lie on one line: no plane is singled out.');
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, i) => x - b[i]!);
}

/** The point with coordinates (a, b), written into `point`. */
export function pointOn(
  plane: Plane,
  a: number,
  b: number,
  point = new Float64Array(plane.centre.length),
): Float64Array {
  point.set(plane.centre);
  addScaled(point, a * plane.firstLength, plane.first);
  if (plane.second !== null) addScaled(point, b * plane.secondLength, plane.second);
  return point;
}

/** Where the perpendicular from a point meets a plane, and the point's Euclidean distance from it. */
export interface Projection {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

export function project(plane: Plane, point: Float64Array): Projection {
  const offset = difference(point, plane.centre);
  const along = dot(offset, plane.first);
  const across = plane.second === null ? 0 : dot(offset, plane.second);
  addScaled(offset, -along, plane.first);
  if (plane.second !== null) addScaled(offset, -across, plane.second);
  return {
    a: along / plane.firstLength,
    b: plane.second === null ? 0 : across / plane.secondLength,
    distance: norm(offset),
  };
}
