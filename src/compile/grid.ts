import { erf, power, sigmoid, softplus } from '../language/builtins';
import { divide, integerPower, logarithm, logarithm1p, reciprocal, select, step } from './elementary';
import { Opcode, type Tape, stride } from './tape';

/** Points evaluated together: each operation is one loop over so many numbers. */
export const lanes = 256;

/**
 * The loss on a grid: result[j·columns + i] = L at (xs[i], ys[j]), the other inputs as given. NaN where undefined.
 * Parts that depend on `axisY` alone are still computed for every point.
 */
export function evaluateGrid(
  tape: Tape,
  inputs: Float64Array,
  axisX: number,
  xs: Float64Array,
  axisY: number,
  ys: Float64Array,
): Float64Array {
  const result = new Float64Array(xs.length * ys.length);
  const block = new BlockEvaluator(tape);
  const own = Float64Array.from(inputs);
  for (let j = 0; j < ys.length; j++) {
    own[axisY] = ys[j]!;
    block.row(own, axisX, xs, result.subarray(j * xs.length, (j + 1) * xs.length));
  }
  return result;
}

/** The loss along one axis: result[i] = L with input `axisX` at xs[i]. */
export function evaluateCurve(tape: Tape, inputs: Float64Array, axisX: number, xs: Float64Array): Float64Array {
  const result = new Float64Array(xs.length);
  new BlockEvaluator(tape).row(inputs, axisX, xs, result);
  return result;
}

/** Evaluates a tape for many values of some of its inputs at a time. */
export class BlockEvaluator {
  /** What each instruction gave, in as many lanes as there were values. */
  readonly registers: readonly Float64Array[];
  private readonly rows = new Int32Array(32);

  constructor(private readonly tape: Tape) {
    this.registers = Array.from({ length: tape.code.length / stride }, () => new Float64Array(lanes));
    this.registers.forEach((register, i) => {
      if (tape.code[i * stride] === Opcode.literal) register.fill(tape.literals[tape.code[i * stride + 1]!]!);
    });
  }

  row(inputs: Float64Array, axis: number, xs: Float64Array, out: Float64Array): void {
    const varying: Float64Array[] = [];
    for (let from = 0; from < xs.length; from += lanes) {
      const part = xs.subarray(from, from + lanes);
      varying[axis] = part;
      this.run(inputs, varying, part.length);
      const value = this.registers[this.tape.outputs[0]!]!;
      for (let k = 0; k < part.length; k++) out[from + k] = Number.isFinite(value[k]!) ? value[k]! : NaN;
    }
  }

  /**
   * Fills the first n lanes of the registers, n ≤ `lanes`; `varying[a]` holds n values of input a, the others are as in
   * `inputs`.
   */
  run(inputs: Float64Array, varying: readonly (Float64Array | undefined)[], n: number): void {
    const { code, tables } = this.tape;
    const { rows, registers } = this;
    for (let i = 0, p = 0; p < code.length; i++, p += stride) {
      const opcode = code[p]! as Opcode;
      const a = code[p + 1]!;
      const b = code[p + 2]!;
      const c = code[p + 3]!;
      const r = registers[i]!;
      switch (opcode) {
        case Opcode.literal:
          break;
        case Opcode.input:
          {
            const values = varying[a];
            if (values === undefined) r.fill(inputs[a]!);
            else r.set(values);
          }
          break;
        case Opcode.column:
          r.fill(tables[a]!.columns[b]![rows[c]!]!);
          break;
        case Opcode.loop: {
          const totals = code[b * stride + 2]!;
          for (let k = b - totals; k < b; k++) registers[k]!.fill(0);
          rows[c] = 0;
          if (tables[a]!.rows === 0) {
            i = b;
            p = b * stride;
          }
          break;
        }
        case Opcode.endLoop: {
          const depth = code[a * stride + 3]!;
          const next = rows[depth]! + 1;
          rows[depth] = next;
          if (next < tables[code[a * stride + 1]!]!.rows) {
            i = a;
            p = a * stride;
          }
          break;
        }
        case Opcode.integerPower: {
          const x = registers[a]!;
          for (let k = 0; k < n; k++) r[k] = integerPower(x[k]!, b);
          break;
        }
        case Opcode.add:
        case Opcode.subtract:
        case Opcode.multiply:
        case Opcode.divide:
        case Opcode.power:
        case Opcode.maximum:
        case Opcode.minimum:
        case Opcode.guard:
          binary(opcode, r, registers[a]!, registers[b]!, n);
          break;
        case Opcode.select: {
          const [condition, positive, negative] = [registers[a]!, registers[b]!, registers[c]!];
          for (let k = 0; k < n; k++) r[k] = select(condition[k]!, positive[k]!, negative[k]!);
          break;
        }
        case Opcode.total: {
          const x = registers[a]!;
          for (let k = 0; k < n; k++) r[k] = r[k]! + x[k]!;
          break;
        }
        default:
          unary(opcode, r, registers[a]!, n);
      }
    }
  }
}

type BinaryOpcode =
  | Opcode.add
  | Opcode.subtract
  | Opcode.multiply
  | Opcode.divide
  | Opcode.power
  | Opcode.maximum
  | Opcode.minimum
  | Opcode.guard;

function binary(opcode: BinaryOpcode, r: Float64Array, x: Float64Array, y: Float64Array, n: number): void {
  switch (opcode) {
    case Opcode.add:
      for (let k = 0; k < n; k++) r[k] = x[k]! + y[k]!;
      return;
    case Opcode.subtract:
      for (let k = 0; k < n; k++) r[k] = x[k]! - y[k]!;
      return;
    case Opcode.multiply:
      for (let k = 0; k < n; k++) r[k] = x[k]! * y[k]!;
      return;
    case Opcode.divide:
      for (let k = 0; k < n; k++) r[k] = divide(x[k]!, y[k]!);
      return;
    case Opcode.power:
      for (let k = 0; k < n; k++) r[k] = power(x[k]!, y[k]!);
      return;
    case Opcode.maximum:
      for (let k = 0; k < n; k++) r[k] = Math.max(x[k]!, y[k]!);
      return;
    case Opcode.minimum:
      for (let k = 0; k < n; k++) r[k] = Math.min(x[k]!, y[k]!);
      return;
    case Opcode.guard:
      for (let k = 0; k < n; k++) r[k] = Number.isNaN(y[k]!) ? NaN : x[k]!;
      return;
  }
}

type UnaryOpcode = Exclude<
  Opcode,
  | BinaryOpcode
  | Opcode.literal
  | Opcode.input
  | Opcode.column
  | Opcode.loop
  | Opcode.endLoop
  | Opcode.total
  | Opcode.select
  | Opcode.integerPower
>;

function unary(opcode: UnaryOpcode, r: Float64Array, x: Float64Array, n: number): void {
  switch (opcode) {
    case Opcode.negate:
      for (let k = 0; k < n; k++) r[k] = -x[k]!;
      return;
    case Opcode.square:
      for (let k = 0; k < n; k++) r[k] = x[k]! * x[k]!;
      return;
    case Opcode.squareRoot:
      for (let k = 0; k < n; k++) r[k] = Math.sqrt(x[k]!);
      return;
    case Opcode.reciprocal:
      for (let k = 0; k < n; k++) r[k] = reciprocal(x[k]!);
      return;
    case Opcode.exp:
      for (let k = 0; k < n; k++) r[k] = Math.exp(x[k]!);
      return;
    case Opcode.log:
      for (let k = 0; k < n; k++) r[k] = logarithm(x[k]!);
      return;
    case Opcode.sin:
      for (let k = 0; k < n; k++) r[k] = Math.sin(x[k]!);
      return;
    case Opcode.cos:
      for (let k = 0; k < n; k++) r[k] = Math.cos(x[k]!);
      return;
    case Opcode.tan:
      for (let k = 0; k < n; k++) r[k] = Math.tan(x[k]!);
      return;
    case Opcode.asin:
      for (let k = 0; k < n; k++) r[k] = Math.asin(x[k]!);
      return;
    case Opcode.acos:
      for (let k = 0; k < n; k++) r[k] = Math.acos(x[k]!);
      return;
    case Opcode.atan:
      for (let k = 0; k < n; k++) r[k] = Math.atan(x[k]!);
      return;
    case Opcode.sinh:
      for (let k = 0; k < n; k++) r[k] = Math.sinh(x[k]!);
      return;
    case Opcode.cosh:
      for (let k = 0; k < n; k++) r[k] = Math.cosh(x[k]!);
      return;
    case Opcode.tanh:
      for (let k = 0; k < n; k++) r[k] = Math.tanh(x[k]!);
      return;
    case Opcode.sigmoid:
      for (let k = 0; k < n; k++) r[k] = sigmoid(x[k]!);
      return;
    case Opcode.softplus:
      for (let k = 0; k < n; k++) r[k] = softplus(x[k]!);
      return;
    case Opcode.log1p:
      for (let k = 0; k < n; k++) r[k] = logarithm1p(x[k]!);
      return;
    case Opcode.expm1:
      for (let k = 0; k < n; k++) r[k] = Math.expm1(x[k]!);
      return;
    case Opcode.erf:
      for (let k = 0; k < n; k++) r[k] = erf(x[k]!);
      return;
    case Opcode.abs:
      for (let k = 0; k < n; k++) r[k] = Math.abs(x[k]!);
      return;
    case Opcode.sign:
      for (let k = 0; k < n; k++) r[k] = Math.sign(x[k]!);
      return;
    case Opcode.step:
      for (let k = 0; k < n; k++) r[k] = step(x[k]!);
      return;
  }
}
