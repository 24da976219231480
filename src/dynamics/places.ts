import type { Analysis } from '../analysis/report';
import { symmetricEigen } from '../linalg/eigen';
import { norm } from '../linalg/vectors';
import type { Oracle } from '../optimizers/optimizer';
import { formatPoint } from '../picture/numbers';

/** What is known of the critical points of a loss. */
export type CriticalSets = Pick<Analysis, 'points' | 'manifolds' | 'plateaus' | 'kinks'>;

/** A critical point or a point of a critical set, by name. */
export interface Place {
  readonly set: 'point' | 'manifold' | 'plateau' | 'kink';
  /** Its number in the list of its set. */
  readonly index: number;
  /** `minimum`, `degenerate saddle`; where there are several of a kind, with where it is: `minimum at (3, 2)`. */
  readonly name: string;
  /** n coordinates: of a set, of a point of it that is near. */
  readonly point: readonly number[];
  /** From the point asked about, Euclidean. */
  readonly distance: number;
}

/**
 * The critical point nearest to a point, or null where none is known. Of a set that is not isolated, a point is found
 * by Newton steps with the pseudo-inverse; a point of a plateau is its own.
 */
export function nearestPlace(oracle: Oracle, sets: CriticalSets, point: ArrayLike<number>): Place | null {
  let nearest: Place | null = null;
  const take = (place: Place): void => {
    if (nearest === null || place.distance < nearest.distance) nearest = place;
  };
  const names = namesOf(sets);
  sets.points.forEach((each, index) => {
    const distance = distanceBetween(each.point, point);
    take({ set: 'point', index, name: names[index]!, point: each.point, distance });
  });
  sets.kinks.forEach((each, index) => {
    const distance = distanceBetween(each.point, point);
    take({ set: 'kink', index, name: `${each.kind.replace(/-/g, ' ')} on a kink`, point: each.point, distance });
  });
  if (sets.manifolds.length > 0 || sets.plateaus.length > 0) {
    const found = nearbyOfSets(oracle, sets, point);
    if (found !== null) take(found);
  }
  return nearest;
}

/** A name for each isolated point: its kind, and where it is if others are of the same kind. */
export function namesOf({ points }: Pick<CriticalSets, 'points'>): string[] {
  return points.map(({ kind, point }) => {
    const plain = kind.replace(/-/g, ' ');
    const alone = points.filter((other) => other.kind === kind).length === 1;
    return alone ? plain : `${plain} at ${formatPoint(point, 4)}`;
  });
}

function nearbyOfSets(oracle: Oracle, sets: CriticalSets, point: ArrayLike<number>): Place | null {
  const foot = footOn(oracle, point);
  if (foot === null) return null;
  // Newton steps may lead to an isolated point, which is taken anyway.
  if (sets.points.some((each) => distanceBetween(each.point, foot) < 1e-6)) return null;
  const distance = distanceBetween(foot, point);
  const value = oracle.value(foot);
  const fits = (other: number | null): boolean =>
    other === null || Math.abs(other - value) <= 1e-6 * (1 + Math.abs(value));
  const place = (set: 'manifold' | 'plateau', index: number, name: string): Place => ({
    set,
    index,
    name,
    point: Array.from(foot),
    distance,
  });
  const plateau = hasNoCurvature(oracle, foot) ? sets.plateaus.findIndex((each) => fits(each.value)) : -1;
  if (plateau >= 0) return place('plateau', plateau, 'plateau');
  let best = -1;
  sets.manifolds.forEach((each, index) => {
    if (!fits(each.value)) return;
    if (best < 0 || toSamples(each.samples, foot) < toSamples(sets.manifolds[best]!.samples, foot)) best = index;
  });
  if (best < 0) return null;
  const { dimension, stability } = sets.manifolds[best]!;
  const shape = dimension === 1 ? 'curve' : dimension === 2 ? 'surface' : `${dimension}-dimensional set`;
  const members = { minimum: 'minima', maximum: 'maxima', saddle: 'saddles', mixed: 'critical points' }[stability];
  return place('manifold', best, `${shape} of ${members}`);
}

/** The point of a critical set nearest to a point, as far as steps along the set lead. */
function footOn(oracle: Oracle, point: ArrayLike<number>): Float64Array | null {
  const n = point.length;
  let foot = criticalNear(oracle, Float64Array.from(point));
  const hessian = new Float64Array(n * n);
  for (let k = 0; k < 20 && foot !== null; k++) {
    oracle.hessian(foot, hessian);
    const { values, vectors } = symmetricEigen(hessian, n);
    const next = Float64Array.from(foot);
    vectors.forEach((vector, i) => {
      if (!isFlat(values, values[i]!)) return;
      let along = 0;
      for (let j = 0; j < n; j++) along += vector[j]! * (point[j]! - foot![j]!);
      for (let j = 0; j < n; j++) next[j] = next[j]! + along * vector[j]!;
    });
    const moved = distanceBetween(next, foot);
    const settled = criticalNear(oracle, next);
    if (settled === null || !(distanceBetween(settled, point) < distanceBetween(foot, point))) break;
    foot = settled;
    if (moved < 1e-9) break;
  }
  return foot;
}

/** Whether a curvature is 0 beside the largest, or the largest is 0. */
function isFlat(values: Float64Array, value: number): boolean {
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[values.length - 1]!));
  return Math.abs(value) <= 1e-7 * largest;
}

/**
 * A critical point found from a start by steps −H⁺g, H⁺ without curvatures that are 0 beside the largest; null where
 * they don't settle.
 */
function criticalNear(oracle: Oracle, point: Float64Array): Float64Array | null {
  const n = point.length;
  const g = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (let k = 0; k < 60; k++) {
    oracle.gradient(point, g);
    const size = norm(g);
    if (size < 1e-11) return point;
    oracle.hessian(point, hessian);
    const { values, vectors } = symmetricEigen(hessian, n);
    if (!values.some((value) => value !== 0)) return null;
    vectors.forEach((vector, i) => {
      if (isFlat(values, values[i]!)) return;
      let along = 0;
      for (let j = 0; j < n; j++) along += vector[j]! * g[j]!;
      for (let j = 0; j < n; j++) point[j] = point[j]! - (along / values[i]!) * vector[j]!;
    });
    if (!point.every(Number.isFinite)) return null;
  }
  return null;
}

/** Whether every curvature is 0. */
function hasNoCurvature(oracle: Oracle, point: Float64Array): boolean {
  const hessian = new Float64Array(point.length ** 2);
  oracle.hessian(point, hessian);
  return hessian.every((value) => value === 0);
}

function toSamples(samples: readonly (readonly number[])[], point: ArrayLike<number>): number {
  return samples.reduce((least, sample) => Math.min(least, distanceBetween(sample, point)), Infinity);
}

export function distanceBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) square += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(square);
}
