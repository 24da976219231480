import type { CsvLookup } from '../../src/language/model';

/** Files as golden cases know them; all others are not read yet. */
export const csvFiles: CsvLookup = (path) => {
  switch (path) {
    case 'moons.csv':
      return { kind: 'table', columns: ['u', 'v', 't'], rows: 200 };
    case 'empty.csv':
      return { kind: 'table', columns: ['u', 'v'], rows: 0 };
    case 'nothing.csv':
      return { kind: 'table', columns: [], rows: 0 };
    case 'mons.csv':
    case 'missing.csv':
      return { kind: 'problem', message: `There is no file "${path}" beside this one: write it, or correct the path.` };
    default:
      return { kind: 'pending' };
  }
};
