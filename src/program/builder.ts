import type { Table } from '../symbolic/node';
import { isPartial, operandsOf } from './instructions';
import { type Instruction, type Program, type ProgramTable, type Register, sizeOf } from './program';

/** A distributive omit, so that the union of instructions stays one. */
type Fresh<I extends Instruction = Instruction> = I extends { readonly to: number } ? Omit<I, 'to'> : never;

interface Scope {
  readonly instructions: Instruction[];
  readonly axis: number;
}

/**
 * Collects the instructions of a program. Each stands in the outermost loop whose rows it depends on, and equal ones
 * are made once.
 */
export class ProgramBuilder {
  private readonly registers: Register[] = [];
  private readonly loops: { table: number; holdsLoops: boolean }[] = [];
  private readonly tables: {
    readonly table: Table;
    readonly columns: Float64Array[];
    readonly known: Map<number, number>;
  }[] = [];
  private readonly scopes: Scope[] = [{ instructions: [], axis: -1 }];
  private readonly known = new Map<string, number>();
  private readonly definitions: Instruction[] = [];

  register(index: number): Register {
    return this.registers[index]!;
  }

  /** The values of a register that is a literal. */
  literalValues(index: number): Float64Array | undefined {
    const instruction = this.definitions[index];
    return instruction?.op === 'literal' ? instruction.values : undefined;
  }

  /** The instruction that writes a register; a loop for its totals. */
  definition(index: number): Instruction {
    return this.definitions[index]!;
  }

  literal(shape: readonly number[], values: Float64Array): number {
    const key = values.length <= 4 ? `literal ${shape.join('×')} ${values.join(' ')}` : undefined;
    return this.emit({ op: 'literal', values }, shape, [], key);
  }

  scalar(value: number): number {
    return this.literal([], Float64Array.of(value));
  }

  /** Adds an instruction over these operands, and gives the register it writes. */
  emit(fresh: Fresh, shape: readonly number[], operands: readonly number[], key?: string): number {
    const name = key ?? (fresh.op === 'literal' ? undefined : JSON.stringify(fresh));
    const before = name === undefined ? undefined : this.known.get(name);
    if (before !== undefined) return before;
    const axes = this.axesOf(operands);
    const varies = fresh.op === 'input' || operands.some((operand) => this.registers[operand]!.varies);
    const to = this.add({ axes, shape, varies }, (index) => ({ ...fresh, to: index }) as Instruction);
    if (name !== undefined) this.known.set(name, to);
    return to;
  }

  /** A column in the current row of the loop on this axis. */
  column(axis: number, column: number): number {
    const key = `column ${axis} ${column}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const entry = this.tables[this.loops[axis]!.table]!;
    let place = entry.known.get(column);
    if (place === undefined) {
      place = entry.columns.push(entry.table.columns[column]!.near) - 1;
      entry.known.set(column, place);
    }
    const at = place;
    const to = this.add({ axes: [axis], shape: [], varies: false }, (index) => ({
      op: 'column',
      to: index,
      column: at,
    }));
    this.known.set(key, to);
    return to;
  }

  /** Opens a loop, lowers its body, and gives the register of its sum. */
  loop(table: Table, body: (axis: number) => number): number {
    const index = this.tables.findIndex((entry) => entry.table.name === table.name);
    const place = index >= 0 ? index : this.tables.push({ table, columns: [], known: new Map() }) - 1;
    const axis = this.loops.push({ table: place, holdsLoops: false }) - 1;
    const scope: Scope = { instructions: [], axis };
    this.scopes.push(scope);
    const from = body(axis);
    this.scopes.pop();
    const { axes, shape, varies } = this.registers[from]!;
    if (!axes.includes(axis)) {
      // What the body holds in its own loop nobody needs.
      const rows = this.scalar(table.rows);
      return this.emit({ op: 'binary', name: 'multiply', a: from, b: rows }, shape, [from, rows]);
    }
    const outer = axes.filter((other) => other !== axis);
    for (const around of outer) this.loops[around]!.holdsLoops = true;
    return this.add({ axes: outer, shape, varies }, (to) => ({
      op: 'loop',
      axis,
      body: scope.instructions,
      totals: [{ to, from }],
    }));
  }

  /** Operations outside of loops that are not defined everywhere and that the output does not read. */
  unread(output: number): number[] {
    const seen = new Set<number>();
    const stack = [output];
    while (stack.length > 0) {
      const index = stack.pop()!;
      if (seen.has(index)) continue;
      seen.add(index);
      const definition = this.definitions[index]!;
      const total = definition.op === 'loop' ? definition.totals.find(({ to }) => to === index) : undefined;
      stack.push(...(total === undefined ? operandsOf(definition) : [total.from]));
    }
    return this.definitions.flatMap((definition, index) =>
      !seen.has(index) && this.registers[index]!.axes.length === 0 && isPartial(definition) ? [index] : [],
    );
  }

  build(output: number, parameters: number, constants: number, squares: readonly number[] | null): Program {
    const tables = this.tables.map(({ table, columns }): ProgramTable => ({
      rows: table.rows,
      columns,
      isData: table.isData === true,
    }));
    const [outermost] = this.scopes as [Scope];
    return {
      parameters,
      constants,
      registers: this.registers,
      loops: this.loops,
      tables,
      instructions: outermost.instructions,
      output,
      squares,
    };
  }

  /** The union of the loops the operands depend on, outermost first. */
  private axesOf(operands: readonly number[]): number[] {
    const all = new Set(operands.flatMap((operand) => this.registers[operand]!.axes));
    const open = this.scopes.map(({ axis }) => axis).filter((axis) => all.has(axis));
    if (open.length < all.size) throw new Error('A row is used outside of its loop.');
    return open;
  }

  private add(register: Register, make: (to: number) => Instruction): number {
    const to = this.registers.push(register) - 1;
    const instruction = make(to);
    this.definitions[to] = instruction;
    const innermost = register.axes[register.axes.length - 1] ?? -1;
    this.scopes.find(({ axis }) => axis === innermost)!.instructions.push(instruction);
    return to;
  }

  /** Elements of one array of a register. */
  size(index: number): number {
    return sizeOf(this.registers[index]!.shape);
  }
}
