/**
 * A curve of critical points followed by pseudo-arclength (H. B. Keller, in: Applications of Bifurcation Theory, 1977,
 * 359–384): along the tangent by a step, then back onto the curve by Newton's method in the plane across it, so that the
 * curve may turn round in λ.
 */
import { solve } from '../linalg/solve';
import { dot, norm } from '../linalg/vectors';
import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues';
import type { CriticalFamily } from './family';

/** The part of (x, λ)-space that is looked at; λ is the last. Lengths are measured in its sides. */
export type Window = readonly (readonly [low: number, high: number])[];

/** A place on a curve. */
export interface Station {
  /** n + 1 coordinates (x, λ). */
  readonly at: Float64Array;
  /** The curve's unit tangent there, in sides of the window. */
  readonly tangent: Float64Array;
  /** Number of negative eigenvalues of the Hessian over x. */
  readonly index: number;
  /** The sign of det[J; tangent]: it changes where another curve crosses (Keller 1977; not at a fold). */
  readonly orientation: number;
}

export interface FollowedCurve {
  /** In the order they were met; the start first. */
  readonly stations: readonly Station[];
  readonly end: 'left' | 'closed' | 'steps' | 'lost' | 'stopped';
}

export interface FollowSettings {
  readonly window: Window;
  /** The longest step, in sides of the window. */
  readonly longest: number;
  /** The most stations of one curve. */
  readonly most: number;
}

const shortest = 1e-7;
/** Two tangents in a row may not differ by more: cos 12°. */
const straightest = 0.978;
const stationsPerTurn = 8;

/** The equations ∂L/∂x = 0 with lengths in sides of the window. */
export class ScaledFamily {
  readonly n: number;
  readonly sides: Float64Array;
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;

  constructor(
    readonly family: CriticalFamily,
    readonly window: Window,
  ) {
    this.n = family.dimension;
    this.sides = Float64Array.from(window, ([low, high]) => high - low);
    this.gradient = new Float64Array(this.n + 1);
    this.hessian = new Float64Array((this.n + 1) ** 2);
  }

  /** The scaled residual in the first n entries of `residual`, and in the rows of `jacobian` (of n + 1) its derivative. */
  evaluate(at: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    const { n, sides, gradient, hessian } = this;
    this.family.oracle.gradient(at, gradient);
    this.family.oracle.hessian(at, hessian);
    for (let i = 0; i < n; i++) {
      residual[i] = gradient[i]! * sides[i]!;
      for (let j = 0; j <= n; j++) jacobian[i * (n + 1) + j] = hessian[i * (n + 1) + j]! * sides[i]! * sides[j]!;
    }
  }

  /** The number of negative eigenvalues of the Hessian over x. */
  index(at: Float64Array): number {
    const { n } = this;
    this.family.oracle.hessian(at, this.hessian);
    const block = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return this.hessian[i * (n + 1) + j]! * this.sides[i]! * this.sides[j]!;
    });
    return symmetricEigenvalues(block, n).filter((value) => value < 0).length;
  }

  /** The distance of two places in sides of the window. */
  distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i <= this.n; i++) sum += ((a[i]! - b[i]!) / this.sides[i]!) ** 2;
    return Math.sqrt(sum);
  }

  contains(at: ArrayLike<number>): boolean {
    return this.window.every(([low, high], i) => at[i]! >= low && at[i]! <= high);
  }
}

/**
 * Follows the curve from a critical point with a regular Hessian, with growing λ (`way` 1) or falling (−1). Yields the
 * number of stations every now and then; sent true, it ends there. The last station is the first outside of the window
 * where the curve leaves it.
 */
export function* follow(
  scaled: ScaledFamily,
  start: Float64Array,
  way: 1 | -1,
  settings: FollowSettings,
): Generator<number, FollowedCurve, boolean> {
  const { n } = scaled;
  const first = stationAt(
    scaled,
    start,
    Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? way : 0)),
  );
  if (first === null) return { stations: [], end: 'lost' };
  const stations = [first];
  let current = first;
  let step = settings.longest / 4;
  while (stations.length < settings.most) {
    const next = advance(scaled, current, step);
    if (next === null) {
      step /= 2;
      if (step < shortest) return { stations, end: 'lost' };
      continue;
    }
    stations.push(next);
    if (!scaled.contains(next.at)) return { stations, end: 'left' };
    if (stations.length > 4 && comesBack(scaled, first, current, next)) return { stations, end: 'closed' };
    step = Math.min(settings.longest, step * (dot(current.tangent, next.tangent) > 0.998 ? 1.6 : 1));
    current = next;
    if (stations.length % stationsPerTurn === 0) {
      const stop: boolean = yield stations.length;
      if (stop) return { stations, end: 'stopped' };
    }
  }
  return { stations, end: 'steps' };
}

/** The station of a place on the curve, its tangent turned the way of `before`; null where the curve is not regular. */
function stationAt(scaled: ScaledFamily, at: Float64Array, before: Float64Array): Station | null {
  const { n } = scaled;
  const bordered = new Float64Array((n + 1) ** 2);
  scaled.evaluate(at, new Float64Array(n), bordered);
  bordered.set(before, n * (n + 1));
  const right = new Float64Array(n + 1);
  right[n] = 1;
  const tangent = solve(bordered, right, n + 1);
  if (tangent === null || !tangent.every(Number.isFinite)) return null;
  const length = norm(tangent);
  const unit = tangent.map((x) => x / length);
  bordered.set(unit, n * (n + 1));
  return { at, tangent: unit, index: scaled.index(at), orientation: Math.sign(determinant(bordered, n + 1)) };
}

/** One step along the curve; null where it is too long. */
function advance(scaled: ScaledFamily, from: Station, step: number): Station | null {
  const { n, sides } = scaled;
  const guess = from.at.map((x, i) => x + step * from.tangent[i]! * sides[i]!);
  const at = Float64Array.from(guess);
  const residual = new Float64Array(n + 1);
  const bordered = new Float64Array((n + 1) ** 2);
  let last = Infinity;
  for (let round = 0; round < 8; round++) {
    scaled.evaluate(at, residual, bordered);
    bordered.set(from.tangent, n * (n + 1));
    residual[n] = from.tangent.reduce((sum, t, i) => sum + (t * (at[i]! - guess[i]!)) / sides[i]!, 0);
    const correction = solve(bordered, residual, n + 1);
    if (correction === null) return null;
    const size = norm(correction);
    if (!(size < step) || size > 2 * last) return null;
    for (let i = 0; i <= n; i++) at[i] = at[i]! - correction[i]! * sides[i]!;
    last = size;
    if (size < 1e-12) break;
  }
  if (last > 1e-9 || scaled.distance(at, guess) > 0.3 * step) return null;
  const next = stationAt(scaled, at, from.tangent);
  return next === null || dot(next.tangent, from.tangent) < straightest ? null : next;
}

/** The first station lies between the last two, and the curve goes through it the same way. */
function comesBack(scaled: ScaledFamily, first: Station, last: Station, next: Station): boolean {
  const along = scaled.distance(last.at, next.at);
  return (
    scaled.distance(first.at, last.at) < 1.2 * along &&
    scaled.distance(first.at, next.at) < 1.2 * along &&
    dot(first.tangent, next.tangent) > 0.9
  );
}

/** By elimination with row pivoting; only its sign is used. */
export function determinant(matrix: Float64Array, n: number): number {
  const a = Float64Array.from(matrix);
  let product = 1;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(a[row * n + column]!) > Math.abs(a[pivot * n + column]!)) pivot = row;
    const value = a[pivot * n + column]!;
    if (value === 0) return 0;
    if (pivot !== column) {
      product = -product;
      for (let k = 0; k < n; k++) [a[column * n + k], a[pivot * n + k]] = [a[pivot * n + k]!, a[column * n + k]!];
    }
    product *= value;
    for (let row = column + 1; row < n; row++) {
      const factor = a[row * n + column]! / value;
      for (let k = column; k < n; k++) a[row * n + k] = a[row * n + k]! - factor * a[column * n + k]!;
    }
  }
  return product;
}
