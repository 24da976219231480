import type { StepFailure } from './optimizer';

/** The most parameters whose Hessian is formed and solved with at each step. */
export const mostDense = 200;

/** Why a method that solves with the whole Hessian can't go on with n parameters; null where it can. */
export function tooLarge(n: number): StepFailure {
  if (n <= mostDense) return null;
  return {
    stop: 'refused',
    reason:
      `The method solves with the whole Hessian, and ${n} parameters are more than ${mostDense}: ` +
      'trust-region-newton and lbfgs do without it.',
  };
}
