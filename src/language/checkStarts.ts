import { ExpressionChecker } from './checkExpression';
import { finiteValue } from './checkStatements';
import { initialisations } from './initialisations';
import type { FileNames, Findings } from './names';
import { noNames } from './scope';
import type { Initialisation, LossStatement } from './tree';

/** Checks how many items each start has, their names and values, and the options of initialisations. */
export function checkStarts(statement: LossStatement, names: FileNames, findings: Findings): void {
  const checker = new ExpressionChecker(names, findings, statement);
  const count = statement.parameters.length;
  const list = statement.parameters.map(({ name }) => name.name).slice(0, 8);
  const shown = list.join(', ') + (count > list.length ? ', …' : '');
  for (const { coordinates, whole, span } of statement.from) {
    if (whole !== undefined) {
      checkInitialisation(whole, checker, statement, names, findings);
      continue;
    }
    if (coordinates.length !== count) {
      const noun = count === 1 ? 'one coordinate' : `${count} coordinates`;
      const given = coordinates.length;
      const array = statement.parameters.find(({ shape }) => shape.length > 0);
      const cut = given < count ? 'add what is missing' : 'delete what is too much';
      const remedy = array === undefined ? cut : `write the elements of "${array.name.name}" in square brackets`;
      const message = `A start of this loss has ${noun} (${shown}), but this one has ${given}: ${remedy}.`;
      const inside = { start: span.start + 1, end: span.end - 1 };
      const text = `[${findings.text.slice(inside.start, inside.end)}]`;
      const isOneVector = count === 1 && array?.shape.length === 1 && given > 1;
      const fixes = isOneVector ? [{ title: 'Put square brackets around them', edits: [{ span: inside, text }] }] : [];
      findings.report(statement, 'start', span, message, fixes);
      continue;
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
}

function checkInitialisation(
  { method, options }: Initialisation,
  checker: ExpressionChecker,
  statement: LossStatement,
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
