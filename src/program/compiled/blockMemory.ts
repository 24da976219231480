import type { Slot } from '../kernel';
import { type Program, sizeOf } from '../program';
import type { LoopPlan } from './loopPlan';

export type Field = 'value' | 'tangent' | 'adjoint' | 'adjointTangent';
const fields = ['value', 'tangent', 'adjoint', 'adjointTangent'] as const;

/** Doubles of the largest array of a block, so that a few arrays lie in the nearest cache. */
const mostElements = 2048;
/** Rows of a block at most, and at least. */
const [mostRows, fewestRows] = [256, 16];
/** Rows of the columns that are handed over at a time. */
const chunkRows = 1024;

/** Where the arrays of a loop's block of rows lie in the module's memory; element by element, row beside row. */
export class BlockMemory {
  /** Rows of a block, whole groups of eight. */
  readonly rows: number;
  /** Rows of a chunk, whole blocks. */
  readonly chunk: number;
  /** Bytes of it all. */
  readonly bytes: number;
  private readonly places = new Map<number, Partial<Record<Field, number>>>();
  /** Offsets of the columns' chunks, of which rows count, and of that in the block. */
  private readonly columns = new Map<number, number>();
  private readonly chunkMask: number;
  private readonly blockMask: number;
  private start = 0;

  constructor(
    private readonly program: Program,
    plan: LoopPlan,
    private readonly slots: readonly Slot[],
  ) {
    const { registers, tables, loops } = program;
    const { rows } = tables[loops[plan.loop.axis]!.table]!;
    const written = [...plan.columns.map(({ to }) => to), ...plan.writers.keys()];
    const widest = Math.max(1, ...written.map((register) => sizeOf(registers[register]!.shape)));
    const fitting = Math.min(mostRows, Math.max(fewestRows, Math.floor(mostElements / widest / 8) * 8));
    this.rows = Math.max(8, Math.min(fitting, Math.ceil(rows / 8) * 8));
    this.chunk = this.rows * Math.max(1, Math.min(Math.ceil(chunkRows / this.rows), Math.ceil(rows / this.rows)));
    let used = 0;
    const place = (doubles: number): number => {
      const at = used;
      used += 8 * doubles;
      return at;
    };
    for (const { to } of plan.columns) this.columns.set(to, place(this.chunk));
    this.chunkMask = place(this.chunk);
    this.blockMask = place(this.rows);
    for (const register of written) {
      const { varies, shape } = registers[register]!;
      const own: Partial<Record<Field, number>> = {};
      for (const field of fields) if (varies || field === 'value') own[field] = place(sizeOf(shape) * this.rows);
      this.places.set(register, own);
    }
    this.bytes = used;
  }

  /** Places it all from an address on, a multiple of 16. */
  startAt(address: number): void {
    this.start = address;
  }

  get rowBytes(): number {
    return 8 * this.rows;
  }

  /** Whether a register has a number for each row. */
  isInner(register: number): boolean {
    return this.places.has(register);
  }

  varies(register: number): boolean {
    return this.program.registers[register]!.varies;
  }

  size(register: number): number {
    return sizeOf(this.program.registers[register]!.shape);
  }

  /** Bytes from one element to the next. */
  stride(register: number): number {
    return this.isInner(register) ? this.rowBytes : 8;
  }

  address(register: number, field: Field): number {
    const own = this.places.get(register);
    if (own === undefined) return this.slots[register]![field].byteOffset;
    return this.start + own[field]!;
  }

  /** A column's chunk of rows. */
  column(register: number): number {
    return this.start + this.columns.get(register)!;
  }

  /** All bits where a row counts, none where it repeats the last one. */
  get mask(): { readonly chunk: number; readonly block: number } {
    return { chunk: this.start + this.chunkMask, block: this.start + this.blockMask };
  }
}
