import { type DataFiles, csvState } from '../landscape/dataFiles';
import type { TableSummary } from '../protocol/workerApi';
import { type CsvData, type CsvProblem, readCsv } from '../tables/readCsv';

/** The csv files that were sent, read once, by their ids. */
export class Tables {
  private readonly known = new Map<string, CsvData | CsvProblem>();

  read(id: string, bytes: Uint8Array): TableSummary {
    let file = this.known.get(id);
    if (file === undefined) {
      file = decode(bytes);
      this.known.set(id, file);
    }
    return csvState(file) as TableSummary;
  }

  drop(ids: readonly string[]): void {
    for (const id of ids) this.known.delete(id);
  }

  /** The files of a request, by path; those that were not sent are left out. */
  files(ids: Readonly<Record<string, string>>): DataFiles {
    const files = new Map<string, CsvData | CsvProblem>();
    for (const [path, id] of Object.entries(ids)) {
      const file = this.known.get(id);
      if (file !== undefined) files.set(path, file);
    }
    return files;
  }
}

function decode(bytes: Uint8Array): CsvData | CsvProblem {
  try {
    return readCsv(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { kind: 'problem', message: 'The file is not UTF-8 text: save it as UTF-8.' };
  }
}
