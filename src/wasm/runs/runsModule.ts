import type { Tape } from '../../compile/tape';
import type { ElementwiseRule } from '../../optimizers/elementwise';
import { Part, analyze } from '../analyze';
import { encodeModule } from '../encode';
import { HostImports, hostImplementations } from '../hostFunctions';
import { MemoryPlan } from '../memoryPlan';
import { Passes } from '../passes';
import { type WasmExports, type WasmMemory, instantiate } from '../platform';
import { canCompile } from './ruleCode';
import { type RunLayout, runFunction, runsTogether } from './runCode';
import { single } from '../strips';

/** Steps whose numbers are kept at a time. */
export const mostStepsPerCall = 1024;

interface Compiled extends RunLayout {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memoryBytes: number;
}

/**
 * Many runs of one method, with many steps a call: the tape's gradient, the method's update and the tests that end a run
 * are one loop, in which the runs' points and state stand in locals. Where a run ends, its point is kept; the results
 * are those of the interpreter and the method's stepper, bit for bit where no elementary function is computed.
 */
export class RunsModule {
  /** `points[i]` holds parameter i of all runs: to be filled with the starts. */
  readonly points: readonly Float64Array[];
  /** `states[k][i]` is state k of coordinate i. */
  readonly states: readonly (readonly Float64Array[])[];
  /** `ends[i]` holds parameter i of the point at which each run ended. */
  readonly ends: readonly Float64Array[];
  /** How each run ended, by `runKinds`; and the step at which. */
  readonly kinds: Float64Array;
  readonly endSteps: Float64Array;
  /** 0 for runs that go on; to be set to −1 for those that are over, or none. */
  private readonly done: BigInt64Array;
  private readonly numbers: Float64Array;
  private readonly limits: Float64Array;
  private readonly constants: Float64Array;
  private readonly exports: {
    readonly fixed: () => void;
    readonly run: (first: number, end: number, from: number, until: number, last: number) => number;
  };

  private constructor(
    tape: Tape,
    private readonly numbersPerStep: number,
    capacity: number,
    compiled: Compiled,
    exports: WasmExports,
    { buffer }: WasmMemory,
  ) {
    const array = (address: number): Float64Array => new Float64Array(buffer, address, capacity);
    this.exports = exports as unknown as RunsModule['exports'];
    this.points = compiled.points.map(array);
    this.states = compiled.states.map((each) => each.map(array));
    this.ends = compiled.ends.map(array);
    this.kinds = array(compiled.kinds);
    this.endSteps = array(compiled.endSteps);
    this.done = new BigInt64Array(buffer, compiled.done, capacity + runsTogether);
    this.numbers = new Float64Array(buffer, compiled.numbers, mostStepsPerCall * numbersPerStep);
    this.limits = new Float64Array(buffer, compiled.limits, 2);
    this.constants = new Float64Array(buffer, compiled.inputs + 8 * tape.parameters, tape.constants);
    compiled.tables.forEach((columns, table) =>
      columns.forEach((address, column) =>
        new Float64Array(buffer, address, tape.tables[table]!.rows).set(tape.tables[table]!.columns[column]!),
      ),
    );
  }

  /** For up to `capacity` runs; undefined where the platform can't run it, or the rule has functions it has not. */
  static create(tape: Tape, rule: ElementwiseRule, capacity: number): RunsModule | undefined {
    if (!canCompile(rule)) return undefined;
    const compiled = compileRuns(tape, rule, capacity);
    const started = instantiate(compiled.bytes, compiled.memoryBytes, hostImplementations);
    if (started === undefined) return undefined;
    return new RunsModule(tape, rule.numbers, capacity, compiled, started.exports, started.memory);
  }

  /** Begins `count` runs at the points; the state is to be filled already. */
  begin(constants: ArrayLike<number>, count: number, limit: number, tolerance: number): void {
    this.constants.set(constants);
    this.limits.set([limit, tolerance]);
    this.done.fill(-1n).fill(0n, 0, count);
    this.exports.fixed();
  }

  /** Writes the numbers of the `index`-th step of the next call. */
  setNumbers(index: number, numbers: readonly number[]): void {
    this.numbers.set(numbers, index * this.numbersPerStep);
  }

  /**
   * Makes the steps `from` to `until − 1` of the runs `first` to `end − 1`, and tests each point before it is left; the
   * point after `last` steps is tested, and not left. At most `mostStepsPerCall` steps; `first` must be a multiple of
   * `runsTogether`. True where one of them goes on.
   */
  run(first: number, end: number, from: number, until: number, last: number): boolean {
    return this.exports.run(8 * first, 8 * end, from, until, last) > 0;
  }
}

function compileRuns(tape: Tape, rule: ElementwiseRule, capacity: number): Compiled {
  const n = tape.parameters;
  // The last runs side by side may be fewer than there is room for.
  const bytes = 8 * (capacity + runsTogether);
  const memory = new MemoryPlan();
  const arrays = (): number[] => Array.from({ length: n }, () => memory.place(bytes));
  const layout: RunLayout = {
    inputs: memory.place(8 * (n + tape.constants)),
    points: arrays(),
    states: Array.from({ length: rule.states }, arrays),
    ends: arrays(),
    kinds: memory.place(bytes),
    endSteps: memory.place(bytes),
    done: memory.place(bytes),
    numbers: memory.place(8 * mostStepsPerCall * rule.numbers),
    limits: memory.place(16),
    tables: tape.tables.map(({ rows, columns }) => columns.map(() => memory.place(8 * rows))),
  };
  const host = new HostImports();
  host.all();
  const analysis = analyze(tape, (input) => (input < n ? Part.column : Part.fixed));
  const held = new Map<number, readonly number[]>();
  const places = {
    inputs: layout.inputs,
    varying: () => undefined,
    held: (input: number) => held.get(input),
    tables: layout.tables,
    width: runsTogether,
  };
  const passes = new Passes(tape, analysis, places, host.index, memory, Part.column);
  const functions = [
    single('fixed', (code) => void passes.write(code, Part.fixed, undefined)),
    runFunction(tape, rule, layout, passes, host.index, held),
  ];
  return { ...layout, bytes: encodeModule(host.declarations, functions), memoryBytes: memory.bytes };
}
