import { aggregateNames, arrayFunctionNames, builtinConstants, builtinFunctions } from './builtins';
import { keywords } from './reserved';
import type { Diagnostic, DiagnosticCode, Fix, Severity } from './diagnostics';
import type { NamedSymbol, Reference, SymbolKind } from './model';
import type {
  ConstantStatement,
  DataStatement,
  FunctionStatement,
  Identifier,
  LossStatement,
  SourceFile,
  Span,
  Statement,
} from './tree';

/** Collects what the checker finds, statement by statement. */
export class Findings {
  readonly diagnostics: Diagnostic[] = [];
  readonly symbols: NamedSymbol[] = [];
  readonly references: Reference[] = [];
  /** Statements with an error of their own. */
  readonly faulty = new Set<Statement>();
  /** Which statements' names a statement uses. */
  readonly uses = new Map<Statement, Set<Statement>>();

  report(
    statement: Statement,
    code: DiagnosticCode,
    span: Span,
    message: string,
    fixes: readonly Fix[] = [],
    severity: Severity = 'error',
  ): void {
    this.diagnostics.push({ code, severity, span, message, fixes });
    if (severity === 'error') this.faulty.add(statement);
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
  readonly symbols: Map<string, NamedSymbol>;
}

/** Defines the names of all statements; a name that stands twice is reported where it stands again. */
export function collectNames(file: SourceFile, findings: Findings): FileNames {
  const names: FileNames = {
    constants: new Map(),
    functions: new Map(),
    tables: new Map(),
    losses: new Map(),
    symbols: new Map(),
  };
  const everywhere = { start: 0, end: file.text.length };
  for (const statement of file.statements) {
    const { name } = statement;
    const callable = statement.kind === 'function' || statement.kind === 'loss';
    if (refuseReserved(name, statement, findings, callable)) continue;
    const symbol = findings.define(statement.kind, name, everywhere, statement);
    const earlier = names.symbols.get(name.name);
    if (earlier !== undefined) {
      const line = file.text.slice(0, earlier.span.start).split('\n').length;
      findings.report(
        statement,
        'duplicate',
        name.span,
        `"${name.name}" is already defined on line ${line}: choose another name.`,
      );
      continue;
    }
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
    }
  }
  return names;
}

/** Reports a name that the language keeps for itself; true where it did. `callable`: it names a function or a loss. */
export function refuseReserved(name: Identifier, statement: Statement, findings: Findings, callable = false): boolean {
  const what = reservedAs(name.name, callable);
  if (what === undefined) return false;
  findings.report(statement, 'reserved', name.span, `"${name.name}" is ${what}: choose another name.`);
  return true;
}

function reservedAs(name: string, callable: boolean): string | undefined {
  if (keywords.has(name)) return 'a word of the language';
  if (builtinConstants.has(name)) return 'a constant of the language';
  if (!callable) return undefined;
  const builtin = builtinFunctions.has(name) || aggregateNames.has(name) || arrayFunctionNames.has(name);
  return builtin ? 'a function of the language' : undefined;
}
