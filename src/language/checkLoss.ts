import { ExpressionChecker } from './checkExpression';
import { checkStarts } from './checkStarts';
import { checkMethod } from './checkMethod';
import { checkRange, defineAll } from './checkStatements';
import { circles, cycleMessage, shortestRound } from './cycles';
import type { NamedSymbol } from './model';
import type { FileNames, Findings } from './names';
import { type Scope, noNames, scopeInside } from './scope';
import type { Identifier, LocalSyntax, LossStatement } from './tree';

/** The most names a loss may have in its brackets. */
export const mostParameters = 1_000;

export function checkLoss(statement: LossStatement, names: FileNames, findings: Findings): void {
  checkHead(statement, names, findings);
  const parameters: Identifier[] = [];
  for (let k = 0; k < statement.parameters.length; k++) parameters.push(statement.parameters[k]!.name);
  const firstReference = findings.references.length;
  const defined = defineAll(parameters, 'parameter', statement, names, findings);
  const outer = scopeInside(noNames, defined);
  const localNames = statement.where.map(({ name }) => name);
  const locals = defineAll(localNames, 'local', statement, names, findings, outer);
  const scope = scopeInside(outer, locals);
  const checker = new ExpressionChecker(names, findings, statement);
  checker.check(statement.body, scope);
  checkLocals(statement, checker, scope, findings);
  const used = new Set<NamedSymbol>();
  for (let i = firstReference; i < findings.references.length; i++) {
    const { span, symbol } = findings.references[i]!;
    if (span.start !== symbol.span.start) used.add(symbol);
  }
  checkBox(statement, outer, names, findings);
  if (statement.from.length > 0) checkStarts(statement, names, findings);
  if (statement.by.length > 0) checkMethods(statement, names, findings);
  if (findings.faulty.has(statement)) return;
  for (const symbol of defined.values()) if (!used.has(symbol)) reportUnused(symbol, statement, findings);
  for (const symbol of locals.values()) if (!used.has(symbol)) reportUnused(symbol, statement, findings);
}

function checkHead(statement: LossStatement, names: FileNames, findings: Findings): void {
  const { name, parameters, parametersSpan } = statement;
  if (parameters.length === 0) {
    const message = `A loss needs at least one parameter: write "loss ${name.name}(x) = …".`;
    findings.report(statement, 'arity', parametersSpan, message);
  }
  let checker: ExpressionChecker | undefined;
  for (let k = 0; k < parameters.length; k++) {
    const { shape } = parameters[k]!;
    for (const size of shape) {
      checker ??= new ExpressionChecker(names, findings, statement);
      const first = findings.references.length;
      checker.check(size, noNames);
      findings.keepFixed(statement, 'size', size.span, first, [size]);
    }
  }
  const most = parameters[mostParameters];
  if (most !== undefined) {
    const message = `A loss has at most ${mostParameters} names of parameters, but this one has ${parameters.length}: put some together to an array, as in w[4].`;
    findings.report(statement, 'too-large', most.name.span, message);
  }
}

/** Checks the values of local names, and that they don't go round in a circle. */
function checkLocals(statement: LossStatement, checker: ExpressionChecker, scope: Scope, findings: Findings): void {
  if (statement.where.length === 0) return;
  const bySymbol = new Map<NamedSymbol, LocalSyntax>();
  const uses = new Map<LocalSyntax, LocalSyntax[]>();
  for (const local of statement.where) {
    const symbol = scope.names.get(local.name.name);
    if (symbol?.span.start === local.name.span.start) bySymbol.set(symbol, local);
  }
  for (const local of statement.where) {
    const first = findings.references.length;
    checker.check(local.value, scope);
    const used = new Set(findings.references.slice(first).map(({ symbol }) => bySymbol.get(symbol)));
    uses.set(
      local,
      [...used].filter((other) => other !== undefined),
    );
  }
  const edges = (local: LocalSyntax): LocalSyntax[] => uses.get(local) ?? [];
  for (const group of circles(statement.where, edges)) {
    const first = group.reduce((a, b) => (a.name.span.start <= b.name.span.start ? a : b));
    const round = shortestRound(first, new Set(group), edges);
    for (const local of group) findings.circular.add(local);
    findings.report(statement, 'cycle', first.name.span, cycleMessage(round.map(({ name }) => name.name)));
  }
}

function checkBox(statement: LossStatement, parameters: Scope, names: FileNames, findings: Findings): void {
  const seen = new Set<string>();
  for (const { name, range } of statement.on) {
    const symbol = parameters.names.get(name.name);
    if (symbol !== undefined) {
      findings.refer(name.span, symbol, statement);
    } else if (findings.firstTime(statement, `name ${name.name}`)) {
      const known = [...parameters.names.keys()];
      const guess = findings.suggest(name.name, known);
      const edits = guess === undefined ? [] : [{ span: name.span, text: guess }];
      const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
      const list = known.slice(0, 8).join(', ') + (known.length > 8 ? ', …' : '');
      const message = `"${name.name}" is not a parameter of this loss: choose one of ${list}.`;
      findings.report(statement, 'unknown-name', name.span, message, fixes);
    }
    if (seen.has(name.name)) {
      findings.report(statement, 'duplicate', name.span, `The range of "${name.name}" is given twice: delete one.`);
    }
    seen.add(name.name);
    checkRange(range, statement, names, findings, 'box');
  }
}

/** Options are numbers, the same for every start. */
function checkMethods(statement: LossStatement, names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  for (const method of statement.by) {
    checkMethod(method, statement, 'optimizer', names, findings, (value) => checker.check(value, noNames));
  }
}

function reportUnused(symbol: NamedSymbol, statement: LossStatement, findings: Findings): void {
  if (symbol.kind === 'parameter') {
    const message = `The loss doesn't depend on "${symbol.name}" and is flat along it: use it, or leave it out.`;
    findings.report(statement, 'unused', symbol.span, message, [], 'warning');
  } else {
    const message = `"${symbol.name}" is never used: use it, or delete it.`;
    findings.report(statement, 'unused', symbol.span, message, [], 'information');
  }
}
