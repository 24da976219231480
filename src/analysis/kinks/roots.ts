/** Roots of a kink's argument, as in √|c|: on the seam they are 0, and their slope across it has no bound. */
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import { baseOf } from './pieces';

export interface WithoutRoots {
  /** The loss where the conditions vanish, with the terms that have broken powers of them left out; null where that cannot be told. */
  readonly value: Node | null;
  /** Some term was left out. */
  readonly rooted: boolean;
  /** The conditions across which the slope has no bound. */
  readonly steep: readonly Node[];
}

/** Broken powers of the conditions, c^a with a > 0, are 0 where c is, and so is their slope along the seam; across it, too, for a > 1. */
export function withoutRoots(pool: Pool, loss: Node, conditions: readonly Node[]): WithoutRoots {
  const zero = new Map<Node, Node>();
  const steep = new Set<Node>();
  for (const node of reachable([loss])) {
    if (node.kind !== 'product') continue;
    for (const { base, exponent } of node.factors) {
      if (exponent.isInteger) continue;
      const condition = conditions.find((other) => isMultiple(pool, base, other));
      if (condition === undefined) continue;
      if (exponent.isNegative) return { value: null, rooted: true, steep: [] };
      zero.set(node, pool.rational(Rational.zero));
      if (exponent.compare(Rational.one) < 0) steep.add(condition);
    }
  }
  if (zero.size === 0) return { value: loss, rooted: false, steep: [] };
  // Inside of other functions a root that vanishes may leave a slope without bound that is not seen here.
  if (!isSumOf(loss, new Set(zero.keys()))) return { value: null, rooted: true, steep: [...steep] };
  return { value: substitute(pool, [loss], zero)[0]!, rooted: true, steep: [...steep] };
}

function isMultiple(pool: Pool, base: Node, condition: Node): boolean {
  return baseOf(pool, base).base === baseOf(pool, condition).base;
}

/** The nodes occur as terms of the sum alone. */
function isSumOf(loss: Node, terms: ReadonlySet<Node>): boolean {
  if (terms.has(loss)) return true;
  if (loss.kind !== 'sum') return !reachable([loss]).some((node) => terms.has(node));
  return loss.terms.every(({ node }) => isSumOf(node, terms));
}
