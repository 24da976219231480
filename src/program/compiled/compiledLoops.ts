import { hostImplementations } from '../../wasm/hostFunctions';
import type { KernelsModule } from '../../wasm/programs/kernelsModule';
import { type CompiledModule, type WasmExports, compileModule, startModule } from '../../wasm/platform';
import type { Slot } from '../kernel';
import type { Program } from '../program';
import { BlockMemory } from './blockMemory';
import { type LoopToCompile, type Mode, loopModule } from './loopModule';
import { type LoopPlan, planLoop } from './loopPlan';

/** Operations of a body at most: beyond, compiling takes longer than it saves. */
const mostOperations = 1000;

/** Modules by program: they are the same for each of its machines, whose memories are laid out alike. */
const modules = new WeakMap<Program, Map<Mode, CompiledModule>>();

interface Loop extends LoopToCompile {
  readonly table: number;
  readonly columns: readonly { readonly column: number; readonly chunk: Float64Array }[];
  readonly mask: BigInt64Array;
  /** Rows that count as the mask has it. */
  masked: number;
}

/** The loops of a program that can be compiled. */
export function compilableLoops(program: Program): LoopPlan[] {
  return program.instructions.flatMap((instruction) => {
    if (instruction.op !== 'loop' || instruction.body.length > mostOperations) return [];
    return planLoop(program, instruction) ?? [];
  });
}

/** Loops whose bodies run inside of a module, a block of rows after the other, over arrays in its memory. */
export class CompiledLoops {
  private readonly loops = new Map<number, Loop>();
  private readonly started = new Map<Mode, WasmExports>();

  constructor(
    private readonly program: Program,
    memories: readonly LoopToCompile[],
    private readonly kernels: KernelsModule,
  ) {
    for (const { plan, memory } of memories) {
      memory.startAt(kernels.reserve(memory.bytes));
      const { axis } = plan.loop;
      const { buffer } = kernels.memory;
      this.loops.set(axis, {
        plan,
        memory,
        table: program.loops[axis]!.table,
        columns: plan.columns.map(({ to, column }) => ({
          column,
          chunk: new Float64Array(buffer, memory.column(to), memory.chunk),
        })),
        mask: new BigInt64Array(buffer, memory.mask.chunk, memory.chunk),
        masked: 0,
      });
    }
  }

  has(axis: number): boolean {
    return this.loops.has(axis);
  }

  /** Runs a loop over all rows of its table; its totals, and adjoints outside of it, are added to. */
  run(axis: number, mode: Mode): void {
    const loop = this.loops.get(axis)!;
    const { chunk, rows } = loop.memory;
    const table = this.program.tables[loop.table]!;
    const run = this.start(mode)[`loop${axis}`] as (bytes: number) => void;
    for (let first = 0; first < table.rows; first += chunk) {
      const count = Math.min(chunk, table.rows - first);
      const padded = Math.ceil(count / rows) * rows;
      for (const { column, chunk: target } of loop.columns) {
        const cells = table.columns[column]!;
        target.set(first === 0 && count === cells.length ? cells : cells.subarray(first, first + count));
        // Rows behind the last one repeat it, so that they are as well defined as it is.
        if (padded > count) target.fill(cells[first + count - 1]!, count, padded);
      }
      if (loop.masked !== count) {
        loop.mask.fill(-1n, 0, count).fill(0n, count);
        loop.masked = count;
      }
      run(8 * padded);
    }
  }

  private start(mode: Mode): WasmExports {
    let exports = this.started.get(mode);
    if (exports === undefined) {
      exports = startModule(this.compiled(mode), this.kernels.memory, hostImplementations);
      this.started.set(mode, exports);
    }
    return exports;
  }

  private compiled(mode: Mode): CompiledModule {
    let known = modules.get(this.program);
    if (known === undefined) modules.set(this.program, (known = new Map<Mode, CompiledModule>()));
    let module = known.get(mode);
    if (module === undefined) {
      module = compileModule(loopModule(this.program, [...this.loops.values()], mode));
      known.set(mode, module);
    }
    return module;
  }
}

/** The memories that loops need. */
export function blockMemories(program: Program, plans: readonly LoopPlan[], slots: readonly Slot[]): LoopToCompile[] {
  return plans.map((plan) => ({ plan, memory: new BlockMemory(program, plan, slots) }));
}
