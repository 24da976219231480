import { ExpressionChecker } from './checkExpression';
import { finiteValue } from './checkStatements';
import { initialisations } from './initialisations';
import type { FileNames, Findings } from './names';
import { noNames } from './scope';
import type { Initialisation, LossStatement, StartSyntax, Statement } from './tree';

/** Checks how many items each start has, their names and values, and the options of initialisations. */
export function checkStarts(statement: LossStatement, names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  const of = { parameters: statement.parameters, what: 'A start' } as const;
  for (const start of statement.from) checkStart(start, of, checker, statement, 'start', names, findings);
}

/** Checks one start; how many items it has where it is known which parameters it is `of`. */
export function checkStart(
  { coordinates, whole, span }: StartSyntax,
  of: { readonly parameters: LossStatement['parameters']; readonly what: 'A start' | 'A point' } | undefined,
  checker: ExpressionChecker,
  statement: Statement,
  code: 'start' | 'claim' | 'spectrum',
  names: FileNames,
  findings: Findings,
): void {
  if (whole !== undefined) return checkInitialisation(whole, checker, statement, names, findings);
  const count = of?.parameters.length ?? coordinates.length;
  if (of !== undefined && coordinates.length !== count) {
    const list = of.parameters.map(({ name }) => name.name).slice(0, 8);
    const shown = list.join(', ') + (count > list.length ? ', …' : '');
    const noun = count === 1 ? 'one coordinate' : `${count} coordinates`;
    const given = coordinates.length;
    const array = of.parameters.find(({ shape }) => shape.length > 0);
    const cut = given < count ? 'add what is missing' : 'delete what is too much';
    const remedy = array === undefined ? cut : `write the elements of "${array.name.name}" in square brackets`;
    const message = `${of.what} of this loss has ${noun} (${shown}), but this one has ${given}: ${remedy}.`;
    const inside = { start: span.start + 1, end: span.end - 1 };
    const text = `[${findings.text.slice(inside.start, inside.end)}]`;
    const isOneVector = count === 1 && array?.shape.length === 1 && given > 1;
    const fixes = isOneVector ? [{ title: 'Put square brackets around them', edits: [{ span: inside, text }] }] : [];
    return findings.report(statement, code, span, message, fixes);
  }
  for (const item of coordinates) {
    if (item.kind === 'initialisation') {
      checkInitialisation(item, checker, statement, names, findings);
    } else {
      checker.check(item, noNames);
      finiteValue(item, statement, names, findings);
    }
  }
}

function checkInitialisation(
  { method, options }: Initialisation,
  checker: ExpressionChecker,
  statement: Statement,
  names: FileNames,
  findings: Findings,
): void {
  const known = initialisations.get(method)!.options;
  const given = new Set<string>();
  for (const { name, value } of options) {
    const first = findings.references.length;
    checker.check(value, noNames);
    findings.keepFixed(statement, 'start', value.span, first, [value]);
    if (!known.includes(name.name)) {
      const remedy = name.name === 'sd' ? 'only normal has one' : `it has ${known.join(' and ')}`;
      const message = `${method} has no option "${name.name}": ${remedy}.`;
      findings.report(statement, 'start', name.span, message);
      continue;
    }
    if (given.has(name.name)) {
      findings.report(statement, 'start', name.span, `"${name.name}" is given twice: delete one.`);
    }
    given.add(name.name);
    const number = finiteValue(value, statement, names, findings);
    if (number === undefined) continue;
    if (name.name === 'seed' && !(Number.isSafeInteger(number) && number >= 0)) {
      const message = `A seed is a whole number from 0 on, but this one is ${number}: change it.`;
      findings.report(statement, 'start', value.span, message);
    } else if (name.name === 'sd' && number <= 0) {
      const message = `A standard deviation is a number above 0, but this one is ${number}: change it, or write zeros().`;
      findings.report(statement, 'start', value.span, message);
    }
  }
}
