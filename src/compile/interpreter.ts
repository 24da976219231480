import { erf, power, sigmoid, softplus } from '../language/builtins';
import { divide, integerPower, logarithm, logarithm1p, reciprocal, select, step } from './elementary';
import { Opcode, type Tape, stride } from './tape';

/** Evaluates a tape at single points, in double arithmetic. Undefined is NaN. */
export class Interpreter {
  private readonly registers: Float64Array;
  /** The current row of the loop at each depth. */
  private readonly rows = new Int32Array(32);

  constructor(readonly tape: Tape) {
    this.registers = new Float64Array(tape.code.length / stride);
    for (let i = 0; i < this.registers.length; i++) {
      if (tape.code[i * stride] === Opcode.literal) this.registers[i] = tape.literals[tape.code[i * stride + 1]!]!;
    }
  }

  /**
   * Writes the outputs of the tape into `out`: the value, then the gradient, then the lower triangle of the Hessian, as
   * far as the tape's order goes. `inputs` holds the parameters, then the constants.
   */
  evaluate(inputs: Float64Array, out: Float64Array): void {
    this.run(inputs);
    const { outputs } = this.tape;
    for (let k = 0; k < outputs.length; k++) out[k] = this.registers[outputs[k]!]!;
  }

  private run(inputs: Float64Array): void {
    const { code, tables } = this.tape;
    const r = this.registers;
    const { rows } = this;
    for (let i = 0, p = 0; p < code.length; i++, p += stride) {
      const a = code[p + 1]!;
      const b = code[p + 2]!;
      const c = code[p + 3]!;
      switch (code[p]! as Opcode) {
        case Opcode.literal:
          break;
        case Opcode.input:
          r[i] = inputs[a]!;
          break;
        case Opcode.column:
          r[i] = tables[a]!.columns[b]![rows[c]!]!;
          break;
        case Opcode.loop: {
          const totals = code[b * stride + 2]!;
          r.fill(0, b - totals, b);
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
        case Opcode.total:
          r[i] = r[i]! + r[a]!;
          break;
        case Opcode.add:
          r[i] = r[a]! + r[b]!;
          break;
        case Opcode.subtract:
          r[i] = r[a]! - r[b]!;
          break;
        case Opcode.multiply:
          r[i] = r[a]! * r[b]!;
          break;
        case Opcode.divide:
          r[i] = divide(r[a]!, r[b]!);
          break;
        case Opcode.negate:
          r[i] = -r[a]!;
          break;
        case Opcode.power:
          r[i] = power(r[a]!, r[b]!);
          break;
        case Opcode.integerPower:
          r[i] = integerPower(r[a]!, b);
          break;
        case Opcode.square:
          r[i] = r[a]! * r[a]!;
          break;
        case Opcode.squareRoot:
          r[i] = Math.sqrt(r[a]!);
          break;
        case Opcode.reciprocal:
          r[i] = reciprocal(r[a]!);
          break;
        case Opcode.exp:
          r[i] = Math.exp(r[a]!);
          break;
        case Opcode.log:
          r[i] = logarithm(r[a]!);
          break;
        case Opcode.sin:
          r[i] = Math.sin(r[a]!);
          break;
        case Opcode.cos:
          r[i] = Math.cos(r[a]!);
          break;
        case Opcode.tan:
          r[i] = Math.tan(r[a]!);
          break;
        case Opcode.asin:
          r[i] = Math.asin(r[a]!);
          break;
        case Opcode.acos:
          r[i] = Math.acos(r[a]!);
          break;
        case Opcode.atan:
          r[i] = Math.atan(r[a]!);
          break;
        case Opcode.sinh:
          r[i] = Math.sinh(r[a]!);
          break;
        case Opcode.cosh:
          r[i] = Math.cosh(r[a]!);
          break;
        case Opcode.tanh:
          r[i] = Math.tanh(r[a]!);
          break;
        case Opcode.sigmoid:
          r[i] = sigmoid(r[a]!);
          break;
        case Opcode.softplus:
          r[i] = softplus(r[a]!);
          break;
        case Opcode.log1p:
          r[i] = logarithm1p(r[a]!);
          break;
        case Opcode.expm1:
          r[i] = Math.expm1(r[a]!);
          break;
        case Opcode.erf:
          r[i] = erf(r[a]!);
          break;
        case Opcode.abs:
          r[i] = Math.abs(r[a]!);
          break;
        case Opcode.sign:
          r[i] = Math.sign(r[a]!);
          break;
        case Opcode.step:
          r[i] = step(r[a]!);
          break;
        case Opcode.maximum:
          r[i] = Math.max(r[a]!, r[b]!);
          break;
        case Opcode.minimum:
          r[i] = Math.min(r[a]!, r[b]!);
          break;
        case Opcode.select:
          r[i] = select(r[a]!, r[b]!, r[c]!);
          break;
        case Opcode.guard:
          r[i] = Number.isNaN(r[b]!) ? NaN : r[a]!;
          break;
      }
    }
  }
}
