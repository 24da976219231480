import * as f from '../interval/functions';
import * as m from '../interval/monotone';
import { down, up } from '../interval/rounding';
import { Opcode, type Tape, stride } from './tape';

/**
 * Evaluates a tape over a box, rounding outward: every output encloses its values at all points of the box where the
 * loss is defined. An output that is undefined everywhere is NaN.
 */
export class IntervalEvaluator {
  /** After `evaluate`: the loss (and every output) is defined on the whole box. */
  defined = true;
  /** After `evaluate`: no kink of relu, abs, max, min or sign was met in the box. */
  smooth = true;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly rows = new Int32Array(32);

  constructor(readonly tape: Tape) {
    const count = tape.code.length / stride;
    this.low = new Float64Array(count);
    this.high = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      if (tape.code[i * stride] !== Opcode.literal) continue;
      this.low[i] = tape.literalLow[tape.code[i * stride + 1]!]!;
      this.high[i] = tape.literalHigh[tape.code[i * stride + 1]!]!;
    }
  }

  /** Inputs and outputs as in `Interpreter.evaluate`, each as a lower and an upper end. */
  evaluate(inLow: Float64Array, inHigh: Float64Array, outLow: Float64Array, outHigh: Float64Array): void {
    this.defined = true;
    this.smooth = true;
    this.run(inLow, inHigh);
    const { outputs } = this.tape;
    for (let k = 0; k < outputs.length; k++) {
      outLow[k] = this.low[outputs[k]!]!;
      outHigh[k] = this.high[outputs[k]!]!;
      if (Number.isNaN(outLow[k]!)) this.defined = false;
    }
  }

  private keep(i: number): void {
    this.low[i] = f.result.low;
    this.high[i] = f.result.high;
    if (f.result.partial) this.defined = false;
  }

  private monotone(i: number, a: number, bounds: m.Bounded): void {
    this.low[i] = Number.isNaN(this.low[a]!) ? NaN : bounds.low(this.low[a]!);
    this.high[i] = Number.isNaN(this.low[a]!) ? NaN : bounds.high(this.high[a]!);
  }

  private run(inLow: Float64Array, inHigh: Float64Array): void {
    const { code, tables } = this.tape;
    const { low, high, rows } = this;
    for (let i = 0, p = 0; p < code.length; i++, p += stride) {
      const a = code[p + 1]!;
      const b = code[p + 2]!;
      const c = code[p + 3]!;
      switch (code[p]! as Opcode) {
        case Opcode.literal:
          break;
        case Opcode.input:
          low[i] = inLow[a]!;
          high[i] = inHigh[a]!;
          break;
        case Opcode.column:
          low[i] = tables[a]!.low[b]![rows[c]!]!;
          high[i] = tables[a]!.high[b]![rows[c]!]!;
          break;
        case Opcode.loop: {
          const totals = code[b * stride + 2]!;
          low.fill(0, b - totals, b);
          high.fill(0, b - totals, b);
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
          low[i] = down(low[i]! + low[a]!);
          high[i] = up(high[i]! + high[a]!);
          break;
        case Opcode.add:
          low[i] = down(low[a]! + low[b]!);
          high[i] = up(high[a]! + high[b]!);
          break;
        case Opcode.subtract:
          low[i] = down(low[a]! - high[b]!);
          high[i] = up(high[a]! - low[b]!);
          break;
        case Opcode.multiply:
          f.multiply(low[a]!, high[a]!, low[b]!, high[b]!);
          low[i] = f.result.low;
          high[i] = f.result.high;
          break;
        case Opcode.negate: {
          const least = -high[a]!;
          high[i] = -low[a]!;
          low[i] = least;
          break;
        }
        case Opcode.square:
          f.square(low[a]!, high[a]!);
          low[i] = f.result.low;
          high[i] = f.result.high;
          break;
        case Opcode.divide:
          f.divide(low[a]!, high[a]!, low[b]!, high[b]!);
          this.keep(i);
          break;
        case Opcode.power:
          f.power(low[a]!, high[a]!, low[b]!, high[b]!);
          this.keep(i);
          break;
        case Opcode.integerPower:
          f.integerPower(low[a]!, high[a]!, b);
          this.keep(i);
          break;
        case Opcode.squareRoot:
          f.squareRoot(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.reciprocal:
          f.reciprocal(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.exp:
          this.monotone(i, a, m.exp);
          break;
        case Opcode.log:
          f.logarithm(m.log, low[a]!, high[a]!, 0);
          this.keep(i);
          break;
        case Opcode.log1p:
          f.logarithm(m.log1p, low[a]!, high[a]!, -1);
          this.keep(i);
          break;
        case Opcode.sin:
          f.sine(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.cos:
          f.cosine(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.tan:
          f.tangent(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.asin:
          f.inverseSine(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.acos:
          f.inverseCosine(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.atan:
          this.monotone(i, a, m.atan);
          break;
        case Opcode.sinh:
          this.monotone(i, a, m.sinh);
          break;
        case Opcode.cosh:
          f.hyperbolicCosine(low[a]!, high[a]!);
          this.keep(i);
          break;
        case Opcode.tanh:
          this.monotone(i, a, m.tanh);
          break;
        case Opcode.sigmoid:
          this.monotone(i, a, m.sigmoid);
          break;
        case Opcode.softplus:
          this.monotone(i, a, m.softplus);
          break;
        case Opcode.expm1:
          this.monotone(i, a, m.expm1);
          break;
        case Opcode.erf:
          this.monotone(i, a, m.erf);
          break;
        case Opcode.abs:
          this.absolute(i, a);
          break;
        case Opcode.sign:
          this.jump(i, a, Math.sign(low[a]!), Math.sign(high[a]!));
          break;
        case Opcode.step:
          // At the kink itself both one-sided values count, so that a gradient without 0 excludes Clarke points too.
          this.jump(i, a, low[a]! > 0 ? 1 : 0, high[a]! >= 0 ? 1 : 0);
          break;
        case Opcode.maximum:
          if (low[a]! <= high[b]! && low[b]! <= high[a]!) this.smooth = false;
          low[i] = Math.max(low[a]!, low[b]!);
          high[i] = Math.max(high[a]!, high[b]!);
          break;
        case Opcode.minimum:
          if (low[a]! <= high[b]! && low[b]! <= high[a]!) this.smooth = false;
          low[i] = Math.min(low[a]!, low[b]!);
          high[i] = Math.min(high[a]!, high[b]!);
          break;
        case Opcode.select:
          this.select(i, a, b, c);
          break;
        case Opcode.guard:
          if (Number.isNaN(low[b]!)) this.defined = false;
          low[i] = Number.isNaN(low[b]!) ? NaN : low[a]!;
          high[i] = Number.isNaN(low[b]!) ? NaN : high[a]!;
          break;
      }
    }
  }

  private absolute(i: number, a: number): void {
    const least = this.low[a]!;
    const most = this.high[a]!;
    if (least <= 0 && most >= 0) this.smooth = false;
    this.low[i] = least > 0 ? least : most < 0 ? -most : Number.isNaN(least) ? NaN : 0;
    this.high[i] = Math.max(-least, most);
  }

  private jump(i: number, a: number, atLow: number, atHigh: number): void {
    if (this.low[a]! <= 0 && this.high[a]! >= 0) this.smooth = false;
    this.low[i] = Number.isNaN(this.low[a]!) ? NaN : atLow;
    this.high[i] = Number.isNaN(this.low[a]!) ? NaN : atHigh;
  }

  private select(i: number, a: number, b: number, c: number): void {
    const { low, high } = this;
    if (low[a]! > 0) {
      low[i] = low[b]!;
      high[i] = high[b]!;
    } else if (high[a]! < 0) {
      low[i] = low[c]!;
      high[i] = high[c]!;
    } else {
      this.smooth = false;
      // Math.min with NaN is NaN; a branch that is undefined everywhere leaves the other.
      low[i] = Number.isNaN(low[b]!) ? low[c]! : Number.isNaN(low[c]!) ? low[b]! : Math.min(low[b]!, low[c]!);
      high[i] = Number.isNaN(high[b]!) ? high[c]! : Number.isNaN(high[c]!) ? high[b]! : Math.max(high[b]!, high[c]!);
      if (Number.isNaN(low[b]!) || Number.isNaN(low[c]!)) this.defined = false;
      if (Number.isNaN(low[a]!)) low[i] = high[i] = NaN;
    }
  }
}
