/** How the ways through a critical point bend, to second order. */
import type { Jet } from '../../compile/jet';
import { symmetricEigen } from '../../linalg/eigen';
import { dot } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';

/** A direction through a critical point, and the two parabolas that leave along it. */
export interface Way {
  /** The curvature λ along it, and its unit eigenvector v. */
  readonly curvature: number;
  readonly direction: Float64Array;
  /** The gradient flow's own curve is p + t·v + t²·flowBend to second order: its invariant manifold. */
  readonly flowBend: Float64Array;
  /**
   * The valley floor, where the loss is stationary across v, is p + t·v + t²·valleyBend. Null where a curvature across
   * is 0.
   */
  readonly valleyBend: Float64Array | null;
}

/**
 * The ways through a critical point, by curvature, ascending. Across v, along an eigenvector u with curvature μ, and
 * with T = D³L[u, v, v]: the flow u' = −μu − T·t²/2, t' = −λt keeps u = k·t² where 2kλ = μk + T/2, so k = −T/(2(μ −
 * 2λ)); the floor μu + T·t²/2 = 0 is u = −T/(2μ)·t². For (a·w₁² + b·w₂²)/2 + c·w₁w₂² they are −c/(a − 2b) and −c/a.
 * Where μ = 2λ (never at a saddle) the flow's curve has no such bend: it is left at 0.
 */
export function waysThrough(oracle: Oracle, point: ArrayLike<number>, jet: Jet): Way[] {
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  oracle.hessian(Float64Array.from(point), hessian);
  const { values, vectors } = symmetricEigen(hessian, n);
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
  const isZero = (x: number): boolean => Math.abs(x) <= 1e-10 * largest;
  return vectors.map((direction, k) => {
    const curvature = isZero(values[k]!) ? 0 : values[k]!;
    const flowBend = new Float64Array(n);
    const valleyBend = new Float64Array(n);
    let hasFloor = true;
    vectors.forEach((across, j) => {
      if (j === k) return;
      const third = thirdDerivative(jet, across, direction, direction);
      const gap = values[j]! - 2 * curvature;
      if (isZero(values[j]!)) hasFloor = false;
      for (let i = 0; i < n; i++) {
        if (!isZero(gap)) flowBend[i] = flowBend[i]! - (third / (2 * gap)) * across[i]!;
        if (!isZero(values[j]!)) valleyBend[i] = valleyBend[i]! - (third / (2 * values[j]!)) * across[i]!;
      }
    });
    return { curvature, direction, flowBend, valleyBend: hasFloor ? valleyBend : null };
  });
}

/** D³L[a, b, c] from the cubic terms of a Taylor polynomial. */
export function thirdDerivative(
  { exponents, coefficients }: Jet,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
): number {
  let sum = 0;
  exponents.forEach((powers, k) => {
    if (powers.reduce((total, power) => total + power, 0) !== 3 || coefficients[k] === 0) return;
    const [i, j, l] = powers.flatMap((power, at) => Array.from({ length: power }, () => at)) as [
      number,
      number,
      number,
    ];
    // The symmetric trilinear form of c·xᵢxⱼxₗ: the sum over all six orders.
    sum +=
      coefficients[k]! *
      (a[i]! * (b[j]! * c[l]! + b[l]! * c[j]!) +
        a[j]! * (b[i]! * c[l]! + b[l]! * c[i]!) +
        a[l]! * (b[i]! * c[j]! + b[j]! * c[i]!));
  });
  return sum;
}

/**
 * The bend of a curve through a point as its points show it: the coefficient of t² in the displacement along `across`,
 * t that along `direction`, by least squares of the quotient on 1, t, t² over the points with 0 < |t| ≤ `within`. NaN
 * where there are fewer than 4.
 */
export function measuredBend(
  points: Float64Array,
  at: ArrayLike<number>,
  direction: Float64Array,
  across: Float64Array,
  within: number,
): number {
  const n = direction.length;
  const normal = new Float64Array(9);
  const right = new Float64Array(3);
  let count = 0;
  for (let k = 0; k < points.length; k += n) {
    const displacement = points.subarray(k, k + n).map((x, i) => x - at[i]!);
    const t = dot(displacement, direction);
    if (t === 0 || Math.abs(t) > within) continue;
    const quotient = dot(displacement, across) / (t * t);
    const row = [1, t / within, (t / within) ** 2];
    row.forEach((x, i) => {
      right[i] = right[i]! + x * quotient;
      row.forEach((y, j) => (normal[3 * i + j] = normal[3 * i + j]! + x * y));
    });
    count++;
  }
  return count < 4 ? NaN : firstOfThree(normal, right);
}

/** The first unknown of a 3 × 3 system, by Cramer's rule. */
function firstOfThree(m: Float64Array, r: Float64Array): number {
  const minor = (a: number, b: number, c: number, d: number): number => a * d - b * c;
  const [m11, m12, m21, m22] = [m[4]!, m[5]!, m[7]!, m[8]!];
  const whole =
    m[0]! * minor(m11, m12, m21, m22) - m[1]! * minor(m[3]!, m12, m[6]!, m22) + m[2]! * minor(m[3]!, m11, m[6]!, m21);
  const top =
    r[0]! * minor(m11, m12, m21, m22) - m[1]! * minor(r[1]!, m12, r[2]!, m22) + m[2]! * minor(r[1]!, m11, r[2]!, m21);
  return top / whole;
}
