/**
 * What the evaluator keeps of a register: values; and, while it differentiates, directional derivatives, adjoints
 * ∂L/∂x, and the directional derivatives of the adjoints. All of the register's extent.
 */
export interface Slot {
  readonly value: Float64Array;
  readonly tangent: Float64Array;
  readonly adjoint: Float64Array;
  readonly adjointTangent: Float64Array;
  /** False where it is the same for all parameters: only `value` is used. */
  readonly varies: boolean;
}

/** How much of the second derivative an instruction adds: all of it, or none (in a Gauss–Newton product). */
export type SecondOrder = boolean;

/**
 * One instruction over its arrays. Forward: values, then tangents. Reverse: the adjoint of the result is added into
 * those of the operands; with tangents, so is its directional derivative (forward-over-reverse, Pearlmutter 1994).
 */
export interface Kernel {
  forward(): void;
  tangent(): void;
  reverse(): void;
  /** After `reverse`'s adjoints are known; where `second` is false, only the linear part is passed on. */
  reverseTangent(second: SecondOrder): void;
}
