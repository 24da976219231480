import { type Node, reachable } from './node';
import { Rational } from './rational';

/** A polynomial written out: its terms by their exponents as text, no coefficient 0. */
export type Polynomial = ReadonlyMap<string, PolynomialTerm>;

export interface PolynomialTerm {
  readonly exponents: readonly number[];
  readonly coefficient: Rational;
}

/** Longer polynomials, and those of higher degree, are not written out. */
const mostTerms = 400;
const mostDegree = 40;

/** The polynomial in `parameters` parameters that a node is, or null where it is none, or is too long. */
export function polynomialOf(
  root: Node,
  parameters: number,
  exact: readonly (Rational | undefined)[],
): Polynomial | null {
  const known = new Map<Node, Polynomial | null>();
  for (const node of reachable([root])) known.set(node, convert(node, parameters, exact, known));
  return known.get(root)!;
}

export function equalPolynomials(a: Polynomial, b: Polynomial): boolean {
  return a.size === b.size && [...a].every(([key, term]) => b.get(key)?.coefficient.equals(term.coefficient) === true);
}

function convert(
  node: Node,
  parameters: number,
  exact: readonly (Rational | undefined)[],
  known: ReadonlyMap<Node, Polynomial | null>,
): Polynomial | null {
  switch (node.kind) {
    case 'rational':
      return constant(node.value, parameters);
    case 'constant': {
      const value = exact[node.index];
      return value === undefined ? null : constant(value, parameters);
    }
    case 'parameter': {
      const exponents = Array.from({ length: parameters }, (_, i) => (i === node.index ? 1 : 0));
      return new Map([[exponents.join(), { exponents, coefficient: Rational.one }]]);
    }
    case 'sum': {
      let sum: Polynomial | null = constant(node.constant, parameters);
      for (const { node: term, coefficient } of node.terms) {
        const polynomial = known.get(term)!;
        if (sum === null || polynomial === null) return null;
        sum = add(sum, polynomial, coefficient);
      }
      return sum;
    }
    case 'product': {
      let product: Polynomial | null = constant(Rational.one, parameters);
      for (const { base, exponent } of node.factors) {
        const polynomial = known.get(base)!;
        if (
          polynomial === null ||
          !exponent.isInteger ||
          exponent.isNegative ||
          exponent.numerator > BigInt(mostDegree)
        )
          return null;
        for (let k = 0; k < Number(exponent.numerator) && product !== null; k++)
          product = multiply(product, polynomial);
      }
      return product;
    }
    default:
      return null;
  }
}

function constant(value: Rational, parameters: number): Polynomial {
  const exponents = Array.from({ length: parameters }, () => 0);
  return new Map(value.isZero ? [] : [[exponents.join(), { exponents, coefficient: value }]]);
}

function add(a: Polynomial, b: Polynomial, factor: Rational): Polynomial | null {
  const sum = new Map(a);
  for (const [key, { exponents, coefficient }] of b) {
    const total = (sum.get(key)?.coefficient ?? Rational.zero).add(coefficient.multiply(factor));
    if (total.isZero) sum.delete(key);
    else sum.set(key, { exponents, coefficient: total });
  }
  return sum.size > mostTerms ? null : sum;
}

function multiply(a: Polynomial, b: Polynomial): Polynomial | null {
  const product = new Map<string, PolynomialTerm>();
  for (const left of a.values()) {
    for (const right of b.values()) {
      const exponents = left.exponents.map((x, i) => x + right.exponents[i]!);
      if (exponents.some((x) => x > mostDegree)) return null;
      const key = exponents.join();
      const total = (product.get(key)?.coefficient ?? Rational.zero).add(left.coefficient.multiply(right.coefficient));
      if (total.isZero) product.delete(key);
      else product.set(key, { exponents, coefficient: total });
    }
  }
  return product.size > mostTerms ? null : product;
}
