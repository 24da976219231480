/** Bounds of expressions over all values of the parameters, by the structure of the formula: squares are ≥ 0, exp is > 0, … */
import { NotRepresentable, intervalRing } from '../../compile/ring';
import { type Node, reachable } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import {
  type Range,
  addRanges,
  everything,
  exactly,
  greater,
  isFinite,
  isPositive,
  lesser,
  multiplyRanges,
  powerRange,
  range,
  rangeOfBounds,
  reciprocalRange,
  scaleRange,
  signOf,
} from './ends';
import { functionRange } from './functionRange';
import { type LogisticPart, logisticParts } from './logistic';

/** The values of constants, exact or in bounds. */
export type ConstantRange = (index: number) => Range;

/** Exact powers of numbers grow long: higher ones are not worked out. */
const mostPower = 64n;

/** The ranges of the roots and of everything below them, where defined. */
export function wholeRanges(roots: readonly Node[], constants: ConstantRange): ReadonlyMap<Node, Range> {
  const ranges = new Map<Node, Range>();
  for (const node of reachable(roots)) ranges.set(node, rangeOf(node, ranges, constants));
  return ranges;
}

function rangeOf(node: Node, known: ReadonlyMap<Node, Range>, constants: ConstantRange): Range {
  const of = (child: Node): Range => known.get(child)!;
  switch (node.kind) {
    case 'rational':
      return exactly(node.value);
    case 'builtin':
      return rangeOfBounds(...intervalRing.builtin(node.name));
    case 'parameter':
      return everything;
    case 'constant':
      return constants(node.index);
    case 'column': {
      const { low, high } = node.table.columns[node.column]!;
      return low.length === 0
        ? everything
        : rangeOfBounds(
            low.reduce((a, b) => Math.min(a, b)),
            high.reduce((a, b) => Math.max(a, b)),
          );
    }
    case 'sum': {
      const logistic = logisticParts(node);
      const start = (logistic?.parts ?? []).reduce(
        (sum, part) => addRanges(sum, logisticRange(part, of)),
        exactly(node.constant),
      );
      return (logistic?.rest ?? node.terms).reduce(
        (sum, term) => addRanges(sum, scaleRange(term.coefficient, of(term.node))),
        start,
      );
    }
    case 'product':
      return node.factors.map(({ base, exponent }) => factorRange(of(base), exponent)).reduce(multiplyRanges);
    case 'power':
      return isPositive(of(node.base)) ? range(Rational.zero, 1, true) : everything;
    case 'function':
      return functionRange(node.name, of(node.argument));
    case 'maximum':
    case 'minimum': {
      const [a, b] = [of(node.left), of(node.right)];
      const pick = node.kind === 'maximum' ? greater : lesser;
      return range(pick(a.low, b.low), pick(a.high, b.high));
    }
    case 'select': {
      const [a, b] = [of(node.positive), of(node.negative)];
      return range(lesser(a.low, b.low), greater(a.high, b.high));
    }
    case 'total':
      return node.table.rows === 0
        ? exactly(Rational.zero)
        : scaleRange(Rational.integer(BigInt(node.table.rows)), of(node.body));
    case 'guard':
      return of(node.value);
  }
}

function logisticRange({ argument, share, coefficient, softplus }: LogisticPart, of: (node: Node) => Range): Range {
  const factor = share === null ? exactly(Rational.one) : share.map(of).reduce(multiplyRanges);
  const isShare = signOf(factor.low) >= 0 && isFinite(factor.high) && factor.high.compare(Rational.one) <= 0;
  if (isShare) return range(Rational.zero, 1, true);
  return scaleRange(
    coefficient,
    addRanges(of(softplus), scaleRange(Rational.minusOne, multiplyRanges(factor, of(argument)))),
  );
}

/** a^r where it is defined. */
export function factorRange(a: Range, r: Rational): Range {
  if (r.isNegative) return reciprocalRange(factorRange(a, r.negate()));
  if (r.isInteger) return r.numerator > mostPower ? highPower(a, r.numerator) : powerRange(a, Number(r.numerator));
  // A root is defined for a ≥ 0 and grows.
  const low = signOf(a.low) <= 0 ? Rational.zero : rootBound(a.low, r, 0);
  const high = isFinite(a.high) ? rootBound(a.high, r, 1) : null;
  return range(low ?? Rational.zero, high ?? 1, isPositive(a) && (low === null || low.isZero), false);
}

function highPower(a: Range, n: bigint): Range {
  return n % 2n === 0n || signOf(a.low) >= 0 ? range(Rational.zero, 1, isPositive(a)) : everything;
}

function rootBound(at: Range['low'], r: Rational, side: 0 | 1): Rational | null {
  if (!isFinite(at)) return null;
  if (at.isZero || at.isOne) return at;
  try {
    const bound = intervalRing.power(at.bounds(), r)[side];
    return Number.isFinite(bound) ? Rational.fromNumber(bound) : null;
  } catch (error) {
    if (error instanceof NotRepresentable) return null;
    throw error;
  }
}
