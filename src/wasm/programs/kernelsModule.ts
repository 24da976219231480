import { Opcode } from '../../compile/tape';
import { type DefinedFunction, encodeModule, unsigned } from '../encode';
import { HostImports, hostImplementations } from '../hostFunctions';
import { emitOperation } from '../operations';
import {
  type CompiledModule,
  type WasmExports,
  type WasmMemory,
  compileModule,
  memoryOf,
  startModule,
} from '../platform';
import { Simd, VectorCode } from '../vectorCode';

/** Elementary functions over whole arrays, by their names. */
const functions = {
  exp: Opcode.exp,
  log: Opcode.log,
  sin: Opcode.sin,
  cos: Opcode.cos,
  tanh: Opcode.tanh,
  sigmoid: Opcode.sigmoid,
  softplus: Opcode.softplus,
  log1p: Opcode.log1p,
  expm1: Opcode.expm1,
} as const;

export type ArrayFunction = keyof typeof functions;

export function isArrayFunction(name: string): name is ArrayFunction {
  return Object.hasOwn(functions, name);
}

/** Doubles a turn: arrays are given in whole groups of so many. */
export const groupSize = 8;

/**
 * Inner loops of array programs, compiled: arrays lie in the module's memory, and all lengths are multiples of eight.
 */
export class KernelsModule {
  private used = 16;
  private exports: WasmExports | undefined;

  private constructor(readonly memory: WasmMemory) {}

  /** With room for arrays of so many doubles, and so many other bytes; undefined where the platform can't run it. */
  static create(lengths: readonly number[], others: readonly number[] = []): KernelsModule | undefined {
    const arrays = lengths.reduce((sum, length) => sum + wholeGroups(8 * length), 16);
    const bytes = others.reduce((sum, each) => sum + wholeGroups(each), arrays);
    const memory = bytes > mostBytes ? undefined : memoryOf(bytes);
    return memory === undefined ? undefined : new KernelsModule(memory);
  }

  /** Many programs need none of the functions: they are compiled when the first is called. */
  private run(name: string, ...numbers: readonly number[]): void {
    this.exports ??= startModule(compiledModule(), this.memory, hostImplementations);
    (this.exports[name] as (...numbers: readonly number[]) => void)(...numbers);
  }

  /** An array in the module's memory. */
  allocate(length: number): Float64Array {
    const array = new Float64Array(this.memory.buffer, this.used, length);
    this.used += wholeGroups(8 * length);
    return array;
  }

  /** The address of so many bytes. */
  reserve(bytes: number): number {
    const address = this.used;
    this.used += wholeGroups(bytes);
    return address;
  }

  /** y = f(x), element by element. */
  apply(name: ArrayFunction, x: Float64Array, y: Float64Array): void {
    this.run(name, x.byteOffset, y.byteOffset, 8 * y.length);
  }

  /**
   * out[p, j][e] += Σ_q a[p·stepP + q·stepQ]·from[q, j][e] for p < P, q < Q, j < n and all `batch` rows e.
   */
  mix(
    out: Float64Array,
    a: Float64Array,
    from: Float64Array,
    sizes: { readonly P: number; readonly Q: number; readonly n: number; readonly batch: number },
    stepP: number,
    stepQ: number,
  ): void {
    const { P, Q, n, batch } = sizes;
    this.run('mix', out.byteOffset, a.byteOffset, from.byteOffset, P, Q, n, 8 * batch, 8 * stepP, 8 * stepQ);
  }

  /** into[i, l] += Σ_j Σ_e bar[i, j][e]·other[l, j][e] for i < m, l < k, j < n and all `batch` rows e. */
  gather(
    into: Float64Array,
    bar: Float64Array,
    other: Float64Array,
    sizes: { readonly m: number; readonly k: number; readonly n: number; readonly batch: number },
  ): void {
    const { m, k, n, batch } = sizes;
    this.run('gather', into.byteOffset, bar.byteOffset, other.byteOffset, m, k, 8 * n * batch);
  }
}

function wholeGroups(bytes: number): number {
  return 8 * groupSize * Math.ceil(bytes / (8 * groupSize));
}

/** Larger programs stay with the host's arrays. */
const mostBytes = 512 * 1024 * 1024;

let cached: CompiledModule | undefined;

function compiledModule(): CompiledModule {
  if (cached === undefined) {
    const host = new HostImports();
    host.all();
    const all = Object.entries(functions).map(([name, opcode]) => elementwise(name, opcode, host));
    cached = compileModule(encodeModule(host.declarations, [...all, mix(), gather()]));
  }
  return cached;
}

const vectors = groupSize / 2;

/** `name(x, y, bytes)` */
function elementwise(name: string, opcode: Opcode, host: HostImports): DefinedFunction {
  const code = new VectorCode(vectors, 3);
  const [x, y, bytes] = [0, 1, 2];
  const [at, value, result] = [code.local('i32'), code.take(), code.take()];
  loop(code, at, 16 * vectors, bytes, () => {
    load(code, value, () => sum(code, x, at));
    emitOperation(code, host.index, opcode, result, [value], 0);
    store(code, result, () => sum(code, y, at));
  });
  return { name, parameters: ['i32', 'i32', 'i32'], results: [], locals: code.locals, body: code.bytes };
}

/** `mix(out, a, from, P, Q, n, batchBytes, stepP, stepQ)` */
function mix(): DefinedFunction {
  const code = new VectorCode(vectors, 9);
  const [out, a, from, P, Q, n, batch, stepP, stepQ] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [p, j, e, q] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32')];
  const [atOut, atA, atFrom, row] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32')];
  const [total, part, factor] = [code.take(), code.take(), code.local('v128')];
  // The bytes from one q to the next.
  product(code, n, batch);
  code.set(row);
  loop(code, p, 1, P, () =>
    loop(code, j, 1, n, () =>
      loop(code, e, 16 * vectors, batch, () => {
        product(code, p, n);
        code.get(j);
        code.push(add);
        code.get(batch);
        code.push(multiply);
        code.get(e);
        code.push(add);
        code.get(out);
        code.push(add);
        code.set(atOut);
        product(code, p, stepP);
        code.get(a);
        code.push(add);
        code.set(atA);
        product(code, j, batch);
        code.get(e);
        code.push(add);
        code.get(from);
        code.push(add);
        code.set(atFrom);
        load(code, total, () => code.get(atOut));
        loop(code, q, 1, Q, () => {
          code.get(atA);
          code.memory(Simd.loadSplat, 0);
          code.set(factor);
          load(code, part, () => code.get(atFrom));
          code.apply(
            Simd.multiply,
            part,
            part,
            Array.from({ length: vectors }, () => factor),
          );
          code.apply(Simd.add, total, total, part);
          advance(code, atA, stepQ);
          advance(code, atFrom, row);
        });
        store(code, total, () => code.get(atOut));
      }),
    ),
  );
  const parameters = Array.from({ length: 9 }, () => 'i32' as const);
  return { name: 'mix', parameters, results: [], locals: code.locals, body: code.bytes };
}

/** `gather(into, bar, other, m, k, rowBytes)`: each row of bar and other holds all its n elements, one after the other. */
function gather(): DefinedFunction {
  const code = new VectorCode(vectors, 6);
  const [into, bar, other, m, k, row] = [0, 1, 2, 3, 4, 5];
  const [i, l, e] = [code.local('i32'), code.local('i32'), code.local('i32')];
  const [atBar, atOther] = [code.local('i32'), code.local('i32')];
  const [total, left, right] = [code.take(), code.take(), code.take()];
  loop(code, i, 1, m, () => {
    product(code, i, row);
    code.get(bar);
    code.push(add);
    code.set(atBar);
    code.get(other);
    code.set(atOther);
    loop(code, l, 1, k, () => {
      code.copy(total, 0);
      loop(code, e, 16 * vectors, row, () => {
        load(code, left, () => sum(code, atBar, e));
        load(code, right, () => sum(code, atOther, e));
        code.apply(Simd.multiply, left, left, right);
        code.apply(Simd.add, total, total, left);
      });
      code.get(into);
      code.get(into);
      code.push(0x2b, 3, 0); // f64.load
      for (let v = 0; v < vectors; v++) {
        code.get(total[v]!);
        if (v > 0) code.simd(Simd.add);
      }
      code.set(left[0]!);
      for (const lane of [0, 1]) {
        code.get(left[0]!);
        code.simd(Simd.extract);
        code.push(lane, 0xa0); // f64.add
      }
      code.push(0x39, 3, 0); // f64.store
      code.get(into);
      code.integer(8);
      code.push(add);
      code.set(into);
      advance(code, atOther, row);
    });
  });
  const parameters = Array.from({ length: 6 }, () => 'i32' as const);
  return { name: 'gather', parameters, results: [], locals: code.locals, body: code.bytes };
}

/** i32.add and i32.mul. */
const [add, multiply] = [0x6a, 0x6c] as const;

/** Runs the body with `counter` = 0, step, … below `end` (a local), at least once. */
function loop(code: VectorCode, counter: number, step: number, end: number, body: () => void): void {
  code.integer(0);
  code.set(counter);
  code.push(0x03, 0x40);
  body();
  code.get(counter);
  code.integer(step);
  code.push(add);
  code.tee(counter);
  code.get(end);
  code.push(0x48, 0x0d, ...unsigned(0), 0x0b); // i32.lt_s, br_if 0, end
}

function sum(code: VectorCode, a: number, b: number): void {
  code.get(a);
  code.get(b);
  code.push(add);
}

function product(code: VectorCode, a: number, b: number): void {
  code.get(a);
  code.get(b);
  code.push(multiply);
}

function advance(code: VectorCode, pointer: number, step: number): void {
  sum(code, pointer, step);
  code.set(pointer);
}

function load(code: VectorCode, target: readonly number[], address: () => void): void {
  for (let v = 0; v < code.width; v++) {
    address();
    code.memory(Simd.load, 16 * v);
    code.set(target[v]!);
  }
}

function store(code: VectorCode, source: readonly number[], address: () => void): void {
  for (let v = 0; v < code.width; v++) {
    address();
    code.get(source[v]!);
    code.memory(Simd.store, 16 * v);
  }
}
