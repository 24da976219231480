import { type DefinedFunction, type ValueType, doubleBytes, signed, unsigned } from '../encode';
import { Simd } from '../vectorCode';

/** Instructions that work on one double or on whole numbers (Core Specification 2.0, §5.4). */
export const enum Op {
  else = 0x05,
  end = 0x0b,
  return = 0x0f,
  equal = 0x61,
  less = 0x63,
  greater = 0x64,
  lessEqual = 0x65,
  greaterEqual = 0x66,
  isZero = 0x45, // of a whole number
  and = 0x71,
  or = 0x72,
  ceil = 0x9b,
  floor = 0x9c,
  subtract = 0xa1,
}

/** The ends of an interval: lanes of its vector. */
export const enum End {
  low = 0,
  high = 1,
}

/** u(1 + 2u) and the smallest double, as in src/interval/rounding.ts. */
const phi = 2 ** -53 * (1 + 2 ** -52);
const eta = Number.MIN_VALUE;

/** Where the module says what it met: bytes that are not 0 where the loss may be undefined, or has a kink. */
export const flags = { undefined: 0, kink: 1 } as const;

/** Writes the body of a function that works on intervals: vectors with the lower end in lane 0, the upper one in lane 1. */
export class IntervalCode {
  private readonly bytes: number[] = [];
  private readonly types: ValueType[] = [];
  private readonly kept = new Map<string, number>();
  /** Sets the locals of constants. */
  private readonly head: number[] = [];
  private scratch: number | undefined;

  constructor(private readonly parameters: readonly ValueType[]) {}

  /** The function, whose result is what stands on the stack at the end. */
  define(name: string, results: readonly ValueType[]): DefinedFunction {
    const body = [...this.head, ...this.bytes];
    return { name, parameters: this.parameters, results, locals: this.types, body };
  }

  local(type: ValueType = 'v128'): number {
    return this.parameters.length + this.types.push(type) - 1;
  }

  push(...bytes: readonly number[]): void {
    for (const byte of bytes) this.bytes.push(byte);
  }

  get(local: number): void {
    this.push(0x20, ...unsigned(local));
  }

  set(local: number): void {
    this.push(0x21, ...unsigned(local));
  }

  tee(local: number): void {
    this.push(0x22, ...unsigned(local));
  }

  integer(value: number): void {
    this.push(0x41, ...signed(value));
  }

  double(value: number): void {
    this.push(0x44, ...doubleBytes(value));
  }

  call(index: number): void {
    this.push(0x10, ...unsigned(index));
  }

  simd(...ops: readonly Simd[]): void {
    for (const op of ops) this.push(0xfd, ...unsigned(op));
  }

  /** Pushes an interval that is written out. */
  literal(low: number, high: number): void {
    this.simd(Simd.constant);
    this.push(...doubleBytes(low), ...doubleBytes(high));
  }

  /** Pushes an interval that is set once for the whole function. */
  constant(low: number, high = low): void {
    const key = `${Object.is(low, -0) ? '-0' : low} ${Object.is(high, -0) ? '-0' : high}`;
    let local = this.kept.get(key);
    if (local === undefined) {
      local = this.local();
      this.kept.set(key, local);
      this.head.push(0xfd, Simd.constant, ...doubleBytes(low), ...doubleBytes(high), 0x21, ...unsigned(local));
    }
    this.get(local);
  }

  /** Pushes one end of a local as a double. */
  end(local: number, end: End): void {
    this.get(local);
    this.simd(Simd.extract);
    this.push(end);
  }

  /** Pushes whether an end compares so with a number: 0 or 1. */
  compare(local: number, end: End, op: Op, value: number): void {
    this.end(local, end);
    this.double(value);
    this.push(op);
  }

  /** Pushes whether a local's lower end is NaN: the interval is empty. */
  isEmpty(local: number): void {
    this.end(local, End.low);
    this.end(local, End.low);
    this.push(Op.equal, Op.isZero);
  }

  /** What `then` pushes where the number on the stack is not 0, else what `other` does. */
  choose(then: () => void, other: () => void): void {
    this.push(0x04, 0x7b);
    then();
    this.push(Op.else);
    other();
    this.push(Op.end);
  }

  /** Does something where the number on the stack is not 0. */
  when(then: () => void): void {
    this.push(0x04, 0x40);
    then();
    this.push(Op.end);
  }

  /** Leaves the function with what `result` pushes, where the number on the stack is not 0. */
  leaveWith(result: () => void): void {
    this.when(() => {
      result();
      this.push(Op.return);
    });
  }

  /** Sets a flag. */
  flag(address: number): void {
    this.integer(0);
    this.integer(1);
    this.push(0x3a, 0, ...unsigned(address)); // i32.store8
  }

  /** The ends on the stack change places. */
  swap(): void {
    const local = this.spare();
    this.tee(local);
    this.get(local);
    this.shuffle(End.high, 2 + End.low);
  }

  /** From two vectors on the stack one of two lanes; those of the second are 2 and 3. */
  shuffle(first: number, second: number): void {
    this.simd(Simd.shuffle);
    for (const lane of [first, second]) for (let byte = 0; byte < 8; byte++) this.push(8 * lane + byte);
  }

  /** One end of the vector on the stack in both lanes. */
  both(end: End): void {
    this.simd(Simd.extract);
    this.push(end);
    this.simd(Simd.splat);
  }

  /** `down` of the lower end and `up` of the upper one of the vector on the stack (src/interval/rounding.ts), bit for bit. */
  round(): void {
    const local = this.spare();
    this.set(local);
    // Infinities to the wrong side stand for numbers beyond the largest one.
    this.constant(Number.MAX_VALUE, -Number.MAX_VALUE);
    // c ∓ (phi·|c| + eta)
    this.get(local);
    this.get(local);
    this.simd(Simd.abs);
    this.constant(phi);
    this.simd(Simd.multiply);
    this.constant(eta);
    this.simd(Simd.add);
    this.constant(-0, 0);
    this.simd(Simd.xor, Simd.add);
    this.get(local);
    this.constant(Infinity, -Infinity);
    this.simd(Simd.eq, Simd.bitselect);
  }

  private spare(): number {
    return (this.scratch ??= this.local());
  }
}
