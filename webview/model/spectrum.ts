/** Derivatives at a point and what they say: gradient norm, eigenvalues, condition number, kind of curvature. */
import { symmetricEigen } from '../../src/linalg/eigen';
import type { Derivatives } from './evaluator';

export interface Spectrum {
  /** Ascending. */
  readonly values: Float64Array;
  /** `vectors[i]` is the unit eigenvector of `values[i]`. */
  readonly vectors: readonly Float64Array[];
}

/** Undefined where a derivative is. */
export function spectrumOf(derivatives: Derivatives): Spectrum | undefined {
  if (!derivatives.hessian.every(Number.isFinite)) return undefined;
  return symmetricEigen(derivatives.hessian, derivatives.gradient.length);
}

/** Euclidean norm. */
export function norm(vector: Float64Array): number {
  return Math.hypot(...vector);
}

/** Spectral condition number max|λ| / min|λ|; infinite for a singular Hessian. */
export function conditionNumber(values: Float64Array): number {
  const magnitudes = values.map(Math.abs);
  return Math.max(...magnitudes) / Math.min(...magnitudes);
}

/** What the signs of the eigenvalues say, in words. */
export function curvatureInWords(values: Float64Array): string {
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  const negative = values.filter((value) => value < -1e-9 * size).length;
  const zero = values.filter((value) => Math.abs(value) <= 1e-9 * size).length;
  const positive = values.length - negative - zero;
  const parts = [
    [positive, 'upward'],
    [negative, 'downward'],
    [zero, 'not at all'],
  ] as const;
  const named = parts.filter(([count]) => count > 0);
  if (zero === values.length) return 'does not curve in any direction';
  const [only] = named;
  if (named.length === 1 && only !== undefined)
    return values.length === 1 ? `curves ${only[1]}` : `curves ${only[1]} in every direction`;
  const words = named.map(([count, word]) => `${word} in ${String(count)} direction${count === 1 ? '' : 's'}`);
  return `curves ${words.join(' and ')}`;
}
