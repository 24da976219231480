import { addScaled, dot, norm } from '../linalg/vectors';

/** An approximate minimum of the quadratic model within a radius. */
export interface TrustRegionStep {
  readonly step: Float64Array;
  /** What the model says the loss falls by: −(gᵀs + sᵀHs/2), not negative. */
  readonly decrease: number;
  readonly onBoundary: boolean;
  /** dᵀHd/dᵀd of the direction that was followed to the boundary because it is negative, else null. */
  readonly negativeCurvature: number | null;
  /** Products with H. */
  readonly products: number;
}

/**
 * Conjugate gradients on gᵀs + sᵀHs/2 in the ball ‖s‖ ≤ radius: ends inside with a residual below `tolerance`·‖g‖,
 * where the path leaves the ball, or at the end of a direction of no positive curvature (T. Steihaug, SIAM J. Numer.
 * Anal. 20, 1983, 626–637; Ph. Toint 1981; Nocedal & Wright 2006, algorithm 7.2).
 */
export function steihaug(
  product: (vector: Float64Array, out: Float64Array) => void,
  g: Float64Array,
  radius: number,
  tolerance: number,
  most: number,
): TrustRegionStep {
  const n = g.length;
  const step = new Float64Array(n);
  const image = new Float64Array(n);
  const residual = Float64Array.from(g);
  const direction = g.map((x) => -x);
  const out = new Float64Array(n);
  const goal = tolerance * norm(g);
  let square = dot(residual, residual);
  let products = 0;
  const ends = (onBoundary: boolean, negativeCurvature: number | null): TrustRegionStep => ({
    step,
    decrease: -(dot(g, step) + dot(step, image) / 2),
    onBoundary,
    negativeCurvature,
    products,
  });
  while (products < most && Math.sqrt(square) > goal) {
    product(direction, out);
    products++;
    const curvature = dot(direction, out);
    const length = dot(direction, direction);
    const forward = curvature > 0 ? square / curvature : Infinity;
    const edge = toBoundary(step, direction, radius);
    if (!(forward < edge)) {
      addScaled(step, edge, direction);
      addScaled(image, edge, out);
      return ends(true, curvature > 0 ? null : curvature / length);
    }
    addScaled(step, forward, direction);
    addScaled(image, forward, out);
    addScaled(residual, forward, out);
    const next = dot(residual, residual);
    for (let i = 0; i < n; i++) direction[i] = (next / square) * direction[i]! - residual[i]!;
    square = next;
  }
  return ends(false, null);
}

/** The τ ≥ 0 with ‖step + τ·direction‖ = radius, by the root that does not cancel. */
function toBoundary(step: Float64Array, direction: Float64Array, radius: number): number {
  const a = dot(direction, direction);
  const b = dot(step, direction);
  const c = Math.max(0, radius * radius - dot(step, step));
  const root = Math.sqrt(b * b + a * c);
  return b > 0 ? c / (b + root) : (root - b) / a;
}
