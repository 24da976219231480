import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { DataFiles } from '../landscape/dataFiles';
import { parse } from '../language/parse';
import { mostBytes } from '../tables/limits';
import { type CsvData, type CsvProblem, readCsv } from '../tables/readCsv';

/** Reads the csv files that a text names, relative to its folder and only below it. */
export function readDataFiles(text: string, folder: string): DataFiles {
  const files = new Map<string, CsvData | CsvProblem>();
  for (const statement of parse(text).file.statements) {
    if (statement.kind !== 'data' || statement.csv === undefined || files.has(statement.csv.path)) continue;
    files.set(statement.csv.path, readDataFile(statement.csv.path, folder));
  }
  return files;
}

function readDataFile(path: string, folder: string): CsvData | CsvProblem {
  try {
    const root = realpathSync(resolve(folder));
    const place = realpathSync(resolve(root, path));
    const inside = relative(root, place);
    if (inside.startsWith('..') || isAbsolute(inside))
      return problem(`"${path}" lies outside the folder of this file: put it beside the file or below.`);
    if (statSync(place).size > mostBytes)
      return problem(`"${path}" has more than ${mostBytes / 2 ** 20} MB: take fewer rows.`);
    return readCsv(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(place)));
  } catch (error) {
    if (error instanceof TypeError) return problem(`"${path}" is not UTF-8 text: save it as UTF-8.`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    return problem(`"${path}" cannot be read: ${reason}.`);
  }
}

function problem(message: string): CsvProblem {
  return { kind: 'problem', message };
}
