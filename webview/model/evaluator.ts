/** A loss with its constants fixed, evaluated in the panel from the tapes: points, curves, grids, optimizers. */
import { evaluateCurve } from '../../src/compile/grid';
import { evaluateGridFast } from '../../src/wasm/fastGrid';
import { Interpreter } from '../../src/compile/interpreter';
import { createOracle } from '../../src/compile/oracle';
import { hessianOutput } from '../../src/compile/tape';
import type { Tape } from '../../src/compile/tape';
import type { FormulaLossView, UnitView } from '../../src/landscape/views';
import type { NamedMethod } from '../../src/landscape/methods';
import type { Oracle } from '../../src/optimizers/optimizer';

/** The loss and its derivatives at a point; NaN where undefined. */
export interface Derivatives {
  readonly value: number;
  /** n. */
  readonly gradient: Float64Array;
  /** n × n, row-major, symmetric. */
  readonly hessian: Float64Array;
}

const interpreters = new WeakMap<Tape, Interpreter>();

function interpreterOf(tape: Tape): Interpreter {
  let interpreter = interpreters.get(tape);
  if (interpreter === undefined) {
    interpreter = new Interpreter(tape);
    interpreters.set(tape, interpreter);
  }
  return interpreter;
}

/** Immutable: other constants make another evaluator. */
export class LossEvaluator {
  /** Number of parameters. */
  readonly dimension: number;
  private readonly inputs: Float64Array;
  private readonly valueOut: Float64Array;
  private readonly hessianOut: Float64Array;

  constructor(
    readonly loss: FormulaLossView,
    readonly constants: Float64Array,
  ) {
    this.dimension = loss.parameters.length;
    this.inputs = new Float64Array(this.dimension + constants.length);
    this.inputs.set(constants, this.dimension);
    this.valueOut = new Float64Array(loss.tapes[0].outputs.length);
    this.hessianOut = new Float64Array(loss.tapes[2].outputs.length);
  }

  value(point: ArrayLike<number>): number {
    this.inputs.set(point);
    interpreterOf(this.loss.tapes[0]).evaluate(this.inputs, this.valueOut);
    return this.valueOut[0]!;
  }

  derivatives(point: ArrayLike<number>): Derivatives {
    const n = this.dimension;
    this.inputs.set(point);
    interpreterOf(this.loss.tapes[2]).evaluate(this.inputs, this.hessianOut);
    const hessian = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) hessian[i * n + j] = hessian[j * n + i] = this.hessianOut[hessianOutput(n, i, j)]!;
    return { value: this.hessianOut[0]!, gradient: this.hessianOut.slice(1, 1 + n), hessian };
  }

  /** Row-major values over `ys` × `xs`, the other parameters as in `at`. */
  grid(at: ArrayLike<number>, axisX: number, xs: Float64Array, axisY: number, ys: Float64Array): Float64Array {
    this.inputs.set(at);
    return evaluateGridFast(this.loss.tapes[0], this.inputs, axisX, xs, axisY, ys);
  }

  /** Values along one parameter, the others as in `at`. */
  curve(at: ArrayLike<number>, axisX: number, xs: Float64Array): Float64Array {
    this.inputs.set(at);
    return evaluateCurve(this.loss.tapes[0], this.inputs, axisX, xs);
  }

  /** The starts of the file, where the sliders have moved them. */
  starts(): readonly (readonly number[])[] {
    const { startTape, starts } = this.loss;
    if (startTape === null) return starts;
    const out = new Float64Array(startTape.outputs.length);
    interpreterOf(startTape).evaluate(this.inputs, out);
    return starts.map((_, k) => [...out.subarray(k * this.dimension, (k + 1) * this.dimension)]);
  }

  /** The methods of the file, their options where the sliders have moved them. */
  methods(): readonly NamedMethod[] {
    const { methodTape, methods } = this.loss;
    if (methodTape === null) return methods;
    const out = new Float64Array(methodTape.outputs.length);
    interpreterOf(methodTape).evaluate(this.inputs, out);
    let next = 0;
    return methods.map(({ optimizer, options }) => ({
      optimizer,
      options: Object.fromEntries(Object.keys(options).map((name) => [name, out[next++]!] as const)),
    }));
  }

  /** The activity of a unit at a point; see `UnitView`. */
  activity({ activity }: UnitView, point: ArrayLike<number>): number {
    this.inputs.set(point);
    interpreterOf(activity).evaluate(this.inputs, this.valueOut);
    return this.valueOut[0]!;
  }

  /** The same over `ys` × `xs`. */
  activityGrid(
    { activity }: UnitView,
    at: ArrayLike<number>,
    axisX: number,
    xs: Float64Array,
    axisY: number,
    ys: Float64Array,
  ): Float64Array {
    this.inputs.set(at);
    return evaluateGridFast(activity, this.inputs, axisX, xs, axisY, ys);
  }

  oracle(): Oracle {
    return createOracle(this.loss.tapes, this.constants, this.loss.gaussNewton);
  }
}
