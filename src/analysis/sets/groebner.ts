/** Gröbner bases over the rationals, for a few equations in a few unknowns: Buchberger's algorithm (Cox, Little, O'Shea, Ideals, Varieties, and Algorithms, §2.6–2.10). */
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { polynomialOf } from '../../symbolic/polynomial';
import { Rational } from '../../symbolic/rational';

export interface Term {
  readonly exponents: readonly number[];
  readonly coefficient: Rational;
}
/** Terms in falling order. */
export type Poly = readonly Term[];

/** Beyond these it is given up: the equations then stay as they are. */
const mostPairs = 160;
const mostTerms = 80;
const mostElements = 24;
const mostDigits = 40;

/** Equations with the same common zeros: the reduced Gröbner basis in the graded reverse order, or null where it grows too large. */
export function groebnerEquations(pool: Pool, equations: readonly Node[], parameters: readonly Node[]): Node[] | null {
  return groebnerBasis(equations, parameters.length, [])?.map((poly) => nodeOf(pool, poly, parameters)) ?? null;
}

/** The reduced Gröbner basis in the graded reverse order; each element begins with the coefficient 1. Null where an equation is no polynomial. */
export function groebnerBasis(
  equations: readonly Node[],
  parameters: number,
  exact: readonly (Rational | undefined)[],
): Poly[] | null {
  const start = equations.map((equation) => polynomialOf(equation, parameters, exact));
  if (!start.every((polynomial) => polynomial !== null)) return null;
  return basisOf(start.map((polynomial) => monic([...polynomial.values()].sort(falling))).filter(isNotZero));
}

function isNotZero(poly: Poly): boolean {
  return poly.length > 0;
}

/** Graded reverse lexicographic, the larger first. */
function falling(a: Term, b: Term): number {
  const degree = total(b) - total(a);
  if (degree !== 0) return degree;
  for (let i = a.exponents.length - 1; i >= 0; i--) {
    const difference = a.exponents[i]! - b.exponents[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

function total({ exponents }: Term): number {
  return exponents.reduce((sum, x) => sum + x, 0);
}

function monic(poly: Poly): Poly {
  const lead = poly[0]?.coefficient;
  if (lead === undefined || lead.isOne) return poly;
  return poly.map(({ exponents, coefficient }) => ({ exponents, coefficient: coefficient.divide(lead) }));
}

/** a − factor·x^shift·b, both in falling order. */
function subtract(a: Poly, b: Poly, factor: Rational, shift: readonly number[]): Poly {
  const result: Term[] = [];
  let i = 0;
  for (const { exponents, coefficient } of b) {
    const moved = {
      exponents: exponents.map((x, k) => x + shift[k]!),
      coefficient: coefficient.multiply(factor).negate(),
    };
    while (i < a.length && falling(a[i]!, moved) < 0) result.push(a[i++]!);
    if (i < a.length && falling(a[i]!, moved) === 0) {
      const sum = a[i++]!.coefficient.add(moved.coefficient);
      if (!sum.isZero) result.push({ exponents: moved.exponents, coefficient: sum });
    } else result.push(moved);
  }
  return [...result, ...a.slice(i)];
}

function divides(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, i) => x <= b[i]!);
}

/** The remainder of an expression on division by a basis; null where it is no polynomial, or grows too large. */
export function remainderOf(expression: Node, basis: readonly Poly[], parameters: number): Poly | null {
  const polynomial = polynomialOf(expression, parameters, []);
  return polynomial === null ? null : remainderBy([...polynomial.values()].sort(falling), basis);
}

/** The remainder on division by the basis, made monic; null where it grows too large. */
function reduced(poly: Poly, basis: readonly Poly[]): Poly | null {
  const rest = remainderBy(poly, basis);
  return rest === null ? null : monic(rest);
}

/** The remainder on division by monic polynomials; null where it grows too large. */
export function remainderBy(poly: Poly, basis: readonly Poly[]): Poly | null {
  let left = poly;
  const rest: Term[] = [];
  for (let steps = 0; left.length > 0; steps++) {
    if (steps > 2000 || left.length > mostTerms) return null;
    const lead = left[0]!;
    if (lead.coefficient.key.length > mostDigits) return null;
    const divisor = basis.find((other) => divides(other[0]!.exponents, lead.exponents));
    if (divisor === undefined) {
      rest.push(lead);
      left = left.slice(1);
    } else {
      const shift = lead.exponents.map((x, i) => x - divisor[0]!.exponents[i]!);
      left = subtract(left, divisor, lead.coefficient, shift);
    }
  }
  return rest;
}

function basisOf(start: readonly Poly[]): Poly[] | null {
  const basis: Poly[] = [];
  const pairs: [Poly, Poly][] = [];
  const add = (poly: Poly): void => {
    for (const other of basis) pairs.push([other, poly]);
    basis.push(poly);
  };
  for (const poly of start) {
    const rest = reduced(poly, basis);
    if (rest === null) return null;
    if (rest.length > 0) add(rest);
  }
  for (let looked = 0; pairs.length > 0; looked++) {
    if (looked > mostPairs || basis.length > mostElements) return null;
    // The pair of least degree first.
    const degrees = pairs.map(([a, b]) => leastCommonMultiple(a, b).reduce((sum, x) => sum + x, 0));
    const [[a, b]] = pairs.splice(degrees.indexOf(Math.min(...degrees)), 1) as [[Poly, Poly]];
    const common = leastCommonMultiple(a, b);
    // Leading terms without a common variable: the remainder is 0 (Buchberger's first criterion).
    if (common.every((x, i) => x === a[0]!.exponents[i]! + b[0]!.exponents[i]!)) continue;
    const shift = (poly: Poly): number[] => common.map((x, i) => x - poly[0]!.exponents[i]!);
    const lifted = subtract([], a, Rational.minusOne, shift(a));
    const rest = reduced(subtract(lifted, b, Rational.one, shift(b)), basis);
    if (rest === null) return null;
    if (rest.length > 0) add(rest);
  }
  return interreduced(basis);
}

function leastCommonMultiple(a: Poly, b: Poly): number[] {
  return a[0]!.exponents.map((x, i) => Math.max(x, b[0]!.exponents[i]!));
}

function interreduced(basis: readonly Poly[]): Poly[] | null {
  const minimal = basis.filter((poly, i) =>
    basis.every(
      (other, j) =>
        i === j ||
        !divides(other[0]!.exponents, poly[0]!.exponents) ||
        (j > i && divides(poly[0]!.exponents, other[0]!.exponents)),
    ),
  );
  const result: Poly[] = [];
  for (const poly of minimal) {
    const rest = reduced(
      poly,
      minimal.filter((other) => other !== poly),
    );
    if (rest === null) return null;
    result.push(rest);
  }
  return result;
}

function nodeOf(pool: Pool, poly: Poly, parameters: readonly Node[]): Node {
  return pool.sum(
    poly.map(({ exponents, coefficient }) => ({
      node: pool.product(
        exponents.flatMap((x, i) => (x === 0 ? [] : [{ base: parameters[i]!, exponent: Rational.integer(BigInt(x)) }])),
      ),
      coefficient,
    })),
  );
}
