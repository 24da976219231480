/** The minimum-energy path between two points, by the string method. */
import { dot, norm, scale } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';

export interface StringSettings {
  /** Points of the string, both ends among them; at least 5. */
  readonly images: number;
  /** The most rounds. */
  readonly rounds: number;
  /** Ends once its top sinks by no more than this part of its height in 25 rounds. */
  readonly tolerance: number;
  /** How far the first string bulges out of the straight line, as a part of its length: off a ridge of symmetry. */
  readonly bulge: number;
}

export const standardString: StringSettings = { images: 33, rounds: 3_000, tolerance: 1e-4, bulge: 0.02 };

export interface StringPath {
  /** The images, both ends first and last. */
  readonly images: readonly Float64Array[];
  readonly values: Float64Array;
  readonly rounds: number;
  readonly settled: boolean;
}

/** Rounds between two estimates of the curvature at the images. */
const roundsPerEstimate = 25;

/**
 * The simplified string method (E, Ren & Vanden-Eijnden, J. Chem. Phys. 126 (2007), 164103): every image but the ends goes
 * a step down the gradient, then all are spread evenly along the string again. A step is half the inverse of the largest
 * curvature at its image, by power iterations with products of the Hessian. Yields the rounds done; sent true, it ends
 * with what it has.
 */
export function* stringBetween(
  oracle: Oracle,
  from: Float64Array,
  to: Float64Array,
  settings: StringSettings,
): Generator<number, StringPath, boolean> {
  const { rounds, tolerance } = settings;
  let images = firstString(from, to, settings);
  const gradient = new Float64Array(oracle.dimension);
  let steps: number[] = [];
  let last = Infinity;
  const done = (count: number, settled: boolean): StringPath => ({
    images,
    values: Float64Array.from(images, (image) => oracle.value(image)),
    rounds: count,
    settled,
  });
  for (let round = 0; round < rounds; round++) {
    if (round % roundsPerEstimate === 0) {
      steps = images.map((image) => stepAt(oracle, image));
      const top = heightOf(oracle, images);
      if (round > 0 && last - top <= tolerance * Math.abs(top)) return done(round, true);
      last = top;
    }
    // No step is longer than half the way to the next image, whatever the curvature was taken for.
    const longest = lengthOf(images) / (2 * (images.length - 1));
    const moved = images.map((image, k) => {
      if (k === 0 || k === images.length - 1) return image;
      oracle.gradient(image, gradient);
      if (!gradient.every(Number.isFinite)) return image;
      const step = Math.min(steps[k]!, longest / norm(gradient));
      return image.map((x, i) => x - step * gradient[i]!);
    });
    images = spread(moved);
    const stop: boolean = yield round + 1;
    if (stop) return done(round + 1, false);
  }
  return done(rounds, false);
}

/** The straight line, with a small bulge along a fixed direction across it. */
function firstString(from: Float64Array, to: Float64Array, { images, bulge }: StringSettings): Float64Array[] {
  const along = to.map((x, i) => x - from[i]!);
  const length = norm(along);
  // Golden angles make a direction with no symmetry of its own.
  const across = Float64Array.from(along, (_, i) => Math.sin(2.399963 * (i + 1)));
  const share = dot(across, along) / (length * length || 1);
  across.forEach((x, i) => (across[i] = x - share * along[i]!));
  const size = norm(across);
  scale(across, size > 1e-12 ? (bulge * length) / size : 0);
  return Array.from({ length: images }, (_, k) => {
    const t = k / (images - 1);
    return from.map((x, i) => x + t * along[i]! + Math.sin(Math.PI * t) * across[i]!);
  });
}

/** Half the inverse of the largest curvature in size at a point. */
function stepAt(oracle: Oracle, point: Float64Array): number {
  const vector = Float64Array.from(point, (_, i) => Math.sin(1.3 * i + 1));
  const product = new Float64Array(point.length);
  let size = 0;
  for (let round = 0; round < 12; round++) {
    const length = norm(vector);
    if (!(length > 0) || !Number.isFinite(length)) break;
    scale(vector, 1 / length);
    oracle.hessianVector(point, vector, product);
    size = norm(product);
    vector.set(product);
  }
  return size > 0 && Number.isFinite(size) ? 0.5 / size : 0;
}

/** The polyline with its points spread evenly along it. */
export function spread(points: readonly Float64Array[]): Float64Array[] {
  const reach = [0];
  for (let k = 1; k < points.length; k++) reach.push(reach[k - 1]! + distance(points[k]!, points[k - 1]!));
  const length = reach[points.length - 1]!;
  let at = 1;
  return points.map((point, k) => {
    if (k === 0 || k === points.length - 1 || length === 0) return point;
    const wanted = (length * k) / (points.length - 1);
    while (at < points.length - 1 && reach[at]! < wanted) at++;
    const [a, b] = [reach[at - 1]!, reach[at]!];
    const t = b > a ? (wanted - a) / (b - a) : 0;
    return points[at - 1]!.map((x, i) => x + t * (points[at]![i]! - x));
  });
}

/** How far the string's top lies above its lower end. */
function heightOf(oracle: Oracle, images: readonly Float64Array[]): number {
  const values = images.map((image) => oracle.value(image));
  return Math.max(...values) - Math.min(values[0]!, values[values.length - 1]!);
}

function lengthOf(points: readonly Float64Array[]): number {
  let sum = 0;
  for (let k = 1; k < points.length; k++) sum += distance(points[k]!, points[k - 1]!);
  return sum;
}

export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
