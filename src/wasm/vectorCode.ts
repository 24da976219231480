import { type ValueType, doubleBytes, signed, unsigned } from './encode';

/** Vector instructions on two doubles by their opcodes behind the prefix 0xfd (Core Specification 2.0, §5.4.9). */
export const enum Simd {
  load = 0x00,
  loadSplat = 0x0a,
  store = 0x0b,
  constant = 0x0c,
  shuffle = 0x0d,
  splatInteger = 0x11, // of 32 bits, to four lanes
  splat = 0x14,
  extract = 0x21,
  replace = 0x22,
  eq = 0x47,
  ne = 0x48,
  lt = 0x49,
  gt = 0x4a,
  le = 0x4b,
  ge = 0x4c,
  and = 0x4e,
  andnot = 0x4f,
  or = 0x50,
  xor = 0x51,
  bitselect = 0x52,
  anyTrue = 0x53,
  floor = 0x75,
  nearest = 0x94,
  allTrue = 0xc3, // of 64-bit lanes
  shiftLeft = 0xcb,
  shiftRight = 0xcc, // keeps the sign
  shiftRightUnsigned = 0xcd,
  addInteger = 0xce,
  equalInteger = 0xd6,
  subtractInteger = 0xd1,
  abs = 0xec,
  negate = 0xed,
  squareRoot = 0xef,
  add = 0xf0,
  subtract = 0xf1,
  multiply = 0xf2,
  divide = 0xf3,
  min = 0xf4,
  max = 0xf5,
  lesser = 0xf6, // one instruction of the processor; of a and b: b where b < a, else a
  greater = 0xf7, // of a and b: b where a < b, else a
}

/** A value in every vector of a turn: a local for each, or a number that is the same in all. */
export type Operand = readonly number[] | number | bigint;

/**
 * Writes the body of a function that works on several vectors of two doubles at a time, so that the processor always
 * has independent work: every operation is written for all vectors before the next one.
 */
export class VectorCode {
  readonly bytes: number[] = [];
  private readonly types: ValueType[] = [];
  private readonly free: (readonly number[])[] = [];

  constructor(
    /** How many vectors there are. */
    readonly width: number,
    /** How many parameters the function has; locals are numbered behind them. */
    private readonly parameters: number,
  ) {}

  get locals(): readonly ValueType[] {
    return this.types;
  }

  local(type: ValueType): number {
    return this.parameters + this.types.push(type) - 1;
  }

  /** Locals for one value; hand them back with `release`. */
  take(): readonly number[] {
    return this.free.pop() ?? Array.from({ length: this.width }, () => this.local('v128'));
  }

  release(...values: readonly Operand[]): void {
    for (const value of values) if (typeof value === 'object') this.free.push(value);
  }

  push(...bytes: readonly number[]): void {
    for (const byte of bytes) this.bytes.push(byte);
  }

  get(local: number): void {
    this.withIndex(0x20, local);
  }

  set(local: number): void {
    this.withIndex(0x21, local);
  }

  tee(local: number): void {
    this.withIndex(0x22, local);
  }

  private withIndex(instruction: number, index: number): void {
    this.bytes.push(instruction);
    this.unsigned(index);
  }

  /** As `unsigned` of encode.ts, without a list for each number. */
  private unsigned(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.bytes.push((rest & 0x7f) | 0x80);
    this.bytes.push(rest);
  }

  integer(value: number): void {
    this.push(0x41, ...signed(value));
  }

  simd(op: Simd): void {
    this.withIndex(0xfd, op);
  }

  /** A memory operand: aligned to eight bytes, at an offset. */
  memory(op: Simd, offset: number): void {
    this.simd(op);
    this.withIndex(3, offset);
  }

  /** Pushes vector `v` of a value. */
  operand(value: Operand, v: number): void {
    if (typeof value === 'object') {
      this.get(value[v]!);
      return;
    }
    this.push(...constantOf(value));
  }

  /** target = op(operands), for every vector. */
  apply(op: Simd, target: readonly number[], ...operands: readonly Operand[]): readonly number[] {
    for (let v = 0; v < this.width; v++) {
      for (const operand of operands) this.operand(operand, v);
      this.simd(op);
      this.set(target[v]!);
    }
    return target;
  }

  /** The same into fresh locals. */
  fresh(op: Simd, ...operands: readonly Operand[]): readonly number[] {
    return this.apply(op, this.take(), ...operands);
  }

  copy(target: readonly number[], source: Operand): readonly number[] {
    for (let v = 0; v < this.width; v++) {
      this.operand(source, v);
      this.set(target[v]!);
    }
    return target;
  }

  /** Calls a host function on each double of each vector; `f` is its index. */
  perLane(f: number, target: readonly number[], operands: readonly Operand[]): void {
    for (let v = 0; v < this.width; v++) {
      this.operand(0, v);
      for (const lane of [0, 1]) {
        for (const operand of operands) {
          this.operand(operand, v);
          this.simd(Simd.extract);
          this.push(lane);
        }
        this.push(0x10, ...unsigned(f));
        this.simd(Simd.replace);
        this.push(lane);
      }
      this.set(target[v]!);
    }
  }
}

/** The instruction that pushes a constant in both lanes; the same few are asked for again and again. */
const constants = new Map<number | bigint, readonly number[]>();
/** Texts have constants of their own: they are not kept for ever. */
const mostConstants = 1000;

function constantOf(value: number | bigint): readonly number[] {
  // A map takes −0 for 0.
  const known = Object.is(value, -0) ? undefined : constants.get(value);
  if (known !== undefined) return known;
  const half = typeof value === 'number' ? doubleBytes(value) : [...new Uint8Array(BigInt64Array.of(value).buffer)];
  const instruction = [0xfd, ...unsigned(Simd.constant), ...half, ...half];
  if (constants.size >= mostConstants) constants.clear();
  if (!Object.is(value, -0)) constants.set(value, instruction);
  return instruction;
}
