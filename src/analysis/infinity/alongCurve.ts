/**
 * What an expression does along a curve whose coordinates are powers of t, as t → ∞. Sums of powers are followed exactly; all else
 * by the range of its limit points, which is closed under continuous functions.
 */
import { intervalRing } from '../../compile/ring';
import { type Node, reachable } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import {
  type Range,
  addRanges,
  avoidsZero,
  everything,
  exactly,
  greater,
  isFinite,
  isPositive,
  lesser,
  multiplyRanges,
  range,
  rangeOfBounds,
  scaleRange,
  signOf,
} from './ends';
import { functionRange } from './functionRange';
import { type Laurent, addLaurent, leadingTerm, monomial, multiplyLaurent, powerLaurent } from './laurent';
import { type LogisticPart, logisticParts } from './logistic';
import { type ConstantRange, factorRange } from './wholeRange';

/** One coordinate of a curve: coefficient·t^exponent. */
export interface Monomial {
  readonly coefficient: Rational;
  readonly exponent: number;
}

type Course =
  | { readonly kind: 'exact'; readonly terms: Laurent }
  /** All limit points lie in the range. `tiny`: it goes to 0 faster than every power of t. */
  | { readonly kind: 'limits'; readonly range: Range; readonly tiny: boolean };

/** Thrown where the expression may be undefined on the curve for large t. */
class Undefined extends Error {}

/** Operations on one curve; loops over tables count once for each row. */
const mostOperations = 20_000;

/** The range of the limit points of an expression; null where it may be undefined along the curve. */
export function limitAlong(root: Node, curve: readonly Monomial[], constants: ConstantRange): Range | null {
  const walk = new Walk(curve, constants);
  try {
    return rangeOf(walk.evaluate(root));
  } catch (error) {
    if (error instanceof Undefined) return null;
    throw error;
  }
}

class Walk {
  private operations = 0;

  constructor(
    private readonly curve: readonly Monomial[],
    private readonly constants: ConstantRange,
  ) {}

  evaluate(root: Node): Course {
    const courses = new Map<Node, Course>();
    for (const node of reachable([root])) if (node.rows === 0) courses.set(node, this.course(node, courses, new Map()));
    return courses.get(root)!;
  }

  private course(node: Node, known: ReadonlyMap<Node, Course>, rows: ReadonlyMap<number, number>): Course {
    if (++this.operations > mostOperations) throw new Undefined('too many operations');
    const of = (child: Node): Course => known.get(child)!;
    switch (node.kind) {
      case 'rational':
        return exact(monomial(node.value, 0));
      case 'builtin':
        return limits(rangeOfBounds(...intervalRing.builtin(node.name)));
      case 'parameter': {
        const { coefficient, exponent } = this.curve[node.index]!;
        return exact(monomial(coefficient, exponent));
      }
      case 'constant':
        return number(this.constants(node.index));
      case 'column': {
        const at = rows.get(node.depth)!;
        const { low, high } = node.table.columns[node.column]!;
        return number(rangeOfBounds(low[at]!, high[at]!));
      }
      case 'sum': {
        const logistic = logisticParts(node);
        const start = (logistic?.parts ?? []).reduce<Course>(
          (sum, part) => add(sum, logisticCourse(part, of), part.coefficient),
          exact(monomial(node.constant, 0)),
        );
        return (logistic?.rest ?? node.terms).reduce((sum, term) => add(sum, of(term.node), term.coefficient), start);
      }
      case 'product':
        return node.factors.map(({ base, exponent }) => power(of(base), exponent)).reduce(multiply);
      case 'power': {
        const base = rangeOf(of(node.base));
        if (!isPositive(base)) throw new Undefined('a power of what may not be positive');
        return limits(range(Rational.zero, 1));
      }
      case 'function':
        return apply(node.name, of(node.argument));
      case 'maximum':
      case 'minimum': {
        const [a, b] = [rangeOf(of(node.left)), rangeOf(of(node.right))];
        const pick = node.kind === 'maximum' ? greater : lesser;
        return limits(range(pick(a.low, b.low), pick(a.high, b.high)));
      }
      case 'select': {
        const sign = eventualSign(of(node.condition));
        if (sign !== null) return of(sign >= 0 ? node.positive : node.negative);
        const [a, b] = [rangeOf(of(node.positive)), rangeOf(of(node.negative))];
        return limits(range(lesser(a.low, b.low), greater(a.high, b.high)));
      }
      case 'total':
        return this.total(node, known, rows);
      case 'guard':
        return of(node.value);
    }
  }

  private total(
    node: Node & { kind: 'total' },
    known: ReadonlyMap<Node, Course>,
    outer: ReadonlyMap<number, number>,
  ): Course {
    const bit = 1 << node.depth;
    const own = reachable([node.body]).filter(({ rows }) => (rows & bit) !== 0 && (rows & ~(bit | (bit - 1))) === 0);
    let sum: Course = exact(monomial(Rational.zero, 0));
    for (let at = 0; at < node.table.rows; at++) {
      const here = new Map(outer).set(node.depth, at);
      const local = new Map(known);
      for (const part of own) local.set(part, this.course(part, local, here));
      const body = local.get(node.body);
      // A body of nested loops is not followed.
      if (body === undefined) throw new Undefined('a nested loop');
      sum = add(sum, body, Rational.one);
    }
    return sum;
  }
}

function exact(terms: Laurent): Course {
  return { kind: 'exact', terms };
}

function limits(of: Range, tiny = false): Course {
  return { kind: 'limits', range: of, tiny };
}

/** A fixed number: exact where its bounds meet. */
function number(of: Range): Course {
  return isFinite(of.low) && isFinite(of.high) && of.low.equals(of.high) ? exact(monomial(of.low, 0)) : limits(of);
}

function rangeOf(course: Course): Range {
  if (course.kind === 'limits') return course.range;
  const leading = leadingTerm(course.terms);
  if (leading === null || leading.exponent < 0) return exactly(Rational.zero);
  if (leading.exponent === 0) return exactly(leading.coefficient);
  return leading.coefficient.isNegative ? range(-1, -1) : range(1, 1);
}

/** The sign for all large t; null where it is not certain. */
function eventualSign(course: Course): number | null {
  if (course.kind === 'exact') return leadingTerm(course.terms)?.coefficient.compare(Rational.zero) ?? 0;
  const { low, high } = course.range;
  return signOf(low) > 0 ? 1 : signOf(high) < 0 ? -1 : null;
}

function add(a: Course, b: Course, factor: Rational): Course {
  if (a.kind === 'exact' && b.kind === 'exact') return exact(addLaurent(a.terms, b.terms, factor));
  if (a.kind === 'exact' && a.terms.size === 0 && b.kind === 'limits')
    return limits(scaleRange(factor, b.range), b.tiny);
  const [x, y] = [rangeOf(a), scaleRange(factor, rangeOf(b))];
  if (opposed(x, y) || opposed(y, x)) return limits(everything);
  return limits(closed(addRanges(x, y)), a.kind === 'limits' && b.kind === 'limits' && a.tiny && b.tiny);
}

/** ∞ − ∞ tells nothing. */
function opposed(a: Range, b: Range): boolean {
  return a.high === 1 && b.low === -1;
}

/** Ranges of limit points contain their infinite ends. */
function closed({ low, high }: Range): Range {
  return { low, high, lowOpen: false, highOpen: false };
}

/** softplus(u) − t·u; with t = 1 it is softplus(−u). */
function logisticCourse({ argument, share, softplus }: LogisticPart, of: (node: Node) => Course): Course {
  const factor = share === null ? exact(monomial(Rational.one, 0)) : share.map(of).reduce(multiply);
  const one = factor.kind === 'exact' && factor.terms.size === 1 && factor.terms.get(0)?.isOne === true;
  if (one) return apply('softplus', multiply(of(argument), exact(monomial(Rational.minusOne, 0))));
  return add(of(softplus), multiply(factor, of(argument)), Rational.minusOne);
}

function multiply(a: Course, b: Course): Course {
  if (a.kind === 'exact' && b.kind === 'exact') {
    const product = multiplyLaurent(a.terms, b.terms);
    if (product !== null) return exact(product);
  }
  if ((a.kind === 'exact' && a.terms.size === 0) || (b.kind === 'exact' && b.terms.size === 0)) return exact(new Map());
  // Faster than every power: t^k times it still goes to 0.
  const tiny = (x: Course): boolean => x.kind === 'limits' && x.tiny;
  const modest = (x: Course): boolean => x.kind === 'exact' || (isFinite(x.range.low) && isFinite(x.range.high));
  if ((tiny(a) && modest(b)) || (tiny(b) && modest(a))) return limits(exactly(Rational.zero), true);
  const [x, y] = [rangeOf(a), rangeOf(b)];
  if ((mayVanish(x) && isUnbounded(y)) || (mayVanish(y) && isUnbounded(x))) return limits(everything);
  return limits(closed(multiplyRanges(x, y)));
}

function mayVanish({ low, high }: Range): boolean {
  return signOf(low) <= 0 && signOf(high) >= 0;
}

function isUnbounded({ low, high }: Range): boolean {
  return !isFinite(low) || !isFinite(high);
}

function power(base: Course, exponent: Rational): Course {
  if (base.kind === 'exact' && exponent.isInteger) {
    if (exponent.isNegative && base.terms.size === 0) throw new Undefined('division by 0');
    const result = powerLaurent(base.terms, Number(exponent.numerator));
    if (result !== null) return exact(result);
  }
  const of = rangeOf(base);
  if (!exponent.isInteger && !(eventualSign(base) === 1 || (eventualSign(base) === 0 && !exponent.isNegative)))
    throw new Undefined('a root of what may be negative');
  if (exponent.isNegative && eventualSign(base) === null) throw new Undefined('division by what may be 0');
  if (exponent.isNegative && !avoidsZero(of)) {
    // It goes to 0 with a certain sign: an even power, or a positive base, goes to +∞.
    const positive = eventualSign(base) === 1 || exponent.numerator % 2n === 0n;
    return limits(positive ? range(1, 1) : range(-1, -1));
  }
  const tiny = base.kind === 'limits' && base.tiny && !exponent.isNegative;
  if (isFinite(of.low) && isFinite(of.high)) return limits(closed(factorRange(of, exponent)), tiny);
  return limits(infinitePower(of, exponent));
}

/** Powers of ranges that reach infinity. */
function infinitePower(of: Range, exponent: Rational): Range {
  if (of.low !== of.high)
    return exponent.isNegative || exponent.numerator % 2n === 0n ? range(Rational.zero, 1) : everything;
  if (exponent.isNegative) return exactly(Rational.zero);
  return of.low === 1 || exponent.numerator % 2n === 0n ? range(1, 1) : range(-1, -1);
}

function apply(name: Parameters<typeof functionRange>[0], argument: Course): Course {
  const of = rangeOf(argument);
  const sign = eventualSign(argument);
  switch (name) {
    case 'log':
      if (sign !== 1) throw new Undefined('log of what may not be positive');
      break;
    case 'log1p':
      if (!(isFinite(of.low) ? of.low.compare(Rational.minusOne) > 0 : of.low === 1)) throw new Undefined('log1p');
      break;
    case 'tan':
    case 'asin':
    case 'acos':
      if (argument.kind !== 'exact' || argument.terms.size > 0) throw new Undefined(name);
      break;
    case 'relu':
    case 'abs':
      if (sign !== null && sign >= 0) return argument;
      if (sign === -1)
        return name === 'relu'
          ? exact(monomial(Rational.zero, 0))
          : multiply(argument, exact(monomial(Rational.minusOne, 0)));
      return limits(closed(functionRange(name, of)));
    case 'sign':
    case 'step':
    case 'rightSign':
      return limits(closed(functionRange(name, of)));
  }
  const vanishing = name === 'exp' || name === 'softplus' || name === 'sigmoid';
  if (vanishing && of.high === -1) return limits(exactly(Rational.zero), argument.kind === 'exact');
  const keepsTiny = ['sin', 'sinh', 'tanh', 'atan', 'expm1', 'log1p', 'erf'].includes(name);
  if (keepsTiny && argument.kind === 'limits' && argument.tiny) return argument;
  if (name === 'tanh' || name === 'erf' || name === 'sigmoid' || name === 'expm1') {
    const atEnd = edgeLimit(name, of);
    if (atEnd !== null) return limits(exactly(atEnd));
  }
  if (name === 'cosh' && (of.low === 1 || of.high === -1)) return limits(range(1, 1));
  if (of.low === 1) return limits(closedGrowth(name));
  if (name === 'log' && isFinite(of.high) && of.high.isZero) return limits(range(-1, -1));
  return limits(closed(functionRange(name, of)));
}

/** The exact limits of bounded functions at ±∞. */
function edgeLimit(name: 'tanh' | 'erf' | 'sigmoid' | 'expm1', { low, high }: Range): Rational | null {
  if (low === 1) return name === 'expm1' ? null : Rational.one;
  if (high === -1) return name === 'sigmoid' ? Rational.zero : Rational.minusOne;
  return null;
}

/** Where the argument goes to +∞. */
function closedGrowth(name: Parameters<typeof functionRange>[0]): Range {
  switch (name) {
    case 'exp':
    case 'sinh':
    case 'softplus':
    case 'expm1':
    case 'log':
    case 'log1p':
      return range(1, 1);
    default:
      return functionRange(name, range(Rational.zero, 1));
  }
}
