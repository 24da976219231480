import { type Node, type Term, reachable } from '../symbolic/node';
import type { Pool } from '../symbolic/pool';
import { Rational } from '../symbolic/rational';
import { substitute } from '../symbolic/substitute';

export interface TermsLoss {
  readonly pool: Pool;
  readonly value: Node;
  readonly exact: readonly (Rational | undefined)[];
}

/** L with its constants written out; null where one is not rational. */
export function writtenOut({ pool, value, exact }: TermsLoss): Node | null {
  const values = new Map<Node, Node>();
  for (const node of reachable([value])) {
    if (node.kind !== 'constant') continue;
    const known = exact[node.index];
    if (known === undefined) return null;
    values.set(node, pool.rational(known));
  }
  return values.size === 0 ? value : substitute(pool, [value], values)[0]!;
}

/** L as a constant plus terms, with its constants written out; null where one is not rational. */
export function termsOf(loss: TermsLoss): { readonly constant: Rational; readonly terms: readonly Term[] } | null {
  const written = writtenOut(loss);
  if (written === null) return null;
  const terms: Term[] = [];
  let constant = Rational.zero;
  const collect = (node: Node, coefficient: Rational): void => {
    if (node.kind === 'guard') collect(node.value, coefficient);
    else if (node.kind === 'rational') constant = constant.add(coefficient.multiply(node.value));
    else if (node.kind === 'sum' && !coefficient.isNegative) {
      constant = constant.add(coefficient.multiply(node.constant));
      for (const term of node.terms) collect(term.node, coefficient.multiply(term.coefficient));
    } else terms.push({ node, coefficient });
  };
  collect(written, Rational.one);
  return { constant, terms };
}
