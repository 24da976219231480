/**
 * The tape: a loss and its derivatives as one flat list of instructions. Plain data, so it crosses threads;
 * several evaluators read it (points, blocks of points, intervals) and a differential test keeps them equal.
 *
 * Instruction `i` writes register `i`. It is four integers `(opcode, a, b, c)`; `a`, `b`, `c` are registers unless said
 * otherwise. A loop over a table is `loop … endLoop`; the instructions between run once a row, and a `total`
 * instruction inside the body adds register `a` into its own register, which is read after the loop.
 */

/**
 * The operations. A const enum, so that an evaluator's switch is a jump table in the bundle.
 */
export const enum Opcode {
  input, // a: index of the input (parameters first, then constants)
  literal, // a: index into the literals; written once before anything runs, wherever it stands
  column, // a: table, b: column; the value in the current row of the innermost loop over that table at depth c
  loop, // a: table, b: index of its endLoop, c: depth of nesting
  endLoop, // a: index of its loop, b: number of totals, which stand directly before it
  total, // running sum of register a over the rows of the innermost loop
  add,
  subtract,
  multiply,
  divide,
  negate,
  power, // a to the power b, b a register: defined for a > 0, and for a = 0 where b > 0
  integerPower, // a to the power of the whole number b (b is the number itself)
  square,
  squareRoot,
  reciprocal,
  exp,
  log,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  sigmoid,
  softplus,
  log1p,
  expm1,
  erf,
  abs,
  sign, // -1, 0, 1
  step, // 1 where a >= 0, else 0: the right-hand derivative of relu
  maximum,
  minimum,
  select, // b where a >= 0, else c
  guard, // a where b is defined (not NaN), else NaN: keeps the domain of a part that cancelled
}

/** Integers per instruction. */
export const stride = 4;

/** A table of numbers a loop runs over; each column holds `rows` values, and bounds of the exact values. */
export interface TapeTable {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  /** Its rows are data that a sum may be sampled from. */
  readonly isData?: boolean;
}

export interface Tape {
  /** Number of parameters n; inputs 0 … n-1. */
  readonly parameters: number;
  /** Number of named constants; inputs n … n+constants-1. */
  readonly constants: number;
  /** `4 × instructions` integers. */
  readonly code: Int32Array;
  /** Nearest doubles of the literals, and outward bounds of their exact values. */
  readonly literals: Float64Array;
  readonly literalLow: Float64Array;
  readonly literalHigh: Float64Array;
  readonly tables: readonly TapeTable[];
  /** 0: the value; 1: and the gradient; 2: and the Hessian. */
  readonly order: 0 | 1 | 2;
  /**
   * Registers of the results: the value; then ∂/∂x₁ … ∂/∂xₙ (order ≥ 1); then the lower triangle of the Hessian by
   * rows, H₁₁, H₂₁, H₂₂, H₃₁, … (order 2).
   */
  readonly outputs: Int32Array;
}

/** Position of H[i][j], i ≥ j, among the outputs of a tape of order 2 over n parameters. */
export function hessianOutput(n: number, i: number, j: number): number {
  return 1 + n + (i * (i + 1)) / 2 + j;
}
