import type { Box } from '../box';

/**
 * As many equations as unknowns, with their Jacobian, enclosed over boxes. For the critical points of a loss the equations are
 * its gradient and the Jacobian is its Hessian. After each call the enclosures stand in the arrays.
 */
export interface BoxSystem {
  readonly dimension: number;
  /** Set where the equations are undefined on the whole box. */
  readonly nowhereDefined: boolean;
  /** Defined, and free of kinks, on the whole box. */
  readonly defined: boolean;
  readonly smooth: boolean;
  readonly gradientLow: Float64Array;
  readonly gradientHigh: Float64Array;
  /** Row-major n × n. */
  readonly hessianLow: Float64Array;
  readonly hessianHigh: Float64Array;
  /** Encloses the equations. */
  gradient(box: Box): void;
  /** Encloses the equations and the Jacobian. */
  hessian(box: Box): void;
}

/** The equations and the Jacobian at a point, in double arithmetic. */
export type PointEvaluation = (point: Float64Array, values: Float64Array, jacobian: Float64Array) => void;
