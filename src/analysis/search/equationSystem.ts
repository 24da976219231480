import { buildTape } from '../../compile/buildTape';
import { IntervalProgram } from '../../wasm/intervals/intervalProgram';
import { Interpreter } from '../../compile/interpreter';
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Box } from '../box';
import type { BoxSystem } from './boxSystem';

/** As many equations as unknowns, with their Jacobian, over points and boxes. The unknowns are some of the parameters. */
export class EquationSystem implements BoxSystem {
  readonly dimension: number;
  nowhereDefined = false;
  defined = true;
  smooth = true;
  readonly gradientLow: Float64Array;
  readonly gradientHigh: Float64Array;
  /** The Jacobian, row-major. */
  readonly hessianLow: Float64Array;
  readonly hessianHigh: Float64Array;
  private readonly intervals: IntervalProgram;
  private readonly points: Interpreter;
  private readonly out: [Float64Array, Float64Array];

  constructor(pool: Pool, equations: readonly Node[], unknowns: readonly Node[]) {
    const n = equations.length;
    this.dimension = n;
    const columns = unknowns.map((unknown) => differentiate(pool, equations, unknown));
    const outputs = [...equations, ...equations.flatMap((_, i) => columns.map((column) => column[i]!))];
    const tape = buildTape(outputs, { parameters: n, constants: 0, order: 0, inputs: unknowns });
    this.intervals = new IntervalProgram(tape);
    this.points = new Interpreter(tape);
    this.out = [new Float64Array(outputs.length), new Float64Array(outputs.length)];
    this.gradientLow = new Float64Array(n);
    this.gradientHigh = new Float64Array(n);
    this.hessianLow = new Float64Array(n * n);
    this.hessianHigh = new Float64Array(n * n);
  }

  /** Encloses the equations. */
  gradient(box: Box): void {
    this.hessian(box);
  }

  /** Encloses the equations and the Jacobian. */
  hessian(box: Box): void {
    const [low, high] = this.out;
    const n = this.dimension;
    this.intervals.evaluate(box.low, box.high, low, high);
    this.defined = this.intervals.defined;
    this.smooth = this.intervals.smooth;
    this.gradientLow.set(low.subarray(0, n));
    this.gradientHigh.set(high.subarray(0, n));
    this.hessianLow.set(low.subarray(n));
    this.hessianHigh.set(high.subarray(n));
    this.nowhereDefined = this.gradientLow.some(Number.isNaN);
  }

  /** The equations and the Jacobian at a point. */
  evaluate(point: Float64Array, values: Float64Array, jacobian: Float64Array): void {
    const [out] = this.out;
    const n = this.dimension;
    this.points.evaluate(point, out);
    values.set(out.subarray(0, n));
    jacobian.set(out.subarray(n));
  }
}
