import type { Distribution } from '../language/tree';
import type { Table } from './node';

/** Rows that are alike: the number of each column's value among those of its choice, and how many such rows there are. */
export interface DrawnGroup {
  readonly choices: readonly number[];
  readonly count: number;
}

/**
 * A table that was drawn, apart from the arguments of its distributions: they stay formulas, so that a slider among them
 * moves the same draw.
 */
export interface DrawnTable {
  readonly rows: number;
  readonly seed: number;
  readonly columns: readonly {
    readonly name: string;
    readonly distribution: Distribution;
    /** Where its numbers begin in `raw`: one standard normal number, one in [0, 1), or for each value of a choice but the first 1 or 0. */
    readonly first: number;
  }[];
  /** The rows by their kinds, where every column is a choice and there are few kinds: sums over the table are then exact and short. */
  readonly groups: readonly DrawnGroup[] | undefined;
  readonly raw: Table;
  /** Of each column's choice the weights of its values; undefined where they are alike. */
  readonly weights: readonly (readonly number[] | undefined)[];
}
