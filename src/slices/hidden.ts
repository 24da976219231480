import type { Curvature } from '../curvature/curvature';
import { symmetricEigen } from '../linalg/eigen';
import { dot } from '../linalg/vectors';
import type { Plane } from './plane';

/** What a slice through a point does not show of the curvature there. */
export interface HiddenCurvature {
  /** Number of negative directions: eigenvalues of the Hessian at the centre that are negative. */
  readonly negative: number;
  /** Whether that number is exact, certain as a lower bound, or not known at all. */
  readonly counted: 'exact' | 'at-least' | 'unknown';
  /**
   * How many of them the plane shows: the number of negative eigenvalues of the Hessian restricted to it. The rest can't
   * be seen in any way: each plane holds at most two.
   */
  readonly visible: number;
  /** negative − visible: exact or a lower bound, as `counted` says. */
  readonly hidden: number;
  /** Eigenvalues of the restricted Hessian, ascending: two, or one for a line. All lie between the lowest and the highest. */
  readonly inPlane: readonly number[];
  /** The lowest eigenvalue of the whole Hessian, or NaN where it is not known. */
  readonly lowest: number;
  /** For each known negative eigenvector, the square of its part in the plane: 1 in it, 0 at right angles. */
  readonly shares: readonly number[];
  /** Σ|λ|·share/Σ|λ| over the known negative eigenpairs: the share of the negative curvature that lies in the plane; 1 if none. */
  readonly negativeShare: number;
  /** For a badge. */
  readonly sentence: string;
  /** The lowest curvature seen against the lowest there is; empty where that is not known. */
  readonly detail: string;
}

/** A curvature within this share of ‖H‖ of 0 is not called negative. */
const zeroShare = 1e-10;

/**
 * Compares a plane with the curvature at its centre. `product` multiplies by the Hessian at the centre, as
 * `hessianAt(oracle, plane.centre)` does; it is called once for each direction.
 */
export function hiddenCurvature(
  plane: Plane,
  curvature: Curvature,
  product: (vector: Float64Array, product: Float64Array) => void,
): HiddenCurvature {
  const inPlane = restricted(plane, product);
  const threshold = zeroShare * Math.max(curvature.size, ...inPlane.map(Math.abs));
  const visible = inPlane.filter((value) => value < -threshold).length;
  const known = curvature.lowest.filter(({ value }) => value < -threshold);
  const shares = known.map(({ vector }) => shareIn(plane, vector));
  const weight = known.reduce((sum, { value }) => sum - value, 0);
  const counted =
    curvature.method === 'exact' && curvature.end === 'complete'
      ? 'exact'
      : curvature.lowest.length > 0
        ? 'at-least'
        : 'unknown';
  const negative = Math.max(visible, curvature.negativeAtLeast);
  const lowest = curvature.lowest[0]?.value ?? NaN;
  const result = { negative, counted, visible, hidden: negative - visible, inPlane, lowest, shares } as const;
  return {
    ...result,
    negativeShare: weight > 0 ? shares.reduce((sum, share, i) => sum - known[i]!.value * share, 0) / weight : 1,
    sentence: sentenceOf(result, plane.second === null ? 'line' : 'plane', threshold),
    detail: Number.isNaN(lowest)
      ? ''
      : `The lowest curvature seen is ${short(inPlane[0]!)}, the lowest there is ${short(lowest)}.`,
  };
}

/** The eigenvalues of the restriction of the Hessian to the plane. */
function restricted(plane: Plane, product: (vector: Float64Array, product: Float64Array) => void): number[] {
  const { first, second } = plane;
  const image = new Float64Array(first.length);
  product(first, image);
  const a = dot(first, image);
  if (second === null) return [a];
  const b = dot(second, image);
  product(second, image);
  return Array.from(symmetricEigen(Float64Array.of(a, b, b, dot(second, image)), 2).values);
}

function shareIn({ first, second }: Plane, vector: Float64Array): number {
  return Math.min(1, dot(first, vector) ** 2 + (second === null ? 0 : dot(second, vector) ** 2));
}

function sentenceOf(
  { negative, counted, hidden, inPlane }: Pick<HiddenCurvature, 'negative' | 'counted' | 'hidden' | 'inPlane'>,
  slice: 'line' | 'plane',
  threshold: number,
): string {
  if (counted === 'unknown') return `The curvature at the centre is not known, so neither is what this ${slice} hides.`;
  const exact = counted === 'exact';
  if (negative === 0) return exact ? 'No curvature is negative here.' : 'No negative curvature was found here.';
  if (hidden === 0) {
    if (!exact) return `No negative direction was found beyond what this ${slice} shows.`;
    return negative === 1
      ? `This ${slice} shows the one negative direction.`
      : `This ${slice} shows both negative directions.`;
  }
  const upwards = inPlane.every((value) => value > threshold)
    ? ` The loss curves upwards everywhere in this ${slice}, but not in every direction there is.`
    : '';
  if (exact && negative === 1) return `The one negative direction is not in this ${slice}.${upwards}`;
  const count = exact ? `${hidden} of ${negative}` : `At least ${hidden} of at least ${negative}`;
  return `${count} negative directions ${hidden === 1 ? 'is' : 'are'} not in this ${slice}.${upwards}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
