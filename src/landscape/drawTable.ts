import { mostDrawnRows } from '../language/checkSample';
import type { DataStatement, Distribution, SampleSyntax } from '../language/tree';
import { RandomGenerator } from '../random/generator';
import type { DrawnGroup, DrawnTable } from '../symbolic/drawn';
import type { Column } from '../symbolic/node';
import { LandscapeError } from './errors';

/** How a study has the tables of a file drawn. */
export type DrawOverride =
  /** Other rows, from another seed. */
  | { readonly kind: 'rows'; readonly rows: number; readonly seed: number }
  /** So many rows with each value of its choice, for tables of one such column; parts of rows are allowed. */
  | { readonly kind: 'counts'; readonly counts: readonly number[] }
  /** One row, whose standard number (as in `DrawnTable.raw`) is this, for tables of one column. */
  | { readonly kind: 'single'; readonly at: number };

interface Recipe {
  readonly rows: number;
  readonly seed: number;
  /** Of each column; undefined where all values are equally likely. */
  readonly weights: readonly (readonly number[] | undefined)[];
}

interface Named {
  readonly statement: DataStatement;
  readonly sample: SampleSyntax;
  readonly name: string;
  readonly variable: string;
}

/** Tables with more kinds of rows are summed over row by row. */
const mostGroups = 64;

/**
 * Draws a table. Each column has a generator of its own, by the seed and its number, and takes one number a row in order:
 * more rows or more columns leave the others as they are, and what a slider moves is only where the numbers lie.
 */
export function drawTable(named: Named, recipe: Recipe, override: DrawOverride | undefined): DrawnTable {
  const { statement, sample, name, variable } = named;
  const { rows, seed } = override?.kind === 'rows' ? override : recipe;
  if (!Number.isInteger(rows) || rows < 1 || rows > mostDrawnRows) {
    throw new LandscapeError(`The sample "${name}" has n = ${rows}: n is a whole number from 1 to ${mostDrawnRows}.`);
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new LandscapeError(`The sample "${name}" has the seed ${seed}: a seed is a whole number from 0 on.`);
  }
  let first = 0;
  const columns = sample.distributions.map((distribution, j) => {
    const column = { name: statement.columns[j]!.name, distribution, first };
    first += distribution.name === 'choice' ? distribution.arguments.length - 1 : 1;
    return column;
  });
  if (override?.kind === 'counts')
    return { ...counted(named, columns, override.counts), seed, weights: recipe.weights };
  const single = override?.kind === 'single' ? override.at : undefined;
  if (single !== undefined && columns.length > 1) throw new LandscapeError(`"${name}" has more than one column.`);
  const drawn = sample.distributions.map((distribution, j) =>
    single === undefined
      ? standardNumbers(distribution, recipe.weights[j], rows, seed, j, name)
      : Float64Array.of(single),
  );
  const groups = single === undefined ? groupsOf(sample.distributions, drawn) : undefined;
  const raw = sample.distributions.flatMap((distribution, j) => rawColumns(distribution, drawn[j]!, single));
  const table = {
    name,
    variable,
    isRange: false,
    isData: true,
    columnNames: raw.map((_, i) => `${name}[${i + 1}]`),
    columns: raw,
    rows: single === undefined ? rows : 1,
  };
  return { rows: table.rows, seed, columns, groups, raw: table, weights: recipe.weights };
}

/** Standard numbers of a column, by its number; of a choice, the numbers of its values from 0. */
export function standardNumbers(
  { name, arguments: values }: Distribution,
  weights: readonly number[] | undefined,
  rows: number,
  seed: number,
  column: number,
  table: string,
): Float64Array {
  const generator = new RandomGenerator(seed, column + 1);
  switch (name) {
    case 'normal':
      return generator.normals(rows);
    case 'uniform':
      return Float64Array.from({ length: rows }, () => generator.uniform());
    case 'choice': {
      const shares = weights ?? values.map(() => 1);
      const total = shares.reduce((sum, share) => sum + share, 0);
      if (shares.some((share) => share < 0) || !(total > 0)) {
        throw new LandscapeError(
          `The weights of "${table}" are no probabilities: make them numbers from 0 on, not all 0.`,
        );
      }
      return Float64Array.from({ length: rows }, () => chosen(shares, generator.uniform(0, total)));
    }
  }
}

/** The first value whose share, added to those before it, is above a number in [0, total). */
function chosen(shares: readonly number[], at: number): number {
  let sum = 0;
  for (const [i, share] of shares.entries()) {
    sum += share;
    if (at < sum) return i;
  }
  return shares.findLastIndex((share) => share > 0);
}

/** Of a choice, a column of zeros and ones for each value but the first. */
function rawColumns(
  { name, arguments: values }: Distribution,
  drawn: Float64Array,
  single: number | undefined,
): Column[] {
  if (name !== 'choice') return [exactly(drawn)];
  if (single !== undefined && values.length > 2)
    throw new LandscapeError('A choice of more than two values has no single number.');
  return values
    .slice(1)
    .map((_, i) => exactly(single === undefined ? drawn.map((at) => (at === i + 1 ? 1 : 0)) : drawn));
}

function exactly(values: Float64Array): Column {
  return { near: values, low: values, high: values };
}

/** The kinds of rows, in the order in which they first come; undefined where a column is continuous or there are many. */
function groupsOf(distributions: readonly Distribution[], drawn: readonly Float64Array[]): DrawnGroup[] | undefined {
  if (distributions.some(({ name }) => name !== 'choice')) return undefined;
  const counts = new Map<string, { choices: readonly number[]; count: number }>();
  for (let row = 0; row < drawn[0]!.length; row++) {
    const choices = drawn.map((column) => column[row]!);
    const key = choices.join();
    const known = counts.get(key);
    if (known !== undefined) known.count++;
    else if (counts.size === mostGroups) return undefined;
    else counts.set(key, { choices, count: 1 });
  }
  return [...counts.values()];
}

function counted(
  { name }: Named,
  columns: DrawnTable['columns'],
  counts: readonly number[],
): Omit<DrawnTable, 'weights' | 'seed'> {
  const values = columns[0]?.distribution.arguments.length;
  if (columns.length !== 1 || columns[0]!.distribution.name !== 'choice' || values !== counts.length) {
    throw new LandscapeError(`"${name}" is no table of one column with a choice of ${counts.length} values.`);
  }
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const groups = counts.flatMap((count, i) => (count === 0 ? [] : [{ choices: [i], count }]));
  const raw = { name, variable: name, isRange: false, columnNames: [], columns: [], rows: 0 };
  return { rows, columns, groups, raw };
}

/** The numbers of a column for these values of its distribution's arguments. */
export function drawnValues(
  { raw, rows }: DrawnTable,
  { distribution, first }: DrawnTable['columns'][number],
  values: readonly number[],
): Float64Array {
  const [a, b] = [values[0]!, values[1]!];
  const standard = (i: number): number => raw.columns[first]!.near[i]!;
  return Float64Array.from({ length: rows }, (_, row) => {
    switch (distribution.name) {
      case 'normal':
        return a + b * standard(row);
      case 'uniform':
        return a + (b - a) * standard(row);
      case 'choice':
        return values[values.slice(1).findIndex((_value, i) => raw.columns[first + i]!.near[row] === 1) + 1]!;
    }
  });
}
