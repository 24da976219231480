import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { DataFiles } from '../landscape/dataFiles';
import { parse } from '../language/parse';
import { mostBytes } from '../tables/limits';
import { type CsvData, type CsvProblem, readCsv } from '../tables/readCsv';

/** Reads the csv files that a text names, relative to its folder: only below it, or below the working directory that holds it. */
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
    if (isAbsolute(path)) return problem(`"${path}" is not relative: write the path from this file's folder on.`);
    const own = realpathSync(resolve(folder));
    const working = realpathSync('.');
    const root = isBelow(own, working) ? working : own;
    const place = realpathSync(resolve(own, path));
    if (!isBelow(place, root))
      return problem(
        `"${path}" lies outside the folder of this file and the working directory: put it below one of them.`,
      );
    const about = statSync(place);
    if (!about.isFile()) return problem(`"${path}" is not a file: name a csv file.`);
    if (about.size > mostBytes) return problem(`"${path}" has more than ${mostBytes / 2 ** 20} MB: take fewer rows.`);
    return readCsv(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(place)));
  } catch (error) {
    if (error instanceof TypeError) return problem(`"${path}" is not UTF-8 text: save it as UTF-8.`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    return problem(`"${path}" cannot be read: ${reason}.`);
  }
}

function isBelow(place: string, root: string): boolean {
  const inside = relative(root, place);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function problem(message: string): CsvProblem {
  return { kind: 'problem', message };
}
