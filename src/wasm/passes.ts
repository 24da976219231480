import { Opcode, type Tape, stride } from '../compile/tape';
import { type Analysis, type Item, Part } from './analyze';
import { unsigned } from './encode';
import { lastUses } from './lastUses';
import type { MemoryPlan } from './memoryPlan';
import { type Imports, emitOperation, trigonometric } from './operations';
import { type Operand, Simd, type VectorCode } from './vectorCode';

/** Where things stand in memory. */
export interface Places {
  /** Inputs that are the same for all columns, eight bytes each. */
  readonly inputs: number;
  /** Inputs that vary by column: so many doubles each, by their number; undefined for any other. */
  readonly varying: (input: number) => number | undefined;
  /** Inputs that stand in locals, in every pass that has columns. */
  readonly held?: (input: number) => readonly number[] | undefined;
  /** Columns of tables: `[table][column]`. */
  readonly tables: readonly (readonly number[])[];
  readonly width: number;
}

type LoopItem = Item & { readonly kind: 'loop' };

/** The state of one function while it is written. */
interface Frame {
  readonly code: VectorCode;
  readonly part: Part;
  /** The byte of the current column, a local; undefined where one value stands for all columns. */
  readonly column: number | undefined;
  readonly known: Map<number, Operand>;
  /** What was known before the innermost loop: it is not to be freed inside. */
  readonly outside: ReadonlyMap<number, Operand>;
  /** The combined row of the loops around, a local, by the number of loops. */
  readonly rows: number[];
}

/**
 * Writes the instructions of a tape that depend on certain axes, and keeps what others need in memory: each value is
 * computed as seldom as it can be.
 */
export class Passes {
  /** Addresses of the values that one pass leaves for another. */
  private readonly stored = new Map<number, number>();
  private readonly lastUse: Int32Array;

  /** Of the first of a sine and a cosine of the same: the second, and all of those. */
  private readonly partners = new Map<number, number>();
  private readonly seconds: ReadonlySet<number>;

  constructor(
    private readonly tape: Tape,
    private readonly analysis: Analysis,
    private readonly places: Places,
    private readonly imports: Imports,
    memory: MemoryPlan,
    /** The pass that reads the outputs. */
    private readonly last: Part,
  ) {
    this.lastUse = lastUses(tape, analysis);
    this.findPartners();
    this.seconds = new Set(this.partners.values());
    for (const index of this.shared()) {
      const rows = analysis.loops[index]!.reduce((product, loop) => product * this.rowsOf(loop), 1);
      const columns = analysis.parts[index]! === Part.column ? places.width : 1;
      this.stored.set(index, memory.place(8 * rows * columns));
    }
  }

  /** Writes one pass, and gives the values it knows by then. `column` is a local, the byte of the first of its columns. */
  write(
    code: VectorCode,
    part: Part,
    column: number | undefined,
    before: ReadonlyMap<number, Operand> = new Map(),
  ): Map<number, Operand> {
    const frame: Frame = { code, part, column, known: new Map(before), outside: before, rows: [] };
    this.items(frame, this.analysis.items);
    return frame.known;
  }

  /** Reads what a pass needs that is the same for all columns and rows of data, so that `write` knows it `before`. */
  preload(code: VectorCode, part: Part): ReadonlyMap<number, Operand> {
    const { parts, reads, loops } = this.analysis;
    const frame: Frame = { code, part, column: undefined, known: new Map(), outside: new Map(), rows: [] };
    reads.forEach((list, index) => {
      if (parts[index] !== part) return;
      for (const read of list) {
        const isSame = parts[read] !== part && parts[read] !== Part.column && loops[read]!.length === 0;
        if (isSame && this.opcode(read) !== Opcode.literal) this.operand(frame, read);
      }
    });
    return frame.known;
  }

  /** The operand of an instruction's value in a pass, read from memory where another pass computed it. */
  read(code: VectorCode, known: Map<number, Operand>, part: Part, column: number | undefined, index: number): Operand {
    return this.operand({ code, part, column, known, outside: new Map(), rows: [] }, index);
  }

  private opcode(index: number): Opcode {
    return this.tape.code[index * stride]!;
  }

  private argument(index: number, k: 1 | 2 | 3): number {
    return this.tape.code[index * stride + k]!;
  }

  private rowsOf(loop: number): number {
    return this.tape.tables[this.argument(loop, 1)]!.rows;
  }

  /** Literals, inputs and columns are read again rather than kept. */
  private isFree(index: number): boolean {
    const opcode = this.opcode(index);
    return opcode === Opcode.literal || opcode === Opcode.input || opcode === Opcode.column;
  }

  /** Values that a pass other than their own reads, and outputs. */
  private shared(): Set<number> {
    const { parts, reads } = this.analysis;
    const found = new Set<number>();
    reads.forEach((list, index) => {
      for (const read of list) if (parts[read] !== parts[index] && !this.isFree(read)) found.add(read);
    });
    for (const output of this.tape.outputs) if (parts[output] !== this.last && !this.isFree(output)) found.add(output);
    return found;
  }

  /** Pairs each sine with a cosine of the same in the same loops. */
  private findPartners(): void {
    const single = new Map<string, number>();
    this.analysis.reads.forEach((reads, index) => {
      const opcode = this.opcode(index);
      if (opcode !== Opcode.sin && opcode !== Opcode.cos) return;
      const key = `${reads[0]!} ${this.analysis.loops[index]!.join(' ')}`;
      const other = single.get(key);
      if (other === undefined) single.set(key, index);
      else if (this.opcode(other) !== opcode && !this.partners.has(other)) this.partners.set(other, index);
    });
  }

  private items(frame: Frame, items: readonly Item[]): void {
    for (const item of items) {
      if (item.kind === 'loop') {
        if (this.concerns(item, frame.part)) this.loop(frame, item);
      } else if (this.analysis.parts[item.index] === frame.part && !this.isFree(item.index)) {
        this.operation(frame, item.index);
      }
    }
  }

  /** Whether a pass has anything to do in a loop. */
  private concerns(loop: LoopItem, part: Part): boolean {
    return (
      loop.totals.some((total) => this.analysis.parts[total] === part) ||
      loop.body.some((item) =>
        item.kind === 'loop'
          ? this.concerns(item, part)
          : this.analysis.parts[item.index] === part && !this.isFree(item.index),
      )
    );
  }

  private operation(frame: Frame, index: number): void {
    const { code } = frame;
    const operands = this.analysis.reads[index]!.map((read) => this.operand(frame, read));
    const partner = this.partners.get(index);
    if (partner !== undefined) {
      this.sineAndCosine(frame, index, partner, operands[0]!);
      return;
    }
    // The second of a sine and cosine has been computed with the first.
    if (this.seconds.has(index)) return this.forget(frame, index);
    const target = code.take();
    emitOperation(code, this.imports, this.opcode(index), target, operands, this.argument(index, 2));
    frame.known.set(index, target);
    this.keep(frame, index, target);
    this.forget(frame, index);
  }

  private sineAndCosine(frame: Frame, first: number, second: number, x: Operand): void {
    const { code } = frame;
    const targets = [first, second].map((index) => ({ index, target: code.take() }));
    const of = (opcode: Opcode): readonly number[] =>
      targets.find(({ index }) => this.opcode(index) === opcode)!.target;
    trigonometric(code, this.imports, of(Opcode.sin), of(Opcode.cos), x);
    for (const { index, target } of targets) {
      frame.known.set(index, target);
      this.keep(frame, index, target);
    }
    this.forget(frame, first);
  }

  /** Frees what is not read behind an instruction. */
  private forget(frame: Frame, index: number): void {
    for (const [other, operand] of frame.known) {
      if (this.lastUse[other]! > index || frame.outside.has(other)) continue;
      if (this.analysis.parts[other] === frame.part && !this.isFree(other)) frame.code.release(operand);
      frame.known.delete(other);
    }
  }

  private loop(frame: Frame, loop: LoopItem): void {
    const { code } = frame;
    const totals = loop.totals.filter((total) => this.analysis.parts[total] === frame.part);
    const sums = totals.map((total) => {
      const sum = code.copy(code.take(), 0);
      frame.known.set(total, sum);
      return sum;
    });
    const row = code.local('i32');
    const combined = code.local('i32');
    code.integer(0);
    code.set(row);
    const outer = frame.rows[frame.rows.length - 1];
    if (loop.rows > 0) {
      code.push(0x03, 0x40); // loop
      if (outer === undefined) code.get(row);
      else {
        code.get(outer);
        code.integer(loop.rows);
        code.push(0x6c); // i32.mul
        code.get(row);
        code.push(0x6a); // i32.add
      }
      code.set(combined);
      frame.rows.push(combined);
      // Values read inside are read again with each row.
      const inner: Frame = { ...frame, known: new Map(frame.known), outside: frame.known };
      this.tableRows.set(loop.index, row);
      this.items(inner, loop.body);
      totals.forEach((total, k) => {
        code.apply(Simd.add, sums[k]!, sums[k]!, this.operand(inner, this.argument(total, 1)));
      });
      this.leave(frame, inner);
      frame.rows.pop();
      code.get(row);
      code.integer(1);
      code.push(0x6a);
      code.tee(row);
      code.integer(loop.rows);
      code.push(0x48, 0x0d, 0x00, 0x0b); // i32.lt_s, br_if 0, end
    }
    totals.forEach((total, k) => this.keep(frame, total, sums[k]!));
    this.forget(frame, loop.end);
  }

  /** The row of each loop that is being written, a local. */
  private readonly tableRows = new Map<number, number>();

  /** Frees what was computed inside a loop. */
  private leave(outer: Frame, inner: Frame): void {
    for (const [index, operand] of inner.known) {
      if (outer.known.has(index)) continue;
      if (this.analysis.parts[index] === inner.part && !this.isFree(index)) inner.code.release(operand);
    }
  }

  /** Leaves a value for the passes that read it. */
  private keep(frame: Frame, index: number, value: readonly number[]): void {
    const address = this.stored.get(index);
    if (address === undefined) return;
    const { code, column } = frame;
    for (let v = 0; v < code.width; v++) {
      this.address(frame, this.analysis.loops[index]!.length, column !== undefined);
      code.get(value[v]!);
      if (column === undefined) {
        code.simd(Simd.extract);
        code.push(0);
        code.push(0x39, 3, ...unsigned(address)); // f64.store
        break;
      }
      code.memory(Simd.store, address + 16 * v);
    }
  }

  /** Pushes the byte of the current row (and column) within a stored value. */
  private address({ code, rows, column }: Frame, loops: number, byColumn: boolean): void {
    const row = loops === 0 ? undefined : rows[loops - 1];
    if (row === undefined) {
      if (byColumn) code.get(column!);
      else code.integer(0);
      return;
    }
    code.get(row);
    code.integer(8 * (byColumn ? this.places.width : 1));
    code.push(0x6c);
    if (byColumn) {
      code.get(column!);
      code.push(0x6a);
    }
  }

  private operand(frame: Frame, index: number): Operand {
    const known = frame.known.get(index);
    if (known !== undefined) return known;
    const operand = this.fetch(frame, index);
    if (typeof operand === 'object') frame.known.set(index, operand);
    return operand;
  }

  private fetch(frame: Frame, index: number): Operand {
    const { code } = frame;
    const a = this.argument(index, 1);
    switch (this.opcode(index)) {
      case Opcode.literal:
        return this.tape.literals[a]!;
      case Opcode.input: {
        const held = frame.column === undefined ? undefined : this.places.held?.(a);
        if (held !== undefined) return held;
        const varying = this.places.varying(a);
        if (varying !== undefined && frame.column !== undefined) return this.loadColumns(frame, varying);
        return this.splat(code, () => code.integer(0), varying ?? this.places.inputs + 8 * a);
      }
      case Opcode.column: {
        const loop = this.analysis.loops[index]!.find(
          (candidate) => this.argument(candidate, 3) === this.argument(index, 3),
        )!;
        const push = (): void => {
          code.get(this.tableRows.get(loop)!);
          code.integer(8);
          code.push(0x6c);
        };
        return this.splat(code, push, this.places.tables[a]![this.argument(index, 2)]!);
      }
      default: {
        const address = this.stored.get(index)!;
        const loops = this.analysis.loops[index]!.length;
        if (this.analysis.parts[index] !== Part.column)
          return this.splat(code, () => this.address(frame, loops, false), address);
        const loaded = Array.from({ length: code.width }, () => code.local('v128'));
        for (let v = 0; v < code.width; v++) {
          this.address(frame, loops, true);
          code.memory(Simd.load, address + 16 * v);
          code.set(loaded[v]!);
        }
        return loaded;
      }
    }
  }

  private loadColumns({ code, column }: Frame, address: number): Operand {
    const loaded = Array.from({ length: code.width }, () => code.local('v128'));
    for (let v = 0; v < code.width; v++) {
      code.get(column!);
      code.memory(Simd.load, address + 16 * v);
      code.set(loaded[v]!);
    }
    return loaded;
  }

  /** One double in both lanes of one local, which stands for all vectors. */
  private splat(code: VectorCode, push: () => void, address: number): Operand {
    const local = code.local('v128');
    push();
    code.memory(Simd.loadSplat, address);
    code.set(local);
    return Array.from({ length: code.width }, () => local);
  }
}
