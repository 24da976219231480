import { Machine } from './machine';
import type { Program } from './program';
import { ProgramBatches } from './rowBatches';

/** The largest number of parameters whose Hessian is formed: n² doubles, by n products. */
export const mostDenseParameters = 2000;

/** A loss given as an array program, at fixed constants: value, gradient, and products with the Hessian. */
export class ProgramOracle {
  readonly dimension: number;
  private readonly machine: Machine;

  /** Writes the Gauss–Newton product JᵀDJ·vector; there only where the loss is a sum of squares. */
  readonly gaussNewtonVector: ((point: Float64Array, vector: Float64Array, product: Float64Array) => void) | undefined;

  /**
   * Writes an unbiased estimate of the gradient from rows that `next` draws, and gives the share of all rows it read;
   * there only where the loss is a sum over rows of data.
   */
  readonly sampledGradient:
    | ((point: ArrayLike<number>, gradient: Float64Array, batch: { next(count: number): ArrayLike<number> }) => number)
    | undefined;

  constructor(program: Program, constants: ArrayLike<number>) {
    this.dimension = program.parameters;
    this.machine = new Machine(program);
    this.machine.setConstants(constants);
    const batches = ProgramBatches.of(program, constants);
    if (batches !== undefined)
      this.sampledGradient = (point, gradient, batch) =>
        batches.gradient(point, gradient, (count) => batch.next(count));
    if (program.squares !== null)
      this.gaussNewtonVector = (point, vector, product) => this.machine.gaussNewtonVector(point, vector, product);
  }

  value(point: ArrayLike<number>): number {
    return this.machine.value(point);
  }

  gradient(point: ArrayLike<number>, gradient: Float64Array): void {
    const value = this.machine.gradient(point, gradient);
    // Where the loss is undefined, so are all of its derivatives.
    if (Number.isNaN(value)) gradient.fill(NaN);
  }

  hessianVector(point: ArrayLike<number>, vector: ArrayLike<number>, product: Float64Array): void {
    this.machine.hessianVector(point, vector, product);
  }

  /** Row-major, n × n, column by column from n products; throws above `mostDenseParameters`. */
  hessian(point: ArrayLike<number>, hessian: Float64Array): void {
    const n = this.dimension;
    if (n > mostDenseParameters)
      throw new Error(`The Hessian of ${n} parameters is too large to form; products with it are used instead.`);
    const unit = new Float64Array(n);
    const column = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      unit[j] = 1;
      this.hessianVector(point, unit, column);
      unit[j] = 0;
      for (let i = 0; i <= j; i++) {
        hessian[i * n + j] = column[i]!;
        hessian[j * n + i] = column[i]!;
      }
    }
  }
}
