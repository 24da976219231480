import { checkConstant, checkData, checkFunction, checkLoss } from './checkStatements';
import { reportCycles } from './cycles';
import type { Diagnostic } from './diagnostics';
import type { LossSymbol, Model } from './model';
import { Findings, collectNames } from './names';
import { parse } from './parse';
import type { SourceFile, Statement } from './tree';

/**
 * Checks a parsed file: resolves every name and collects every message, those of the parser included. Never throws. A
 * statement that is broken gets no further messages, and a loss is sound where nothing it needs has an error.
 */
export function check(file: SourceFile, parseDiagnostics: readonly Diagnostic[]): Model {
  const findings = new Findings();
  const names = collectNames(file, findings);
  // Tables first, so that their columns are defined before anyone refers to them.
  const inOrder = [...file.statements].sort((a, b) => Number(b.kind === 'data') - Number(a.kind === 'data'));
  for (const statement of inOrder) {
    if (statement.broken) findings.faulty.add(statement);
    switch (statement.kind) {
      case 'constant':
        checkConstant(statement, names, findings);
        break;
      case 'function':
        checkFunction(statement, names, findings);
        break;
      case 'data':
        checkData(statement, names, findings);
        break;
      case 'loss':
        checkLoss(statement, names, findings);
        break;
    }
  }
  reportCycles(file.statements, findings);
  const broken = file.statements.filter((statement) => statement.broken);
  const semantic = findings.diagnostics.filter(
    ({ span, code }) => code === 'duplicate' || !broken.some((s) => contains(s, span.start)),
  );
  const losses: LossSymbol[] = [...names.losses.values()].map((statement) => ({
    name: statement.name.name,
    statement,
    sound: isSound(statement, findings),
  }));
  return {
    file,
    diagnostics: [...parseDiagnostics, ...semantic].sort((a, b) => a.span.start - b.span.start),
    symbols: findings.symbols,
    references: findings.references.sort((a, b) => a.span.start - b.span.start),
    constants: names.constants,
    functions: names.functions,
    tables: names.tables,
    losses,
  };
}

/** Parses and checks a text. */
export function analyzeText(text: string): Model {
  const { file, diagnostics } = parse(text);
  return check(file, diagnostics);
}

function contains(statement: Statement, offset: number): boolean {
  return offset >= statement.span.start && offset <= statement.span.end;
}

function isSound(statement: Statement, findings: Findings): boolean {
  const seen = new Set<Statement>([statement]);
  for (const needed of seen) {
    if (findings.faulty.has(needed)) return false;
    for (const next of findings.uses.get(needed) ?? []) seen.add(next);
  }
  return true;
}
