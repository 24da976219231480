import { ExpressionChecker } from './checkExpression';
import { checkRange, finiteValue } from './checkStatements';
import { claimMethods } from './claimWords';
import type { NamedSymbol, SymbolKind } from './model';
import { type FileNames, type Findings, refuseReserved } from './names';
import { givenNames } from './optimizerWords';
import { type Scope, innerScope, noNames } from './scope';
import type { Identifier, LocalSyntax, OptimizerStatement } from './tree';

/** An optimizer has at most this many options, and this many states. */
const mostNames = 100;

/** Checks the names of an optimizer's options, state and formulas. */
export function checkOptimizer(statement: OptimizerStatement, names: FileNames, findings: Findings): void {
  const { name, options, state, update } = statement;
  if (claimMethods.has(name.name)) {
    const message = `"${name.name}" is an optimizer of the language: choose another name.`;
    findings.report(statement, 'reserved', name.span, message);
  }
  const most = options[mostNames] ?? state[mostNames];
  if (most !== undefined) {
    const message = `An optimizer has at most ${mostNames} options and ${mostNames} states: leave some out.`;
    findings.report(statement, 'too-large', most.name.span, message);
  }
  checkDefaults(statement, names, findings);
  const first = findings.references.length;
  const given = [...givenNames.keys()].map((word) => giveName(word, statement, findings));
  const taken = new Set<string>();
  const define = (identifiers: readonly Identifier[], kind: SymbolKind): NamedSymbol[] =>
    identifiers.flatMap((identifier) => defineOne(identifier, kind, taken, statement, findings) ?? []);
  const optionSymbols = define(
    options.map((option) => option.name),
    'option',
  );
  const stateSymbols = define(
    state.map((kept) => kept.name),
    'state',
  );
  const scope = innerScope(innerScope(noNames, given), [...optionSymbols, ...stateSymbols]);
  const checker = new ExpressionChecker(names, findings, statement);
  for (const kept of state) checkBeginning(kept, checker, scope, statement, findings);
  checkTargets(statement, scope, findings);
  for (const { value } of update) checker.check(value, scope);
  const usesHessian = ({ symbol }: { symbol: NamedSymbol }): boolean => symbol.kind === 'given' && symbol.name === 'H';
  if (findings.references.slice(first).some(usesHessian)) findings.secondOrder.add(statement);
  keepFixed(statement, first, findings);
  if (!findings.faulty.has(statement)) reportUnused([...optionSymbols, ...stateSymbols], first, statement, findings);
}

/** What is known of an optimizer once it is checked: 2 where it uses the Hessian. */
export function ownMethod(
  statement: OptimizerStatement,
  { secondOrder }: Findings,
): { readonly name: string; readonly statement: OptimizerStatement; readonly order: 1 | 2 } {
  return { name: statement.name.name, statement, order: secondOrder.has(statement) ? 2 : 1 };
}

/** A symbol for what the language gives; its place is that of the optimizer's name. */
function giveName(name: string, statement: OptimizerStatement, findings: Findings): NamedSymbol {
  const symbol: NamedSymbol = { kind: 'given', name, span: statement.name.span, scope: statement.span, statement };
  findings.symbols.push(symbol);
  return symbol;
}

function defineOne(
  identifier: Identifier,
  kind: SymbolKind,
  taken: Set<string>,
  statement: OptimizerStatement,
  findings: Findings,
): NamedSymbol | undefined {
  const { name, span } = identifier;
  if (refuseReserved(identifier, statement, findings)) return undefined;
  if (givenNames.has(name)) {
    const message = `"${name}" is what an optimizer is given: choose another name.`;
    findings.report(statement, 'reserved', span, message);
    return undefined;
  }
  if (taken.has(name)) {
    findings.report(statement, 'duplicate', span, `"${name}" stands here twice: rename one.`);
    return undefined;
  }
  taken.add(name);
  return findings.define(kind, identifier, statement.span, statement);
}

/** Defaults and ranges of options: constants, with the default in its range. */
function checkDefaults(statement: OptimizerStatement, names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  for (const { name, value, range } of statement.options) {
    const first = findings.references.length;
    checker.check(value, noNames);
    const ends = range === undefined ? undefined : checkRange(range, statement, names, findings, 'range');
    findings.keepFixed(statement, 'optimizer', value.span, first);
    if (findings.faulty.has(statement)) continue;
    const number = finiteValue(value, statement, names, findings);
    if (number === undefined) {
      // An array has its message later on.
      if (findings.faulty.has(statement) || names.evaluator.arrayOrNumber(value) !== undefined) continue;
      const message = `The default of "${name.name}" cannot be computed before the loss is: write a number, or constants that use no file.`;
      findings.report(statement, 'optimizer', value.span, message);
    } else if (ends !== undefined && (number < ends.low || number > ends.high)) {
      const message = `${name.name} = ${number} lies outside its range [${ends.low}, ${ends.high}]: widen the range.`;
      findings.report(statement, 'range', range!.span, message);
    }
  }
}

/** What a state is before the first step: of numbers, options and w. */
function checkBeginning(
  { value }: LocalSyntax,
  checker: ExpressionChecker,
  scope: Scope,
  statement: OptimizerStatement,
  findings: Findings,
): void {
  const first = findings.references.length;
  checker.check(value, scope);
  for (const { span, symbol } of findings.references.slice(first)) {
    if (symbol.kind !== 'state' && (symbol.kind !== 'given' || symbol.name === 'w')) continue;
    const message = `"${symbol.name}" has no value before the first step: a state begins with numbers, options and w.`;
    findings.report(statement, 'optimizer', span, message);
  }
}

/** What stands left of the equals signs: w and the state, each once. */
function checkTargets(statement: OptimizerStatement, scope: Scope, findings: Findings): void {
  const updated = new Set<string>();
  for (const { name } of statement.update) {
    const symbol = scope.names.get(name.name) ?? scope.outer?.names.get(name.name);
    if (symbol !== undefined) findings.refer(name.span, symbol, statement);
    if (updated.has(name.name)) {
      findings.report(statement, 'duplicate', name.span, `"${name.name}" is updated twice: delete one.`);
    } else if (symbol?.kind === 'option') {
      const message = `"${name.name}" is an option and stays as it is: keep what changes in "state".`;
      findings.report(statement, 'optimizer', name.span, message);
    } else if (symbol?.kind === 'given' && symbol.name !== 'w') {
      const message = `"${name.name}" is given anew at each step: update w or the state.`;
      findings.report(statement, 'optimizer', name.span, message);
    } else if (symbol === undefined && findings.firstTime(statement, `name ${name.name}`)) {
      const at = statement.state.at(-1)?.value.span.end;
      const guess = findings.suggest(name.name, ['w', ...statement.state.map((kept) => kept.name.name)]);
      const clause = statement.update[0]!.name.span.start;
      const edit =
        at === undefined
          ? { span: { start: statement.name.span.end, end: statement.name.span.end }, text: '' }
          : { span: { start: at, end: at }, text: `, ${name.name} = 0` };
      const fixes = [
        ...(guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span: name.span, text: guess }] }]),
        ...(at === undefined || at > clause ? [] : [{ title: `Add "${name.name}" to the state`, edits: [edit] }]),
      ];
      const remedy = guess === undefined ? `add it, as in "state ${name.name} = 0".` : `did you mean "${guess}"?`;
      findings.report(statement, 'unknown-name', name.span, `There is no state "${name.name}": ${remedy}`, fixes);
    }
    updated.add(name.name);
  }
  if (updated.has('w') || statement.broken) return;
  const message = 'An optimizer moves the weights: say how, as in "update w = w - 0.1*g".';
  findings.report(statement, 'optimizer', statement.name.span, message);
}

/** An optimizer is the same wherever it is used: it follows no slider, which its options are for. */
function keepFixed(statement: OptimizerStatement, first: number, findings: Findings): void {
  for (const { value } of [...statement.state, ...statement.update]) {
    const inside = findings.references
      .slice(first)
      .filter(
        ({ span, symbol }) =>
          span.start >= value.span.start && span.end <= value.span.end && symbol.statement !== statement,
      );
    const uses = new Set(inside.map(({ symbol }) => symbol.statement));
    if (uses.size > 0) {
      findings.fixedPlaces.push({ statement, span: value.span, code: 'optimizer', uses, expressions: [] });
    }
  }
}

function reportUnused(
  symbols: readonly NamedSymbol[],
  first: number,
  statement: OptimizerStatement,
  findings: Findings,
): void {
  const targets = new Set(statement.update.map(({ name }) => name.span.start));
  const used = new Set<NamedSymbol>();
  for (const { span, symbol } of findings.references.slice(first)) {
    if (span.start !== symbol.span.start && !targets.has(span.start)) used.add(symbol);
  }
  for (const symbol of symbols) {
    if (used.has(symbol)) continue;
    const message = `"${symbol.name}" is never used: use it, or delete it.`;
    findings.report(statement, 'unused', symbol.span, message, [], 'information');
  }
}
