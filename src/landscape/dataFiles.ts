import type { CsvState } from '../language/model';
import { down, up } from '../interval/rounding';
import type { Column } from '../symbolic/node';
import type { CsvColumn, CsvData, CsvProblem } from '../tables/readCsv';

/** What was read of the csv files a text names, by their paths as written there. */
export type DataFiles = ReadonlyMap<string, CsvData | CsvProblem>;

/** What the checker needs to know of a file. */
export function csvState(file: CsvData | CsvProblem | undefined): CsvState {
  if (file === undefined) return { kind: 'pending' };
  if (file.kind === 'problem') return file;
  return { kind: 'table', columns: file.columns.map(({ name }) => name), rows: file.rows };
}

/** A column of a file with bounds of its decimals, which are only computed where proofs need them. */
export class FileColumn implements Column {
  private bounds: { readonly low: Float64Array; readonly high: Float64Array } | undefined;

  constructor(private readonly column: CsvColumn) {}

  get near(): Float64Array {
    return this.column.near;
  }

  get low(): Float64Array {
    return this.both().low;
  }

  get high(): Float64Array {
    return this.both().high;
  }

  /** A decimal is read to the nearest double, so that it lies between the doubles beside that one. */
  private both(): { readonly low: Float64Array; readonly high: Float64Array } {
    if (this.bounds === undefined) {
      const { near, exact } = this.column;
      this.bounds = {
        low: near.map((value, i) => (exact[i] === 1 ? value : down(value))),
        high: near.map((value, i) => (exact[i] === 1 ? value : up(value))),
      };
    }
    return this.bounds;
  }
}
