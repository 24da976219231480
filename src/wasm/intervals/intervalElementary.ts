/**
 * Elementary functions of both ends of an interval at once, without their error: the operations of
 * src/interval/elementary.ts in the same order, so that every bit is the same.
 */
import * as elementary from '../../interval/elementary';
import type { DefinedFunction } from '../encode';
import type { Index } from './intervalArithmetic';
import { IntervalCode } from './intervalCode';
import { Simd } from '../vectorCode';

const x = 0;

/** Pushes a number in both lanes, in fewer bytes than an interval. */
export function pushNumber(code: IntervalCode, value: number): void {
  code.double(value);
  code.simd(Simd.splat);
}

/** local op value. */
function withNumber(code: IntervalCode, local: number, op: Simd, value: number): void {
  code.get(local);
  pushNumber(code, value);
  code.simd(op);
}

/** Pushes Σ coefficients[k]·localᵏ by Horner's rule. */
function horner(code: IntervalCode, coefficients: readonly number[], local: number): void {
  for (let k = coefficients.length - 1; k >= 0; k--) {
    if (k < coefficients.length - 1) {
      code.get(local);
      code.simd(Simd.multiply);
    }
    pushNumber(code, coefficients[k]!);
    if (k < coefficients.length - 1) code.simd(Simd.add);
  }
}

/** Rounds what is on the stack as Math.round does: halves go up. */
function nearestWhole(code: IntervalCode): void {
  const [value, below] = [code.local(), code.local()];
  code.tee(value);
  code.simd(Simd.floor);
  code.tee(below);
  code.get(value);
  code.get(below);
  code.simd(Simd.subtract);
  pushNumber(code, 0.5);
  code.simd(Simd.ge);
  pushNumber(code, 1);
  code.simd(Simd.and, Simd.add);
}

/** 2⁵²: a whole number added to it stands in the lowest bits. */
const lowestBits = 2 ** 52;

/** eˣ for |x| ≤ 708. */
export function expValue(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const [k, r] = [code.local(), code.local()];
  withNumber(code, x, Simd.multiply, Math.LOG2E);
  nearestWhole(code);
  code.set(k);
  code.get(x);
  for (const part of [elementary.ln2High, elementary.ln2Low]) {
    withNumber(code, k, Simd.multiply, part);
    code.simd(Simd.subtract);
  }
  code.set(r);
  pushNumber(code, 1);
  code.get(r);
  horner(code, elementary.expm1Series, r);
  code.simd(Simd.multiply, Simd.add);
  // 2ᵏ by its bits.
  withNumber(code, k, Simd.add, 1023 + lowestBits);
  code.integer(52);
  code.simd(Simd.shiftLeft, Simd.multiply);
  return code.define('expValue', ['v128']);
}

/** ln x for x > 0 and finite. */
export function logValue(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const [small, scaled, k, m, above, f] = Array.from({ length: 6 }, () => code.local()) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  withNumber(code, x, Simd.lt, 2 ** -1000);
  code.set(small);
  withNumber(code, x, Simd.multiply, 2 ** 100);
  code.get(x);
  code.get(small);
  code.simd(Simd.bitselect);
  code.set(scaled);
  // The exponent: bits 52 … 62, as the lowest bits of a number from 2⁵² on.
  code.get(scaled);
  code.integer(1);
  code.simd(Simd.shiftLeft);
  code.integer(53);
  code.simd(Simd.shiftRightUnsigned);
  pushNumber(code, lowestBits);
  code.simd(Simd.or);
  pushNumber(code, lowestBits);
  code.simd(Simd.subtract);
  pushNumber(code, 1023);
  code.simd(Simd.subtract);
  code.get(small);
  pushNumber(code, -100);
  code.simd(Simd.and, Simd.add);
  code.set(k);
  // The significand, in [1, 2): twelve bits are those of 1.
  code.get(scaled);
  code.integer(12);
  code.simd(Simd.shiftLeft);
  code.integer(12);
  code.simd(Simd.shiftRightUnsigned);
  pushNumber(code, 1);
  code.simd(Simd.or);
  code.set(m);
  withNumber(code, m, Simd.gt, Math.SQRT2);
  code.set(above);
  withNumber(code, m, Simd.multiply, 0.5);
  code.get(m);
  code.get(above);
  code.simd(Simd.bitselect);
  pushNumber(code, 1);
  code.simd(Simd.subtract);
  code.set(f);
  code.get(k);
  code.get(above);
  pushNumber(code, 1);
  code.simd(Simd.and, Simd.add);
  code.set(k);
  withNumber(code, k, Simd.multiply, elementary.ln2High);
  withNumber(code, k, Simd.multiply, elementary.ln2Low);
  code.get(f);
  withNumber(code, f, Simd.add, 2);
  code.simd(Simd.divide);
  twiceAtanh(code);
  code.simd(Simd.add, Simd.add);
  return code.define('logValue', ['v128']);
}

/** 2·artanh of what is on the stack. */
function twiceAtanh(code: IntervalCode): void {
  const [s, square] = [code.local(), code.local()];
  code.tee(s);
  code.get(s);
  code.simd(Simd.multiply);
  code.set(square);
  withNumber(code, s, Simd.multiply, 2);
  horner(code, elementary.atanhSeries, square);
  code.simd(Simd.multiply);
}

/** ln(1 + x) for x > −1. */
export function log1pValue(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128']);
  code.get(x);
  withNumber(code, x, Simd.add, 2);
  code.simd(Simd.divide);
  twiceAtanh(code);
  withNumber(code, x, Simd.add, 1);
  code.call(index('logValue'));
  nearZero(code, 0.4);
  return code.define('log1pValue', ['v128']);
}

/** Of two values on the stack the first where |x| is below a bound. */
function nearZero(code: IntervalCode, bound: number): void {
  code.get(x);
  code.simd(Simd.abs);
  pushNumber(code, bound);
  code.simd(Simd.lt, Simd.bitselect);
}

/** eˣ − 1 for |x| ≤ 708. */
export function expm1Value(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128']);
  code.get(x);
  horner(code, elementary.expm1Series, x);
  code.simd(Simd.multiply);
  code.get(x);
  code.call(index('expValue'));
  pushNumber(code, 1);
  code.simd(Simd.subtract);
  nearZero(code, 0.5);
  return code.define('expm1Value', ['v128']);
}

/** Pushes the sign bits of x. */
function signs(code: IntervalCode): void {
  code.get(x);
  pushNumber(code, -0);
  code.simd(Simd.and);
}

export function tanhValue(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const e = code.local();
  pushNumber(code, 1);
  pushNumber(code, 2);
  code.get(x);
  code.simd(Simd.abs, Simd.multiply);
  code.call(index('expm1Value'));
  code.tee(e);
  withNumber(code, e, Simd.add, 2);
  code.simd(Simd.divide);
  code.get(x);
  code.simd(Simd.abs);
  pushNumber(code, 20);
  code.simd(Simd.gt, Simd.bitselect);
  signs(code);
  code.simd(Simd.or);
  return code.define('tanhValue', ['v128']);
}

/** Pushes e^(−|x|). */
function decay(code: IntervalCode, index: Index): void {
  code.get(x);
  code.simd(Simd.abs, Simd.negate);
  code.call(index('expValue'));
}

/** 1/(1 + e⁻ˣ) for |x| ≤ 708. */
export function sigmoidValue(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const e = code.local();
  decay(code, index);
  code.set(e);
  pushNumber(code, 1);
  code.get(e);
  withNumber(code, x, Simd.ge, 0);
  code.simd(Simd.bitselect);
  withNumber(code, e, Simd.add, 1);
  code.simd(Simd.divide);
  return code.define('sigmoidValue', ['v128']);
}

/** ln(1 + eˣ) for |x| ≤ 708. */
export function softplusValue(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128']);
  withNumber(code, x, Simd.max, 0);
  decay(code, index);
  code.call(index('log1pValue'));
  code.simd(Simd.add);
  return code.define('softplusValue', ['v128']);
}

/** sin(x + quarter·π/2) for |x| ≤ 10⁶; the quarter is a whole number in both lanes. */
export function sineValue(): DefinedFunction {
  const code = new IntervalCode(['v128', 'v128']);
  const quarter = 1;
  const [n, r, square] = [code.local(), code.local(), code.local()];
  withNumber(code, x, Simd.divide, Math.PI / 2);
  nearestWhole(code);
  code.set(n);
  code.get(x);
  for (const part of [elementary.halfPi1, elementary.halfPi2, elementary.halfPi3]) {
    withNumber(code, n, Simd.multiply, part);
    code.simd(Simd.subtract);
  }
  code.tee(r);
  code.get(r);
  code.simd(Simd.multiply);
  code.set(square);
  // n + quarter in the lowest bits, also where it is negative.
  code.get(n);
  code.get(quarter);
  code.simd(Simd.add);
  pushNumber(code, 1.5 * lowestBits);
  code.simd(Simd.add);
  code.set(n);
  horner(code, elementary.cosineSeries, square);
  code.get(r);
  horner(code, elementary.sineSeries, square);
  code.simd(Simd.multiply);
  // The lowest bit chooses, the next one is the sign.
  code.get(n);
  code.integer(63);
  code.simd(Simd.shiftLeft);
  code.integer(63);
  code.simd(Simd.shiftRight, Simd.bitselect);
  code.get(n);
  code.integer(62);
  code.simd(Simd.shiftLeft);
  pushNumber(code, -0);
  code.simd(Simd.and, Simd.xor);
  return code.define('sineValue', ['v128']);
}
