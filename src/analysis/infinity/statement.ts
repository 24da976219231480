/** What can be shown about the lowest values of a loss over the whole space, not the box alone. */
import type { TapeOracle } from '../../compile/oracle';
import { zeroFactors } from '../../symbolic/factors';
import { type Node, isKink, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { polynomialOf } from '../../symbolic/polynomial';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import type { Box } from '../box';
import type { Unaudited } from '../audit/audit';
import type { Audit, LowestValue } from '../report';
import type { ConstantBounds, IntervalSystem } from '../search/intervalSystem';
import { decompose } from '../sets/decompose';
import { shortestIn } from '../shortest';
import { termsOf } from '../terms';
import { limitAlong } from './alongCurve';
import { exceedsOutside, isCoercive, isHeldBySquares } from './coercive';
import { curveText, fallingCurves } from './curves';
import { type Range, avoidsZero, exactly, isFinite, isPositive, rangeOfBounds } from './ends';
import { isHigherOutside } from './outside';
import { type ConstantRange, wholeRanges } from './wholeRange';

export interface WholeLoss {
  readonly pool: Pool;
  readonly value: Node;
  readonly gradient: readonly Node[];
  readonly parameters: readonly Node[];
  readonly names: readonly string[];
  /** Exact values of the constants by index; undefined where one is not rational. */
  readonly exact: readonly (Rational | undefined)[];
  readonly bounds: ConstantBounds;
}

type Audited = Unaudited & { readonly audit: Audit };

/** The strongest of the statements that is shown, or null. */
export function lowestValue(
  loss: WholeLoss,
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  found: Audited,
): LowestValue | null {
  const constants: ConstantRange = (index) => {
    const value = loss.exact[index];
    return value === undefined ? rangeOfBounds(loss.bounds.low[index]!, loss.bounds.high[index]!) : exactly(value);
  };
  const ranges = wholeRanges([loss.value, ...loss.gradient], constants);
  const least = ranges.get(loss.value)!;
  return (
    attained(loss, oracle, least, found) ??
    inside(loss, system, box, found) ??
    coercive(loss, ranges, constants) ??
    alongCurves(loss, oracle, least, constants) ??
    withoutMinimum(loss, ranges)
  );
}

/** A bound below that holds everywhere, and a point where the loss has exactly that value. */
function attained(loss: WholeLoss, oracle: TapeOracle, { low, lowOpen }: Range, found: Audited): LowestValue | null {
  if (!isFinite(low) || lowOpen) return null;
  const value = low.toNumber();
  const samples = found.manifolds.flatMap(({ samples: all }) => all.slice(0, 20));
  const candidates = [...found.points.map(({ point }) => point), ...found.kinks.map(({ point }) => point), ...samples];
  for (const point of [...candidates, ...wholePoints(loss.parameters.length)]) {
    if (!(Math.abs(oracle.value(point) - value) <= 1e-9 * (1 + Math.abs(value)))) continue;
    const exact = point.map(decimal);
    if (exactValue(loss, exact)?.equals(low) !== true) continue;
    const at = exact.map((x) => text(x)).join(', ');
    return {
      kind: 'global-minimum',
      value,
      reason: `The global minimum is ${text(low)}, at (${at}): by its form the loss is nowhere lower.`,
    };
  }
  return null;
}

/** Points with small whole coordinates, for sets of minima that no listed point lies on. */
function wholePoints(n: number): number[][] {
  let points: number[][] = [[]];
  for (let i = 0; i < n && n <= 3; i++) points = points.flatMap((point) => [0, 1, -1, 2, -2].map((x) => [...point, x]));
  return n <= 3 ? points : [];
}

function decimal(value: number): Rational {
  const size = Rational.fromDecimal(String(Math.abs(value)));
  return value < 0 ? size.negate() : size;
}

function exactValue({ pool, value, parameters, exact }: WholeLoss, point: readonly Rational[]): Rational | null {
  const values = new Map(parameters.map((parameter, i) => [parameter, pool.rational(point[i]!)]));
  for (const node of reachable([value])) {
    if (node.kind !== 'constant') continue;
    const known = exact[node.index];
    if (known === undefined) return null;
    values.set(node, pool.rational(known));
  }
  const at = substitute(pool, [value], values)[0]!;
  return at.kind === 'rational' ? at.value : null;
}

/** The lowest of the critical points in the box, where the loss is shown to be larger everywhere outside of it. */
function inside(
  { value: formula, parameters, exact }: WholeLoss,
  system: IntervalSystem,
  box: Box,
  found: Audited,
): LowestValue | null {
  if (!found.complete || found.audit.status !== 'agrees' || found.points.length === 0) return null;
  if (found.manifolds.length > 0 || found.points.some(({ proof }) => proof !== 'proved')) return null;
  let [low, high] = [Infinity, Infinity];
  for (const { enclosure } of found.points) {
    system.gradient({
      low: Float64Array.from(enclosure, ([a]) => a),
      high: Float64Array.from(enclosure, ([, b]) => b),
    });
    low = Math.min(low, system.valueLow);
    high = Math.min(high, system.valueHigh);
  }
  const polynomial = polynomialOf(formula, parameters.length, exact);
  const isHigher = (polynomial !== null && exceedsOutside(polynomial, box, high)) || isHigherOutside(system, box, high);
  if (!isHigher) return null;
  const value = shortestIn(low, high);
  return {
    kind: 'global-minimum',
    value,
    reason: `The lowest of the listed values is the global minimum: outside of the box the loss is larger everywhere.`,
  };
}

function coercive(loss: WholeLoss, ranges: ReadonlyMap<Node, Range>, constants: ConstantRange): LowestValue | null {
  const { pool, value, parameters, exact } = loss;
  const polynomial = polynomialOf(value, parameters.length, exact);
  if (polynomial === null || !isCoercive(polynomial, parameters.length)) {
    const parts = isContinuousEverywhere(value, ranges) ? termsOf(loss) : null;
    if (parts === null) return null;
    const own = wholeRanges(
      parts.terms.map(({ node }) => node),
      constants,
    );
    if (!isHeldBySquares(pool, parts.terms, own, parameters)) return null;
  }
  return {
    kind: 'minimum-exists',
    value: null,
    reason: 'A global minimum exists, in the box or outside of it: the loss grows without bound in every direction.',
  };
}

function alongCurves(loss: WholeLoss, oracle: TapeOracle, least: Range, constants: ConstantRange): LowestValue | null {
  for (const curve of fallingCurves(oracle, loss.value, loss.exact)) {
    const limit = limitAlong(loss.value, curve, constants);
    if (limit === null) continue;
    const way = `along ${curveText(curve, loss.names)} as t → ∞`;
    if (limit.high === -1) {
      return { kind: 'unbounded-below', value: null, reason: `The loss is unbounded below: it falls to −∞ ${way}.` };
    }
    const bound = least.low;
    if (!isFinite(bound) || !isFinite(limit.high) || !limit.high.equals(bound)) continue;
    if (!least.lowOpen && !isNeverReached(loss, bound, constants)) continue;
    return {
      kind: 'infimum-at-infinity',
      value: bound.toNumber(),
      reason: `No global minimum: the infimum ${text(bound)} lies at infinity. The loss is above it everywhere, and goes to it ${way}.`,
    };
  }
  return null;
}

/** L is a constant plus terms with least values of their own, and the equations "each term is at its least" contradict each other. */
function isNeverReached(loss: WholeLoss, bound: Rational, constants: ConstantRange): boolean {
  const parts = termsOf(loss);
  if (parts === null) return false;
  const ranges = wholeRanges(
    parts.terms.map(({ node }) => node),
    constants,
  );
  const equations: Node[] = [];
  let sum = parts.constant;
  for (const { node, coefficient } of parts.terms) {
    const { low, high } = ranges.get(node)!;
    const least = coefficient.isNegative ? high : low;
    if (!isFinite(least)) return false;
    sum = sum.add(coefficient.multiply(least));
    equations.push(loss.pool.subtract(node, loss.pool.rational(least)));
  }
  return sum.equals(bound) && decompose(loss.pool, equations, loss.parameters)?.length === 0;
}

/** A loss that is smooth everywhere and has a slope that is never 0 has no minimum at all. */
function withoutMinimum(
  { pool, value, gradient, names }: WholeLoss,
  ranges: ReadonlyMap<Node, Range>,
): LowestValue | null {
  if (!isSmoothEverywhere(value, ranges)) return null;
  const axis = gradient.findIndex((slope) => avoidsZero(ranges.get(slope)!) || zeroFactors(pool, slope)?.length === 0);
  if (axis < 0) return null;
  return {
    kind: 'no-minimum',
    value: null,
    reason: `No minimum anywhere: ∂L/∂${names[axis]!} is never 0. The infimum lies at infinity.`,
  };
}

function isSmoothEverywhere(value: Node, ranges: ReadonlyMap<Node, Range>): boolean {
  return !reachable([value]).some(isKink) && isContinuousEverywhere(value, ranges);
}

/** Defined everywhere, and continuous. A selection may jump, so it is not taken to be continuous. */
function isContinuousEverywhere(value: Node, ranges: ReadonlyMap<Node, Range>): boolean {
  const partial = new Set(['sign', 'step', 'rightSign', 'tan', 'asin', 'acos']);
  return reachable([value]).every((node) => {
    switch (node.kind) {
      case 'select':
        return false;
      case 'function': {
        if (partial.has(node.name)) return false;
        const argument = ranges.get(node.argument)!;
        if (node.name === 'log') return isPositive(argument);
        return node.name !== 'log1p' || (isFinite(argument.low) && argument.low.compare(Rational.minusOne) > 0);
      }
      case 'product':
        return node.factors.every(({ base, exponent }) => {
          const of = ranges.get(base)!;
          if (!exponent.isInteger) return isPositive(of);
          return !exponent.isNegative || avoidsZero(of);
        });
      case 'power':
        return isPositive(ranges.get(node.base)!);
      default:
        return true;
    }
  });
}

function text(value: Rational): string {
  const short = value.key.length <= 12 ? value.key : String(Number(value.toNumber().toPrecision(8)));
  return short.replace('-', '−');
}
