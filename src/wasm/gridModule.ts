import type { Tape } from '../compile/tape';
import { Part, analyze } from './analyze';
import { type DefinedFunction, encodeModule, unsigned } from './encode';
import { HostImports, hostImplementations } from './hostFunctions';
import { type WasmExports, type WasmMemory, instantiate, reserve } from './platform';
import { MemoryPlan } from './memoryPlan';
import { Passes } from './passes';
import { regroup } from './regroup';
import { overColumns, single, widthFor } from './strips';
import { Simd, VectorCode } from './vectorCode';

/** Columns are evaluated in strips of at most so many. */
const stripColumns = 1024;
/** Cells between two returns to the host: they stay in the cache, and the engine can go over to its better code. */
const cellsPerCall = 16_384;
/** Columns of a turn, at most: so many are written at a time. */
const overhang = 8;
/** Values by row of data and column that are kept; above, they are computed for every cell. */
const mostKept = 2_000_000;

/**
 * A tape compiled for grids over two of its inputs: what depends on one of them alone, or on neither, is computed once.
 * Results are those of the interpreter up to the stated errors of the elementary functions.
 */
export class GridModule {
  private readonly run: {
    readonly fixed: () => void;
    readonly columns: (bytes: number) => void;
    readonly rows: (count: number, bytes: number, out: number, rowBytes: number) => void;
  };
  private readonly memory: WasmMemory;
  private readonly addresses: { inputs: number; xs: number; ys: number; out: number };

  private constructor(tape: Tape, compiled: Compiled, exports: WasmExports, memory: WasmMemory) {
    this.run = exports as unknown as GridModule['run'];
    this.memory = memory;
    this.addresses = compiled.addresses;
    compiled.tables.forEach((columns, table) =>
      columns.forEach((address, column) =>
        new Float64Array(memory.buffer, address, tape.tables[table]!.rows).set(tape.tables[table]!.columns[column]!),
      ),
    );
  }

  /** Undefined where the platform can't run it. */
  static create(tape: Tape, axisX: number, axisY: number): GridModule | undefined {
    const compiled = compileGrid(tape, axisX, axisY);
    const started = instantiate(compiled.bytes, compiled.memoryBytes, hostImplementations);
    return started === undefined ? undefined : new GridModule(tape, compiled, started.exports, started.memory);
  }

  /** result[j·columns + i] = L at (xs[i], ys[j]), the other inputs as given; NaN where it is undefined or not finite. */
  evaluate(inputs: Float64Array, xs: Float64Array, ys: Float64Array, result: Float64Array): void {
    result.set(this.evaluateInPlace(inputs, xs, ys));
  }

  /** The same as a view of the module's memory, which is valid until the next evaluation. */
  evaluateInPlace(inputs: Float64Array, xs: Float64Array, ys: Float64Array): Float64Array {
    const { inputs: inputPlace, xs: xPlace, ys: yPlace, out } = this.addresses;
    const cells = xs.length * ys.length;
    // The last row may be written beyond its end.
    reserve(this.memory, out + 8 * (cells + overhang));
    const view = new Float64Array(this.memory.buffer);
    view.set(inputs, inputPlace / 8);
    this.run.fixed();
    // What a strip writes beyond the end of its rows belongs to the first strip, which comes last.
    const last = Math.floor((xs.length - 1) / stripColumns) * stripColumns;
    for (let from = last; from >= 0; from -= stripColumns) {
      const strip = xs.subarray(from, from + stripColumns);
      const padded = Math.ceil(strip.length / overhang) * overhang;
      view.set(strip, xPlace / 8);
      view.fill(strip[strip.length - 1]!, xPlace / 8 + strip.length, xPlace / 8 + padded);
      this.run.columns(8 * padded);
      const step = Math.floor(cellsPerCall / padded);
      for (let first = 0; first < ys.length; first += step) {
        const rows = Math.min(step, ys.length - first);
        view.set(ys.subarray(first, first + rows), yPlace / 8);
        this.run.rows(rows, 8 * padded, 8 * (first * xs.length + from), 8 * xs.length);
      }
    }
    return view.subarray(out / 8, out / 8 + cells);
  }
}

interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memoryBytes: number;
  readonly addresses: { inputs: number; xs: number; ys: number; out: number };
  readonly tables: readonly (readonly number[])[];
}

function compileGrid(given: Tape, axisX: number, axisY: number): Compiled {
  const memory = new MemoryPlan();
  const inputsAndAxes = {
    inputs: memory.place(8 * (given.parameters + given.constants)),
    xs: memory.place(8 * stripColumns),
    ys: memory.place(cellsPerCall),
  };
  const tables = given.tables.map(({ rows, columns }) => columns.map(() => memory.place(8 * rows)));
  // With much data, what depends on a row of data and on one axis is not kept for all columns.
  const rows = given.tables.reduce((most, table) => Math.max(most, table.rows), 0);
  const hoists = rows * stripColumns <= mostKept;
  const partOf = (input: number): Part => {
    if (input === axisX) return hoists ? Part.column : Part.cell;
    return input === axisY ? (hoists ? Part.row : Part.cell) : Part.fixed;
  };
  const tape = regroup(given, partOf, Part.cell);
  const analysis = analyze(tape, partOf);
  const host = new HostImports();
  host.all();
  const rowInput = inputsAndAxes.inputs + 8 * axisY;
  const places = {
    inputs: inputsAndAxes.inputs,
    varying: (input: number) => (input === axisX ? inputsAndAxes.xs : undefined),
    tables,
    width: stripColumns,
  };
  const passes = new Passes(tape, analysis, places, host.index, memory, Part.cell);
  const imported = host.declarations.length;
  // Results stand behind everything else: there may be any number of them.
  const addresses = { ...inputsAndAxes, out: memory.bytes };
  const functions = [
    single('fixed', (code) => void passes.write(code, Part.fixed, undefined)),
    columnFunction(passes, widthFor(tape, analysis.parts, Part.column)),
    single('rowValues', (code) => void passes.write(code, Part.row, undefined)),
    rowFunction(tape, passes, widthFor(tape, analysis.parts, Part.cell), imported + 2, addresses, rowInput),
  ];
  return { bytes: encodeModule(host.declarations, functions), memoryBytes: memory.bytes, addresses, tables };
}

/** Everything that depends on the first axis alone, for all columns of the strip. */
function columnFunction(passes: Passes, width: number): DefinedFunction {
  const code = new VectorCode(width, 1);
  const column = code.local('i32');
  overColumns(code, column, 0, () => void passes.write(code, Part.column, column));
  return { name: 'columns', parameters: ['i32'], results: [], locals: code.locals, body: code.bytes };
}

/** So many rows of the strip, `rowBytes` apart, from the byte `out` of the results. */
function rowFunction(
  tape: Tape,
  passes: Passes,
  width: number,
  rowValues: number,
  addresses: Compiled['addresses'],
  rowInput: number,
): DefinedFunction {
  const code = new VectorCode(width, 4);
  const [count, bytes, out, rowBytes] = [0, 1, 2, 3];
  const column = code.local('i32');
  const row = code.local('i32');
  code.push(0x03, 0x40); // loop over rows
  // The second axis' value becomes an input.
  code.integer(rowInput);
  code.get(row);
  code.push(0x2b, 3, ...unsigned(addresses.ys)); // f64.load
  code.push(0x39, 3, 0); // f64.store
  code.push(0x10, ...unsigned(rowValues));
  const sameForRow = passes.preload(code, Part.cell);
  overColumns(code, column, bytes, () => {
    const known = passes.write(code, Part.cell, column, sameForRow);
    const value = passes.read(code, known, Part.cell, column, tape.outputs[0]!);
    // x − (x − x) is x, and NaN where x is not finite.
    const finite = code.fresh(Simd.subtract, value, value);
    code.apply(Simd.subtract, finite, value, finite);
    for (let v = 0; v < code.width; v++) {
      code.get(out);
      code.get(column);
      code.push(0x6a);
      code.get(finite[v]!);
      code.memory(Simd.store, addresses.out + 16 * v);
    }
    code.release(finite);
  });
  code.get(out);
  code.get(rowBytes);
  code.push(0x6a);
  code.set(out);
  code.get(row);
  code.integer(8);
  code.push(0x6a);
  code.tee(row);
  code.get(count);
  code.integer(8);
  code.push(0x6c, 0x48, 0x0d, 0x00, 0x0b); // i32.mul, i32.lt_s, br_if 0, end
  return { name: 'rows', parameters: ['i32', 'i32', 'i32', 'i32'], results: [], locals: code.locals, body: code.bytes };
}
