import { IntervalEvaluator } from '../compile/intervalEvaluator';
import { Opcode, type Tape, stride } from '../compile/tape';
import { IntervalModule } from './intervalModule';

/** Steps of the interpreter, some 10 ns each, in about as much time as a module takes to be compiled and started. */
const stepsForCompiling = 150_000;

/** The modules of tapes; null where the platform refused, or the tape is too long. */
const modules = new WeakMap<Tape, IntervalModule | null>();

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
  /** Steps until the tape is compiled. */
  private left: number;

  constructor(private readonly tape: Tape) {
    const module = modules.get(tape);
    this.evaluator = module ?? new IntervalEvaluator(tape);
    this.left = module === undefined ? stepsForCompiling : Infinity;
    this.steps = stepsOf(tape);
  }

  /** Inputs and outputs as in `IntervalEvaluator.evaluate`. */
  evaluate(inLow: Float64Array, inHigh: Float64Array, outLow: Float64Array, outHigh: Float64Array): void {
    this.left -= this.steps;
    if (this.left < 0) this.compile();
    const { evaluator } = this;
    evaluator.evaluate(inLow, inHigh, outLow, outHigh);
    this.defined = evaluator.defined;
    this.smooth = evaluator.smooth;
  }

  private compile(): void {
    this.left = Infinity;
    let module = modules.get(this.tape);
    if (module === undefined) {
      module = IntervalModule.create(this.tape) ?? null;
      modules.set(this.tape, module);
    }
    if (module !== null) this.evaluator = module;
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
