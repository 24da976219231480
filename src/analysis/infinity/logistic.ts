/** softplus(u) − t·u, the loss of logistic regression: for 0 ≤ t ≤ 1 it is above 0, since softplus(u) > max(0, u). */
import type { Node, SumNode, Term } from '../../symbolic/node';
import type { Rational } from '../../symbolic/rational';

/** coefficient·(softplus(argument) − share·argument), coefficient > 0; a share of null is 1. */
export interface LogisticPart {
  readonly argument: Node;
  readonly share: readonly Node[] | null;
  readonly coefficient: Rational;
  readonly softplus: Node;
}

/** The logistic parts of a sum, and the terms that are left; null where there are none. The constant stays. */
export function logisticParts(
  sum: SumNode,
): { readonly parts: readonly LogisticPart[]; readonly rest: readonly Term[] } | null {
  const rest = [...sum.terms];
  const parts: LogisticPart[] = [];
  for (const term of sum.terms) {
    const { node, coefficient } = term;
    if (node.kind !== 'function' || node.name !== 'softplus' || coefficient.isNegative) continue;
    const { argument } = node;
    const partner = rest.find(
      (other) => other.coefficient.equals(coefficient.negate()) && sharesOf(other.node, argument) !== undefined,
    );
    if (partner === undefined) continue;
    rest.splice(rest.indexOf(partner), 1);
    rest.splice(rest.indexOf(term), 1);
    parts.push({ argument, share: sharesOf(partner.node, argument)!, coefficient, softplus: node });
  }
  return parts.length === 0 ? null : { parts, rest };
}

/** What `node` is a multiple of `argument` by: null for 1, factors, or undefined. */
function sharesOf(node: Node, argument: Node): readonly Node[] | null | undefined {
  if (node === argument) return null;
  if (node.kind !== 'product') return undefined;
  const own = node.factors.find(({ base, exponent }) => base === argument && exponent.isOne);
  if (own === undefined || node.factors.some(({ exponent }) => !exponent.isOne)) return undefined;
  return node.factors.filter((factor) => factor !== own).map(({ base }) => base);
}
