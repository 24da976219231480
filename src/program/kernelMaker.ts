import { contractKernel } from './contractKernel';
import { type Places, binaryKernel, fixedPowerKernel, selectKernel, unaryKernel } from './elementwiseKernels';
import type { KernelsModule } from '../wasm/programs/kernelsModule';
import type { Kernel, Slot } from './kernel';
import { type Capacities, batchMap, batchOf, elementMap } from './layout';
import { type Movement, extremeKernel, movementKernel, pickKernel, sumKernel } from './movementKernels';
import { type Instruction, type Program, type Register, type Stretch, sizeOf } from './program';

/** Instructions that compute a register from others, or from a table. */
export type ComputingInstruction = Exclude<Instruction, { readonly op: 'loop' | 'input' | 'constant' | 'literal' }>;

/** Makes the kernels of a program over its arrays: works out once where each element finds its operands. */
export class KernelMaker {
  constructor(
    private readonly program: Program,
    private readonly slots: readonly Slot[],
    private readonly capacities: Capacities,
    /** The first row of the current block of each loop. */
    private readonly firstRow: Int32Array,
    private readonly compiled: KernelsModule | undefined,
  ) {}

  /** The kernel of an instruction that computes something. */
  make(instruction: ComputingInstruction): Kernel {
    const { registers } = this.program;
    const to = this.slots[instruction.to]!;
    const target = registers[instruction.to]!;
    const slot = (index: number): Slot => this.slots[index]!;
    const elements = (index: number): Int32Array | null => elementMap(target, registers[index]!, this.capacities);
    const batches = (index: number): Int32Array | null => batchMap(target, registers[index]!, this.capacities);
    switch (instruction.op) {
      case 'unary':
        return unaryKernel(instruction.name, to, slot(instruction.a), this.compiled);
      case 'fixedPower':
        return fixedPowerKernel(instruction.exponent, to, slot(instruction.a));
      case 'binary': {
        const { name, a, b } = instruction;
        const batch = batchOf(target, this.capacities);
        const places = (index: number): Places => this.places(target, index, elements(index));
        return binaryKernel(name, to, slot(a), slot(b), places(a), places(b), batch);
      }
      case 'select': {
        const { condition, a, b } = instruction;
        return selectKernel(to, slot(condition), slot(a), slot(b), [elements(condition), elements(a), elements(b)]);
      }
      case 'contract': {
        const { a, b, m, k, n } = instruction;
        const batch = batchOf(target, this.capacities);
        const rows = (index: number): number => batchOf(registers[index]!, this.capacities);
        const [batchA, batchB] = [rows(a), rows(b)];
        const sizes = { batch, m, k, n, batchA, batchB, mapA: batches(a), mapB: batches(b) };
        return contractKernel(to, slot(a), slot(b), sizes, this.compiled);
      }
      case 'column':
        return this.columnKernel(instruction.column, target.axes[0]!, to);
      case 'transpose': {
        const [rows, columns] = registers[instruction.a]!.shape as [number, number];
        const places = (at: number): number => (at % rows) * columns + Math.floor(at / rows);
        return movementKernel(to, [this.gather(target, instruction.a, places)]);
      }
      case 'slice':
        return movementKernel(to, [
          this.gather(target, instruction.a, slicePlaces(registers[instruction.a]!, instruction.stretches)),
        ]);
      case 'stack': {
        const count = instruction.parts.length;
        const length = sizeOf(target.shape) / count;
        return movementKernel(
          to,
          instruction.parts.map((part, p) => this.scatter(target, part, (at) => p * length + at, length)),
        );
      }
      case 'pick':
        return this.pick(instruction, to, target);
      case 'reduce': {
        const length = sizeOf(registers[instruction.a]!.shape);
        const batch = batchOf(target, this.capacities);
        if (instruction.name === 'sum') return sumKernel(to, slot(instruction.a), length, batch);
        return extremeKernel(to, slot(instruction.a), length, batch, instruction.name === 'maximum');
      }
    }
  }

  /** How an operand of an elementwise operation is read. */
  private places(target: Register, source: number, map: Int32Array | null): Places {
    const { axes, shape } = this.program.registers[source]!;
    if (map === null) return { kind: 'same' };
    if (axes.length === 0 && shape.length === 0) return { kind: 'one' };
    if (axes.length === 0 && sizeOf(shape) === sizeOf(target.shape)) return { kind: 'element' };
    return { kind: 'map', map };
  }

  /** Each element of the target from one of the source, by its place in the array. */
  private gather(target: Register, source: number, place: (at: number) => number): Movement {
    const from = this.program.registers[source]!;
    const size = sizeOf(target.shape);
    const [batch, sourceBatch] = [batchOf(target, this.capacities), batchOf(from, this.capacities)];
    const batches = batchMap(target, from, this.capacities);
    const map = new Int32Array(batch * size);
    for (let i = 0; i < size; i++) {
      const start = place(i) * sourceBatch;
      for (let e = 0; e < batch; e++) map[i * batch + e] = start + (batches === null ? e : batches[e]!);
    }
    return { from: this.slots[source]!, source: map, target: null, count: map.length };
  }

  /** Each element of one part of the target from the part with the same place. */
  private scatter(target: Register, part: number, place: (at: number) => number, length: number): Movement {
    const from = this.program.registers[part]!;
    const [batch, sourceBatch] = [batchOf(target, this.capacities), batchOf(from, this.capacities)];
    const batches = batchMap(target, from, this.capacities);
    const source = new Int32Array(batch * length);
    const into = new Int32Array(batch * length);
    for (let i = 0; i < length; i++) {
      for (let e = 0; e < batch; e++) {
        source[i * batch + e] = i * sourceBatch + (batches === null ? e : batches[e]!);
        into[i * batch + e] = place(i) * batch + e;
      }
    }
    return { from: this.slots[part]!, source, target: into, count: source.length };
  }

  private pick(instruction: Instruction & { readonly op: 'pick' }, to: Slot, target: Register): Kernel {
    const { registers } = this.program;
    const picked = registers[instruction.a]!;
    const sizes = {
      batch: batchOf(target, this.capacities),
      batchA: batchOf(picked, this.capacities),
      length: sizeOf(target.shape),
      mapA: batchMap(target, picked, this.capacities),
    };
    const places = instruction.places.map((index, d) => ({
      slot: this.slots[index]!,
      map: batchMap(target, registers[index]!, this.capacities),
      stride: sizeOf(picked.shape.slice(d + 1)),
      size: picked.shape[d]!,
    }));
    return pickKernel(to, this.slots[instruction.a]!, sizes, places);
  }

  /** Rows behind the last one repeat it, so that they are as well defined as it is. */
  private columnKernel(column: number, axis: number, to: Slot): Kernel {
    const { rows, columns } = this.program.tables[this.program.loops[axis]!.table]!;
    const cells = columns[column]!;
    const nothing = (): void => undefined;
    return {
      forward: () => {
        const first = this.firstRow[axis]!;
        for (let e = 0; e < to.value.length; e++) to.value[e] = cells[Math.min(first + e, rows - 1)]!;
      },
      tangent: nothing,
      reverse: nothing,
      reverseTangent: nothing,
    };
  }
}

function slicePlaces({ shape }: Register, stretches: readonly Stretch[]): (at: number) => number {
  return (at) => {
    let rest = at;
    let place = 0;
    let stride = 1;
    for (let d = shape.length - 1; d >= 0; d--) {
      const { from, size } = stretches[d]!;
      place += (from + (rest % size)) * stride;
      rest = Math.floor(rest / size);
      stride *= shape[d]!;
    }
    return place;
  };
}
