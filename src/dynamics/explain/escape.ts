import type { AnalyzedPoint } from '../../analysis/report';
import type { Run } from '../../optimizers/optimizer';
import { germTerm } from './germTerm';

/** How long a way out of a saddle takes. */
export interface EscapeTime {
  /**
   * `exponential` where a curvature is negative; `algebraic` along a flat direction with a leading term of higher
   * order.
   */
  readonly law: 'exponential' | 'algebraic';
  /** The amplitude along the way out at the step, and the one that counts as out. */
  readonly from: number;
  readonly to: number;
  /** Predicted steps, not rounded. */
  readonly steps: number;
}

/**
 * Steps until an amplitude has grown from `from` to `to` where each multiplies it by `multiplier`:
 * ln(to/from)/ln(multiplier); for gradient descent at a curvature λ < 0 the multiplier is 1 + rate·|λ|.
 */
export function exponentialEscape(from: number, to: number, multiplier: number): number {
  return from >= to ? 0 : Math.log(to / from) / Math.log(multiplier);
}

/**
 * Time of the gradient flow of c·tᵏ, k ≥ 3, c·tᵏ < 0, from `from` to `to`: ∫dt/(k|c|tᵏ⁻¹) = (from²⁻ᵏ − to²⁻ᵏ)/(k(k −
 * 2)|c|); gradient descent takes about this time divided by its rate. For −y⁴: 1/(8y₀²) − 1/(8y₁²).
 */
export function algebraicEscape(from: number, to: number, coefficient: number, exponent: number): number {
  if (from >= to) return 0;
  const k = exponent;
  return (from ** (2 - k) - to ** (2 - k)) / (k * (k - 2) * Math.abs(coefficient));
}

/**
 * The prediction for gradient descent with this rate at a displacement from a saddle, until the amplitude along the
 * ways out is `to`: from the most negative curvature, or from the leading term of a flat direction that leads down.
 * Null where none does.
 */
export function escapeTime(
  saddle: AnalyzedPoint,
  displacement: ArrayLike<number>,
  rate: number,
  to: number,
): EscapeTime | null {
  const along = (direction: readonly number[]): number =>
    direction.reduce((sum, x, i) => sum + x * displacement[i]!, 0);
  const lowest = saddle.eigenvalues[0]!;
  if (lowest < 0) {
    const from = Math.abs(along(saddle.eigenvectors[0]!));
    return { law: 'exponential', from, to, steps: exponentialEscape(from, to, 1 - rate * lowest) };
  }
  const term = germTerm(saddle);
  if (term === null) return null;
  const signed = along(term.direction);
  const leadsDown =
    term.coefficient < 0 ? term.exponent % 2 === 0 || signed > 0 : term.exponent % 2 === 1 && signed < 0;
  if (!leadsDown) return null;
  const from = Math.abs(signed);
  return { law: 'algebraic', from, to, steps: algebraicEscape(from, to, term.coefficient, term.exponent) / rate };
}

/**
 * Steps a run really takes from step t until its amplitude along the saddle's ways out reaches `to`; null where it does
 * not in the steps that were made, or where not every step was kept.
 */
export function observedEscape(run: Run, t: number, saddle: AnalyzedPoint, to: number): number | null {
  const term = germTerm(saddle);
  const directions = saddle.eigenvectors.filter((_, i) => saddle.eigenvalues[i]! < 0);
  if (directions.length === 0 && term !== null) directions.push(term.direction);
  if (run.stride !== 1 || directions.length === 0) return null;
  const n = run.dimension;
  for (let k = t; k < run.values.length; k++) {
    let square = 0;
    for (const direction of directions) {
      let along = 0;
      for (let i = 0; i < n; i++) along += direction[i]! * (run.points[k * n + i]! - saddle.point[i]!);
      square += along * along;
    }
    if (Math.sqrt(square) >= to) return k - t;
  }
  return null;
}
