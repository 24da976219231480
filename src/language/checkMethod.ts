import { ownMethod } from './checkOptimizer';
import { claimMethods, optionChoices, optionsOfMethod } from './claimWords';
import type { DiagnosticCode } from './diagnostics';
import type { FileNames, Findings } from './names';
import { outOfRange } from './optionRanges';
import type { Expression, MethodSyntax, Span, Statement } from './tree';

/** Checks the name and the options of a method in a statement; `number` checks a value. */
export function checkMethod(
  { name, options }: MethodSyntax,
  statement: Statement,
  code: DiagnosticCode,
  names: FileNames,
  findings: Findings,
  number: (value: Expression) => void,
): void {
  const report = (span: Span, message: string, fixes: Parameters<Findings['report']>[4] = []): void =>
    findings.report(statement, code, span, message, fixes);
  const symbol = names.symbols.get(name.name);
  if (symbol?.kind === 'optimizer') findings.refer(name.span, symbol, statement);
  const own = [...names.optimizers.values()].map((optimizer) => ownMethod(optimizer, findings));
  const known = optionsOfMethod({ optimizers: own }, name.name);
  if (known === undefined) {
    const guess = findings.suggest(name.name, [...names.optimizers.keys(), ...claimMethods.keys()]);
    const edits = guess === undefined ? [] : [{ span: name.span, text: guess }];
    const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
    const list = `${[...claimMethods.keys()].slice(0, 8).join(', ')}, …`;
    const remedy = guess === undefined ? `choose one of ${list}` : `did you mean "${guess}"?`;
    return report(name.span, `There is no optimizer "${name.name}": ${remedy}`, fixes);
  }
  const given = new Set<string>();
  for (const { name: option, value } of options) {
    const choices = optionChoices.get(option.name);
    const isChoice = value.kind === 'name' && choices?.includes(value.name) === true;
    if (!known.includes(option.name)) {
      const list = known.slice(0, 6).join(', ');
      report(option.span, `${name.name} has no option "${option.name}": it has ${list === '' ? 'none' : list}.`);
    } else if (given.has(option.name)) {
      report(option.span, `"${option.name}" is given twice: delete one.`);
    } else if (choices !== undefined && !isChoice) {
      report(value.span, `"${option.name}" is one of ${choices.join(', ')}: write one of them.`);
    } else if (!isChoice) {
      number(value);
      // An optimizer of one's own takes what its author allows.
      const wrong = symbol?.kind === 'optimizer' ? null : outOfRange(option.name, value);
      if (wrong !== null) report(value.span, wrong);
    }
    given.add(option.name);
  }
}
