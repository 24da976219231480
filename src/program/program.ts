import type { FunctionName } from '../symbolic/node';

/**
 * An array program: a loss over arrays as whole-array operations in single-assignment form. Plain data, so it crosses
 * threads. Its size is that of the formula: data stay in tables, and sums over rows stay loops.
 */

/** Functions of one argument, applied element by element. */
export type UnaryName = 'negate' | Exclude<FunctionName, 'rightSign'>;

export type BinaryName = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'maximum' | 'minimum';

/** An array value: one array of `shape` for each combination of rows of the loops it depends on. */
export interface Register {
  /** The loops it depends on, outermost first: indices into `loops`. */
  readonly axes: readonly number[];
  readonly shape: readonly number[];
  /** False where the value is the same for all parameters: it has no derivative. */
  readonly varies: boolean;
}

/** A place or a slice of a fixed index, counted from 0. */
export interface Stretch {
  readonly from: number;
  readonly size: number;
}

export type Instruction =
  /** The parameters from `offset` on, as many as the register's shape has elements. */
  | { readonly op: 'input'; readonly to: number; readonly offset: number }
  /** A named constant of the file, a scalar. */
  | { readonly op: 'constant'; readonly to: number; readonly index: number }
  | { readonly op: 'literal'; readonly to: number; readonly values: Float64Array }
  /** A column in the current row of the register's loop. */
  | { readonly op: 'column'; readonly to: number; readonly column: number }
  | { readonly op: 'unary'; readonly to: number; readonly name: UnaryName; readonly a: number }
  /** To a fixed real power. */
  | { readonly op: 'fixedPower'; readonly to: number; readonly a: number; readonly exponent: number }
  /** Element by element; scalars are repeated. */
  | { readonly op: 'binary'; readonly to: number; readonly name: BinaryName; readonly a: number; readonly b: number }
  /** `a` where the condition ≥ 0, else `b`. */
  | { readonly op: 'select'; readonly to: number; readonly condition: number; readonly a: number; readonly b: number }
  /** Matrix product of an m × k and a k × n array; vectors count as k × 1. */
  | {
      readonly op: 'contract';
      readonly to: number;
      readonly a: number;
      readonly b: number;
      readonly m: number;
      readonly k: number;
      readonly n: number;
    }
  | { readonly op: 'transpose'; readonly to: number; readonly a: number }
  /** Arrays of equal shape as the rows of a larger one. */
  | { readonly op: 'stack'; readonly to: number; readonly parts: readonly number[] }
  /** The elements within these stretches, one for each dimension of `a`. */
  | { readonly op: 'slice'; readonly to: number; readonly a: number; readonly stretches: readonly Stretch[] }
  /** The element (or the row) at places, counted from 1, that registers hold. */
  | { readonly op: 'pick'; readonly to: number; readonly a: number; readonly places: readonly number[] }
  /** The sum, or the largest or smallest, of all elements. */
  | {
      readonly op: 'reduce';
      readonly to: number;
      readonly name: 'sum' | 'maximum' | 'minimum';
      readonly a: number;
    }
  /** Runs `body` for all rows; then each total holds the sum of a register of the body. */
  | {
      readonly op: 'loop';
      readonly axis: number;
      readonly body: readonly Instruction[];
      readonly totals: readonly { readonly to: number; readonly from: number }[];
    };

/** Numbers a loop runs over, column by column. */
export interface ProgramTable {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  /** Its rows are data that a sum may be sampled from. */
  readonly isData?: boolean;
}

export interface Program {
  /** Number of scalar parameters n. */
  readonly parameters: number;
  /** Number of named constants. */
  readonly constants: number;
  readonly registers: readonly Register[];
  /** The table of each loop, and how many loops are inside it at most. */
  readonly loops: readonly { readonly table: number; readonly holdsLoops: boolean }[];
  readonly tables: readonly ProgramTable[];
  readonly instructions: readonly Instruction[];
  /** The register of the loss, a scalar. */
  readonly output: number;
  /**
   * Where the loss is a sum of squares with weights that are taken to be positive: the registers that hold the squares.
   * Null where it isn't one.
   */
  readonly squares: readonly number[] | null;
}

/** The number of elements of an array. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
