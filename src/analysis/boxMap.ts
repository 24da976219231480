import { buildTape } from '../compile/buildTape';
import { IntervalProgram } from '../wasm/intervals/intervalProgram';
import type { Node } from '../symbolic/node';
import type { Box } from './box';

/** Encloses the values of expressions over boxes of some parameters. */
export class BoxMap {
  private readonly evaluator: IntervalProgram;
  private readonly count: number;

  constructor(expressions: readonly Node[], inputs: readonly Node[]) {
    this.count = expressions.length;
    this.evaluator = new IntervalProgram(
      buildTape(expressions, { parameters: inputs.length, constants: 0, order: 0, inputs }),
    );
  }

  /** The image of a box, or null where an expression is not defined on all of it. */
  of(box: Box): Box | null {
    const image = { low: new Float64Array(this.count), high: new Float64Array(this.count) };
    this.evaluator.evaluate(box.low, box.high, image.low, image.high);
    return this.evaluator.defined ? image : null;
  }
}
