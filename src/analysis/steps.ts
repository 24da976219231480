import { type Node, reachable } from '../symbolic/node';

/** About how many operations one value takes. */
export function stepsOf(loss: Node): number {
  const nodes = reachable([loss]);
  const rows = nodes.reduce((product, node) => product * (node.kind === 'total' ? Math.max(1, node.table.rows) : 1), 1);
  return nodes.reduce((sum, node) => sum + (node.rows === 0 ? 1 : rows), 0);
}
