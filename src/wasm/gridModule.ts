import type { Tape } from '../compile/tape';
import { Part, analyze } from './analyze';
import { type DefinedFunction, encodeModule, unsigned } from './encode';
import { HostImports, hostImplementations } from './hostFunctions';
import { type WasmExports, type WasmMemory, instantiate } from './platform';
import { MemoryPlan } from './memoryPlan';
import { Passes } from './passes';
import { overColumns, single, widthFor } from './strips';
import { Simd, VectorCode } from './vectorCode';

/** Columns are evaluated in strips of at most so many. */
const stripColumns = 1024;
/** Cells between two returns to the host: they stay in the cache, and the engine can go over to its better code. */
const cellsPerCall = 16_384;
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
    readonly rows: (first: number, count: number, bytes: number) => void;
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
    const { inputs: inputPlace, xs: xPlace, ys: yPlace, out } = this.addresses;
    const view = new Float64Array(this.memory.buffer);
    view.set(inputs, inputPlace / 8);
    this.run.fixed();
    for (let from = 0; from < xs.length; from += stripColumns) {
      const strip = xs.subarray(from, from + stripColumns);
      const padded = Math.ceil(strip.length / 8) * 8;
      view.set(strip, xPlace / 8);
      view.fill(strip[strip.length - 1]!, xPlace / 8 + strip.length, xPlace / 8 + padded);
      this.run.columns(8 * padded);
      const step = Math.floor(cellsPerCall / padded);
      for (let first = 0; first < ys.length; first += step) {
        const rows = Math.min(step, ys.length - first);
        view.set(ys.subarray(first, first + rows), yPlace / 8);
        this.run.rows(0, rows, 8 * padded);
        if (padded === xs.length) {
          result.set(view.subarray(out / 8, out / 8 + rows * padded), first * padded);
          continue;
        }
        for (let j = 0; j < rows; j++) {
          const start = out / 8 + j * padded;
          result.set(view.subarray(start, start + strip.length), (first + j) * xs.length + from);
        }
      }
    }
  }
}

interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memoryBytes: number;
  readonly addresses: { inputs: number; xs: number; ys: number; out: number };
  readonly tables: readonly (readonly number[])[];
}

function compileGrid(tape: Tape, axisX: number, axisY: number): Compiled {
  const memory = new MemoryPlan();
  const addresses = {
    inputs: memory.place(8 * (tape.parameters + tape.constants)),
    xs: memory.place(8 * stripColumns),
    ys: memory.place(cellsPerCall),
    out: memory.place(8 * cellsPerCall),
  };
  const tables = tape.tables.map(({ rows, columns }) => columns.map(() => memory.place(8 * rows)));
  // With much data, what depends on a row of data and on one axis is not kept for all columns.
  const rows = tape.tables.reduce((most, table) => Math.max(most, table.rows), 0);
  const hoists = rows * stripColumns <= mostKept;
  const partOf = (input: number): Part => {
    if (input === axisX) return hoists ? Part.column : Part.cell;
    return input === axisY ? (hoists ? Part.row : Part.cell) : Part.fixed;
  };
  const analysis = analyze(tape, partOf);
  const host = new HostImports();
  host.all();
  const rowInput = addresses.inputs + 8 * axisY;
  const places = {
    inputs: addresses.inputs,
    varying: (input: number) => (input === axisX ? addresses.xs : undefined),
    tables,
    width: stripColumns,
  };
  const passes = new Passes(tape, analysis, places, host.index, memory, Part.cell);
  const imported = host.declarations.length;
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

/** Rows `first` … `first + count − 1` of the strip. */
function rowFunction(
  tape: Tape,
  passes: Passes,
  width: number,
  rowValues: number,
  addresses: Compiled['addresses'],
  rowInput: number,
): DefinedFunction {
  const code = new VectorCode(width, 3);
  const [first, count, bytes] = [0, 1, 2];
  const column = code.local('i32');
  const out = code.local('i32');
  code.get(first);
  code.get(count);
  code.push(0x6a);
  code.set(count);
  code.push(0x03, 0x40); // loop over rows
  // The second axis' value becomes an input.
  code.integer(rowInput);
  code.get(first);
  code.integer(8);
  code.push(0x6c, 0x2b, 3, ...unsigned(addresses.ys)); // f64.load
  code.push(0x39, 3, 0); // f64.store
  code.push(0x10, ...unsigned(rowValues));
  code.get(first);
  code.get(bytes);
  code.push(0x6c);
  code.set(out);
  overColumns(code, column, bytes, () => {
    const known = passes.write(code, Part.cell, column);
    const value = passes.read(code, known, Part.cell, column, tape.outputs[0]!);
    const finite = code.fresh(Simd.abs, value);
    code.apply(Simd.lt, finite, finite, Infinity);
    for (let v = 0; v < code.width; v++) {
      code.get(out);
      code.get(column);
      code.push(0x6a);
      code.operand(value, v);
      code.operand(NaN, v);
      code.get(finite[v]!);
      code.simd(Simd.bitselect);
      code.memory(Simd.store, addresses.out + 16 * v);
    }
    code.release(finite);
  });
  code.get(first);
  code.integer(1);
  code.push(0x6a);
  code.tee(first);
  code.get(count);
  code.push(0x48, 0x0d, 0x00, 0x0b); // i32.lt_s, br_if 0, end
  return { name: 'rows', parameters: ['i32', 'i32', 'i32'], results: [], locals: code.locals, body: code.bytes };
}
