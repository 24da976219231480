import { builtinConstants, builtinFunctions, isFunctionOfLanguage } from './builtins';
import type { Diagnostic, DiagnosticCode, Fix, Severity } from './diagnostics';
import { ConstantEvaluator } from './evaluate';
import { isAscii, skeleton, spellOut } from './lookAlikes';
import type { CsvTable, NamedSymbol, Reference, SymbolKind } from './model';
import { nearest } from './nearest';
import { keywords } from './reserved';
import type {
  ConstantStatement,
  DataStatement,
  Expression,
  FunctionStatement,
  Identifier,
  LocalSyntax,
  LossStatement,
  OptimizerStatement,
  SourceFile,
  Span,
  Statement,
} from './tree';

/** Names are compared for likeness this often in one file; further messages come without a suggestion. */
const mostSuggestions = 300;

/** More messages than anyone is shown: further ones are only counted as faults. */
const mostCollected = 10_000;

export const noLooks: ReadonlyMap<string, string> = new Map();

/** A place whose value must not move while the file stays as it is, and the definitions it uses directly. */
export interface FixedPlace {
  readonly statement: Statement;
  readonly span: Span;
  readonly code: 'range' | 'data' | 'size' | 'index' | 'start' | 'optimizer';
  readonly uses: ReadonlySet<Statement>;
  readonly expressions: readonly Expression[];
}

/** Collects what the checker finds, statement by statement. */
export class Findings {
  readonly diagnostics: Diagnostic[] = [];
  readonly symbols: NamedSymbol[] = [];
  readonly references: Reference[] = [];
  /** Statements with an error of their own. */
  readonly faulty = new Set<Statement>();
  /** Which statements' names a statement uses. */
  readonly uses = new Map<Statement, Set<Statement>>();
  readonly fixedPlaces: FixedPlace[] = [];
  /** Sizes and indices that have a message: nothing more is said of their values. */
  readonly refused = new Set<Expression>();
  /** Definitions that need themselves. */
  readonly circular = new Set<Statement | LocalSyntax>();
  /** Optimizers that use the Hessian. */
  readonly secondOrder = new Set<Statement>();
  /** No letter of it looks like another one. */
  readonly isAscii: boolean;
  private told: Map<Statement, Set<string>> | undefined = undefined;
  private suggestions = 0;
  private starts: readonly number[] | undefined = undefined;

  constructor(readonly text: string) {
    this.isAscii = isAscii(text);
  }

  /** The line number, from 1, of an offset. */
  lineOf(offset: number): number {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Records a message. A broken statement has its message already, and keeps only that a name stands twice. */
  report(
    statement: Statement,
    code: DiagnosticCode,
    span: Span,
    message: string,
    fixes: readonly Fix[] = [],
    severity: Severity = 'error',
  ): void {
    if (severity === 'error') this.faulty.add(statement);
    this.tell(statement, { code, severity, span, message, fixes });
  }

  /** Records a message that makes nothing faulty by itself. */
  tell(statement: Statement, diagnostic: Diagnostic): void {
    if ((statement.broken && diagnostic.code !== 'duplicate') || this.full) return;
    this.diagnostics.push(diagnostic);
  }

  /** Notes a place that must not follow a slider; its names are the references from `first` on. */
  keepFixed(
    statement: Statement,
    code: FixedPlace['code'],
    span: Span,
    first: number,
    expressions: readonly Expression[] = [],
  ): void {
    if (this.references.length === first) return;
    const used = this.references.slice(first).map(({ symbol }) => symbol.statement);
    const uses = new Set(used.filter((definition) => definition !== statement));
    if (uses.size > 0) this.fixedPlaces.push({ statement, span, code, uses, expressions });
  }

  /** Nobody would see a further message. */
  get full(): boolean {
    return this.diagnostics.length >= mostCollected;
  }

  /** True the first time something is told about a statement: what is wrong in several places is one mistake. */
  firstTime(statement: Statement, what: string): boolean {
    this.told ??= new Map();
    const told = this.told.get(statement);
    if (told === undefined) this.told.set(statement, new Set([what]));
    else if (told.has(what)) return false;
    else told.add(what);
    return true;
  }

  /** The candidate that a name was likely meant to be. */
  suggest(name: string, candidates: Iterable<string>): string | undefined {
    return ++this.suggestions > mostSuggestions ? undefined : nearest(name, candidates);
  }

  define(kind: SymbolKind, identifier: Identifier, scope: Span, statement: Statement): NamedSymbol {
    const symbol: NamedSymbol = { kind, name: identifier.name, span: identifier.span, scope, statement };
    this.symbols.push(symbol);
    this.references.push({ span: identifier.span, symbol });
    return symbol;
  }

  refer(span: Span, symbol: NamedSymbol, user: Statement): void {
    this.references.push({ span, symbol });
    if (symbol.statement === user && symbol.kind !== 'constant' && symbol.kind !== 'function') return;
    const used = this.uses.get(user);
    if (used === undefined) this.uses.set(user, new Set([symbol.statement]));
    else used.add(symbol.statement);
  }
}

/** The names of the whole file. */
export interface FileNames {
  readonly constants: Map<string, ConstantStatement>;
  readonly functions: Map<string, FunctionStatement>;
  readonly tables: Map<string, DataStatement>;
  readonly losses: Map<string, LossStatement>;
  readonly optimizers: Map<string, OptimizerStatement>;
  readonly symbols: Map<string, NamedSymbol>;
  /** The columns of each table. */
  readonly columns: Map<string, ReadonlyMap<string, NamedSymbol>>;
  /** The tables from files that are known and good. */
  readonly csv: Map<string, CsvTable>;
  /** One name for each look that the file's names have. */
  readonly looks: Map<string, string>;
  /** Values of constant expressions, with one budget for the file. */
  readonly evaluator: ConstantEvaluator;
}

/** Defines the names of all statements; a name that stands twice is reported where it stands again. */
export function collectNames(file: SourceFile, findings: Findings): FileNames {
  const constants = new Map<string, ConstantStatement>();
  const functions = new Map<string, FunctionStatement>();
  const tables = new Map<string, DataStatement>();
  const names: FileNames = {
    constants,
    functions,
    tables,
    losses: new Map(),
    optimizers: new Map(),
    symbols: new Map(),
    columns: new Map(),
    csv: new Map(),
    looks: new Map(),
    evaluator: new ConstantEvaluator({ constants, functions, tables }),
  };
  const everywhere = { start: 0, end: file.text.length };
  for (const statement of file.statements) {
    if (statement.kind === 'claim' || statement.kind === 'spectrum') continue;
    const { name } = statement;
    const callable = statement.kind === 'function' || statement.kind === 'loss';
    if (refuseReserved(name, statement, findings, callable)) continue;
    const symbol = findings.define(statement.kind, name, everywhere, statement);
    const earlier = names.symbols.get(name.name);
    if (earlier !== undefined) {
      const message = `"${name.name}" is already defined on line ${findings.lineOf(earlier.span.start)}: choose another name.`;
      findings.report(statement, 'duplicate', name.span, message);
      continue;
    }
    if (!findings.isAscii) warnOfLook(name, names.looks, noLooks, statement, findings);
    names.symbols.set(name.name, symbol);
    switch (statement.kind) {
      case 'constant':
        names.constants.set(name.name, statement);
        break;
      case 'function':
        names.functions.set(name.name, statement);
        break;
      case 'data':
        names.tables.set(name.name, statement);
        break;
      case 'loss':
        names.losses.set(name.name, statement);
        break;
      case 'optimizer':
        names.optimizers.set(name.name, statement);
        break;
    }
  }
  return names;
}

/** Warns where a name looks like another one known in the same place, and adds it to the looks. */
export function warnOfLook(
  { name, span }: Identifier,
  looks: Map<string, string>,
  outerLooks: ReadonlyMap<string, string>,
  statement: Statement,
  findings: Findings,
): void {
  const look = skeleton(name);
  const builtin = builtinConstants.has(look) || builtinFunctions.has(look) ? look : undefined;
  const other = looks.get(look) ?? outerLooks.get(look) ?? builtin;
  looks.set(look, name);
  if (other === undefined || other === name) return;
  const message = `${spellOut(name)} and ${spellOut(other)} look alike but are two names: rename one of them.`;
  findings.report(statement, 'look-alike', span, message, [], 'warning');
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** Reports a name that the language keeps for itself; true where it did. `callable`: it names a function or a loss. */
export function refuseReserved(name: Identifier, statement: Statement, findings: Findings, callable = false): boolean {
  const what = reservedAs(name.name, callable);
  if (what === undefined) return false;
  findings.report(statement, 'reserved', name.span, `"${name.name}" is ${what}: choose another name.`);
  return true;
}

/** What the language keeps a name for, or undefined where anyone may have it. */
export function reservedAs(name: string, callable: boolean): string | undefined {
  if (keywords.has(name)) return 'a word of the language';
  if (builtinConstants.has(name)) return 'a constant of the language';
  if (!callable) return undefined;
  return isFunctionOfLanguage(name) ? 'a function of the language' : undefined;
}
