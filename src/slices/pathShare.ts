import { dot } from '../linalg/vectors';
import { type Plane, project } from './plane';

/** How much of a path a slice shows. */
export interface PathShare {
  /** The share of Σ‖θₜ − θ_end‖² that lies along the plane's directions: where the path was, seen from its end. */
  readonly share: number;
  /** The share of Σ‖θₜ₊₁ − θₜ‖² that lies along them: how it moved, step by step. */
  readonly stepShare: number;
  /** The largest Euclidean distance of a point of the path from the plane, and the step where it occurs. */
  readonly worstDistance: number;
  readonly worstStep: number;
  /** The path's points in the plane: (steps + 1) pairs a, b. */
  readonly projected: Float64Array;
  /** For a badge. */
  readonly sentence: string;
}

/** Compares a path, rows of n coordinates, with a plane. */
export function pathShare(plane: Plane, points: Float64Array, n: number): PathShare {
  const count = points.length / n;
  const at = (t: number): Float64Array => points.subarray(t * n, (t + 1) * n);
  const projected = new Float64Array(2 * count);
  let [worstDistance, worstStep] = [0, 0];
  const places = { inside: 0, total: 0 };
  const steps = { inside: 0, total: 0 };
  const add = (sums: { inside: number; total: number }, from: Float64Array, to: Float64Array): void => {
    const move = to.map((x, i) => x - from[i]!);
    sums.total += dot(move, move);
    sums.inside += dot(move, plane.first) ** 2 + (plane.second === null ? 0 : dot(move, plane.second) ** 2);
  };
  for (let t = 0; t < count; t++) {
    const { a, b, distance } = project(plane, at(t));
    projected.set([a, b], 2 * t);
    if (distance > worstDistance) [worstDistance, worstStep] = [distance, t];
    add(places, at(count - 1), at(t));
    if (t + 1 < count) add(steps, at(t), at(t + 1));
  }
  const share = shareOf(places);
  return {
    share,
    stepShare: shareOf(steps),
    worstDistance,
    worstStep,
    projected,
    sentence: sentenceOf(share, worstDistance, steps.total, plane.second === null ? 'line' : 'plane'),
  };
}

function shareOf({ inside, total }: { inside: number; total: number }): number {
  return total > 0 ? Math.min(1, inside / total) : 1;
}

function sentenceOf(share: number, worst: number, moved: number, slice: 'line' | 'plane'): string {
  const away = `${Number(worst.toPrecision(2))} away from this ${slice}`;
  if (moved === 0) return `The path does not move; it is ${away}.`;
  return `${percent(share)} of the path’s squared movement lies along this ${slice}; at worst the path is ${away}.`;
}

/** Rounded, but 100 % and 0 % only where nothing is lost to the eye. */
function percent(share: number): string {
  if (share > 1 - 1e-12) return '100 %';
  if (share > 0.999) return 'More than 99.9 %';
  if (share < 0.001) return 'Less than 0.1 %';
  return share > 0.99 || share < 0.01 ? `${(100 * share).toFixed(1)} %` : `${Math.round(100 * share)} %`;
}
