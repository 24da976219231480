import type { Factor, FunctionName, Node, SumNode } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

/** Functions without zeros, and functions that vanish exactly where their argument does. */
const withoutZeros: ReadonlySet<FunctionName> = new Set(['exp', 'cosh', 'sigmoid', 'softplus']);
const oddLike: ReadonlySet<FunctionName> = new Set(['sinh', 'tanh', 'atan', 'asin', 'erf', 'expm1', 'log1p', 'abs']);

/**
 * Expressions of which at least one vanishes exactly where `node` does (where `node` is defined): its factors, each once.
 * Null where the node is identically 0; an empty list where it never vanishes.
 */
export function zeroFactors(pool: Pool, node: Node): readonly Node[] | null {
  const found = new Set<Node>();
  return collect(pool, node, found) ? [...found] : null;
}

/** False where the node is identically 0. */
function collect(pool: Pool, node: Node, found: Set<Node>): boolean {
  switch (node.kind) {
    case 'rational':
      return !node.value.isZero;
    case 'builtin':
      return true;
    case 'guard':
      return collect(pool, node.value, found);
    case 'product':
      return node.factors.every(({ base, exponent }) => exponent.isNegative || collect(pool, base, found));
    case 'function':
      if (oddLike.has(node.name)) return collect(pool, node.argument, found);
      if (!withoutZeros.has(node.name)) found.add(node);
      return true;
    case 'sum': {
      const common = commonFactors(node);
      if (common.length === 0) {
        const flat = flattened(pool, node);
        // Taken apart, it may turn out to be a number.
        if (flat.kind === 'rational') return !flat.value.isZero;
        found.add(flat);
        return true;
      }
      if (!common.every(({ base, exponent }) => exponent.isNegative || collect(pool, base, found))) return false;
      return collect(pool, quotient(pool, node, common), found);
    }
    default:
      found.add(node);
      return true;
  }
}

/** A sum with the sums among its terms taken apart: an equation that is linear shows. */
function flattened(pool: Pool, sum: SumNode): Node {
  let constant = sum.constant;
  const terms = sum.terms.flatMap(({ node, coefficient }) => {
    const inner = node.kind === 'sum' ? flattened(pool, node) : node;
    if (inner.kind !== 'sum') return [{ node: inner, coefficient }];
    constant = constant.add(coefficient.multiply(inner.constant));
    return inner.terms.map((part) => ({ node: part.node, coefficient: coefficient.multiply(part.coefficient) }));
  });
  return pool.sum(terms, constant);
}

function factorsOf(node: Node): readonly Factor[] {
  return node.kind === 'product' ? node.factors : [{ base: node, exponent: Rational.one }];
}

/** Factors that all terms of a sum share, with the least exponent; none where it has a constant. */
function commonFactors(sum: SumNode): Factor[] {
  if (!sum.constant.isZero) return [];
  const [first, ...rest] = sum.terms.map(
    ({ node }) => new Map(factorsOf(node).map(({ base, exponent }) => [base, exponent])),
  );
  const common: Factor[] = [];
  for (const [base, exponent] of first!) {
    let least = exponent;
    for (const other of rest) {
      const here = other.get(base) ?? Rational.zero;
      if (here.compare(least) < 0) least = here;
    }
    if (!least.isZero && rest.every((other) => other.has(base))) common.push({ base, exponent: least });
  }
  return common;
}

/** Sums among the quotient's terms are taken apart, so that what they share cancels: 2(x + y) + 2(x − y) is 4x. */
function quotient(pool: Pool, sum: SumNode, common: readonly Factor[]): Node {
  const inverse = common.map(({ base, exponent }) => ({ base, exponent: exponent.negate() }));
  let constant = Rational.zero;
  const terms = sum.terms.flatMap(({ node, coefficient }) => {
    const term = pool.product([...factorsOf(node), ...inverse]);
    if (term.kind !== 'sum') return [{ node: term, coefficient }];
    constant = constant.add(coefficient.multiply(term.constant));
    return term.terms.map((part) => ({ node: part.node, coefficient: coefficient.multiply(part.coefficient) }));
  });
  return pool.sum(terms, constant);
}

/** node = coefficient·parameter + rest with a coefficient that is a number and a rest without the parameter: -rest/coefficient. */
export function solveFor(
  pool: Pool,
  node: Node,
  parameter: Node,
  dependsOn: (node: Node, parameter: Node) => boolean,
): Node | null {
  if (node === parameter) return pool.rational(Rational.zero);
  if (node.kind !== 'sum') return null;
  const linear = node.terms.find((term) => term.node === parameter);
  if (linear === undefined) return null;
  const rest = node.terms.filter((term) => term !== linear);
  if (rest.some((term) => dependsOn(term.node, parameter))) return null;
  return pool.scale(linear.coefficient.reciprocal().negate(), pool.sum(rest, node.constant));
}
