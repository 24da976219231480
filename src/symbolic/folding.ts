import type { FunctionName } from './node';
import { Rational } from './rational';

/** Rational powers are folded up to this many bits, and kept as powers above. */
const mostBits = 4096;

/** Whether a rational number's power is written as a number. */
export function foldable(value: Rational, exponent: number): boolean {
  if (value.isZero && exponent < 0) return false;
  // At most eight hexadecimal digits, sign included.
  if (value.isSmall && Math.abs(exponent) <= mostBits / 32) return true;
  const size = Math.max(value.numerator.toString(16).length, value.denominator.toString(16).length);
  return Number.isSafeInteger(exponent) && (value.isOne || size * 4 * Math.abs(exponent) <= mostBits);
}

/** The values at rational points that are exactly rational. */
export function exactValue(name: FunctionName, x: Rational): Rational | undefined {
  switch (name) {
    case 'abs':
      return x.isNegative ? x.negate() : x;
    case 'relu':
      return x.isNegative ? Rational.zero : x;
    case 'step':
      return x.isNegative ? Rational.zero : Rational.one;
    case 'rightSign':
      return x.isNegative ? Rational.minusOne : Rational.one;
    case 'sign':
      return Rational.integer(BigInt(x.compare(Rational.zero)));
    case 'log':
      return x.isOne ? Rational.zero : undefined;
    case 'exp':
    case 'cos':
    case 'cosh':
      return x.isZero ? Rational.one : undefined;
    case 'sigmoid':
      return x.isZero ? Rational.of(1n, 2n) : undefined;
    case 'sin':
    case 'tan':
    case 'asin':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'log1p':
    case 'expm1':
    case 'erf':
      return x.isZero ? Rational.zero : undefined;
    case 'acos':
    case 'softplus':
      return undefined;
  }
}
