import { symmetricEigen } from '../../linalg/eigen';
import { addScaled, dot, norm } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';
import type { RunLimits } from './descent';

/**
 * Goes to a critical point of any kind: Levenberg–Marquardt on ½‖∇L‖², whose Jacobian is the Hessian, with Nielsen's damping (report
 * IMM-REP-1999-05, Technical University of Denmark). Each step minimises ‖Hp + g‖² + μ‖p‖² by conjugate gradients on the least-squares
 * problem, so only products with H are needed. Null where it does not arrive; yields after each pair of products,
 * and `next(true)` ends it.
 */
export function* seekRoot(
  oracle: Oracle,
  start: Float64Array,
  limits: RunLimits,
): Generator<void, Float64Array | null, boolean> {
  const n = oracle.dimension;
  const point = Float64Array.from(start);
  const gradient = new Float64Array(n);
  const nextGradient = new Float64Array(n);
  const image = new Float64Array(n);
  oracle.gradient(point, gradient);
  oracle.hessianVector(point, gradient, image);
  let size = norm(gradient);
  let damping = 1e-3 * (norm(image) / size) ** 2;
  let growth = 2;
  let stalled = 0;
  for (let round = 0; round < limits.iterations; round++) {
    if (!Number.isFinite(size)) return null;
    if (size <= limits.arrival) return point;
    const step = yield* dampedStep(oracle, point, gradient, damping, 1e-3, limits.inner);
    if (step === null) return null;
    const length = norm(step.move);
    // Far from a root the model may send the point anywhere.
    const shrink = length > limits.radius ? limits.radius / length : 1;
    const next = point.map((x, i) => x + shrink * step.move[i]!);
    oracle.gradient(next, nextGradient);
    const nextSize = norm(nextGradient);
    const gain = (size * size - nextSize * nextSize) / (size * size - step.left * step.left);
    if (gain > 0) {
      if (!limits.near(next)) return null;
      stalled = nextSize > 0.999 * size ? stalled + 1 : 0;
      point.set(next);
      gradient.set(nextGradient);
      size = nextSize;
      damping *= Math.max(1 / 3, 1 - (2 * gain - 1) ** 3);
      growth = 2;
    } else {
      stalled++;
      damping *= growth;
      growth *= 2;
    }
    // A place where ‖∇L‖ is least and not 0 is no critical point.
    if (stalled > 12 || !Number.isFinite(damping)) return null;
  }
  return null;
}

export interface DampedStep {
  readonly move: Float64Array;
  /** ‖g + H·move‖. */
  readonly left: number;
}

/**
 * The p with (H² + μI)p = −Hg, that is the least ‖Hp + g‖² + μ‖p‖², by CGLS (Hestenes & Stiefel 1952; Björck, Numerical Methods
 * for Least Squares Problems, §7.4), to a relative `precision` of the residual, with at most 2·`most` + 1 products. Null where it was
 * stopped or a product is not finite.
 */
export function* dampedStep(
  oracle: Oracle,
  point: Float64Array,
  gradient: Float64Array,
  damping: number,
  precision: number,
  most: number,
): Generator<void, DampedStep | null, boolean> {
  const n = point.length;
  const move = new Float64Array(n);
  const rest = gradient.map((x) => -x);
  const slope = new Float64Array(n);
  const image = new Float64Array(n);
  oracle.hessianVector(point, rest, slope);
  const direction = Float64Array.from(slope);
  let square = dot(slope, slope);
  const goal = precision * precision * square;
  for (let k = 0; k < most && square > goal; k++) {
    oracle.hessianVector(point, direction, image);
    const bend = dot(image, image) + damping * dot(direction, direction);
    const along = square / bend;
    if (!Number.isFinite(along)) return bend === 0 ? { move, left: norm(rest) } : null;
    addScaled(move, along, direction);
    addScaled(rest, -along, image);
    oracle.hessianVector(point, rest, slope);
    addScaled(slope, -damping, move);
    const nextSquare = dot(slope, slope);
    const stop: boolean = yield;
    if (stop) return null;
    for (let i = 0; i < n; i++) direction[i] = slope[i]! + (nextSquare / square) * direction[i]!;
    square = nextSquare;
  }
  return Number.isFinite(square) ? { move, left: norm(rest) } : null;
}

/** Up to this many parameters Newton's equation is solved through all eigenvalues. */
const denseUpTo = 40;

/**
 * Newton's method on ∇L = 0 from a point close to a root, for as long as the gradient shrinks. Each step has the least
 * length among the solutions, so a set of critical points is approached straight. The answer is the best point
 * met, and its gradient norm.
 */
export function* polish(
  oracle: Oracle,
  start: Float64Array,
  inner: number,
): Generator<void, { readonly point: Float64Array; readonly residual: number } | null, boolean> {
  const n = oracle.dimension;
  const gradient = new Float64Array(n);
  let point = start;
  oracle.gradient(point, gradient);
  let residual = norm(gradient);
  for (let round = 0; round < 60 && residual > 0; round++) {
    let move: Float64Array;
    if (n <= denseUpTo) {
      move = leastNewtonStep(oracle, point, gradient);
      const stop: boolean = yield;
      if (stop) return null;
    } else {
      const step = yield* dampedStep(oracle, point, gradient, 0, 1e-10, inner);
      if (step === null) return null;
      move = step.move;
    }
    const next = point.map((x, i) => x + move[i]!);
    oracle.gradient(next, gradient);
    const nextResidual = norm(gradient);
    if (!(nextResidual < residual)) break;
    const done = nextResidual > 0.7 * residual;
    point = next;
    residual = nextResidual;
    if (done) break;
  }
  return { point, residual };
}

/** −H⁺g, H⁺ leaving out eigenvalues at the size of rounding. */
function leastNewtonStep(oracle: Oracle, point: Float64Array, gradient: Float64Array): Float64Array {
  const n = point.length;
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  const { values, vectors } = symmetricEigen(hessian, n);
  const size = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
  const move = new Float64Array(n);
  vectors.forEach((vector, k) => {
    if (Math.abs(values[k]!) > 1e-13 * size) addScaled(move, -dot(vector, gradient) / values[k]!, vector);
  });
  return move;
}
