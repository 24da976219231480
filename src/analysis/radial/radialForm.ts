/** Losses that depend on the distance r from one point alone. */
import { type FunctionName, type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { type Polynomial, polynomialOf } from '../../symbolic/polynomial';
import { Rational } from '../../symbolic/rational';

/** The second derivative does not see their kinks. */
const kinky: ReadonlySet<FunctionName> = new Set(['abs', 'sign', 'relu', 'step', 'rightSign']);

/** a·|x − center|², with a > 0. */
export interface Sphere {
  readonly center: readonly Rational[];
  readonly scale: Rational;
}

/** What stands under the roots of an expression: their bases, as far as they are such squares. */
export function rootSpheres(loss: Node, n: number): { readonly base: Node; readonly sphere: Sphere }[] {
  const bases = reachable([loss]).flatMap((node) =>
    node.kind === 'product' ? node.factors.filter(({ exponent }) => !exponent.isInteger).map(({ base }) => base) : [],
  );
  return [...new Set(bases)].flatMap((base) => {
    const polynomial = polynomialOf(base, n, []);
    const form = polynomial === null ? null : sphereOf(polynomial, n);
    return form?.rest.isZero === true ? [{ base, sphere: form }] : [];
  });
}

/** scale·|x − center|² + rest; null for other polynomials. */
function sphereOf(polynomial: Polynomial, n: number): (Sphere & { readonly rest: Rational }) | null {
  const at = (exponents: readonly number[]): Rational => polynomial.get(exponents.join())?.coefficient ?? Rational.zero;
  const unit = (i: number, power: number): number[] => Array.from({ length: n }, (_, k) => (k === i ? power : 0));
  const scale = at(unit(0, 2));
  if (scale.compare(Rational.zero) <= 0) return null;
  const isPure = [...polynomial.values()].every(({ exponents }) => {
    const degree = exponents.reduce((a, b) => a + b, 0);
    return degree < 2 || (degree === 2 && exponents.includes(2));
  });
  const alike = Array.from({ length: n }, (_, i) => at(unit(i, 2)).equals(scale));
  if (!isPure || !alike.every(Boolean)) return null;
  const half = Rational.of(-1n, 2n);
  const center = Array.from({ length: n }, (_, i) => at(unit(i, 1)).multiply(half).divide(scale));
  const rest = center.reduce((sum, c) => sum.subtract(scale.multiply(c).multiply(c)), at(unit(0, 0)));
  return { center, scale, rest };
}

/** The loss as an expression in r = |x − center| alone, for r ≥ 0; null where it is none. */
export function radialForm(pool: Pool, loss: Node, center: readonly Rational[], r: Node): Node | null {
  const n = center.length;
  const square = pool.powerOf(r, Rational.integer(2n));
  const overRadius = (polynomial: Polynomial): Node | null => {
    const constant = Array.from({ length: n }, () => 0).join();
    if ([...polynomial.keys()].every((key) => key === constant))
      return pool.rational(polynomial.get(constant)?.coefficient ?? Rational.zero);
    const negated = new Map(
      [...polynomial].map(([key, term]) => [key, { ...term, coefficient: term.coefficient.negate() }] as const),
    );
    for (const [sign, candidate] of [
      [Rational.one, polynomial],
      [Rational.minusOne, negated],
    ] as const) {
      const form = sphereOf(candidate, n);
      if (form?.center.every((c, i) => c.equals(center[i]!)) === true)
        return pool.scale(sign, pool.sum([{ node: square, coefficient: form.scale }], form.rest));
    }
    return null;
  };
  const reduce = (node: Node): Node | null => {
    if (!node.varies) return node;
    const polynomial = polynomialOf(node, n, []);
    if (polynomial !== null) {
      const found = overRadius(polynomial);
      if (found !== null) return found;
    }
    switch (node.kind) {
      case 'sum': {
        const isPolynomial = node.terms.map((term) => polynomialOf(term.node, n, []) !== null);
        const own = pool.sum(
          node.terms.filter((_, k) => isPolynomial[k]!),
          node.constant,
        );
        const others = node.terms.filter((_, k) => !isPolynomial[k]!);
        if (others.length === 0) return null;
        const ownPolynomial = polynomialOf(own, n, []);
        const ownReduced = ownPolynomial === null ? null : overRadius(ownPolynomial);
        const reduced = others.map((term) => ({ node: reduce(term.node), coefficient: term.coefficient }));
        if (ownReduced === null || reduced.some((term) => term.node === null)) return null;
        return pool.add(ownReduced, pool.sum(reduced as { node: Node; coefficient: Rational }[]));
      }
      case 'product': {
        const factors = node.factors.map(({ base, exponent }) => {
          const reduced = reduce(base);
          return reduced === null ? null : raised(pool, reduced, exponent, square, r);
        });
        return factors.every((factor) => factor !== null) ? pool.multiply(...factors) : null;
      }
      case 'function': {
        if (kinky.has(node.name)) return null;
        const argument = reduce(node.argument);
        return argument === null ? null : pool.apply(node.name, argument);
      }
      default:
        return null;
    }
  };
  return reduce(loss);
}

/** base^exponent, with (a·r²)^e written as a^e·r^2e. */
function raised(pool: Pool, base: Node, exponent: Rational, square: Node, r: Node): Node {
  const two = Rational.integer(2n);
  if (base === square) return pool.powerOf(r, exponent.multiply(two));
  if (base.kind === 'sum' && base.terms.length === 1 && base.constant.isZero && base.terms[0]!.node === square) {
    const { coefficient } = base.terms[0]!;
    if (!coefficient.isNegative)
      return pool.multiply(pool.powerOf(pool.rational(coefficient), exponent), pool.powerOf(r, exponent.multiply(two)));
  }
  return pool.powerOf(base, exponent);
}
