/** The rows of a race in the order a person asks for. */
import type { RaceRow } from '../../../src/landscape/dynamics/views';

export const raceColumns = [
  'method',
  'start',
  'stepsToTolerance',
  'costToTolerance',
  'finalLoss',
  'gradientNorm',
  'reached',
  'stop',
] as const;

export type RaceColumn = (typeof raceColumns)[number];

export interface RaceOrder {
  readonly column: RaceColumn;
  readonly descending: boolean;
}

/** A column anew is ascending; the same one again turns round. */
export function turned(order: RaceOrder, column: RaceColumn): RaceOrder {
  return { column, descending: order.column === column && !order.descending };
}

/** Sorted; what there is no answer for comes last either way, and equals stay in the order of the race. */
export function sorted(rows: readonly RaceRow[], { column, descending }: RaceOrder): readonly RaceRow[] {
  const value = (row: RaceRow): number | string | null => {
    if (column === 'method') return row.racer;
    const found = row[column];
    return typeof found === 'number' && Number.isNaN(found) ? null : found;
  };
  return rows
    .map((row, index) => ({ row, index, key: value(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.index - b.index;
      const compared =
        typeof a.key === 'number' && typeof b.key === 'number'
          ? compare(a.key, b.key)
          : String(a.key).localeCompare(String(b.key));
      return (descending ? -compared : compared) || a.index - b.index;
    })
    .map(({ row }) => row);
}

/** Also of infinities, whose difference is not a number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
