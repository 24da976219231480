/** Expressions written out as sums of products, with whatever is no sum and no product as an unknown of its own. */
import { type Node, reachable } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';

/** Products by their key: the ids of unknowns with their exponents. */
type Expansion = ReadonlyMap<string, Product>;

interface Product {
  readonly coefficient: Rational;
  readonly exponents: ReadonlyMap<Node, Rational>;
}

/** Longer sums, and higher powers of sums, are not written out. */
const mostProducts = 600;
const mostPower = 12n;

/** True where the terms of an expression cancel once it is written out. */
export function vanishesExpanded(root: Node, exact: readonly (Rational | undefined)[]): boolean {
  const known = new Map<Node, Expansion | null>();
  for (const node of reachable([root])) known.set(node, expand(node, known, exact));
  return known.get(root)?.size === 0;
}

function expand(
  node: Node,
  known: ReadonlyMap<Node, Expansion | null>,
  exact: readonly (Rational | undefined)[],
): Expansion | null {
  switch (node.kind) {
    case 'rational':
      return number(node.value);
    case 'constant': {
      const value = exact[node.index];
      return value === undefined ? unknown(node, Rational.one) : number(value);
    }
    case 'sum': {
      let sum: Expansion | null = number(node.constant);
      for (const term of node.terms) {
        const part: Expansion | null = known.get(term.node)!;
        sum = sum === null || part === null ? null : add(sum, part, term.coefficient);
      }
      return sum;
    }
    case 'product': {
      let product: Expansion | null = number(Rational.one);
      for (const { base, exponent } of node.factors) {
        const part: Expansion | null = known.get(base)!;
        if (product === null || part === null) return null;
        const factor = exponent.isInteger && !exponent.isNegative ? power(part, exponent) : unknown(base, exponent);
        product = factor === null ? null : multiply(product, factor);
      }
      return product;
    }
    default:
      return unknown(node, Rational.one);
  }
}

function number(value: Rational): Expansion {
  return new Map(value.isZero ? [] : [['', { coefficient: value, exponents: new Map() }]]);
}

function unknown(node: Node, exponent: Rational): Expansion {
  const exponents = new Map([[node, exponent]]);
  return new Map([[keyOf(exponents), { coefficient: Rational.one, exponents }]]);
}

function keyOf(exponents: ReadonlyMap<Node, Rational>): string {
  return [...exponents]
    .sort(([a], [b]) => a.id - b.id)
    .map(([node, exponent]) => `${node.id}^${exponent.key}`)
    .join(' ');
}

function power(base: Expansion, exponent: Rational): Expansion | null {
  if (exponent.numerator > mostPower) return null;
  let result: Expansion | null = number(Rational.one);
  for (let k = 0n; k < exponent.numerator && result !== null; k++) result = multiply(result, base);
  return result;
}

function add(a: Expansion, b: Expansion, factor: Rational): Expansion | null {
  const sum = new Map(a);
  for (const [key, product] of b) include(sum, key, product.exponents, product.coefficient.multiply(factor));
  return sum.size > mostProducts ? null : sum;
}

function multiply(a: Expansion, b: Expansion): Expansion | null {
  const result = new Map<string, Product>();
  for (const left of a.values()) {
    for (const right of b.values()) {
      const exponents = new Map(left.exponents);
      for (const [node, exponent] of right.exponents) {
        const total = (exponents.get(node) ?? Rational.zero).add(exponent);
        if (total.isZero) exponents.delete(node);
        // A step is 0 or 1, and so are its powers.
        else exponents.set(node, node.kind === 'function' && node.name === 'step' ? Rational.one : total);
      }
      include(result, keyOf(exponents), exponents, left.coefficient.multiply(right.coefficient));
    }
    if (result.size > mostProducts) return null;
  }
  return result;
}

function include(
  into: Map<string, Product>,
  key: string,
  exponents: ReadonlyMap<Node, Rational>,
  coefficient: Rational,
): void {
  const total = (into.get(key)?.coefficient ?? Rational.zero).add(coefficient);
  if (total.isZero) into.delete(key);
  else into.set(key, { coefficient: total, exponents });
}
