/** Ranges of real numbers with exact ends that may be infinite. */
import { Rational } from '../../symbolic/rational';

/** A rational number, or an infinity. */
export type End = Rational | 1 | -1;

/** All values lie between the ends; an open end is never a value itself. */
export interface Range {
  readonly low: End;
  readonly high: End;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export const everything: Range = { low: -1, high: 1, lowOpen: true, highOpen: true };

export function range(low: End, high: End, lowOpen = false, highOpen = false): Range {
  return { low, high, lowOpen: lowOpen || low === -1, highOpen: highOpen || high === 1 };
}

export function exactly(value: Rational): Range {
  return range(value, value);
}

/** From doubles that bound a number. */
export function rangeOfBounds(low: number, high: number): Range {
  return range(endOf(low), endOf(high));
}

function endOf(value: number): End {
  return value === Infinity ? 1 : value === -Infinity ? -1 : Rational.fromNumber(value);
}

export function isFinite(end: End): end is Rational {
  return end !== 1 && end !== -1;
}

/** −1, 0 or 1. */
export function signOf(end: End): number {
  return isFinite(end) ? end.compare(Rational.zero) : end;
}

export function compareEnds(a: End, b: End): number {
  if (isFinite(a) && isFinite(b)) return a.compare(b);
  if (isFinite(a)) return -(b as number);
  if (isFinite(b)) return a;
  return a - b;
}

export function lesser(a: End, b: End): End {
  return compareEnds(a, b) <= 0 ? a : b;
}

export function greater(a: End, b: End): End {
  return compareEnds(a, b) >= 0 ? a : b;
}

export function negateEnd(end: End): End {
  return isFinite(end) ? end.negate() : end === 1 ? -1 : 1;
}

export function negateRange({ low, high, lowOpen, highOpen }: Range): Range {
  return { low: negateEnd(high), high: negateEnd(low), lowOpen: highOpen, highOpen: lowOpen };
}

/** Ends of one side: both may be infinite, but never with opposite signs. */
function addEnds(a: End, b: End): End {
  if (isFinite(a) && isFinite(b)) return a.add(b);
  return isFinite(a) ? b : a;
}

export function addRanges(a: Range, b: Range): Range {
  return {
    low: addEnds(a.low, b.low),
    high: addEnds(a.high, b.high),
    lowOpen: a.lowOpen || b.lowOpen,
    highOpen: a.highOpen || b.highOpen,
  };
}

export function scaleRange(factor: Rational, a: Range): Range {
  if (factor.isZero) return exactly(Rational.zero);
  const scaled = (end: End): End => (isFinite(end) ? end.multiply(factor) : factor.isNegative ? negateEnd(end) : end);
  return factor.isNegative
    ? { low: scaled(a.high), high: scaled(a.low), lowOpen: a.highOpen, highOpen: a.lowOpen }
    : { low: scaled(a.low), high: scaled(a.high), lowOpen: a.lowOpen, highOpen: a.highOpen };
}

/** 0·∞ is 0: the infinity is a bound, not a value. */
function multiplyEnds(a: End, b: End): End {
  if (isFinite(a) && isFinite(b)) return a.multiply(b);
  const sign = signOf(a) * signOf(b);
  return sign === 0 ? Rational.zero : sign > 0 ? 1 : -1;
}

export function multiplyRanges(a: Range, b: Range): Range {
  if (signOf(a.low) >= 0 && signOf(b.low) >= 0) return multiplyPositive(a, b);
  if (signOf(a.high) <= 0 && signOf(a.low) < 0) return negateRange(multiplyRanges(negateRange(a), b));
  if (signOf(b.high) <= 0 && signOf(b.low) < 0) return negateRange(multiplyRanges(a, negateRange(b)));
  const products = [a.low, a.high].flatMap((x) => [multiplyEnds(x, b.low), multiplyEnds(x, b.high)]);
  const [low, high] = [products.reduce(lesser), products.reduce(greater)];
  // Linear in each factor: only corners reach ends that are not 0.
  const open = a.lowOpen && a.highOpen && b.lowOpen && b.highOpen && signOf(low) < 0 && signOf(high) > 0;
  return range(low, high, open, open);
}

function multiplyPositive(a: Range, b: Range): Range {
  const low = multiplyEnds(a.low, b.low);
  const vanishes = signOf(low) === 0;
  const open = vanishes ? isPositive(a) && isPositive(b) : a.lowOpen || b.lowOpen;
  return range(low, multiplyEnds(a.high, b.high), open, false);
}

/** No value is 0 or less. */
export function isPositive({ low, lowOpen }: Range): boolean {
  const sign = signOf(low);
  return sign > 0 || (sign === 0 && lowOpen);
}

/** 0 is no value. */
export function avoidsZero(a: Range): boolean {
  return isPositive(a) || isPositive(negateRange(a));
}

/** 1/a; everything where a may be 0 with both signs around it. */
export function reciprocalRange(a: Range): Range {
  if (signOf(a.high) <= 0 && signOf(a.low) < 0) return negateRange(reciprocalRange(negateRange(a)));
  if (signOf(a.low) < 0) return everything;
  const high: End = isFinite(a.low) && !a.low.isZero ? a.low.reciprocal() : 1;
  if (signOf(a.high) === 0) return everything;
  return isFinite(a.high)
    ? range(a.high.reciprocal(), high, a.highOpen, a.lowOpen)
    : range(Rational.zero, high, true, a.lowOpen);
}

/** aⁿ for a whole n ≥ 1. */
export function powerRange(a: Range, n: number): Range {
  const power = (end: End): End => (isFinite(end) ? end.power(n) : end === -1 && n % 2 === 0 ? 1 : end);
  if (n % 2 === 1) return { low: power(a.low), high: power(a.high), lowOpen: a.lowOpen, highOpen: a.highOpen };
  if (signOf(a.low) >= 0) return { low: power(a.low), high: power(a.high), lowOpen: a.lowOpen, highOpen: a.highOpen };
  if (signOf(a.high) <= 0) return powerRange(negateRange(a), n);
  return range(Rational.zero, greater(power(a.low), power(a.high)));
}
