import { CompiledLoops, blockMemories, compilableLoops } from './compiled/compiledLoops';
import type { Mode } from './compiled/loopModule';
import type { LoopInstruction } from './compiled/loopPlan';
import type { Kernel, Slot } from './kernel';
import { KernelsModule } from '../wasm/programs/kernelsModule';
import { KernelMaker } from './kernelMaker';
import { type Capacities, capacitiesOf, extentOf } from './layout';
import { linearLoops } from './linearLoops';
import { type LoopTotal, addTotal, loopTotals, spreadTotal } from './loopTotals';
import type { Instruction, Program, Register } from './program';

/** A loop ready to run: its body, and the totals it adds up. */
interface LoopStep {
  readonly kind: 'loop';
  readonly axis: number;
  readonly body: readonly Step[];
  /** Registers the body writes, whose adjoints start at 0 with each block of rows. */
  readonly inner: readonly number[];
  readonly totals: readonly LoopTotal[];
}

/** A loop whose body is compiled. */
interface CompiledStep {
  readonly kind: 'compiled';
  readonly axis: number;
  readonly totals: readonly number[];
}

type Step =
  | { readonly kind: 'kernel'; readonly kernel: Kernel; readonly varies: boolean; readonly to: number }
  | LoopStep
  | CompiledStep;

/** How derivatives come back: first ones, second ones, or second ones of squares alone. */
type Way = 'first' | 'all' | 'squares';

const modes: Readonly<Record<Way, Mode>> = { first: 'gradient', all: 'product', squares: 'gaussNewton' };

/**
 * Runs a program: values, gradients by reverse accumulation, and products with the Hessian by forward-over-reverse
 * (B. Pearlmutter, Neural Computation 6 (1994), 147–160; Griewank & Walther, Evaluating Derivatives (2008), ch. 3 and 5).
 * Rows are taken in blocks, so memory depends on the formula alone. A loop in whose sums the loss is linear goes there and
 * back block by block; another of more than one block is computed again on the way back. Not to be used by two callers at
 * once.
 */
export class Machine {
  private readonly capacities: Capacities;
  private readonly slots: Slot[];
  private readonly kernels: KernelMaker;
  private readonly steps: readonly Step[];
  private readonly outermost: readonly number[];
  private readonly inputs: readonly { readonly slot: Slot; readonly offset: number }[];
  private readonly constantSlots: readonly { readonly slot: Slot; readonly index: number }[];
  private readonly squares: ReadonlySet<number>;
  private readonly compiled: CompiledLoops | undefined;
  /** Loops that go there and back at once, and the adjoints of their totals. */
  private readonly linear: ReadonlySet<number>;
  private weights: Map<number, Float64Array> | undefined;
  /** The first row of the current block of each loop. */
  private readonly firstRow: Int32Array;

  /** `compiles` says whether loops may be compiled; `visit` is for machines where they are not. */
  constructor(
    readonly program: Program,
    compiles = true,
  ) {
    this.capacities = capacitiesOf(program);
    this.firstRow = new Int32Array(program.loops.length);
    const slots: Slot[] = [];
    let memories = blockMemories(program, compiles ? compilableLoops(program) : [], slots);
    const isInside = (register: number): boolean => memories.some(({ memory }) => memory.isInner(register));
    const module = KernelsModule.create(
      program.registers.flatMap((each, i) => (isInside(i) ? [] : lengthsOf(each, this.capacities))),
      memories.map(({ memory }) => memory.bytes),
    );
    if (module === undefined) memories = [];
    const fresh = (length: number): Float64Array => module?.allocate(length) ?? new Float64Array(length);
    program.registers.forEach((register, i) =>
      slots.push(isInside(i) ? elsewhere : allocate(register, this.capacities, fresh)),
    );
    this.slots = slots;
    this.compiled = module === undefined ? undefined : new CompiledLoops(program, memories, module);
    this.linear = linearLoops(program);
    this.kernels = new KernelMaker(program, this.slots, this.capacities, this.firstRow, module);
    this.squares = new Set(program.squares ?? []);
    const inputs: { slot: Slot; offset: number }[] = [];
    const constants: { slot: Slot; index: number }[] = [];
    this.inputs = inputs;
    this.constantSlots = constants;
    this.steps = this.compile(program.instructions, inputs, constants);
    this.outermost = written(program.instructions);
  }

  /** The values of the named constants, for all later calls. */
  setConstants(values: ArrayLike<number>): void {
    for (const { slot, index } of this.constantSlots) slot.value[0] = values[index]!;
    this.weights = undefined;
  }

  /** L at a point of length n. */
  value(point: ArrayLike<number>): number {
    this.load(point, 'value');
    this.forward(this.steps, false);
    return this.slots[this.program.output]!.value[0]!;
  }

  /** Writes ∇L into `gradient`, and gives L. */
  gradient(point: ArrayLike<number>, gradient: Float64Array): number {
    this.load(point, 'value');
    this.thereAndBack('first');
    this.unload('adjoint', gradient);
    return this.slots[this.program.output]!.value[0]!;
  }

  /** Writes ∇²L·vector into `product`. */
  hessianVector(point: ArrayLike<number>, vector: ArrayLike<number>, product: Float64Array): void {
    this.load(point, 'value');
    this.load(vector, 'tangent');
    this.thereAndBack('all');
    this.unload('adjointTangent', product);
  }

  /** Writes the Gauss–Newton product JᵀDJ·vector into `product`; only where `program.squares` is not null. */
  gaussNewtonVector(point: ArrayLike<number>, vector: ArrayLike<number>, product: Float64Array): void {
    this.load(point, 'value');
    this.load(vector, 'tangent');
    this.thereAndBack('squares');
    this.unload('adjointTangent', product);
  }

  /** Runs the program at a point and hands over a register's values, block by block, with how many rows are meant. */
  visit(point: ArrayLike<number>, register: number, receive: (values: Float64Array, rows: number) => void): void {
    this.load(point, 'value');
    const axis = this.program.registers[register]!.axes[0];
    this.forward(this.steps, false, undefined, (loop, rows) => {
      if (loop.axis === axis) receive(this.slots[register]!.value, rows);
    });
  }

  private load(from: ArrayLike<number>, field: 'value' | 'tangent'): void {
    for (const { slot, offset } of this.inputs) {
      const into = slot[field];
      for (let i = 0; i < into.length; i++) into[i] = from[offset + i]!;
    }
  }

  private unload(field: 'adjoint' | 'adjointTangent', into: Float64Array): void {
    into.fill(0);
    for (const { slot, offset } of this.inputs) into.set(slot[field], offset);
  }

  private thereAndBack(way: Way): void {
    this.weights ??= this.findWeights();
    this.clear(way);
    this.forward(this.steps, way !== 'first', way);
    this.back(way);
  }

  private clear(way: Way): void {
    for (const index of this.outermost) {
      this.slots[index]!.adjoint.fill(0);
      if (way !== 'first') this.slots[index]!.adjointTangent.fill(0);
    }
  }

  private back(way: Way): void {
    const output = this.slots[this.program.output]!;
    if (output.varies) output.adjoint[0] = 1;
    this.reverse(this.steps, way);
  }

  /** The adjoints of the totals in which the loss is linear; they are the same at all points. */
  private findWeights(): Map<number, Float64Array> {
    this.weights = undefined;
    const steps = this.steps.filter((step) => !this.isLinear(step));
    const totals = this.steps.flatMap((step) => (step.kind !== 'kernel' && this.isLinear(step) ? totalsOf(step) : []));
    if (totals.length === 0) return new Map<number, Float64Array>();
    for (const to of totals) this.slots[to]!.value.fill(0);
    this.clear('first');
    this.forward(steps, false);
    const output = this.slots[this.program.output]!;
    output.adjoint[0] = 1;
    this.reverse(steps, 'first');
    return new Map(totals.map((to) => [to, this.slots[to]!.adjoint.slice()]));
  }

  private isLinear(step: Step): boolean {
    return step.kind !== 'kernel' && this.linear.has(step.axis);
  }

  /** Values, tangents where asked for; where a way back is given, linear loops take it too. */
  private forward(
    steps: readonly Step[],
    tangents: boolean,
    way?: Way,
    after?: (loop: LoopStep, rows: number) => void,
  ): void {
    for (const step of steps) {
      if (step.kind === 'kernel') {
        step.kernel.forward();
        if (tangents && step.varies) step.kernel.tangent();
        continue;
      }
      for (const to of totalsOf(step)) {
        this.slots[to]!.value.fill(0);
        if (tangents) this.slots[to]!.tangent.fill(0);
      }
      const returns = way !== undefined && this.isLinear(step);
      if (returns) for (const to of totalsOf(step)) this.slots[to]!.adjoint.set(this.weights!.get(to)!);
      if (step.kind === 'compiled') {
        this.compiled!.run(step.axis, returns ? modes[way] : tangents ? 'tangent' : 'value');
        continue;
      }
      this.blocks(step, (rows) => {
        this.forward(step.body, tangents, undefined, after);
        after?.(step, rows);
        for (const total of step.totals) {
          addTotal(this.slots, total, 'value', rows);
          if (tangents) addTotal(this.slots, total, 'tangent', rows);
        }
        if (returns) this.blockBack(step, rows, way);
      });
    }
  }

  /** The way back; linear loops have taken theirs. */
  private reverse(steps: readonly Step[], way: Way): void {
    for (let s = steps.length - 1; s >= 0; s--) {
      const step = steps[s]!;
      if (step.kind === 'kernel') {
        if (!step.varies) continue;
        step.kernel.reverse();
        if (way !== 'first') step.kernel.reverseTangent(way === 'all' || this.squares.has(step.to));
        continue;
      }
      if (this.isLinear(step) || !totalsOf(step).some((to) => this.slots[to]!.varies)) continue;
      if (step.kind === 'compiled') {
        // It computes its rows again, and its totals with them.
        for (const to of step.totals) {
          this.slots[to]!.value.fill(0);
          if (way !== 'first') this.slots[to]!.tangent.fill(0);
        }
        this.compiled!.run(step.axis, modes[way]);
        continue;
      }
      const isWhole = this.rowsOf(step) <= this.capacities[step.axis]!;
      this.blocks(step, (rows) => {
        if (!isWhole || step.body.some(({ kind }) => kind !== 'kernel')) this.forward(step.body, way !== 'first');
        this.blockBack(step, rows, way);
      });
    }
  }

  /** The way back through one block of a loop. */
  private blockBack(step: LoopStep, rows: number, way: Way): void {
    for (const index of step.inner) {
      this.slots[index]!.adjoint.fill(0);
      if (way !== 'first') this.slots[index]!.adjointTangent.fill(0);
    }
    for (const total of step.totals) {
      spreadTotal(this.slots, total, 'adjoint', rows);
      if (way !== 'first') spreadTotal(this.slots, total, 'adjointTangent', rows);
    }
    this.reverse(step.body, way);
  }

  private rowsOf(step: LoopStep): number {
    return this.program.tables[this.program.loops[step.axis]!.table]!.rows;
  }

  private blocks(step: LoopStep, run: (rows: number) => void): void {
    const all = this.rowsOf(step);
    const capacity = this.capacities[step.axis]!;
    for (let first = 0; first < all; first += capacity) {
      this.firstRow[step.axis] = first;
      run(Math.min(capacity, all - first));
    }
  }

  private compile(
    instructions: readonly Instruction[],
    inputs: { slot: Slot; offset: number }[],
    constants: { slot: Slot; index: number }[],
  ): Step[] {
    const steps: Step[] = [];
    for (const instruction of instructions) {
      if (instruction.op === 'loop') {
        const { axis, totals } = instruction;
        if (this.compiled?.has(axis) === true)
          steps.push({ kind: 'compiled', axis, totals: totals.map(({ to }) => to) });
        else steps.push(this.loopStep(instruction, inputs, constants));
        continue;
      }
      const slot = this.slots[instruction.to]!;
      if (instruction.op === 'input') inputs.push({ slot, offset: instruction.offset });
      else if (instruction.op === 'constant') constants.push({ slot, index: instruction.index });
      else if (instruction.op === 'literal') slot.value.set(instruction.values);
      else
        steps.push({ kind: 'kernel', kernel: this.kernels.make(instruction), varies: slot.varies, to: instruction.to });
    }
    return steps;
  }

  private loopStep(
    instruction: LoopInstruction,
    inputs: { slot: Slot; offset: number }[],
    constants: { slot: Slot; index: number }[],
  ): LoopStep {
    const { axis, body } = instruction;
    const { registers } = this.program;
    return {
      kind: 'loop',
      axis,
      body: this.compile(body, inputs, constants),
      inner: written(body).filter((index) => registers[index]!.varies),
      totals: loopTotals(this.program, instruction, this.capacities),
    };
  }
}

/** The registers that instructions write, those of loops inside not included. */
function written(instructions: readonly Instruction[]): number[] {
  return instructions.flatMap((instruction) =>
    instruction.op === 'loop' ? instruction.totals.map(({ to }) => to) : [instruction.to],
  );
}

const nothing = new Float64Array(0);

/** A register that lies among the arrays of a compiled loop. */
const elsewhere: Slot = { value: nothing, tangent: nothing, adjoint: nothing, adjointTangent: nothing, varies: true };

/** The lengths of all arrays of a register. */
function lengthsOf(register: Register, capacities: Capacities): number[] {
  const extent = extentOf(register, capacities);
  return register.varies ? [extent, extent, extent, extent] : [extent];
}

function totalsOf(step: LoopStep | CompiledStep): readonly number[] {
  return step.kind === 'compiled' ? step.totals : step.totals.map(({ to }) => to);
}

function allocate(register: Register, capacities: Capacities, fresh: (length: number) => Float64Array): Slot {
  const extent = extentOf(register, capacities);
  const derivative = (): Float64Array => (register.varies ? fresh(extent) : nothing);
  return {
    value: fresh(extent),
    tangent: derivative(),
    adjoint: derivative(),
    adjointTangent: derivative(),
    varies: register.varies,
  };
}
