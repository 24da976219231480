import { checkClaim } from './checkClaim';
import { checkLoss } from './checkLoss';
import { checkOptimizer, ownMethod } from './checkOptimizer';
import { checkShapes } from './checkShapes';
import { checkSpectrum } from './checkSpectrum';
import { checkConstant, checkData, checkFunction } from './checkStatements';
import { reportCycles } from './cycles';
import type { Diagnostic } from './diagnostics';
import type { ClaimSymbol, CsvLookup, LossSymbol, Model, OptimizerSymbol, SpectrumSymbol } from './model';
import { Findings, collectNames } from './names';
import { atMost, parse } from './parse';
import { reportSliders } from './sliders';
import { unsoundStatements } from './soundness';
import { sortedBy } from './sortedBy';
import type { LossStatement, SourceFile, Span, Statement } from './tree';

/**
 * Checks a parsed file: resolves every name and collects every message, those of the parser included. Never throws. A
 * statement that is broken gets no further messages, and a loss is sound where nothing it needs has an error. Without
 * `files`, tables from files are not known yet: what uses one is not sound, and gets no message for that.
 */
export function check(file: SourceFile, parseDiagnostics: readonly Diagnostic[], files?: CsvLookup): Model {
  const findings = new Findings(file.text);
  const names = collectNames(file, findings);
  // Tables first, so that their columns are defined before anyone refers to them.
  // Claims and spectra last, so that the parameters of their losses are.
  const inOrder = sortedBy(file.statements, turnOf);
  const subjects = new Map<Statement, LossStatement | undefined>();
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
        checkData(statement, names, findings, files);
        break;
      case 'loss':
        checkLoss(statement, names, findings);
        break;
      case 'optimizer':
        checkOptimizer(statement, names, findings);
        break;
      case 'claim':
        subjects.set(statement, checkClaim(statement, names, findings));
        break;
      case 'spectrum':
        subjects.set(statement, checkSpectrum(statement, names, findings));
        break;
    }
  }
  reportCycles(file.statements, findings);
  reportSliders(file.statements, findings);
  const { parameters, shapes, states } = checkShapes(file.statements, names, findings, subjects);
  const unsound = unsoundStatements(findings);
  const losses: LossSymbol[] = [...names.losses.values()].map((statement) => ({
    name: statement.name.name,
    statement,
    sound: !unsound.has(statement),
    parameters: parameters.get(statement) ?? [],
  }));
  const claims: ClaimSymbol[] = file.statements.flatMap((statement) =>
    statement.kind === 'claim'
      ? [{ statement, loss: subjects.get(statement)?.name.name, sound: !unsound.has(statement) }]
      : [],
  );
  const spectra: SpectrumSymbol[] = file.statements.flatMap((statement) =>
    statement.kind === 'spectrum'
      ? [{ statement, loss: subjects.get(statement)?.name.name, sound: !unsound.has(statement) }]
      : [],
  );
  const optimizers = [...names.optimizers.values()].map((statement): OptimizerSymbol => ({
    ...ownMethod(statement, findings),
    sound: !unsound.has(statement),
    states: states.get(statement) ?? new Map(),
  }));
  const diagnostics = sortedBy([...parseDiagnostics, ...findings.diagnostics], startOf);
  return {
    file,
    diagnostics: atMost(diagnostics),
    symbols: findings.symbols,
    references: sortedBy(findings.references, startOf),
    constants: names.constants,
    functions: names.functions,
    tables: names.tables,
    losses,
    claims,
    spectra,
    optimizers,
    csv: names.csv,
    shapes,
  };
}

function startOf({ span }: { readonly span: Span }): number {
  return span.start;
}

function turnOf({ kind }: Statement): number {
  return kind === 'data' ? 0 : kind === 'claim' || kind === 'spectrum' ? 2 : 1;
}

/** Parses and checks a text; `files` as by `check`. */
export function analyzeText(text: string, files?: CsvLookup): Model {
  const { file, diagnostics } = parse(text);
  return check(file, diagnostics, files);
}
