import { checkDistribution } from './checkDistribution';
import type { ExpressionChecker } from './checkExpression';
import type { Findings } from './names';
import { noNames } from './scope';
import type { DataStatement, Expression, SampleSyntax } from './tree';
import { argumentsOf } from './walk';

/** The most rows that are drawn. */
export const mostDrawnRows = 100_000;

/** Checks a table that is drawn: a distribution for each column, how many rows, and the seed; `value` is that of a constant expression. */
export function checkSample(
  statement: DataStatement,
  sample: SampleSyntax,
  checker: ExpressionChecker,
  findings: Findings,
  value: (expression: Expression) => number | undefined,
): void {
  const { distributions: given, count, seed, span } = sample;
  const { columns } = statement;
  if (given.length !== columns.length) {
    const list = columns.map(({ name }) => name).join(', ');
    const wants = `${columns.length} ${columns.length === 1 ? 'column' : 'columns'} (${list})`;
    const has =
      given.length === 1
        ? 'one distribution stands'
        : `${given.length === 0 ? 'no' : given.length} distributions stand`;
    const message = `"${statement.name.name}" has ${wants}, but ${has} here: write one for each column.`;
    findings.report(statement, 'data', span, message);
  }
  for (const distribution of given) {
    for (const argument of argumentsOf(distribution)) checker.check(argument, noNames);
    checkDistribution(distribution, statement, findings, value);
  }
  if (count === undefined) {
    const end = span.end - 1;
    const edits = [{ span: { start: end, end }, text: given.length === 0 ? 'n=50' : ', n=50' }];
    const fixes = [{ title: 'Draw 50 rows', edits }];
    findings.report(statement, 'data', span, 'Say how many rows are drawn, as in n = 50.', fixes);
  } else {
    checker.check(count, noNames);
    const rows = value(count);
    if (rows !== undefined && !(Number.isInteger(rows) && rows >= 1 && rows <= mostDrawnRows)) {
      const message = `A sample has a whole number of rows from 1 to ${mostDrawnRows}, but this n is ${rows}: change it.`;
      findings.report(statement, 'data', count.span, message);
    }
  }
  if (seed === undefined) return;
  checker.check(seed, noNames);
  const number = value(seed);
  if (number !== undefined && !(Number.isSafeInteger(number) && number >= 0)) {
    findings.report(
      statement,
      'data',
      seed.span,
      `A seed is a whole number from 0 on, but this one is ${number}: change it.`,
    );
  }
}
