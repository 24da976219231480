import { symmetricEigen } from '../../linalg/eigen';
import { norm } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';

/** The Hessian of more parameters is not decomposed. */
export const mostDecomposed = 200;

/**
 * The saddle with one falling direction near a point: up along the lowest mode, down along all others, each by Newton's
 * step with the size of its curvature (Cerjan & Miller, J. Chem. Phys. 75 (1981), 2800), at most `longest` at once. Null
 * where it does not settle on a critical point with exactly one negative curvature.
 */
export function saddleNear(oracle: Oracle, start: Float64Array, longest: number): Float64Array | null {
  const n = oracle.dimension;
  if (n > mostDecomposed) return null;
  const point = Float64Array.from(start);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (let round = 0; round < 200; round++) {
    oracle.gradient(point, gradient);
    oracle.hessian(point, hessian);
    const { values, vectors } = symmetricEigen(hessian, n);
    if (!gradient.every(Number.isFinite) || !values.every(Number.isFinite)) return null;
    const largest = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
    const step = new Float64Array(n);
    vectors.forEach((vector, k) => {
      const along = vector.reduce((sum, x, i) => sum + x * gradient[i]!, 0);
      const size = Math.max(Math.abs(values[k]!), 1e-12 * largest);
      const share = (k === 0 ? along : -along) / size;
      vector.forEach((x, i) => (step[i] = step[i]! + share * x));
    });
    const length = norm(step);
    const part = length > longest ? longest / length : 1;
    step.forEach((x, i) => (point[i] = point[i]! + part * x));
    if (length <= 1e-13 * (1 + norm(point)) || (length < 1e-10 * longest && round > 3)) {
      oracle.hessian(point, hessian);
      const negative = symmetricEigen(hessian, n).values.filter((value) => value < 0).length;
      return negative === 1 ? point : null;
    }
  }
  return null;
}
