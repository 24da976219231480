/** An optimizer written in the language, as plain data: a small straight-line program over numbers and vectors. */

/** An array entry by entry with others or with numbers: arithmetic, or a function of the language. */
export type OwnOperation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'function' // of the language, named by `name`
  | 'sum' // of the entries of a vector
  | 'mean'
  | 'greatest'
  | 'least'
  | 'dot'
  | 'norm'
  | 'hessian' // its product with a vector
  | 'solve'; // of a vector, the factor of the Hessian, what is added to the diagonal

export interface OwnInstruction {
  readonly operation: OwnOperation;
  /** Of `function`: which. */
  readonly name: string;
  readonly from: readonly number[];
  readonly to: number;
}

export type OwnKind = 'number' | 'vector';

export interface OwnOption {
  readonly name: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** One line of `update`. */
export interface OwnUpdate {
  /** The register that is set: w, or a state. */
  readonly target: number;
  readonly instructions: readonly OwnInstruction[];
  readonly result: number;
  /** As it is written. */
  readonly text: string;
}

/**
 * Registers 0, 1 and 2 hold w, g and t; the options follow, then the state, then what formulas need. A register that is
 * no input holds its constant, or is set by one instruction before it is read.
 */
export interface OwnProgram {
  readonly name: string;
  readonly documentation: string;
  /** 2 where it uses the Hessian. */
  readonly order: 1 | 2;
  readonly options: readonly OwnOption[];
  /** How many registers are state. */
  readonly states: number;
  readonly registers: readonly OwnKind[];
  readonly constants: readonly { readonly register: number; readonly value: number }[];
  /** Works out what the state is before the first step; `result` of each. */
  readonly beginning: readonly { readonly instructions: readonly OwnInstruction[]; readonly result: number }[];
  readonly updates: readonly OwnUpdate[];
}

/** The registers of what an optimizer is given. */
export const givenRegister = { w: 0, g: 1, t: 2 } as const;

/** The first register behind what is given: that of the first option. */
export const firstOption = 3;

/** True where each coordinate is moved by what is known of it alone. */
export function isEntrywise({ beginning, updates }: OwnProgram): boolean {
  return [...beginning, ...updates].every(({ instructions }) =>
    instructions.every(({ operation }) => entrywise.has(operation)),
  );
}

const entrywise: ReadonlySet<OwnOperation> = new Set(['add', 'subtract', 'multiply', 'divide', 'negate', 'function']);
