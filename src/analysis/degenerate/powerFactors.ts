import { type Factor, type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { polynomialOf } from '../../symbolic/polynomial';
import { Rational } from '../../symbolic/rational';
import { type Polynomial, quotient, squareFreeFactors } from './sturm';

/** node = factor^power · rest. */
export interface PowerFactor {
  readonly factor: Node;
  readonly power: number;
  readonly rest: Node;
}

/** Higher powers are not worked with. */
const mostPower = 60;

/** The factors that an expression has to a power of at least 2: as it is written, and of polynomials in one parameter all of them. */
export function factorsWithPowers(pool: Pool, node: Node, parameters: readonly Node[]): PowerFactor[] {
  const polynomial = inOneParameter(pool, node, parameters);
  return polynomial.length > 0 ? polynomial : asWritten(pool, node);
}

function asWritten(pool: Pool, node: Node): PowerFactor[] {
  if (node.kind === 'guard') return [];
  const terms = node.kind === 'sum' ? (node.constant.isZero ? node.terms.map((term) => term.node) : []) : [node];
  const factorsOf = (of: Node): readonly Factor[] =>
    of.kind === 'product' ? of.factors : [{ base: of, exponent: Rational.one }];
  const [first, ...others] = terms.map(factorsOf);
  return (first ?? []).flatMap(({ base, exponent }): PowerFactor[] => {
    // The least power that every term has of it.
    const least = others.reduce<Rational>((power, factors) => {
      const here = factors.find((factor) => factor.base === base)?.exponent ?? Rational.zero;
      return here.compare(power) < 0 ? here : power;
    }, exponent);
    if (!base.varies || !least.isInteger || least.numerator < 2n || least.numerator > BigInt(mostPower)) return [];
    const inverse = { base, exponent: least.negate() };
    const rest =
      node.kind === 'sum'
        ? pool.sum(
            node.terms.map(({ node: term, coefficient }) => ({
              node: pool.product([...factorsOf(term), inverse]),
              coefficient,
            })),
          )
        : pool.product([...factorsOf(node), inverse]);
    return [{ factor: base, power: Number(least.numerator), rest }];
  });
}

function inOneParameter(pool: Pool, node: Node, parameters: readonly Node[]): PowerFactor[] {
  const below = new Set(reachable([node]));
  const occurring = parameters.filter((parameter) => below.has(parameter));
  if (occurring.length !== 1) return [];
  const axis = parameters.indexOf(occurring[0]!);
  const polynomial = polynomialOf(node, parameters.length, []);
  if (polynomial === null) return [];
  const coefficients: Rational[] = [];
  for (const { exponents, coefficient } of polynomial.values()) coefficients[exponents[axis]!] = coefficient;
  const whole = Array.from({ length: coefficients.length }, (_, k) => coefficients[k] ?? Rational.zero);
  return squareFreeFactors(whole)
    .filter(({ power }) => power >= 2)
    .map(({ factor, power }) => {
      let rest: Polynomial = whole;
      for (let k = 0; k < power; k++) rest = quotient(rest, factor);
      return { factor: nodeOf(pool, factor, occurring[0]!), power, rest: nodeOf(pool, rest, occurring[0]!) };
    });
}

function nodeOf(pool: Pool, polynomial: Polynomial, parameter: Node): Node {
  return pool.sum(
    polynomial.map((coefficient, k) => ({
      node: k === 0 ? pool.integer(1) : pool.powerOf(parameter, Rational.integer(BigInt(k))),
      coefficient,
    })),
  );
}
