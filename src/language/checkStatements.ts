import { ExpressionChecker, type Scope } from './checkExpression';
import { evaluateConstant } from './evaluate';
import type { NamedSymbol } from './model';
import { type FileNames, type Findings, refuseReserved } from './names';
import { nearest } from './nearest';
import type {
  ConstantStatement,
  DataStatement,
  Expression,
  FunctionStatement,
  Identifier,
  LossStatement,
  RangeSyntax,
  Statement,
} from './tree';

/** The most scalar parameters a loss may have. */
export const mostParameters = 64;

const noNames: Scope = new Map();

export function checkConstant(statement: ConstantStatement, names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  checker.check(statement.value, noNames);
  if (statement.range !== undefined) checkRange(statement.range, statement, names, findings, 'range');
  if (findings.faulty.has(statement)) return;
  const value = finite(statement.value, statement, names, findings);
  if (value === undefined || statement.range === undefined) return;
  const low = evaluateConstant(statement.range.low, names);
  const high = evaluateConstant(statement.range.high, names);
  if (low === undefined || high === undefined || (value >= low && value <= high)) return;
  const message = `${statement.name.name} = ${value} lies outside its range [${low}, ${high}]: widen the range.`;
  findings.report(statement, 'range', statement.range.span, message, [], 'warning');
}

export function checkFunction(statement: FunctionStatement, names: FileNames, findings: Findings): void {
  const scope = defineAll(statement.parameters, 'argument', statement, findings);
  new ExpressionChecker(names, findings, statement).check(statement.body, scope);
}

export function checkData(statement: DataStatement, names: FileNames, findings: Findings): void {
  if (statement.csv !== undefined) {
    const message = 'Reading csv files is not understood yet: write the rows into the file.';
    return findings.report(statement, 'unsupported', statement.csv.span, message);
  }
  defineAll(statement.columns, 'column', statement, findings);
  const checker = new ExpressionChecker(names, findings, statement);
  const width = statement.columns.length;
  let reportedLength = false;
  for (const { cells, span } of statement.rows) {
    if (cells.length !== width && !reportedLength) {
      reportedLength = true;
      const plural = cells.length === 1 ? 'number' : 'numbers';
      findings.report(
        statement,
        'data',
        span,
        `This row has ${cells.length} ${plural}, but "${statement.name.name}" has ${width} columns (${statement.columns.map((c) => c.name).join(', ')}).`,
      );
    }
    for (const cell of cells) {
      checker.check(cell, noNames);
      if (!findings.faulty.has(statement)) finite(cell, statement, names, findings);
    }
  }
}

export function checkLoss(statement: LossStatement, names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  if (statement.parameters.length === 0 && !statement.broken) {
    const name = statement.name.name;
    const message = `A loss needs at least one parameter: write "loss ${name}(x) = …".`;
    findings.report(statement, 'arity', statement.parametersSpan, message);
  }
  for (const { name, shape } of statement.parameters) {
    const first = shape[0];
    if (first === undefined) continue;
    const message = `Array parameters are not understood yet: write scalars, as in "${name.name}1, ${name.name}2".`;
    findings.report(statement, 'unsupported', { start: name.span.start, end: first.span.end }, message);
  }
  const parameters = statement.parameters.map(({ name }) => name);
  const most = parameters[mostParameters];
  if (most !== undefined) {
    const message = `A loss has at most ${mostParameters} parameters; this one has ${parameters.length}.`;
    findings.report(statement, 'too-large', most.span, message);
  }
  const scope = new Map(defineAll(parameters, 'parameter', statement, findings));
  const locals = statement.where.map(({ name }) => name);
  defineAll(locals, 'local', statement, findings, scope).forEach((symbol, name) => scope.set(name, symbol));
  checker.check(statement.body, scope);
  for (const local of statement.where) checker.check(local.value, scope);
  checkLocalCycles(statement, findings);
  checkBox(statement, parameters, names, findings);
  checkStarts(statement, parameters, names, findings);
  reportUnused(statement, parameters, findings);
}

function checkBox(statement: LossStatement, parameters: Identifier[], names: FileNames, findings: Findings): void {
  const seen = new Set<string>();
  for (const { name, range } of statement.on) {
    const symbol = findings.symbols.find(
      (s) => s.kind === 'parameter' && s.statement === statement && s.name === name.name,
    );
    if (symbol === undefined) {
      const known = parameters.map((parameter) => parameter.name);
      const guess = nearest(name.name, known);
      const fixes =
        guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span: name.span, text: guess }] }];
      const message = `"${name.name}" is not a parameter of this loss; its parameters are ${known.join(', ')}.`;
      findings.report(statement, 'unknown-name', name.span, message, fixes);
    } else {
      findings.refer(name.span, symbol, statement);
    }
    if (seen.has(name.name)) {
      findings.report(statement, 'duplicate', name.span, `The range of "${name.name}" is given twice: delete one.`);
    }
    seen.add(name.name);
    checkRange(range, statement, names, findings, 'box');
  }
}

function checkStarts(statement: LossStatement, parameters: Identifier[], names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  const list = parameters.map(({ name }) => name).join(', ');
  for (const { coordinates, span } of statement.from) {
    if (coordinates.length !== parameters.length) {
      const message = `A start needs ${parameters.length} coordinates (${list}), but this one has ${coordinates.length}.`;
      findings.report(statement, 'start', span, message);
      continue;
    }
    for (const coordinate of coordinates) {
      checker.check(coordinate, noNames);
      if (!findings.faulty.has(statement)) finite(coordinate, statement, names, findings);
    }
  }
}

function checkRange(
  range: RangeSyntax,
  statement: Statement,
  names: FileNames,
  findings: Findings,
  code: 'range' | 'box',
): void {
  const checker = new ExpressionChecker(names, findings, statement);
  checker.check(range.low, noNames);
  checker.check(range.high, noNames);
  if (findings.faulty.has(statement)) return;
  const low = finite(range.low, statement, names, findings);
  const high = finite(range.high, statement, names, findings);
  if (low === undefined || high === undefined || low < high) return;
  const message = `The lower end ${low} of this range must be less than its upper end ${high}.`;
  findings.report(statement, code, range.span, message);
}

/** The value of a constant expression, which must be finite; reports where it is not. */
function finite(
  expression: Expression,
  statement: Statement,
  names: FileNames,
  findings: Findings,
): number | undefined {
  const value = evaluateConstant(expression, names);
  if (value === undefined || Number.isFinite(value)) return value;
  const what = Number.isNaN(value) ? 'is undefined' : 'is not finite';
  findings.report(statement, 'undefined-value', expression.span, `The value of this expression ${what}: change it.`);
  return undefined;
}

function checkLocalCycles(statement: LossStatement, findings: Findings): void {
  const locals = new Map(statement.where.map((local) => [local.name.name, local]));
  const uses = new Map<string, string[]>();
  for (const { span, symbol } of findings.references) {
    if (symbol.kind !== 'local' || symbol.statement !== statement || span.start === symbol.span.start) continue;
    const user = statement.where.find(({ value }) => span.start >= value.span.start && span.end <= value.span.end);
    if (user !== undefined) uses.set(user.name.name, [...(uses.get(user.name.name) ?? []), symbol.name]);
  }
  const done = new Set<string>();
  const visit = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of uses.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle !== undefined) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const [name, local] of locals) {
    const cycle = visit(name, []);
    if (cycle === undefined) continue;
    const message = `These names go round in a circle: ${cycle.join(' → ')}.`;
    return findings.report(statement, 'cycle', local.name.span, message);
  }
}

function reportUnused(statement: LossStatement, parameters: Identifier[], findings: Findings): void {
  if (findings.faulty.has(statement)) return;
  const used = new Set<NamedSymbol>();
  for (const { span, symbol } of findings.references) {
    const inBox = statement.on.some(({ name }) => name.span.start === span.start);
    if (span.start !== symbol.span.start && !inBox) used.add(symbol);
  }
  for (const symbol of findings.symbols) {
    if (symbol.statement !== statement || used.has(symbol)) continue;
    if (symbol.kind === 'parameter' && parameters.some(({ span }) => span.start === symbol.span.start)) {
      const message = `The loss doesn't depend on "${symbol.name}": it is flat along it.`;
      findings.report(statement, 'unused', symbol.span, message, [], 'warning');
    } else if (symbol.kind === 'local') {
      findings.report(statement, 'unused', symbol.span, `"${symbol.name}" is never used.`, [], 'information');
    }
  }
}

/** Defines names of one kind over a statement; reserved and repeated ones are reported. */
function defineAll(
  identifiers: readonly Identifier[],
  kind: 'argument' | 'parameter' | 'local' | 'column',
  statement: Statement,
  findings: Findings,
  taken: Scope = noNames,
): Map<string, NamedSymbol> {
  const defined = new Map<string, NamedSymbol>();
  for (const identifier of identifiers) {
    if (refuseReserved(identifier, statement, findings)) continue;
    if (defined.has(identifier.name) || taken.has(identifier.name)) {
      findings.report(statement, 'duplicate', identifier.span, `"${identifier.name}" stands here twice: rename one.`);
      continue;
    }
    defined.set(identifier.name, findings.define(kind, identifier, statement.span, statement));
  }
  return defined;
}
