import { IntervalProgram } from '../../wasm/intervals/intervalProgram';
import { hessianOutput, type Tape } from '../../compile/tape';
import type { Box } from '../box';
import type { BoxSystem } from './boxSystem';

/** Bounds of the constants' exact values, in the order of the tapes' constant inputs. */
export interface ConstantBounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * The gradient and the Hessian of a loss over boxes. After each call the enclosures stand in the arrays below, and
 * `defined` and `smooth` say whether the loss is defined and free of kinks on the whole box.
 */
export class IntervalSystem implements BoxSystem {
  readonly dimension: number;
  /**
   * Set where the loss is undefined on the whole box. Where only the formula of its derivative is, as for √relu(x) below 0,
   * the loss may still have critical points.
   */
  nowhereDefined = false;
  defined = true;
  smooth = true;
  valueLow = 0;
  valueHigh = 0;
  readonly gradientLow: Float64Array;
  readonly gradientHigh: Float64Array;
  /** Row-major n × n, symmetric. */
  readonly hessianLow: Float64Array;
  readonly hessianHigh: Float64Array;
  /** Number of boxes evaluated so far. */
  evaluations = 0;
  private readonly first: IntervalProgram;
  private readonly second: IntervalProgram;
  private readonly inLow: Float64Array;
  private readonly inHigh: Float64Array;
  private readonly outLow: Float64Array;
  private readonly outHigh: Float64Array;

  constructor(tapes: readonly [Tape, Tape, Tape], constants: ConstantBounds) {
    const n = tapes[0].parameters;
    this.dimension = n;
    this.first = new IntervalProgram(tapes[1]);
    this.second = new IntervalProgram(tapes[2]);
    this.inLow = new Float64Array(n + constants.low.length);
    this.inHigh = new Float64Array(n + constants.low.length);
    this.inLow.set(constants.low, n);
    this.inHigh.set(constants.high, n);
    this.outLow = new Float64Array(tapes[2].outputs.length);
    this.outHigh = new Float64Array(tapes[2].outputs.length);
    this.gradientLow = new Float64Array(n);
    this.gradientHigh = new Float64Array(n);
    this.hessianLow = new Float64Array(n * n);
    this.hessianHigh = new Float64Array(n * n);
  }

  /** Encloses the value and the gradient. */
  gradient(box: Box): void {
    this.run(this.first, box);
  }

  /** Encloses the value, the gradient and the Hessian. */
  hessian(box: Box): void {
    this.run(this.second, box);
    const n = this.dimension;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const k = hessianOutput(n, i, j);
        this.hessianLow[i * n + j] = this.hessianLow[j * n + i] = this.outLow[k]!;
        this.hessianHigh[i * n + j] = this.hessianHigh[j * n + i] = this.outHigh[k]!;
      }
    }
  }

  private run(evaluator: IntervalProgram, box: Box): void {
    const n = this.dimension;
    this.evaluations++;
    this.inLow.set(box.low);
    this.inHigh.set(box.high);
    evaluator.evaluate(this.inLow, this.inHigh, this.outLow, this.outHigh);
    this.defined = evaluator.defined;
    this.smooth = evaluator.smooth;
    this.valueLow = this.outLow[0]!;
    this.valueHigh = this.outHigh[0]!;
    this.nowhereDefined = Number.isNaN(this.valueLow);
    for (let i = 0; i < n; i++) {
      this.gradientLow[i] = this.outLow[1 + i]!;
      this.gradientHigh[i] = this.outHigh[1 + i]!;
    }
  }
}
