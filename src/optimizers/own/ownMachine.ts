import { builtinFunctions } from '../../language/builtins';
import { solve } from '../../linalg/solve';
import { dot, norm } from '../../linalg/vectors';
import { tooLarge } from '../dense';
import type { Oracle, StepFailure } from '../optimizer';
import { type OwnInstruction, type OwnProgram, firstOption, givenRegister } from './ownProgram';

/** True where the language has a function of this name that takes so many arguments. */
export function isFunction(name: string, count: number): boolean {
  const known = builtinFunctions.get(name);
  return known !== undefined && count >= known.arity[0] && count <= known.arity[1];
}

/** Runs the program of an optimizer for n parameters: keeps its state, and moves a point step by step. */
export class OwnMachine {
  private readonly numbers: Float64Array;
  private readonly vectors: readonly (Float64Array | undefined)[];
  /** Where the step begins: g and H are of this point throughout. */
  private readonly start: Float64Array;
  private hessian: Float64Array | undefined;
  private hasHessian = false;
  private t = 0;

  constructor(
    private readonly program: OwnProgram,
    options: Readonly<Record<string, number>>,
    private readonly n: number,
  ) {
    this.numbers = new Float64Array(program.registers.length);
    this.vectors = program.registers.map((kind) => (kind === 'vector' ? new Float64Array(n) : undefined));
    this.start = new Float64Array(n);
    for (const { register, value } of program.constants) this.numbers[register] = value;
    program.options.forEach(({ name, default: standard }, i) => {
      this.numbers[firstOption + i] = options[name] ?? standard;
    });
  }

  /** Sets an option from the next step on. */
  setOption(index: number, value: number): void {
    this.numbers[firstOption + index] = value;
  }

  /** What stands in a register that holds a number. */
  number(register: number): number {
    return this.numbers[register]!;
  }

  /** What stands in a register that holds a vector. */
  vector(register: number): Float64Array {
    return this.vectors[register]!;
  }

  /**
   * Moves the point by one step. Where a result is not finite the point stays, unless it stands for `many` that have
   * nothing to do with each other.
   */
  step(point: Float64Array, gradient: Float64Array, oracle: Oracle, many: boolean): StepFailure {
    const { program, start } = this;
    start.set(point);
    this.hasHessian = false;
    this.vector(givenRegister.w).set(point);
    this.vector(givenRegister.g).set(gradient);
    if (this.t === 0) {
      const failure = this.begin(oracle);
      if (failure !== null) return failure;
    }
    this.t++;
    this.numbers[givenRegister.t] = this.t;
    let failure: StepFailure = null;
    for (const { target, instructions, result, text } of program.updates) {
      const refusal = this.run(instructions, oracle);
      if (refusal !== null) return refusal;
      this.set(target, result);
      failure ??= this.notFinite(target, text);
      if (failure !== null && !many) return failure;
    }
    point.set(this.vector(givenRegister.w));
    return failure;
  }

  /** Sets the state to what it is before the first step, from the point in the register of w. The first step does. */
  begin(oracle: Oracle): StepFailure {
    const { beginning, options } = this.program;
    this.t = 0;
    for (const [i, { instructions, result }] of beginning.entries()) {
      const failure = this.run(instructions, oracle);
      if (failure !== null) return failure;
      this.set(firstOption + options.length + i, result);
    }
    return null;
  }

  /**
   * One step of one parameter from w and the state as they are given, all vectors, as if it were step t: both after it, or
   * null where it fails.
   */
  stepFrom(values: ArrayLike<number>, t: number, oracle: Oracle): Float64Array | null {
    const first = firstOption + this.program.options.length;
    for (let i = 0; i < this.program.states; i++) this.vector(first + i)[0] = values[1 + i]!;
    const point = Float64Array.of(values[0]!);
    const gradient = new Float64Array(1);
    oracle.gradient(point, gradient);
    this.t = t;
    // The state has begun: it is not set to what it is before the first step.
    if (this.step(point, gradient, oracle, false) !== null) return null;
    return Float64Array.from(values, (_, i) => (i === 0 ? point[0]! : this.vector(first + i - 1)[0]!));
  }

  /** Copies a register; a number fills a vector. */
  private set(target: number, from: number): void {
    const vector = this.vectors[target];
    const source = this.vectors[from];
    if (vector === undefined) this.numbers[target] = this.numbers[from]!;
    else if (source === undefined) vector.fill(this.numbers[from]!);
    else vector.set(source);
  }

  private notFinite(register: number, text: string): StepFailure {
    const vector = this.vectors[register];
    const at = vector === undefined ? -1 : vector.findIndex((x) => !Number.isFinite(x));
    if (vector !== undefined && at < 0) return null;
    const value = vector === undefined ? this.numbers[register]! : vector[at]!;
    if (Number.isFinite(value)) return null;
    const entry = vector === undefined || this.n === 1 ? '' : `, in entry ${at + 1}`;
    const what = Number.isNaN(value) ? 'is undefined' : 'is too large for a number';
    const reason = `In step ${this.t} the update "${text}" ${what}${entry}.`;
    return { stop: Number.isNaN(value) ? 'left-domain' : 'diverged', reason };
  }

  private run(instructions: readonly OwnInstruction[], oracle: Oracle): StepFailure {
    for (const instruction of instructions) {
      const failure = this.perform(instruction, oracle);
      if (failure !== null) return failure;
    }
    return null;
  }

  private perform({ operation, name, from, to }: OwnInstruction, oracle: Oracle): StepFailure {
    const { numbers, vectors } = this;
    switch (operation) {
      case 'add':
        this.entrywise(from, to, add);
        return null;
      case 'subtract':
        this.entrywise(from, to, subtract);
        return null;
      case 'multiply':
        this.entrywise(from, to, multiply);
        return null;
      case 'divide':
        this.entrywise(from, to, divide);
        return null;
      case 'negate':
        this.entrywise(from, to, negate);
        return null;
      case 'function':
        this.entrywise(from, to, builtinFunctions.get(name)!.apply);
        return null;
      case 'sum':
        numbers[to] = vectors[from[0]!]!.reduce(add, 0);
        return null;
      case 'mean':
        numbers[to] = vectors[from[0]!]!.reduce(add, 0) / this.n;
        return null;
      case 'greatest':
        numbers[to] = vectors[from[0]!]!.reduce((a, b) => Math.max(a, b));
        return null;
      case 'least':
        numbers[to] = vectors[from[0]!]!.reduce((a, b) => Math.min(a, b));
        return null;
      case 'dot':
        numbers[to] = dot(vectors[from[0]!]!, vectors[from[1]!]!);
        return null;
      case 'norm':
        numbers[to] = norm(vectors[from[0]!]!);
        return null;
      case 'hessian':
        oracle.hessianVector(this.start, vectors[from[0]!]!, vectors[to]!);
        return null;
      case 'solve':
        return this.solve(vectors[from[0]!]!, numbers[from[1]!]!, numbers[from[2]!]!, vectors[to]!, oracle);
    }
  }

  private solve(
    right: Float64Array,
    factor: number,
    damping: number,
    result: Float64Array,
    oracle: Oracle,
  ): StepFailure {
    const { n } = this;
    const refusal = tooLarge(n);
    if (refusal !== null) return refusal;
    this.hessian ??= new Float64Array(n * n);
    if (!this.hasHessian) oracle.hessian(this.start, this.hessian);
    this.hasHessian = true;
    const matrix = this.hessian.map((x, k) => factor * x + (k % (n + 1) === 0 ? damping : 0));
    const solution = solve(matrix, right, n);
    if (solution === null) {
      const what = damping === 0 ? 'the Hessian' : 'the damped Hessian';
      return { stop: 'singular', reason: `In step ${this.t} ${what} is singular, so "solve" has no answer.` };
    }
    result.set(solution);
    return null;
  }

  private entrywise(from: readonly number[], to: number, apply: (...values: number[]) => number): void {
    const { numbers, vectors, n } = this;
    const out = vectors[to];
    if (out === undefined) {
      numbers[to] = apply(...from.map((i) => numbers[i]!));
      return;
    }
    const [left, right] = from.map((register) => vectors[register]);
    const [x, y] = from.map((register) => numbers[register]!);
    if (from.length === 1) for (let i = 0; i < n; i++) out[i] = apply(left![i]!);
    else if (from.length > 2) {
      for (let i = 0; i < n; i++)
        out[i] = apply(...from.map((register) => vectors[register]?.[i] ?? numbers[register]!));
    } else if (left !== undefined && right !== undefined) {
      for (let i = 0; i < n; i++) out[i] = apply(left[i]!, right[i]!);
    } else if (left !== undefined) {
      for (let i = 0; i < n; i++) out[i] = apply(left[i]!, y!);
    } else for (let i = 0; i < n; i++) out[i] = apply(x!, right![i]!);
  }
}

const add = (a: number, b: number): number => a + b;
const subtract = (a: number, b: number): number => a - b;
const multiply = (a: number, b: number): number => a * b;
/** As everywhere in the language, nothing is divided by 0. */
const divide = (a: number, b: number): number => (b === 0 ? NaN : a / b);
const negate = (a: number): number => -a;
