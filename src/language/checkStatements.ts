import { numbersOf } from './arrayValues';
import { checkSample } from './checkSample';
import { ExpressionChecker } from './checkExpression';
import { skeleton } from './lookAlikes';
import type { CsvLookup, CsvState, NamedSymbol } from './model';
import { type FileNames, type Findings, noLooks, refuseReserved, warnOfLook } from './names';
import { type Scope, noNames, scopeInside } from './scope';
import type {
  ConstantStatement,
  DataStatement,
  Expression,
  FunctionStatement,
  Identifier,
  RangeSyntax,
  Statement,
} from './tree';

export function checkConstant(statement: ConstantStatement, names: FileNames, findings: Findings): void {
  new ExpressionChecker(names, findings, statement).check(statement.value, noNames);
  const ends =
    statement.range === undefined ? undefined : checkRange(statement.range, statement, names, findings, 'range');
  if (findings.faulty.has(statement)) return;
  const value = finiteValue(statement.value, statement, names, findings);
  if (value === undefined || ends === undefined || (value >= ends.low && value <= ends.high)) return;
  const name = statement.name.name;
  const message = `${name} = ${value} lies outside its range [${ends.low}, ${ends.high}]: widen the range.`;
  findings.report(statement, 'range', statement.range!.span, message, [], 'warning');
}

export function checkFunction(statement: FunctionStatement, names: FileNames, findings: Findings): void {
  const scope = scopeInside(noNames, defineAll(statement.parameters, 'argument', statement, names, findings));
  new ExpressionChecker(names, findings, statement).check(statement.body, scope);
}

export function checkData(
  statement: DataStatement,
  names: FileNames,
  findings: Findings,
  files: CsvLookup | undefined,
): void {
  const { name, columns, rows, csv, sample } = statement;
  if (csv !== undefined) return checkCsv(statement, csv, names, findings, files);
  const defined = defineAll(columns, 'column', statement, names, findings);
  if (names.tables.get(name.name) === statement) {
    names.columns.set(name.name, defined);
  }
  if (columns.length === 0) {
    const message = `A table needs at least one column: name them, as in "data ${name.name}(x, y) = …".`;
    return findings.report(statement, 'data', name.span, message);
  }
  const checker = new ExpressionChecker(names, findings, statement);
  if (sample !== undefined) {
    const value = (expression: Expression): number | undefined => finiteValue(expression, statement, names, findings);
    return checkSample(statement, sample, checker, findings, value);
  }
  for (const { cells, span } of rows) {
    if (cells.length !== columns.length && findings.firstTime(statement, 'row length')) {
      const list = columns.map((column) => column.name).join(', ');
      const has = `This row has ${cells.length} ${cells.length === 1 ? 'number' : 'numbers'}`;
      const wants = `"${name.name}" has ${columns.length} ${columns.length === 1 ? 'column' : 'columns'} (${list})`;
      const remedy = cells.length < columns.length ? 'add what is missing' : 'delete what is too much';
      findings.report(statement, 'data', span, `${has}, but ${wants}: ${remedy}.`);
    }
    for (const cell of cells) {
      const first = findings.references.length;
      checker.check(cell, noNames);
      findings.keepFixed(statement, 'data', cell.span, first);
      if (cell.kind !== 'number' && !findings.faulty.has(statement)) finiteValue(cell, statement, names, findings);
    }
  }
}

/** A table from a file: what is known of the file, or that nothing is known yet. */
function checkCsv(
  statement: DataStatement,
  { path, span }: NonNullable<DataStatement['csv']>,
  names: FileNames,
  findings: Findings,
  files: CsvLookup | undefined,
): void {
  const state: CsvState = files?.(path) ?? { kind: 'pending' };
  switch (state.kind) {
    case 'pending':
      findings.faulty.add(statement);
      return;
    case 'problem':
      return findings.report(statement, 'csv', span, state.message);
    case 'table': {
      const { columns, rows } = state;
      if (columns.length === 0 || rows === 0) {
        const what = columns.length === 0 ? 'columns' : 'rows';
        const remedy = 'write the names of the columns into its first line, and numbers into the lines below';
        return findings.report(statement, 'csv', span, `The file "${path}" has no ${what}: ${remedy}.`);
      }
      const table = statement.name.name;
      if (names.tables.get(table) === statement) names.csv.set(table, { path, columns, rows });
    }
  }
}

/** Checks both ends of a range; their values where they are sound. */
export function checkRange(
  range: RangeSyntax,
  statement: Statement,
  names: FileNames,
  findings: Findings,
  code: 'range' | 'box',
): { low: number; high: number } | undefined {
  if (range.low.kind !== 'number' || range.high.kind !== 'number') {
    const checker = new ExpressionChecker(names, findings, statement);
    checker.check(range.low, noNames);
    checker.check(range.high, noNames);
  }
  const low = finiteValue(range.low, statement, names, findings);
  const high = finiteValue(range.high, statement, names, findings);
  if (low === undefined || high === undefined) return undefined;
  if (low < high) return { low, high };
  const message =
    low === high
      ? `Both ends of this range are ${low}: make the upper end larger.`
      : `The lower end ${low} of this range is above its upper end ${high}: exchange them.`;
  const swap = {
    title: 'Exchange the ends',
    edits: [
      { span: range.low.span, text: findings.text.slice(range.high.span.start, range.high.span.end) },
      { span: range.high.span, text: findings.text.slice(range.low.span.start, range.low.span.end) },
    ],
  };
  findings.report(statement, code, range.span, message, low === high ? [] : [swap]);
  return undefined;
}

/**
 * The value of a constant expression, which must be finite; reports where it is not. Of an array all entries must be
 * finite, and undefined is returned.
 */
export function finiteValue(
  expression: Expression,
  statement: Statement,
  names: FileNames,
  findings: Findings,
): number | undefined {
  if (expression.kind === 'vector') {
    for (const item of expression.items) finiteValue(item, statement, names, findings);
    return undefined;
  }
  const value = names.evaluator.arrayOrNumber(expression);
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  const wrong = numbersOf(value).find((number) => !Number.isFinite(number));
  if (wrong === undefined) return typeof value === 'number' ? value : undefined;
  const message = Number.isNaN(wrong)
    ? 'The value of this expression is undefined: change it to a number that exists.'
    : 'The value of this expression is too large for a number: make it smaller.';
  findings.report(statement, 'undefined-value', expression.span, message);
  return undefined;
}

/** Defines names of one kind over a statement, in order; reserved and repeated ones are reported. */
export function defineAll(
  identifiers: readonly Identifier[],
  kind: 'argument' | 'parameter' | 'local' | 'column',
  statement: Statement,
  names: FileNames,
  findings: Findings,
  taken: Scope = noNames,
): ReadonlyMap<string, NamedSymbol> {
  if (identifiers.length === 0) return noNames.names;
  const defined = new Map<string, NamedSymbol>();
  const looks = new Map<string, string>();
  if (!findings.isAscii) for (const name of taken.names.keys()) looks.set(skeleton(name), name);
  const outerLooks = kind === 'column' ? noLooks : names.looks;
  for (let k = 0; k < identifiers.length; k++) {
    const identifier = identifiers[k]!;
    if (refuseReserved(identifier, statement, findings)) continue;
    const { name, span } = identifier;
    if (defined.has(name) || taken.names.has(name)) {
      findings.report(statement, 'duplicate', span, `"${name}" stands here twice: rename one.`);
      continue;
    }
    if (!findings.isAscii) warnOfLook(identifier, looks, outerLooks, statement, findings);
    defined.set(name, findings.define(kind, identifier, statement.span, statement));
  }
  return defined;
}
