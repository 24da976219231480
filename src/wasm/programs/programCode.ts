import { unsigned } from '../encode';
import { Simd, type VectorCode } from '../vectorCode';

/** i32.add. */
const add = 0x6a;

/** Runs the body with `counter` = 0, step, … below `end`; both are known. */
export function counted(code: VectorCode, counter: number, step: number, end: number, body: () => void): void {
  code.integer(0);
  code.set(counter);
  if (end <= step) {
    if (end > 0) body();
    return;
  }
  code.push(0x03, 0x40); // loop
  body();
  advance(code, counter, step);
  code.get(counter);
  code.integer(end);
  code.push(0x48, 0x0d, ...unsigned(0), 0x0b); // i32.lt_s, br_if 0, end
}

export function advance(code: VectorCode, pointer: number, step: number): void {
  code.get(pointer);
  code.integer(step);
  code.push(add);
  code.set(pointer);
}

/** target = a + b, or = a. */
export function sum(code: VectorCode, target: number, a: number, b?: number): void {
  code.get(a);
  if (b !== undefined) {
    code.get(b);
    code.push(add);
  }
  code.set(target);
}

/** Loads the vectors at `address` + the local `at`. */
export function load(code: VectorCode, target: readonly number[], address: number, at: number): void {
  for (let v = 0; v < target.length; v++) {
    code.get(at);
    code.memory(Simd.load, address + 16 * v);
    code.set(target[v]!);
  }
}

export function store(code: VectorCode, source: readonly number[] | number, address: number, at: number): void {
  for (let v = 0; v < code.width; v++) {
    code.get(at);
    code.operand(source, v);
    code.memory(Simd.store, address + 16 * v);
  }
}

/** One double in both lanes of a local. */
export function loadBoth(code: VectorCode, target: number, address: number, at: number): void {
  code.get(at);
  code.memory(Simd.loadSplat, address);
  code.set(target);
}

/** Adds both lanes of all vectors into the double at `address` + the local `at`. */
export function addLanes(code: VectorCode, vectors: readonly number[], address: number, at: number): void {
  const total = vectors[0]!;
  for (const vector of vectors.slice(1)) {
    code.get(total);
    code.get(vector);
    code.simd(Simd.add);
    code.set(total);
  }
  code.get(at);
  code.get(at);
  code.push(0x2b, 3, ...unsigned(address)); // f64.load
  for (const lane of [0, 1]) {
    code.get(total);
    code.simd(Simd.extract);
    code.push(lane);
    if (lane === 1) code.push(0xa0); // f64.add
  }
  code.push(0xa0, 0x39, 3, ...unsigned(address)); // f64.add, f64.store
}
