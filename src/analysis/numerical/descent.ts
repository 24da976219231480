import { addScaled, dot, norm } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';

/** Where a run may go, and when it has arrived. */
export interface RunLimits {
  /** The gradient norm that counts as small. */
  readonly arrival: number;
  /** The largest step. */
  readonly radius: number;
  /** Most outer iterations, and most Hessian–vector products in each. */
  readonly iterations: number;
  readonly inner: number;
  /** False where a point is too far away to go on. */
  readonly near: (point: Float64Array) => boolean;
}

/**
 * Descends to where the gradient is small, by a trust region whose model is minimised by conjugate gradients (Steihaug, SIAM J.
 * Numer. Anal. 20, 1983; Nocedal & Wright, Numerical Optimization, algorithms 4.1 and 7.2). Follows negative curvature to the
 * edge of the region, so it rarely ends at a saddle. Null where it does not arrive; yields after each product,
 * and `next(true)` ends it.
 */
export function* descend(
  oracle: Oracle,
  start: Float64Array,
  limits: RunLimits,
): Generator<void, Float64Array | null, boolean> {
  const n = oracle.dimension;
  const point = Float64Array.from(start);
  const gradient = new Float64Array(n);
  let value = oracle.value(point);
  oracle.gradient(point, gradient);
  let radius = limits.radius / 10;
  for (let round = 0; round < limits.iterations; round++) {
    const size = norm(gradient);
    if (!Number.isFinite(value) || !Number.isFinite(size)) return null;
    if (size <= limits.arrival) return point;
    const step = yield* trustedStep(oracle, point, gradient, radius, limits.inner);
    if (step === null) return null;
    const next = point.map((x, i) => x + step.move[i]!);
    const nextValue = oracle.value(next);
    // Near the end both are rounding errors, and their ratio has to be 1 (Conn, Gould & Toint, Trust-Region Methods, §17.4.2).
    const noise = 10 * Number.EPSILON * Math.abs(value);
    const gain = (value - nextValue + noise) / (step.predicted + noise);
    // A loss that is undefined there makes the gain NaN: not good enough.
    if (gain > 1e-4) {
      point.set(next);
      value = nextValue;
      oracle.gradient(point, gradient);
      if (!limits.near(point)) return null;
    }
    if (!(gain > 0.25)) radius = norm(step.move) / 4;
    else if (gain > 0.75 && step.atEdge) radius = Math.min(2 * radius, limits.radius);
    if (radius < 1e-14 * limits.radius) return null;
  }
  return null;
}

interface TrustedStep {
  readonly move: Float64Array;
  /** How far the quadratic model falls, > 0. */
  readonly predicted: number;
  readonly atEdge: boolean;
}

/** Steihaug's conjugate gradients on the model g·p + ½p·Hp within ‖p‖ ≤ radius. */
function* trustedStep(
  oracle: Oracle,
  point: Float64Array,
  gradient: Float64Array,
  radius: number,
  most: number,
): Generator<void, TrustedStep | null, boolean> {
  const n = point.length;
  const move = new Float64Array(n);
  const rest = Float64Array.from(gradient);
  const direction = gradient.map((x) => -x);
  const image = new Float64Array(n);
  const goal = norm(gradient) * Math.min(0.1, Math.sqrt(norm(gradient)));
  let square = dot(rest, rest);
  let atEdge = false;
  for (let k = 0; k < most; k++) {
    oracle.hessianVector(point, direction, image);
    const stop: boolean = yield;
    const bend = dot(direction, image);
    if (stop || !Number.isFinite(bend)) return null;
    const along = square / bend;
    const edge = toEdge(move, direction, radius);
    // Also where the curvature is not positive: along is then negative or infinite, and the edge lower still.
    atEdge = !(bend > 0) || along >= edge;
    const length = atEdge ? edge : along;
    addScaled(move, length, direction);
    // The residual g + H·move stays true to the move.
    addScaled(rest, length, image);
    const nextSquare = dot(rest, rest);
    if (atEdge || Math.sqrt(nextSquare) <= goal) break;
    const keep = nextSquare / square;
    square = nextSquare;
    for (let i = 0; i < n; i++) direction[i] = keep * direction[i]! - rest[i]!;
  }
  // −(g·p + ½p·Hp), with Hp = rest − g.
  const predicted = -0.5 * (dot(gradient, move) + dot(rest, move));
  return predicted > 0 ? { move, predicted, atEdge } : null;
}

/** The positive τ with ‖move + τ·direction‖ = radius. */
function toEdge(move: Float64Array, direction: Float64Array, radius: number): number {
  const a = dot(direction, direction);
  const b = dot(move, direction);
  const c = radius * radius - dot(move, move);
  const root = Math.sqrt(Math.max(0, b * b + a * c));
  return b > 0 ? c / (b + root) : (root - b) / a;
}
