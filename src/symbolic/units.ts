/**
 * The rectified units of a loss, and which rows of the data each of them answers. A unit relu(a), or leaky_relu(a, 0), is
 * dead where a < 0 on every row: it adds nothing to the loss, and no slope reaches the weights inside it.
 */
import { type Column, type ColumnNode, type Node, type Table, reachable } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

export interface Unit {
  /** What is rectified. */
  readonly argument: Node;
  /** The table whose rows it answers; null where it sees no data. */
  readonly table: Table | null;
  readonly rows: number;
  /**
   * Without a parameter's derivative in mind: Σ 2^(row − 1) over the rows that the unit answers, exact for up to 52 rows;
   * for more, their number. At the kink itself a unit answers, as its right-hand derivative does.
   */
  readonly activity: Node;
  readonly isMask: boolean;
}

/** Doubles hold so many bits exactly. */
const mostMaskedRows = 52;

/** In the order of the formula. A unit inside of two loops, over pairs of rows, is left out. */
export function unitsOf(pool: Pool, value: Node): readonly Unit[] {
  const units: Unit[] = [];
  for (const node of reachable([value])) {
    const found = rectifiedBy(pool, node);
    if (found === null || !found.argument.varies) continue;
    const columns = reachable([found.argument]).filter((inner): inner is ColumnNode => inner.kind === 'column');
    const { rows: depths } = found.argument;
    const outer = columns.find(({ depth }) => depths === 1 << depth);
    if (depths !== 0 && outer === undefined) continue;
    const table = outer?.table ?? null;
    if (table === null) {
      units.push({ argument: found.argument, table, rows: 1, activity: found.answers, isMask: true });
      continue;
    }
    const isMask = table.rows <= mostMaskedRows;
    const weight = isMask ? pool.column(bits(table), 0, outer!.depth) : pool.rational(Rational.one);
    const activity = pool.total(table, outer!.depth, pool.multiply(weight, found.answers));
    units.push({ argument: found.argument, table, rows: table.rows, activity, isMask });
  }
  return units;
}

/** What the node rectifies, and 1 where it answers, else 0; null where it isn't a unit that can die. */
function rectifiedBy(pool: Pool, node: Node): { readonly argument: Node; readonly answers: Node } | null {
  if (node.kind === 'function' && node.name === 'relu')
    return { argument: node.argument, answers: pool.apply('step', node.argument) };
  if (node.kind !== 'select' || node.positive !== node.condition || !node.condition.varies) return null;
  const leak = pool.divide(node.negative, node.positive);
  if (leak.varies || leak.rows !== 0 || (leak.kind === 'rational' && !leak.value.isZero)) return null;
  const one = pool.rational(Rational.one);
  const leaks = pool.subtract(one, pool.apply('step', pool.negate(pool.apply('abs', leak))));
  const above = pool.apply('step', node.condition);
  return { argument: node.condition, answers: pool.add(above, pool.multiply(leaks, pool.subtract(one, above))) };
}

/** A table of as many rows, with the one column 1, 2, 4, … */
function bits({ name, variable, rows }: Table): Table {
  const powers = Float64Array.from({ length: rows }, (_, row) => 2 ** row);
  const column: Column = { near: powers, low: powers, high: powers };
  return { name: `${name}, bits`, variable, isRange: false, columnNames: ['bit'], columns: [column], rows };
}
