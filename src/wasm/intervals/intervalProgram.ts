import { IntervalEvaluator } from '../../compile/intervalEvaluator';
import { Opcode, type Tape, stride } from '../../compile/tape';
import { IntervalModule } from './intervalModule';

/** Steps of the interpreter, some 10 ns each, in about as much time as a module takes to be compiled and started. */
const stepsForCompiling = 150_000;

/** What is known of a tape: searched again with other constants, it goes on where it was. */
interface Progress {
  /** Steps until it is compiled. */
  left: number;
  /** Null where the platform refused, or the tape is too long. */
  module?: IntervalModule | null;
}
const progressOf = new WeakMap<Tape, Progress>();

/**
 * Evaluates a tape over boxes as `IntervalEvaluator` does, and goes over to a compiled module once so much was evaluated
 * that compiling is the smaller part. The results are the same to the last bit, so nothing depends on when that happens.
 */
export class IntervalProgram {
  /** After `evaluate`: the loss (and every output) is defined on the whole box. */
  defined = true;
  /** After `evaluate`: no kink of relu, abs, max, min or sign was met in the box. */
  smooth = true;
  private evaluator: IntervalEvaluator | IntervalModule;
  private readonly steps: number;
  private readonly progress: Progress;
  /** Nothing is to be decided any more. */
  private settled = false;

  constructor(private readonly tape: Tape) {
    this.progress = progressOf.get(tape) ?? { left: stepsForCompiling };
    progressOf.set(tape, this.progress);
    this.evaluator = this.progress.module ?? new IntervalEvaluator(tape);
    this.steps = stepsOf(tape);
  }

  /** Inputs and outputs as in `IntervalEvaluator.evaluate`. */
  evaluate(inLow: Float64Array, inHigh: Float64Array, outLow: Float64Array, outHigh: Float64Array): void {
    if (!this.settled) this.count();
    const { evaluator } = this;
    evaluator.evaluate(inLow, inHigh, outLow, outHigh);
    this.defined = evaluator.defined;
    this.smooth = evaluator.smooth;
  }

  private count(): void {
    const { progress, tape } = this;
    progress.left -= this.steps;
    if (progress.left >= 0) return;
    if (progress.module === undefined) progress.module = IntervalModule.create(tape) ?? null;
    this.evaluator = progress.module ?? this.evaluator;
    this.settled = true;
  }
}

/** Instructions of one evaluation: those in loops once a row. */
function stepsOf({ code, tables }: Tape): number {
  let steps = 0;
  let rows = 1;
  const around: number[] = [];
  for (let p = 0; p < code.length; p += stride) {
    steps += rows;
    if (code[p] === Opcode.loop) {
      around.push(rows);
      rows *= tables[code[p + 1]!]!.rows;
    } else if (code[p] === Opcode.endLoop) {
      rows = around.pop()!;
    }
  }
  return steps;
}
