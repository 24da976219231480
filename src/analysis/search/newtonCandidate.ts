import type { TapeOracle } from '../../compile/oracle';
import type { PointEvaluation } from './boxSystem';
import { solveInPlace } from '../../linalg/solve';

/** The gradient and the Hessian of a loss, as equations and their Jacobian. */
export function criticalEquations(oracle: TapeOracle): PointEvaluation {
  return (point, gradient, hessian) => oracle.derivatives(point, gradient, hessian);
}

/** Kept by their size: a start is tried by the thousand, and never inside of another. */
const scratches: { readonly gradient: Float64Array; readonly hessian: Float64Array }[] = [];

function scratchFor(n: number): (typeof scratches)[number] {
  return (scratches[n] ??= { gradient: new Float64Array(n), hessian: new Float64Array(n * n) });
}

/**
 * Newton's method in double arithmetic: a candidate for a proof, no more. Null where it does not settle, or
 * leaves the neighbourhood of the start (one `width` to each side).
 */
export function newtonCandidate(
  evaluate: PointEvaluation,
  start: Float64Array,
  widths: ArrayLike<number>,
): Float64Array | null {
  const n = start.length;
  const point = start.slice();
  const { gradient: step, hessian } = scratchFor(n);
  let last = Infinity;
  for (let round = 0; round < 12; round++) {
    // The gradient becomes the step.
    evaluate(point, step, hessian);
    if (!solveInPlace(hessian, step, n)) return null;
    let relative = 0;
    for (let i = 0; i < n; i++) {
      point[i] = point[i]! - step[i]!;
      const beyondRounding = Math.max(0, Math.abs(step[i]!) - 2 ** -49 * Math.abs(point[i]!));
      relative = Math.max(relative, beyondRounding / widths[i]!);
      if (!(Math.abs(point[i]! - start[i]!) <= widths[i]!)) return null;
    }
    if (relative < 1e-9) return point;
    if (round > 2 && relative > last) return null;
    last = relative;
  }
  return null;
}
