/** Powers and magnitudes of intervals, as in src/interval/functions.ts. */
import type { DefinedFunction } from '../encode';
import { End, IntervalCode, Op, flags } from './intervalCode';
import { Simd } from '../vectorCode';

import { type Index, emptyAndTold } from './intervalArithmetic';

const x = 0;

/** [powerDown(a, n), powerUp(b, n)] of a pair (a, b) and a whole n ≥ 1: by repeated squaring, both at once. */
export function powerBounds(): DefinedFunction {
  const code = new IntervalCode(['v128', 'i32']);
  const [pair, n] = [0, 1];
  const [total, factor] = [code.local(), code.local()];
  const product = (left: number, right: number): void => {
    code.get(left);
    code.get(right);
    code.simd(Simd.multiply);
    code.round();
    code.constant(0, -Infinity);
    code.simd(Simd.max);
  };
  code.constant(1);
  code.set(total);
  code.get(pair);
  code.set(factor);
  code.push(0x02, 0x40, 0x03, 0x40); // block, loop
  code.get(n);
  code.integer(1);
  code.push(Op.and);
  code.when(() => {
    code.get(factor);
    product(total, factor);
    code.get(total);
    code.constant(1);
    code.simd(Simd.eq, Simd.bitselect);
    code.set(total);
  });
  code.get(n);
  code.integer(1);
  code.push(0x76); // shift right, unsigned
  code.tee(n);
  code.push(Op.isZero, 0x0d, 0x01); // leaves the block
  product(factor, factor);
  code.set(factor);
  code.push(0x0c, 0x00, Op.end, Op.end); // the next turn
  // The upper bound of 0 is 0.
  code.get(total);
  code.get(pair);
  code.constant(NaN, 0);
  code.simd(Simd.eq, Simd.andnot);
  return code.define('powerBounds', ['v128']);
}

/** aⁿ for a whole n ≥ 1. */
export function integerPower(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128', 'i32']);
  const n = 1;
  const [turned, magnitudes] = [code.local(), code.local()];
  const bounds = (local: number): void => {
    code.get(local);
    code.get(n);
    code.call(index('powerBounds'));
  };
  const back = (): void => {
    code.swap();
    code.simd(Simd.negate);
  };
  code.isEmpty(x);
  code.leaveWith(() => emptyAndTold(code));
  // −x
  code.get(x);
  back();
  code.set(turned);
  code.get(n);
  code.integer(1);
  code.push(Op.and, Op.isZero);
  code.leaveWith(() => {
    magnitudesOf(code, turned);
    code.set(magnitudes);
    bounds(magnitudes);
  });
  // Each end is a bound of the power of a magnitude.
  const isPositive = (end: End): void => code.compare(x, end, Op.greaterEqual, 0);
  isPositive(End.low);
  isPositive(End.high);
  code.push(Op.and);
  code.leaveWith(() => bounds(x));
  code.compare(x, End.low, Op.greaterEqual, 0);
  code.choose(
    () => bounds(x),
    () => {
      bounds(turned);
      back();
    },
  );
  code.compare(x, End.high, Op.greaterEqual, 0);
  code.choose(
    () => bounds(x),
    () => {
      bounds(turned);
      back();
    },
  );
  code.shuffle(0, 3);
  return code.define('integerPower', ['v128']);
}

/** Pushes [a > 0 ? a : b < 0 ? −b : 0, max(−a, b)] for x = [a, b] and turned = −x. */
export function magnitudesOf(code: IntervalCode, turned: number): void {
  code.compare(x, End.low, Op.greater, 0);
  code.choose(
    () => code.get(x),
    () => {
      code.compare(x, End.high, Op.less, 0);
      code.choose(
        () => code.get(turned),
        () => code.constant(0),
      );
    },
  );
  code.get(turned);
  code.get(x);
  code.simd(Simd.max);
  code.shuffle(0, 3);
}

export function squareRoot(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  code.compare(x, End.high, Op.greaterEqual, 0);
  code.push(Op.isZero);
  code.leaveWith(() => emptyAndTold(code));
  code.compare(x, End.low, Op.less, 0);
  code.when(() => code.flag(flags.undefined));
  code.get(x);
  code.simd(Simd.squareRoot);
  code.round();
  code.constant(0, -Infinity);
  code.simd(Simd.max);
  code.get(x);
  code.constant(0);
  code.simd(Simd.le, Simd.andnot);
  return code.define('squareRoot', ['v128']);
}
