import { warnOfAmbiguity } from './ambiguity';
import { builtinConstants } from './builtins';
import { checkCall } from './checkCall';
import { checkDistribution } from './checkDistribution';
import { reportIndex, unknownInIndex } from './checkIndex';
import type { DiagnosticCode, Fix } from './diagnostics';
import { type NamedSymbol, type SymbolKind, columnNames } from './model';
import { type FileNames, type Findings, refuseReserved } from './names';
import { type Scope, innerScope, lookUp, scopeInside, symbolsOf } from './scope';
import type {
  Aggregate,
  Expectation,
  Expression,
  Identifier,
  Index,
  Member,
  NameReference,
  Span,
  Statement,
} from './tree';
import { reportUnknownName } from './unknownNames';
import { argumentsOf, childrenOf } from './walk';

/** An aggregate may run over this many whole numbers. */
export const longestRange = 1_000_000;

/** Checks the names, arguments and columns in the expressions of one statement. */
export class ExpressionChecker {
  private rowTables: Map<NamedSymbol, string> | undefined = undefined;

  constructor(
    private readonly names: FileNames,
    private readonly findings: Findings,
    private readonly statement: Statement,
  ) {}

  check(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case 'number':
      case 'missing':
        return;
      case 'name':
        return this.name(expression, scope);
      case 'aggregate':
        return this.aggregate(expression, scope);
      case 'expectation':
        return this.expectation(expression, scope);
      case 'member':
        return this.member(expression, scope);
      case 'index':
        return this.index(expression, scope);
      case 'call':
        checkCall(expression, this.statement, scope, this.names, this.findings);
        return this.all(expression.arguments, scope);
      case 'vector':
        return this.all(expression.items, scope);
      case 'sum': {
        const { terms } = expression;
        for (let k = 0; k < terms.length; k++) this.check(terms[k]!.operand, scope);
        return;
      }
      case 'product': {
        warnOfAmbiguity(expression, this.statement, this.findings);
        const { factors } = expression;
        for (let k = 0; k < factors.length; k++) this.check(factors[k]!.operand, scope);
        return;
      }
      case 'power':
        this.check(expression.base, scope);
        return this.check(expression.exponent, scope);
      case 'negation':
      case 'transpose':
        return this.check(expression.operand, scope);
    }
  }

  private all(expressions: readonly Expression[], scope: Scope): void {
    for (let k = 0; k < expressions.length; k++) this.check(expressions[k]!, scope);
  }

  report(code: DiagnosticCode, span: Span, message: string, fixes: readonly Fix[] = []): void {
    this.findings.report(this.statement, code, span, message, fixes);
  }

  private index({ object, indices }: Index, scope: Scope): void {
    this.check(object, scope);
    for (const item of indices) {
      const ends = item.kind === 'range' ? [item.from, item.to] : [item];
      const first = this.findings.references.length;
      for (const end of ends) this.check(end, scope);
      this.findings.keepFixed(this.statement, 'index', item.span, first, ends);
      for (const end of ends) {
        const unknown = unknownInIndex(end, scope);
        if (unknown === undefined) continue;
        this.findings.refused.add(end);
        const isNew = !unknown.told && this.findings.firstTime(this.statement, `index ${unknown.name}`);
        if (isNew) reportIndex(end, unknown, this);
        break;
      }
    }
  }

  private name({ name, span }: NameReference, scope: Scope): void {
    const symbol = lookUp(scope, name) ?? this.names.symbols.get(name);
    if (symbol === undefined) {
      if (builtinConstants.has(name)) return;
      return reportUnknownName(name, span, this.statement, scope, this.names, this.findings);
    }
    this.findings.refer(span, symbol, this.statement);
    if (isValue(symbol.kind) || !this.findings.firstTime(this.statement, `kind ${name}`)) return;
    const column = this.columnsOf(symbol)[0] ?? 'x';
    switch (symbol.kind) {
      case 'row':
        // Of an unknown table it isn't sure that there are rows.
        if (!this.names.tables.has(this.rowTables?.get(symbol) ?? '')) return;
        return this.report('kind', span, `"${name}" is a row of a table: choose a column, as in ${name}.${column}.`);
      case 'function':
        return this.report('kind', span, `"${name}" is a function, not a number: call it, as in ${name}(…).`);
      case 'loss': {
        const remedy = 'a formula can use only an "fn". Define it as "fn" and call that from both.';
        return this.report('kind', span, `"${name}" is a loss, not a number: ${remedy}`);
      }
      case 'data': {
        const remedy = `use it as in sum(p.${column} for p in ${name}).`;
        return this.report('kind', span, `"${name}" is a table, not a number: ${remedy}`);
      }
      case 'optimizer':
        return this.report('kind', span, `"${name}" is an optimizer, not a number: only claims and the panel use it.`);
      case 'option':
      case 'state':
      case 'given':
      case 'constant':
      case 'parameter':
      case 'argument':
      case 'local':
      case 'counter':
      case 'random':
      case 'column':
        return;
    }
  }

  private aggregate(aggregate: Aggregate, scope: Scope): void {
    const { variable, source, span } = aggregate;
    const reserved = refuseReserved(variable, this.statement, this.findings);
    if (source.kind === 'table') {
      this.table(source.table);
    } else {
      const first = this.findings.references.length;
      this.check(source.from, scope);
      this.check(source.to, scope);
      const ends = { start: source.from.span.start, end: source.to.span.end };
      this.findings.keepFixed(this.statement, 'range', ends, first);
    }
    const kind = source.kind === 'table' ? 'row' : 'counter';
    const symbol = this.findings.define(kind, variable, span, this.statement);
    if (source.kind === 'table') (this.rowTables ??= new Map()).set(symbol, source.table.name);
    else this.range(aggregate, source.from, source.to, scope);
    this.check(aggregate.body, reserved ? scope : innerScope(scope, [symbol]));
  }

  private expectation({ draws, body, span }: Expectation, scope: Scope): void {
    const defined = new Map<string, NamedSymbol>();
    for (const { variable, distribution } of draws) {
      for (const argument of argumentsOf(distribution)) this.check(argument, scope);
      // What depends on names around it isn't known before the loss is computed.
      const value = (argument: Expression): number | undefined =>
        mentions(argument, scope) ? undefined : this.names.evaluator.value(argument);
      checkDistribution(distribution, this.statement, this.findings, value);
      if (refuseReserved(variable, this.statement, this.findings)) continue;
      if (defined.has(variable.name)) {
        this.report('duplicate', variable.span, `"${variable.name}" stands here twice: rename one.`);
        continue;
      }
      defined.set(variable.name, this.findings.define('random', variable, span, this.statement));
    }
    this.check(body, scopeInside(scope, defined));
  }

  private columnsOf(symbol: NamedSymbol): string[] {
    return [...(columnNames(this.names, this.rowTables?.get(symbol) ?? symbol.name) ?? [])];
  }

  private table({ name, span }: Identifier): void {
    const symbol = this.names.symbols.get(name);
    if (symbol !== undefined) this.findings.refer(span, symbol, this.statement);
    if (symbol?.kind === 'data' || !this.findings.firstTime(this.statement, `table ${name}`)) return;
    if (symbol?.kind === 'constant') {
      const fixes = [{ title: `Write 1..${name}`, edits: [{ span, text: `1..${name}` }] }];
      return this.report('kind', span, `"${name}" is a number, not a table: write a range, as in 1..${name}.`, fixes);
    }
    const guess = this.findings.suggest(name, this.names.tables.keys());
    const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span, text: guess }] }];
    const remedy = guess === undefined ? `define it with "data ${name}(x, y) = …".` : `did you mean "${guess}"?`;
    this.report('unknown-name', span, `There is no table "${name}": ${remedy}`, fixes);
  }

  private range(aggregate: Aggregate, from: Expression, to: Expression, scope: Scope): void {
    const span = { start: from.span.start, end: to.span.end };
    if (mentions(from, scope) || mentions(to, scope)) {
      const message =
        'The ends of a range must be constants: they cannot use a parameter, a local name or another counter.';
      return this.report('range', span, message);
    }
    if (this.findings.faulty.has(this.statement)) return;
    const low = this.names.evaluator.value(from);
    const high = this.names.evaluator.value(to);
    if (low === undefined || high === undefined) return;
    if (!Number.isInteger(low) || !Number.isInteger(high)) {
      const wrong = Number.isInteger(low) ? high : low;
      this.report('range', span, `The ends of a range must be whole numbers, but one is ${wrong}: change it.`);
    } else if (high - low + 1 > longestRange) {
      const message = `This range has ${high - low + 1} numbers, but at most ${longestRange} are allowed: shorten it.`;
      this.report('too-large', span, message);
    } else if (high < low && aggregate.operation === 'mean') {
      this.report('range', span, `The range ${low}..${high} is empty, and has no mean: put the smaller number first.`);
    }
  }

  private member({ object, column }: Member, scope: Scope): void {
    const { findings, names, statement } = this;
    const symbol = lookUp(scope, object.name) ?? names.symbols.get(object.name);
    if (symbol !== undefined) findings.refer(object.span, symbol, statement);
    if (symbol?.kind !== 'row') {
      if (!findings.firstTime(statement, `row ${object.name}`)) return;
      const usual = `sum(p.${column.name} for p in ${symbol?.kind === 'data' ? object.name : 'table'})`;
      if (symbol !== undefined) {
        const message = `"${object.name}" is not a row of a table: a column is used as in ${usual}.`;
        return this.report('kind', object.span, message);
      }
      const rows = [...symbolsOf(scope)].filter(({ kind }) => kind === 'row').map(({ name }) => name);
      const guess = findings.suggest(object.name, rows) ?? (rows.length === 1 ? rows[0] : undefined);
      const edits = guess === undefined ? [] : [{ span: object.span, text: guess }];
      const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
      const remedy = guess === undefined ? `a row is used as in ${usual}.` : `did you mean "${guess}"?`;
      return this.report('unknown-name', object.span, `"${object.name}" is not defined: ${remedy}`, fixes);
    }
    const tableName = this.rowTables!.get(symbol)!;
    const table = names.tables.get(tableName);
    const columns = columnNames(names, tableName);
    if (table === undefined || columns === undefined) return;
    const known = names.columns.get(tableName)?.get(column.name);
    if (known !== undefined) return findings.refer(column.span, known, statement);
    if (table.csv !== undefined && columns.includes(column.name)) return;
    if (table.broken || !findings.firstTime(statement, `column ${tableName} ${column.name}`)) return;
    const guess = findings.suggest(column.name, columns);
    const edits = guess === undefined ? [] : [{ span: column.span, text: guess }];
    const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
    const list = columns.slice(0, 8).join(', ') + (columns.length > 8 ? ', …' : '');
    const message = `The table "${tableName}" has no column "${column.name}": choose one of ${list}.`;
    this.report('unknown-column', column.span, message, fixes);
  }
}

function isValue(kind: SymbolKind): boolean {
  return kind !== 'row' && kind !== 'function' && kind !== 'loss' && kind !== 'data' && kind !== 'optimizer';
}

/** The expression uses a name of the scope: its value is not known before the loss is evaluated. */
function mentions(expression: Expression, scope: Scope): boolean {
  const stack: Expression[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'name' && lookUp(scope, node.name) !== undefined) return true;
    if (node.kind === 'member' && lookUp(scope, node.object.name) !== undefined) return true;
    for (const child of childrenOf(node)) stack.push(child);
  }
  return false;
}
