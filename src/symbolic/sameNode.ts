/** Whether a node is what is being looked for or put together. */
import type { ColumnNode, Factor, Node, SumNode, Table, TotalNode } from './node';
import type { Rational } from './rational';
import type { Tally } from './tally';

export function isColumn(node: ColumnNode, table: Table, column: number, depth: number): boolean {
  return node.column === column && node.depth === depth && node.table.name === table.name;
}

export function isTotal(node: TotalNode, table: Table, depth: number, body: Node): boolean {
  return node.body === body && node.depth === depth && node.table.name === table.name;
}

/** Whether a sum has this constant, and of its `count` terms each as many as the tally says. */
export function isTallied(node: SumNode, constant: Rational, count: number, tally: Tally): boolean {
  if (node.terms.length !== count || !node.constant.equals(constant)) return false;
  for (const term of node.terms) {
    const place = tally.find(term.node);
    if (place < 0 || !tally.amounts[place]!.equals(term.coefficient)) return false;
  }
  return true;
}

/** Whether factors in canonical order are the first `count` of a tally that is in that order. */
export function areFactors(factors: readonly Factor[], count: number, { nodes, amounts }: Tally): boolean {
  if (factors.length !== count) return false;
  for (let k = 0; k < count; k++) {
    const { base, exponent } = factors[k]!;
    if (base !== nodes[k] || !exponent.equals(amounts[k]!)) return false;
  }
  return true;
}

/** coefficient · term and nothing else. */
export function isMultiple(node: SumNode): boolean {
  return node.terms.length === 1 && node.constant.isZero;
}
