import { checkLoss } from './checkLoss';
import { checkConstant, checkData, checkFunction } from './checkStatements';
import { reportCycles } from './cycles';
import type { Diagnostic } from './diagnostics';
import type { CsvLookup, LossSymbol, Model } from './model';
import { Findings, collectNames } from './names';
import { atMost, parse } from './parse';
import { reportSliders } from './sliders';
import type { SourceFile, Statement } from './tree';

/**
 * Checks a parsed file: resolves every name and collects every message, those of the parser included. Never throws. A
 * statement that is broken gets no further messages, and a loss is sound where nothing it needs has an error.
 */
export function check(file: SourceFile, parseDiagnostics: readonly Diagnostic[], files?: CsvLookup): Model {
  void files;
  const findings = new Findings(file.text);
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
  reportSliders(file.statements, findings);
  const unsound = needing(findings);
  const losses: LossSymbol[] = [...names.losses.values()].map((statement) => ({
    name: statement.name.name,
    statement,
    sound: !unsound.has(statement),
    parameters: statement.parameters.map(({ name }) => ({ name: name.name, shape: [] })),
  }));
  const diagnostics = [...parseDiagnostics, ...findings.diagnostics].sort((a, b) => a.span.start - b.span.start);
  return {
    file,
    diagnostics: atMost(diagnostics),
    symbols: findings.symbols,
    references: findings.references.sort((a, b) => a.span.start - b.span.start),
    constants: names.constants,
    functions: names.functions,
    tables: names.tables,
    losses,
    csv: new Map(),
    shapes: new Map(),
  };
}

/** Parses and checks a text. */
export function analyzeText(text: string, files?: CsvLookup): Model {
  const { file, diagnostics } = parse(text);
  return check(file, diagnostics, files);
}

/** The faulty statements, and all that use one of them, however far. */
function needing({ faulty, uses }: Findings): ReadonlySet<Statement> {
  const users = new Map<Statement, Statement[]>();
  for (const [user, used] of uses) {
    for (const statement of used) {
      const known = users.get(statement);
      if (known === undefined) users.set(statement, [user]);
      else known.push(user);
    }
  }
  const reached = new Set(faulty);
  for (const statement of reached) for (const user of users.get(statement) ?? []) reached.add(user);
  return reached;
}
