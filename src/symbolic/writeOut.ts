/** Sums over few rows, written out term by term: what is proved of pieces and of polynomials needs no loop then. */
import { type Node, type TotalNode, isKink, reachable } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';
import { substitute } from './substitute';

/** Sums with more rows than this, one inside of the other multiplied, stay. */
const mostTerms = 8;

/** The same value without any sum over rows; null where one has too many rows, or cells whose exact value isn't known. */
export function writtenOut(pool: Pool, value: Node): Node | null {
  let current = value;
  for (let total = outermost(current); total !== undefined; total = outermost(current)) {
    const terms = termsOf(pool, total);
    if (terms === null || size(current) * terms.length > mostTerms) return null;
    current = substitute(pool, [current], new Map([[total, pool.add(...terms)]]))[0]!;
  }
  return current;
}

function outermost(value: Node): TotalNode | undefined {
  return reachable([value]).findLast((node): node is TotalNode => node.kind === 'total');
}

/** The number of terms that are there because sums were written out can't be seen afterwards: sums that are left count as one each. */
function size(value: Node): number {
  return reachable([value]).filter(({ kind }) => kind === 'total').length;
}

function termsOf(pool: Pool, { table, depth, body }: TotalNode): readonly Node[] | null {
  if (table.rows > mostTerms) return null;
  const columns = reachable([body]).filter((node) => node.kind === 'column' && node.depth === depth);
  const terms: Node[] = [];
  for (let row = 0; row < table.rows; row++) {
    const cells = new Map<Node, Node>();
    for (const node of columns) {
      if (node.kind !== 'column') continue;
      const { near, low, high, exact } = node.table.columns[node.column]!;
      const known = exact?.[row] ?? (low[row] === high[row] ? Rational.fromNumber(near[row]!) : undefined);
      if (known === undefined) return null;
      cells.set(node, pool.rational(known));
    }
    terms.push(substitute(pool, [body], cells)[0]!);
  }
  return terms;
}

/** Whether some kink is inside of a sum over rows. */
export function hasKinkInSum(value: Node): boolean {
  return reachable([value]).some((node) => node.rows !== 0 && isKink(node));
}
