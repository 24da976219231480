/**
 * Losses that go to +∞ in every direction: a continuous one has a least value (Weierstrass). For polynomials also bounds below by sums
 * of functions of one parameter each, which show where that least value can lie.
 */
import { down, up } from '../../interval/rounding';
import { solveFor } from '../../symbolic/factors';
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { type Polynomial, type PolynomialTerm, polynomialOf } from '../../symbolic/polynomial';
import { Rational } from '../../symbolic/rational';
import type { Box } from '../box';
import { type Range, isFinite } from './ends';

/** Weights of the parameters that are tried. */
const weights = [1, 2, 3];

/**
 * True where a polynomial is shown to be coercive: for some weights w its part of highest weighted degree is positive definite. With
 * xᵢ = r^wᵢ·eᵢ that part is r^d·(something ≥ c > 0 on the unit sphere), and all else is of lower order in r.
 */
export function isCoercive(polynomial: Polynomial, n: number): boolean {
  return weightsOf(n).some((weight) => {
    let top = -1;
    const degree = (exponents: readonly number[]): number => exponents.reduce((sum, x, i) => sum + x * weight[i]!, 0);
    for (const { exponents } of polynomial.values()) top = Math.max(top, degree(exponents));
    if (top <= 0) return false;
    const leading = [...polynomial.values()].filter(({ exponents }) => degree(exponents) === top);
    return isDefinite(leading, n);
  });
}

/**
 * Positive definite: there is a pure even power of each parameter, and the mixed terms are held by them. With Σ αᵢ/kᵢ = 1 for the pure
 * exponents kᵢ, |x^α| ≤ Σ (αᵢ/kᵢ)·|xᵢ|^kᵢ (weighted arithmetic and geometric means), so that what each mixed term takes is less than
 * what the pure powers have.
 */
function isDefinite(leading: readonly PolynomialTerm[], n: number): boolean {
  const pure = Array.from({ length: n }, (_, i) =>
    leading.find(({ exponents }) => exponents.every((x, j) => (j === i ? x > 0 && x % 2 === 0 : x === 0))),
  );
  if (pure.some((term) => term === undefined || term.coefficient.isNegative)) return false;
  const left = pure.map((term) => term!.coefficient);
  for (const { exponents, coefficient } of leading) {
    if (exponents.filter((x) => x > 0).length < 2) continue;
    if (isHarmless(exponents, coefficient)) continue;
    exponents.forEach((x, i) => {
      const share = Rational.of(BigInt(x), BigInt(pure[i]!.exponents[i]!));
      left[i] = left[i]!.subtract(sizeOf(coefficient).multiply(share));
    });
  }
  return left.every((rest) => !rest.isNegative && !rest.isZero);
}

/** An even monomial with a positive coefficient is nowhere below 0. */
function isHarmless(exponents: readonly number[], coefficient: Rational): boolean {
  return !coefficient.isNegative && exponents.every((x) => x % 2 === 0);
}

function sizeOf(value: Rational): Rational {
  return value.isNegative ? value.negate() : value;
}

function weightsOf(n: number): number[][] {
  let result: number[][] = [[]];
  for (let i = 0; i < n; i++) result = result.flatMap((list) => weights.map((weight) => [...list, weight]));
  return result;
}

/**
 * Coercive by its form: a sum of terms that are bounded below, among them even powers that hold the parameters one after the other. Where
 * the loss stays below a bound each of these stays bounded; (a·xᵢ + q)² with q a polynomial in parameters that are already held holds xᵢ.
 */
export function isHeldBySquares(
  pool: Pool,
  terms: readonly { readonly node: Node; readonly coefficient: Rational }[],
  ranges: ReadonlyMap<Node, Range>,
  parameters: readonly Node[],
): boolean {
  const bounded = terms.every(({ node, coefficient }) => {
    const { low, high } = ranges.get(node)!;
    return isFinite(coefficient.isNegative ? high : low);
  });
  if (!bounded) return false;
  const bases = terms.flatMap(({ node, coefficient }) => {
    if (coefficient.isNegative || node.kind !== 'product' || node.factors.length !== 1) return [];
    const { base, exponent } = node.factors[0]!;
    return exponent.isInteger && !exponent.isNegative && exponent.numerator % 2n === 0n ? [base] : [];
  });
  const held = new Set<Node>();
  const depends = (node: Node, parameter: Node): boolean => reachable([node]).includes(parameter);
  for (let before = -1; before < held.size;) {
    before = held.size;
    for (const parameter of parameters) {
      if (held.has(parameter)) continue;
      const isHeld = bases.some((base) => {
        const rest = solveFor(pool, base, parameter, depends);
        if (rest === null || polynomialOf(rest, parameters.length, []) === null) return false;
        return parameters.every((other) => held.has(other) || !depends(rest, other));
      });
      if (isHeld) held.add(parameter);
    }
  }
  return held.size === parameters.length;
}

/** Pieces of one axis that are looked at. */
const pieces = 400;

/**
 * True where a polynomial exceeds `value` everywhere outside of a box and on its edge: |x^α| ≤ Σ (αᵢ/|α|)·|xᵢ|^|α| bounds it below by
 * Σ qᵢ(|xᵢ|), and outside one |xᵢ| is at least the smaller of its ends.
 */
export function exceedsOutside(polynomial: Polynomial, box: Box, value: number): boolean {
  const bounds = Array.from(box.low, () => new Map<number, Rational>());
  let start = Rational.zero;
  for (const { exponents, coefficient } of polynomial.values()) {
    const degree = exponents.reduce((sum, x) => sum + x, 0);
    const pure = exponents.findIndex((x) => x === degree);
    if (degree === 0) start = start.add(coefficient);
    else if (pure >= 0 && degree % 2 === 0) include(bounds[pure]!, degree, coefficient);
    else if (!isHarmless(exponents, coefficient)) {
      const size = sizeOf(coefficient).negate();
      exponents.forEach((x, i) => {
        if (x > 0) include(bounds[i]!, degree, size.multiply(Rational.of(BigInt(x), BigInt(degree))));
      });
    }
  }
  const anywhere = bounds.map((q) => leastFrom(q, 0));
  return box.low.every((low, i) => {
    // The box must hold 0 along this axis for "outside" to mean a large |xᵢ|.
    const reach = Math.min(-low, box.high[i]!);
    if (!(reach > 0)) return false;
    let sum = start.bounds()[0];
    bounds.forEach((q, j) => (sum = down(sum + (j === i ? leastFrom(q, reach) : anywhere[j]!))));
    return sum > value;
  });
}

function include(q: Map<number, Rational>, degree: number, coefficient: Rational): void {
  q.set(degree, (q.get(degree) ?? Rational.zero).add(coefficient));
}

/** A lower bound of Σ c·uᵏ over u ≥ from ≥ 0. */
function leastFrom(q: ReadonlyMap<number, Rational>, from: number): number {
  const terms = [...q].filter(([, c]) => !c.isZero).sort(([a], [b]) => b - a);
  const [top, ...rest] = terms;
  if (top === undefined) return 0;
  if (top[1].isNegative) return -Infinity;
  const taken = rest.filter(([, c]) => c.isNegative);
  const highest = taken[0]?.[0] ?? 0;
  const total = taken.reduce((sum, [, c]) => sum.subtract(c), Rational.zero);
  // For u ≥ far ≥ 1 it is at least u^highest·(c·u^(top − highest) − total), which grows where the bracket is not below 0.
  let far = Math.max(1, 2 * from);
  const surplus = (): number => {
    let size = top[1].bounds()[0];
    for (let k = highest; k < top[0]; k++) size = down(size * far);
    return down(size - total.bounds()[1]);
  };
  while (far < 1e9 && !(surplus() >= 0)) far *= 2;
  if (far >= 1e9) return -Infinity;
  let least = surplus();
  for (let k = 0; k < highest; k++) least = Math.max(0, down(least * far));
  const lows = terms.map(([degree, coefficient]) => ({ degree, low: coefficient.bounds()[0] }));
  let a = from;
  for (let k = 0; k < pieces; k++) {
    const b = k + 1 === pieces ? far : from + ((far - from) * (k + 1)) / pieces;
    let sum = 0;
    for (const { degree, low } of lows)
      sum = down(sum + down(low * (low > 0 ? powerBelow(a, degree) : powerAbove(b, degree))));
    least = Math.min(least, sum);
    a = b;
  }
  return least;
}

/** At or below uⁿ, u ≥ 0. */
function powerBelow(u: number, n: number): number {
  let power = 1;
  for (let j = 0; j < n; j++) power = Math.max(0, down(power * u));
  return power;
}

/** At or above it. */
function powerAbove(u: number, n: number): number {
  let power = 1;
  for (let j = 0; j < n; j++) power = up(power * u);
  return power;
}
