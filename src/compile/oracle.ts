import { type VectorProduct, triangleProduct } from './gaussNewtonProduct';
import { Interpreter } from './interpreter';
import { TapeBatches } from './rowBatches';
import type { Tape } from './tape';

/** Writes an unbiased estimate of the gradient from rows that `next` draws, and gives the share of all rows it read. */
type SampledGradient = (
  point: ArrayLike<number>,
  gradient: Float64Array,
  batch: { next(count: number): ArrayLike<number> },
) => number;

/** A loss at fixed constants, with preallocated buffers: value, gradient and Hessian (row-major, n × n) at a point. */
export class TapeOracle {
  readonly dimension: number;
  private readonly interpreters: readonly Interpreter[];
  private readonly inputs: Float64Array;
  private readonly out: Float64Array;
  private readonly gradientTape: Tape;
  /** Null where there are none; made when they are asked for. */
  private batches: TapeBatches | null | undefined;

  constructor(
    tapes: readonly [Tape, Tape, Tape],
    constants: Float64Array,
    /** Writes the Gauss–Newton product; there only where the loss is a sum of squares. */
    readonly gaussNewtonVector?: VectorProduct,
  ) {
    const n = tapes[0].parameters;
    this.dimension = n;
    this.gradientTape = tapes[1];
    this.interpreters = tapes.map((tape) => new Interpreter(tape));
    this.inputs = new Float64Array(n + constants.length);
    this.inputs.set(constants, n);
    this.out = new Float64Array(tapes[2].outputs.length);
  }

  value(point: ArrayLike<number>): number {
    return this.run(0, point)[0]!;
  }

  gradient(point: ArrayLike<number>, gradient: Float64Array): void {
    const out = this.run(1, point);
    for (let i = 0; i < this.dimension; i++) gradient[i] = out[1 + i]!;
  }

  hessian(point: ArrayLike<number>, hessian: Float64Array): void {
    this.unpack(this.run(2, point), hessian);
  }

  /** The gradient and the Hessian in one go. */
  derivatives(point: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): void {
    const out = this.run(2, point);
    for (let i = 0; i < this.dimension; i++) gradient[i] = out[1 + i]!;
    this.unpack(out, hessian);
  }

  private unpack(out: Float64Array, hessian: Float64Array): void {
    const n = this.dimension;
    for (let i = 0, k = 1 + n; i < n; i++) {
      for (let j = 0; j <= i; j++, k++) {
        hessian[i * n + j] = out[k]!;
        hessian[j * n + i] = out[k]!;
      }
    }
  }

  /** The product of the Hessian with a vector, from the lower triangle the tape writes. */
  hessianVector(point: ArrayLike<number>, vector: ArrayLike<number>, product: Float64Array): void {
    const n = this.dimension;
    const out = this.run(2, point);
    product.fill(0, 0, n);
    for (let i = 0, k = 1 + n; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < i; j++, k++) {
        sum += out[k]! * vector[j]!;
        product[j] = product[j]! + out[k]! * vector[i]!;
      }
      product[i] = sum + out[k++]! * vector[i]!;
    }
  }

  /** Writes the gradient of a mini-batch; there only where the loss is a sum over rows of data. */
  get sampledGradient(): SampledGradient | undefined {
    this.batches ??= TapeBatches.of(this.gradientTape) ?? null;
    const { batches, inputs } = this;
    if (batches === null) return undefined;
    return (point, gradient, batch) => {
      for (let i = 0; i < this.dimension; i++) inputs[i] = point[i]!;
      return batches.gradient(inputs, gradient, (count) => batch.next(count));
    };
  }

  private run(order: 0 | 1 | 2, point: ArrayLike<number>): Float64Array {
    for (let i = 0; i < this.dimension; i++) this.inputs[i] = point[i]!;
    this.interpreters[order]!.evaluate(this.inputs, this.out);
    return this.out;
  }
}

/** The oracle of a loss view's tapes, with these values of its constants; `gaussNewton` is the tape of that matrix. */
export function createOracle(
  tapes: readonly [Tape, Tape, Tape],
  constants: Float64Array,
  gaussNewton: Tape | null = null,
): TapeOracle {
  return new TapeOracle(tapes, constants, gaussNewton === null ? undefined : triangleProduct(gaussNewton, constants));
}
