import Papa from 'papaparse';
import { mostBytes, mostCells } from './limits';

/** A column of numbers. */
export interface CsvColumn {
  readonly name: string;
  /** The doubles nearest to the cells' decimals. */
  readonly near: Float64Array;
  /** 1 where the double is the decimal itself. */
  readonly exact: Uint8Array;
}

export interface CsvData {
  readonly kind: 'table';
  readonly columns: readonly CsvColumn[];
  readonly rows: number;
}

/** Why a file cannot be used, in a sentence with the place and what to do. */
export interface CsvProblem {
  readonly kind: 'problem';
  readonly message: string;
}

const longestShown = 24;

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const exactInteger = /^[+-]?\d{1,15}$/;

/**
 * Reads a csv text: a first line that names the columns, then rows of numbers. The separator (comma, semicolon, tab or
 * bar) is found out. Names are made names of the language: other characters become `_`.
 */
export function readCsv(text: string): CsvData | CsvProblem {
  if (text.length > mostBytes) return problem(`The file has more than ${mostBytes / 2 ** 20} MB: take fewer rows.`);
  const reader = new Reader();
  let found: CsvProblem | undefined;
  const options: Papa.ParseConfig<string[]> & {
    step: (row: Papa.ParseStepResult<string[]>, parser: Papa.Parser) => void;
  } = {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
    step: ({ data, errors }, parser) => {
      const quotes = errors.find(({ type }) => type === 'Quotes');
      found =
        quotes === undefined
          ? reader.row(data)
          : problem(`Row ${reader.rows + 1} has a quotation mark that is not closed: close it or take it out.`);
      if (found !== undefined) parser.abort();
    },
  };
  Papa.parse(text.replace(/^\uFEFF/, ''), options);
  return found ?? reader.finish();
}

class Reader {
  rows = 0;
  private names: readonly string[] | undefined;
  private columns: { values: Float64Array; exact: Uint8Array }[] = [];

  row(cells: readonly string[]): CsvProblem | undefined {
    const { names } = this;
    if (names === undefined) return this.header(cells);
    if (cells.length !== names.length) {
      const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
      const message = `Row ${this.rows + 1} has ${count}, but the first line names ${names.length} columns: give every row the same number.`;
      return problem(message);
    }
    if ((this.rows + 1) * names.length > mostCells)
      return problem(`The file has more than ${mostCells / 1e6} million cells: take fewer rows or columns.`);
    if (this.rows === this.columns[0]!.values.length) this.grow();
    for (let j = 0; j < cells.length; j++) {
      const cell = cells[j]!.trim();
      const value = number.test(cell) ? Number(cell) : NaN;
      if (!Number.isFinite(value)) return this.badCell(cell, names[j]!);
      this.columns[j]!.values[this.rows] = value;
      this.columns[j]!.exact[this.rows] = exactInteger.test(cell) ? 1 : 0;
    }
    this.rows++;
    return undefined;
  }

  finish(): CsvData | CsvProblem {
    if (this.names === undefined) return problem('The file is empty: its first line must name the columns.');
    const columns = this.names.map((name, j) => ({
      name,
      near: this.columns[j]!.values.slice(0, this.rows),
      exact: this.columns[j]!.exact.slice(0, this.rows),
    }));
    return { kind: 'table', columns, rows: this.rows };
  }

  private header(cells: readonly string[]): CsvProblem | undefined {
    if (cells.every((cell) => number.test(cell.trim())))
      return problem(
        'The first line of the file holds numbers: put a line above it that names the columns, as in "x,y".',
      );
    const names = cells.map((cell, j) => columnName(cell, j));
    const twice = names.find((name, j) => names.indexOf(name) < j);
    if (twice !== undefined)
      return problem(`Two columns of the file are named "${twice}": rename one in its first line.`);
    this.names = names;
    this.columns = names.map(() => ({ values: new Float64Array(16), exact: new Uint8Array(16) }));
    return undefined;
  }

  private badCell(cell: string, column: string): CsvProblem {
    const place = `Row ${this.rows + 1}, column "${column}"`;
    if (cell === '') return problem(`${place}: the cell is empty. Fill it, or leave the row out.`);
    const shown = cell.length > longestShown ? `${cell.slice(0, longestShown)}…` : cell;
    const comma = /^[+-]?\d+,\d+$/.test(cell)
      ? ' Write a point instead of the comma.'
      : ' Only finite numbers can stand here.';
    return problem(`${place}: "${shown}" is not a number.${comma}`);
  }

  private grow(): void {
    for (const column of this.columns) {
      const values = new Float64Array(column.values.length * 2);
      const exact = new Uint8Array(values.length);
      values.set(column.values);
      exact.set(column.exact);
      column.values = values;
      column.exact = exact;
    }
  }
}

/** A name of the language: letters, digits and `_`, not beginning with a digit. */
function columnName(cell: string, index: number): string {
  const name = cell
    .trim()
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  if (name === '') return `column${index + 1}`;
  return /^\p{L}/u.test(name) ? name : `c${name}`;
}

function problem(message: string): CsvProblem {
  return { kind: 'problem', message };
}
