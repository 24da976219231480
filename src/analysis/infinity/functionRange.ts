import { NotRepresentable, exactRing, intervalRing } from '../../compile/ring';
import type { FunctionName } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { type End, type Range, everything, isFinite, negateRange, range, rangeOfBounds, signOf } from './ends';

const { one, minusOne, zero } = Rational;

/** Growing functions: their limits at −∞ (or the lower edge of their domain) and at +∞. */
const growing: Partial<Record<FunctionName, readonly [End, End]>> = {
  exp: [zero, 1],
  sinh: [-1, 1],
  tanh: [minusOne, one],
  sigmoid: [zero, one],
  softplus: [zero, 1],
  expm1: [minusOne, 1],
  erf: [minusOne, one],
  atan: [Rational.of(-1571n, 1000n), Rational.of(1571n, 1000n)],
  log: [-1, 1],
  log1p: [-1, 1],
};

/** The values of a function of one argument on a range of arguments, as far as it is defined there. */
export function functionRange(name: FunctionName, a: Range): Range {
  const limits = growing[name];
  if (limits !== undefined) return growingRange(name, a, limits);
  switch (name) {
    case 'cosh':
    case 'abs': {
      const size = signOf(a.low) >= 0 ? a : signOf(a.high) <= 0 ? negateRange(a) : null;
      const least = name === 'cosh' ? one : zero;
      if (size === null) return range(least, 1);
      return name === 'abs'
        ? size
        : range(valueAt('cosh', size.low, 'low') ?? one, 1, size.lowOpen && isZeroEnd(size.low));
    }
    case 'relu':
      return {
        low: signOf(a.low) >= 0 ? a.low : zero,
        high: signOf(a.high) >= 0 ? a.high : zero,
        lowOpen: signOf(a.low) >= 0 && a.lowOpen,
        highOpen: signOf(a.high) >= 0 && a.highOpen,
      };
    case 'sin':
    case 'cos':
    case 'sign':
    case 'rightSign':
      return range(minusOne, one);
    case 'step':
      return range(zero, one);
    case 'asin':
    case 'acos':
      return range(Rational.integer(-2n), Rational.integer(4n));
    default:
      return everything;
  }
}

function growingRange(name: FunctionName, a: Range, [bottom, top]: readonly [End, End]): Range {
  const edge = name === 'log' ? zero : name === 'log1p' ? minusOne : null;
  const fromEdge = !isFinite(a.low) || (edge !== null && a.low.compare(edge) <= 0);
  const low = fromEdge ? bottom : valueAt(name, a.low as Rational, 'low');
  const high = !isFinite(a.high) ? top : valueAt(name, a.high, 'high');
  // Computed ends are bounds, and may lie beyond the values: only exact ends keep what is known about them.
  return range(
    low ?? bottom,
    high ?? top,
    fromEdge || low === null || (a.lowOpen && isExact(name, a.low)),
    !isFinite(a.high) || high === null || (a.highOpen && isExact(name, a.high)),
  );
}

function isZeroEnd(end: End): boolean {
  return isFinite(end) && end.isZero;
}

function isExact(name: FunctionName, end: End): boolean {
  return isFinite(end) && exactAt(name, end) !== null;
}

function exactAt(name: FunctionName, at: Rational): Rational | null {
  try {
    return exactRing.apply(name, at);
  } catch (error) {
    if (error instanceof NotRepresentable) return null;
    throw error;
  }
}

/** The value, or a double beyond it on that side; null where none is known. */
function valueAt(name: FunctionName, at: End, side: 'low' | 'high'): End | null {
  if (!isFinite(at)) return null;
  const exact = exactAt(name, at);
  if (exact !== null) return exact;
  try {
    const [low, high] = intervalRing.apply(name, at.bounds());
    return rangeOfBounds(low, high)[side];
  } catch (error) {
    if (error instanceof NotRepresentable) return null;
    throw error;
  }
}
