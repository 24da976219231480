import type { Tape } from '../compile/tape';
import { Part, analyze } from './analyze';
import { type DefinedFunction, encodeModule } from './encode';
import { HostImports, hostImplementations } from './hostFunctions';
import { MemoryPlan } from './memoryPlan';
import { Passes } from './passes';
import { type WasmExports, type WasmMemory, instantiate } from './platform';
import { regroup } from './regroup';
import { single, widthFor } from './strips';
import { Simd, VectorCode } from './vectorCode';

/** Points between two returns to the host, so that the engine can go over to its better code. */
const pointsPerCall = 4096;

interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memoryBytes: number;
  readonly inputs: number;
  readonly parameters: readonly number[];
  readonly outputs: readonly number[];
  readonly tables: readonly (readonly number[])[];
}

/**
 * A tape compiled for many points at once: its value, gradient and Hessian, as far as its order goes. Points and results
 * lie in the module's own memory, so that nothing is copied. What depends on the constants alone is computed once.
 */
export class PointsModule {
  /** `points[k]` holds parameter k of all points, to be filled before `evaluate`. */
  readonly points: readonly Float64Array[];
  /** `results[k]` holds output k of the tape at all points: the value, ∂/∂x₁ …, the lower triangle of the Hessian. */
  readonly results: readonly Float64Array[];
  private readonly constants: Float64Array;
  private readonly run: { readonly fixed: () => void; readonly points: (first: number, end: number) => void };

  private constructor(tape: Tape, capacity: number, compiled: Compiled, exports: WasmExports, { buffer }: WasmMemory) {
    this.run = exports as unknown as PointsModule['run'];
    this.points = compiled.parameters.map((address) => new Float64Array(buffer, address, capacity));
    this.results = compiled.outputs.map((address) => new Float64Array(buffer, address, capacity));
    this.constants = new Float64Array(buffer, compiled.inputs + 8 * tape.parameters, tape.constants);
    compiled.tables.forEach((columns, table) =>
      columns.forEach((address, column) =>
        new Float64Array(buffer, address, tape.tables[table]!.rows).set(tape.tables[table]!.columns[column]!),
      ),
    );
  }

  /** For up to `capacity` points; undefined where the platform can't run it. */
  static create(tape: Tape, capacity: number): PointsModule | undefined {
    const compiled = compilePoints(tape, capacity);
    const started = instantiate(compiled.bytes, compiled.memoryBytes, hostImplementations);
    if (started === undefined) return undefined;
    return new PointsModule(tape, capacity, compiled, started.exports, started.memory);
  }

  /** Evaluates the first `count` points. */
  evaluate(constants: ArrayLike<number>, count: number): void {
    this.constants.set(constants);
    this.run.fixed();
    for (let first = 0; first < count; first += pointsPerCall)
      this.run.points(8 * first, 8 * Math.min(first + pointsPerCall, count));
  }
}

function compilePoints(given: Tape, capacity: number): Compiled {
  const partOf = (input: number): Part => (input < given.parameters ? Part.column : Part.fixed);
  const tape = regroup(given, partOf, Part.column);
  // The last turn may run over the end by up to seven points.
  const bytes = 8 * (capacity + 8);
  const memory = new MemoryPlan();
  const inputs = memory.place(8 * (tape.parameters + tape.constants));
  const parameters = Array.from({ length: tape.parameters }, () => memory.place(bytes));
  const outputs = Array.from(tape.outputs, () => memory.place(bytes));
  const tables = tape.tables.map(({ rows, columns }) => columns.map(() => memory.place(8 * rows)));
  const analysis = analyze(tape, partOf);
  const host = new HostImports();
  host.all();
  const places = { inputs, varying: (input: number) => parameters[input], tables, width: capacity };
  const passes = new Passes(tape, analysis, places, host.index, memory, Part.column);
  const functions = [
    single('fixed', (code) => void passes.write(code, Part.fixed, undefined)),
    pointsFunction(tape, passes, widthFor(tape, analysis.parts, Part.column), outputs),
  ];
  return {
    bytes: encodeModule(host.declarations, functions),
    memoryBytes: memory.bytes,
    inputs,
    parameters,
    outputs,
    tables,
  };
}

/** Points from the byte `first` up to the byte `end` of their arrays. */
function pointsFunction(tape: Tape, passes: Passes, width: number, outputs: readonly number[]): DefinedFunction {
  const code = new VectorCode(width, 2);
  const [column, end] = [0, 1];
  code.push(0x03, 0x40); // loop
  const known = passes.write(code, Part.column, column);
  tape.outputs.forEach((output, k) => {
    const value = passes.read(code, known, Part.column, column, output);
    for (let v = 0; v < code.width; v++) {
      code.get(column);
      code.operand(value, v);
      code.memory(Simd.store, outputs[k]! + 16 * v);
    }
  });
  code.get(column);
  code.integer(16 * width);
  code.push(0x6a);
  code.tee(column);
  code.get(end);
  code.push(0x48, 0x0d, 0x00, 0x0b); // i32.lt_s, br_if 0, end
  return { name: 'points', parameters: ['i32', 'i32'], results: [], locals: code.locals, body: code.bytes };
}
