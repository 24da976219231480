import type { Curvature } from '../curvature/curvature';
import { norm } from '../linalg/vectors';
import type { RandomGenerator } from '../random/generator';
import { type PlaneResult, planeAlong } from './plane';

/** One array among the parameters: where it starts, and its shape; [] is a scalar, [m] a vector, [m, k] has m rows. */
export interface ParameterBlock {
  readonly offset: number;
  readonly shape: readonly number[];
}

/** The direction of parameter `index`, of n. */
export function coordinateDirection(n: number, index: number): Float64Array {
  const direction = new Float64Array(n);
  direction[index] = 1;
  return direction;
}

/** A direction uniform on the unit sphere. */
export function randomDirection(n: number, random: RandomGenerator): Float64Array {
  return random.unitVector(n);
}

/**
 * A random direction with the scale of the weights (Li et al., NeurIPS 2018, §4): each filter — a row of a matrix, a slice
 * along the first axis of a larger array — is normal noise with the norm of that filter at `centre`. Vectors, scalars and
 * parameters in no block are left out (`zero`, as in the paper's figures) or scaled to their own norm (`normalize`).
 * Two such directions are not orthogonal, nor of length 1: `planeAlong` keeps their lengths.
 */
export function filterNormalizedDirection(
  centre: Float64Array,
  blocks: readonly ParameterBlock[],
  others: 'zero' | 'normalize',
  random: RandomGenerator,
): Float64Array {
  const n = centre.length;
  const direction = random.normals(n);
  const covered = new Uint8Array(n);
  const rescale = (from: number, to: number, keep: boolean): void => {
    covered.fill(1, from, to);
    const own = norm(direction.subarray(from, to));
    const factor = keep && own > 0 ? norm(centre.subarray(from, to)) / own : 0;
    for (let i = from; i < to; i++) direction[i] = direction[i]! * factor;
  };
  for (const { offset, shape } of blocks) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (shape.length < 2) rescale(offset, offset + size, others === 'normalize');
    else {
      const row = size / shape[0]!;
      for (let at = offset; at < offset + size; at += row) rescale(at, at + row, true);
    }
  }
  for (let i = 0; i < n; i++) if (covered[i] === 0) rescale(i, i + 1, others === 'normalize');
  return direction;
}

/** Which eigenvectors of the Hessian span a plane. `ends`: the lowest and the highest, the choice at a saddle. */
export type EigenChoice = 'ends' | 'lowest' | 'highest';

/** The plane through `centre` along two eigenvectors of the Hessian there; a line where n = 1. */
export function eigenPlane(centre: Float64Array, curvature: Curvature, choice: EigenChoice): PlaneResult {
  const { lowest, highest } = curvature;
  const pair = choice === 'ends' ? [lowest[0], highest[0]] : choice === 'lowest' ? lowest : highest;
  const [first, second] = [pair[0], pair[1]];
  if (first === undefined || (second === undefined && centre.length > 1)) {
    return { ok: false, reason: 'The eigenvectors of the Hessian are not known here.' };
  }
  return planeAlong(centre, first.vector, centre.length === 1 || second === undefined ? null : second.vector);
}
