/** Products and quotients of intervals, as in src/interval/functions.ts. */
import type { DefinedFunction } from '../encode';
import { End, IntervalCode, Op, flags } from './intervalCode';
import { Simd } from '../vectorCode';

/** Gives the number of a function of the module. */
export type Index = (name: 'multiply' | 'reciprocal' | 'powerBounds' | ValueName) => number;

/** Elementary functions of both ends, without their error. */
export type ValueName =
  'expValue' | 'expm1Value' | 'logValue' | 'log1pValue' | 'tanhValue' | 'sigmoidValue' | 'softplusValue' | 'sineValue';

const [x, y] = [0, 1];

/** Pushes NaN for both ends. */
export function empty(code: IntervalCode): void {
  code.literal(NaN, NaN);
}

/** Pushes NaN, and says that the loss is undefined somewhere. */
export function emptyAndTold(code: IntervalCode): void {
  code.flag(flags.undefined);
  empty(code);
}

/** Pushes [least of all lanes, greatest of all lanes] of two vectors, rounded outward. */
function hullOf(code: IntervalCode, v: number, w: number, least: Simd, greatest: Simd): void {
  const m = code.local();
  for (const op of [least, greatest]) {
    code.get(v);
    code.get(w);
    code.simd(op);
    code.tee(m);
    code.get(m);
    code.swap();
    code.simd(op);
  }
  code.shuffle(0, 3);
  code.round();
}

export function multiply(): DefinedFunction {
  const code = new IntervalCode(['v128', 'v128']);
  const [v, w] = [code.local(), code.local()];
  for (const [product, end] of [
    [v, End.low],
    [w, End.high],
  ] as const) {
    code.get(x);
    code.get(y);
    code.both(end);
    code.simd(Simd.multiply);
    code.set(product);
  }
  // All four are finite.
  for (const product of [v, w]) {
    code.get(product);
    code.get(product);
    code.simd(Simd.subtract);
  }
  code.simd(Simd.add);
  code.constant(0);
  code.simd(Simd.eq, Simd.allTrue);
  code.choose(
    () => {
      isZero(code, x);
      isZero(code, y);
      code.push(Op.or);
      code.choose(
        () => code.constant(0),
        () => hullOf(code, v, w, Simd.lesser, Simd.greater),
      );
    },
    () => {
      // 0·∞ is 0: the infinity is a bound, not a value.
      for (const [product, end] of [
        [v, End.low],
        [w, End.high],
      ] as const) {
        code.get(product);
        code.get(x);
        code.constant(0);
        code.simd(Simd.eq);
        code.get(y);
        code.both(end);
        code.constant(0);
        code.simd(Simd.eq, Simd.or, Simd.andnot);
        code.set(product);
      }
      hullOf(code, v, w, Simd.min, Simd.max);
    },
  );
  return code.define('multiply', ['v128']);
}

/** Pushes whether both ends of a local are 0. */
function isZero(code: IntervalCode, local: number): void {
  code.get(local);
  code.constant(0);
  code.simd(Simd.eq, Simd.allTrue);
}

export function square(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const products = code.local();
  code.get(x);
  code.get(x);
  code.simd(Simd.multiply);
  code.set(products);
  const ofSign = (swapped: boolean): void => {
    code.get(products);
    if (swapped) code.swap();
    code.round();
    code.constant(0, -Infinity);
    code.simd(Simd.max);
  };
  code.compare(x, End.low, Op.greaterEqual, 0);
  code.choose(
    () => ofSign(false),
    () => {
      code.compare(x, End.high, Op.lessEqual, 0);
      code.choose(
        () => ofSign(true),
        () => {
          code.isEmpty(x);
          code.choose(
            () => empty(code),
            () => {
              code.literal(0, 0);
              code.get(products);
              code.get(products);
              code.swap();
              code.simd(Simd.max);
              code.round();
              code.shuffle(0, 3);
            },
          );
        },
      );
    },
  );
  return code.define('square', ['v128']);
}

export function reciprocal(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const inverse = code.local();
  code.isEmpty(x);
  code.leaveWith(() => emptyAndTold(code));
  code.constant(1);
  code.get(x);
  code.swap();
  code.simd(Simd.divide);
  code.round();
  code.set(inverse);
  isOfOneSign(code, x);
  code.leaveWith(() => code.get(inverse));
  code.flag(flags.undefined);
  isZero(code, x);
  code.leaveWith(() => empty(code));
  code.compare(x, End.low, Op.equal, 0);
  code.leaveWith(() => {
    code.get(inverse);
    code.constant(-Infinity, Infinity);
    code.shuffle(0, 3);
  });
  code.compare(x, End.high, Op.equal, 0);
  code.leaveWith(() => {
    code.constant(-Infinity, Infinity);
    code.get(inverse);
    code.shuffle(0, 3);
  });
  code.constant(-Infinity, Infinity);
  return code.define('reciprocal', ['v128']);
}

/** Pushes whether a local lies above 0, or below. */
function isOfOneSign(code: IntervalCode, local: number): void {
  code.compare(local, End.low, Op.greater, 0);
  code.compare(local, End.high, Op.less, 0);
  code.push(Op.or);
}

export function divide(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128', 'v128']);
  const [v, w] = [code.local(), code.local()];
  isOfOneSign(code, y);
  for (const local of [x, y]) {
    code.end(local, End.high);
    code.end(local, End.low);
    code.push(Op.subtract);
    code.double(Infinity);
    code.push(Op.less, Op.and);
  }
  code.choose(
    () => {
      for (const [quotient, end] of [
        [v, End.low],
        [w, End.high],
      ] as const) {
        code.get(x);
        code.get(y);
        code.both(end);
        code.simd(Simd.divide);
        code.set(quotient);
      }
      hullOf(code, v, w, Simd.min, Simd.max);
    },
    () => {
      code.get(x);
      code.get(y);
      code.call(index('reciprocal'));
      code.call(index('multiply'));
    },
  );
  return code.define('divide', ['v128']);
}
