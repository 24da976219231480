import { type Node, reachable } from './node';
import type { Pool } from './pool';

/** The roots with some leaves replaced; everything above them is built anew, so that it folds. */
export function substitute(pool: Pool, roots: readonly Node[], replaced: ReadonlyMap<Node, Node>): Node[] {
  const result = new Map<Node, Node>();
  const of = (node: Node): Node => result.get(node)!;
  for (const node of reachable(roots)) result.set(node, replaced.get(node) ?? rebuild(pool, node, of));
  return roots.map(of);
}

function rebuild(pool: Pool, node: Node, of: (child: Node) => Node): Node {
  switch (node.kind) {
    case 'rational':
    case 'builtin':
    case 'parameter':
    case 'constant':
    case 'column':
      return node;
    case 'sum':
      return pool.sum(
        node.terms.map((term) => ({ node: of(term.node), coefficient: term.coefficient })),
        node.constant,
      );
    case 'product':
      return pool.product(node.factors.map(({ base, exponent }) => ({ base: of(base), exponent })));
    case 'power':
      return pool.power(of(node.base), of(node.exponent));
    case 'function':
      return pool.apply(node.name, of(node.argument));
    case 'maximum':
    case 'minimum':
      return pool.extremum(node.kind, of(node.left), of(node.right));
    case 'select':
      return pool.select(of(node.condition), of(node.positive), of(node.negative));
    case 'total':
      return pool.total(node.table, node.depth, of(node.body));
    case 'guard':
      return pool.guard(of(node.value), of(node.condition));
  }
}
