import { Interpreter } from './interpreter';
import { Opcode, type Tape, type TapeTable, stride } from './tape';

/** How a value depends on the sums over the rows of a table: not at all, as their multiple and a rest, or otherwise. */
type Degree = 0 | 1 | 2;

/** Draws the next rows of a mini-batch among so many. */
export type NextRows = (count: number) => ArrayLike<number>;

/**
 * Gradients of mini-batches of a loss L = c + Σ f(row): of c, and of the batch's rows times the share they stand for.
 * The mean over all batches of an epoch of equal sizes is then the whole gradient.
 */
export class TapeBatches {
  private readonly all: TapeTable;
  private readonly batch: { rows: number; columns: Float64Array[]; low: Float64Array[]; high: Float64Array[] };
  private readonly interpreter: Interpreter;
  private readonly out: Float64Array;

  private constructor(
    private readonly tape: Tape,
    table: number,
  ) {
    this.all = tape.tables[table]!;
    this.batch = { rows: 0, columns: this.all.columns.map(() => new Float64Array(0)), low: [], high: [] };
    const tables = tape.tables.map((each, i) => (i === table ? this.batch : each));
    this.interpreter = new Interpreter({ ...tape, tables });
    this.out = new Float64Array(tape.outputs.length);
  }

  /** Of a tape of order 1; undefined where the loss is no sum over the rows of a table of data. */
  static of(tape: Tape): TapeBatches | undefined {
    const tables = tape.tables.map((_, i) => i).filter((i) => tape.tables[i]!.isData === true);
    tables.sort((a, b) => tape.tables[b]!.rows - tape.tables[a]!.rows);
    const table = tables.find((i) => tape.tables[i]!.rows > 0 && lossDegree(tape, i) === 1);
    return table === undefined ? undefined : new TapeBatches(tape, table);
  }

  /**
   * Writes the gradient of a batch, and gives the share of the rows it read.
   *
   * @param inputs the parameters, then the constants.
   */
  gradient(inputs: Float64Array, gradient: Float64Array, next: NextRows): number {
    const { batch, all, out, tape } = this;
    const n = tape.parameters;
    batch.rows = 0;
    this.interpreter.evaluate(inputs, out);
    for (let i = 0; i < n; i++) gradient[i] = out[1 + i]!;
    this.fill(next(all.rows));
    this.interpreter.evaluate(inputs, out);
    const weight = all.rows / batch.rows;
    for (let i = 0; i < n; i++) gradient[i] = gradient[i]! + weight * (out[1 + i]! - gradient[i]!);
    return batch.rows / all.rows;
  }

  private fill(rows: ArrayLike<number>): void {
    const { batch, all } = this;
    batch.rows = rows.length;
    for (let j = 0; j < all.columns.length; j++) {
      if (batch.columns[j]!.length < rows.length) batch.columns[j] = new Float64Array(rows.length);
      const [from, into] = [all.columns[j]!, batch.columns[j]!];
      for (let k = 0; k < rows.length; k++) into[k] = from[rows[k]!]!;
    }
  }
}

/** How the loss depends on the sums over a table's rows. */
function lossDegree({ code, outputs }: Tape, table: number): Degree {
  const degrees = new Uint8Array(code.length / stride);
  /** For each open loop: whether it runs over the table. */
  const open: boolean[] = [];
  for (let i = 0, p = 0; p < code.length; i++, p += stride) {
    const [a, b, c] = [code[p + 1]!, code[p + 2]!, code[p + 3]!];
    degrees[i] = degreeOf(code[p]! as Opcode, a, b, c);
  }
  return degrees[outputs[0]!]! as Degree;

  function degreeOf(opcode: Opcode, a: number, b: number, c: number): Degree {
    const of = (register: number): Degree => degrees[register]! as Degree;
    const most = (...registers: number[]): Degree => Math.max(...registers.map(of)) as Degree;
    switch (opcode) {
      case Opcode.loop:
        open.push(a === table);
        return 0;
      case Opcode.endLoop:
        open.pop();
        return 0;
      case Opcode.input:
      case Opcode.literal:
      case Opcode.column:
        return 0;
      case Opcode.total:
        // What is summed over the table must not hold a sum over it already.
        return open.at(-1) === true ? (of(a) === 0 ? 1 : 2) : of(a);
      case Opcode.add:
      case Opcode.subtract:
        return most(a, b);
      case Opcode.negate:
        return of(a);
      case Opcode.multiply:
        return Math.min(2, of(a) + of(b)) as Degree;
      case Opcode.divide:
        return of(b) === 0 ? of(a) : 2;
      case Opcode.guard:
        return most(a, b);
      case Opcode.select:
        return of(a) === 0 ? most(b, c) : 2;
      case Opcode.power:
      case Opcode.maximum:
      case Opcode.minimum:
        return most(a, b) === 0 ? 0 : 2;
      default:
        return of(a) === 0 ? 0 : 2;
    }
  }
}
