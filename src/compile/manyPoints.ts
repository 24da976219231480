import { BlockEvaluator, lanes } from './grid';
import type { Tape } from './tape';

/**
 * A loss and its gradient at many points together, from the tape of order 1 (or 2), by the interpreter in blocks: for
 * where a compiled module can't run. All arrays are filled in place, coordinate by coordinate.
 */
export class TapeManyPoints {
  /** `points[i]` holds parameter i of all points. */
  readonly points: readonly Float64Array[];
  /** Not finite where the loss is undefined. */
  readonly values: Float64Array;
  /** `gradients[i]` holds ∂L/∂wᵢ of all points. */
  readonly gradients: readonly Float64Array[];
  private readonly evaluator: BlockEvaluator;
  private readonly inputs: Float64Array;
  /** The points in blocks: made once, so that nothing is allocated on the way. */
  private readonly blocks: readonly (readonly Float64Array[])[];

  constructor(
    private readonly tape: Tape,
    constants: Float64Array,
    readonly capacity: number,
  ) {
    const n = tape.parameters;
    const arrays = (): Float64Array[] => Array.from({ length: n }, () => new Float64Array(capacity));
    this.points = arrays();
    this.gradients = arrays();
    this.values = new Float64Array(capacity);
    this.evaluator = new BlockEvaluator(tape);
    this.inputs = new Float64Array(n + constants.length);
    this.inputs.set(constants, n);
    this.blocks = Array.from({ length: Math.ceil(capacity / lanes) }, (_, k) =>
      this.points.map((each) => each.subarray(k * lanes, (k + 1) * lanes)),
    );
  }

  /** Writes the values and gradients of the first `count` points. */
  evaluate(count: number): void {
    const { outputs, parameters } = this.tape;
    const { registers } = this.evaluator;
    for (let k = 0, from = 0; from < count; k++, from += lanes) {
      const block = this.blocks[k]!;
      const size = Math.min(lanes, count - from, block[0]!.length);
      this.evaluator.run(this.inputs, block, block[0]!.length);
      copy(registers[outputs[0]!]!, this.values, from, size);
      for (let i = 0; i < parameters; i++) copy(registers[outputs[1 + i]!]!, this.gradients[i]!, from, size);
    }
  }
}

function copy(source: Float64Array, target: Float64Array, at: number, size: number): void {
  for (let k = 0; k < size; k++) target[at + k] = source[k]!;
}
