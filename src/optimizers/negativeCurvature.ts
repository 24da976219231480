import { extremeEigenpairs, standardLanczos } from '../curvature/lanczos';
import { symmetricEigen } from '../linalg/eigen';
import type { Oracle } from './optimizer';

/** Up to this many parameters all eigenvalues are no dearer than a few. */
const mostAtOnce = 16;

/**
 * The most negative curvature: λ < 0 with its unit eigenvector, or null where the Hessian has no negative eigenvalue.
 */
export function mostNegativeCurvature(
  oracle: Oracle,
  point: Float64Array,
  seed: number,
): { readonly value: number; readonly vector: Float64Array } | null {
  const n = oracle.dimension;
  if (n <= mostAtOnce) {
    const hessian = new Float64Array(n * n);
    oracle.hessian(point, hessian);
    const { values, vectors } = symmetricEigen(hessian, n);
    const size = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
    return values[0]! < -1e-14 * size ? { value: values[0]!, vector: vectors[0]! } : null;
  }
  const work = extremeEigenpairs((vector, product) => oracle.hessianVector(point, vector, product), oracle.dimension, {
    ...standardLanczos,
    lowest: 1,
    highest: 0,
    maximumProducts: 300,
    seed,
  });
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  const { lowest, size } = step.value;
  const pair = lowest[0];
  return pair !== undefined && pair.value < -1e-10 * size && pair.value + pair.residual < 0 ? pair : null;
}
