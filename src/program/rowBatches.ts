import { Machine } from './machine';
import type { Instruction, Program, ProgramTable } from './program';
import { operandsOf } from './instructions';

/** How a value depends on the sums over the rows of a table: not at all, as their multiple and a rest, or otherwise. */
type Degree = 0 | 1 | 2;

/**
 * Gradients of mini-batches of a loss L = c + Σ f(row) over a table of data: of c, and of the batch's rows times the
 * share they stand for.
 */
export class ProgramBatches {
  private machine: Machine | undefined;
  private batch: { rows: number; columns: Float64Array[] } | undefined;
  private readonly rest: Float64Array;

  private constructor(
    private readonly program: Program,
    private readonly table: number,
    private readonly constants: ArrayLike<number>,
  ) {
    this.rest = new Float64Array(program.parameters);
  }

  /** Undefined where the loss is no sum over the rows of a table of data. */
  static of(program: Program, constants: ArrayLike<number>): ProgramBatches | undefined {
    const tables = program.tables.map((_, i) => i).filter((i) => program.tables[i]!.isData === true);
    tables.sort((a, b) => program.tables[b]!.rows - program.tables[a]!.rows);
    const table = tables.find((i) => program.tables[i]!.rows > 0 && lossDegree(program, i) === 1);
    return table === undefined ? undefined : new ProgramBatches(program, table, constants);
  }

  /** Writes the gradient of a batch of the rows drawn, and gives the share of the rows it read. */
  gradient(point: ArrayLike<number>, gradient: Float64Array, next: (count: number) => ArrayLike<number>): number {
    const all = this.program.tables[this.table]!;
    const rows = next(all.rows);
    const { machine, batch } = this.sized(all, rows.length);
    batch.rows = 0;
    machine.gradient(point, this.rest);
    batch.rows = rows.length;
    for (const [j, column] of batch.columns.entries()) {
      // Rows behind the last of a shorter batch are computed and not counted: they must have numbers.
      for (let k = 0; k < column.length; k++) column[k] = all.columns[j]![rows[Math.min(k, rows.length - 1)]!]!;
    }
    const value = machine.gradient(point, gradient);
    const weight = all.rows / rows.length;
    for (let i = 0; i < gradient.length; i++) {
      gradient[i] = Number.isNaN(value) ? NaN : this.rest[i]! + weight * (gradient[i]! - this.rest[i]!);
    }
    return rows.length / all.rows;
  }

  /** A machine that takes so many rows: made anew only for more than before. */
  private sized(
    all: ProgramTable,
    rows: number,
  ): { machine: Machine; batch: { rows: number; columns: Float64Array[] } } {
    let { machine, batch } = this;
    if (machine === undefined || batch === undefined || (batch.columns[0]?.length ?? 0) < rows) {
      batch = { rows, columns: all.columns.map(() => new Float64Array(rows)) };
      const tables = this.program.tables.map((each, i) => (i === this.table ? batch! : each));
      machine = new Machine({ ...this.program, tables });
      machine.setConstants(this.constants);
      this.machine = machine;
      this.batch = batch;
    }
    return { machine, batch };
  }
}

/** How the loss depends on the sums over a table's rows. */
function lossDegree({ instructions, loops, registers, output }: Program, table: number): Degree {
  const degrees = new Uint8Array(registers.length);
  walk(instructions);
  return degrees[output]! as Degree;

  function walk(block: readonly Instruction[]): void {
    for (const instruction of block) {
      if (instruction.op !== 'loop') {
        degrees[instruction.to] = degreeOf(instruction);
        continue;
      }
      walk(instruction.body);
      const isTable = loops[instruction.axis]!.table === table;
      for (const { to, from } of instruction.totals) {
        const inside = degrees[from]!;
        degrees[to] = isTable ? (inside === 0 ? 1 : 2) : inside;
      }
    }
  }

  function degreeOf(instruction: Exclude<Instruction, { readonly op: 'loop' }>): Degree {
    const of = operandsOf(instruction).map((register) => degrees[register]! as Degree);
    const most = Math.max(0, ...of) as Degree;
    const [first = 0, second = 0] = of;
    switch (instruction.op) {
      case 'input':
      case 'constant':
      case 'literal':
      case 'column':
        return 0;
      case 'transpose':
      case 'stack':
      case 'slice':
        return most;
      case 'contract':
        return Math.min(2, first + second) as Degree;
      case 'pick':
        return of.slice(1).every((degree) => degree === 0) ? first : 2;
      case 'reduce':
        return instruction.name === 'sum' || first === 0 ? first : 2;
      case 'unary':
        return instruction.name === 'negate' || first === 0 ? first : 2;
      case 'fixedPower':
        return first === 0 ? 0 : 2;
      case 'select':
        return first === 0 ? most : 2;
      case 'binary':
        switch (instruction.name) {
          case 'add':
          case 'subtract':
            return most;
          case 'multiply':
            return Math.min(2, first + second) as Degree;
          case 'divide':
            return second === 0 ? first : 2;
          case 'power':
          case 'maximum':
          case 'minimum':
            return most === 0 ? 0 : 2;
        }
    }
  }
}
