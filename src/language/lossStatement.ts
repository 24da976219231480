import { type Cursor, describe } from './cursor';
import { readExpression, readList } from './expressions';
import { closeBracket, unexpected } from './mistakes';
import { type Head, type Keep, missingAt, readBracketed, readEquals, readRange, readTuple, spanFrom } from './parts';
import { clauseWords } from './reserved';
import type { BoxSyntax, Expression, LocalSyntax, ParameterSyntax, Span, StartSyntax } from './tree';

interface Clauses {
  readonly on: BoxSyntax[];
  readonly from: StartSyntax[];
  readonly where: LocalSyntax[];
}

/** Reads a loss behind its keyword. A mistake in its formula or in one clause leaves the other clauses readable. */
export function readLoss(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const name = cursor.name('after "loss"');
  let parameters: readonly ParameterSyntax[] = [];
  let parametersSpan: Span = { start: name.span.end, end: name.span.end };
  let body: Expression = missingAt(name.span.end);
  const clauses: Clauses = { on: [], from: [], where: [] };
  cursor.attempt(() => {
    const open = cursor.current.span;
    parameters = readParameters(cursor, name.name);
    parametersSpan = { start: open.start, end: cursor.previous!.span.end };
    readEquals(cursor, 'before the formula');
    body = readExpression(cursor);
    finishPart(cursor);
  });
  while (!cursor.atEnd) {
    cursor.attempt(() => {
      readClause(cursor, clauses);
      finishPart(cursor);
    });
  }
  keep({
    kind: 'loss',
    name,
    parameters,
    parametersSpan,
    body,
    ...clauses,
    documentation,
    broken: cursor.failed,
    span: spanFrom(cursor, start),
  });
}

/** The formula or a clause must end here: with the statement, or before the next clause. */
function finishPart(cursor: Cursor): void {
  const { kind, text } = cursor.current;
  if (!cursor.atEnd && !(kind === 'name' && clauseWords.has(text))) unexpected(cursor);
}

function readClause(cursor: Cursor, clauses: Clauses): void {
  switch (cursor.advance().text) {
    case 'on':
      do {
        const name = cursor.name('of a parameter, as in "on x in [-2, 2]"');
        cursor.expect('in', `after "${name.name}"`);
        clauses.on.push({ name, range: readRange(cursor) });
      } while (cursor.accept(','));
      return;
    case 'from':
      do clauses.from.push(readStart(cursor));
      while (cursor.accept(','));
      return;
    default:
      do {
        const name = cursor.name('after "where"');
        cursor.expect('=', `after "${name.name}"`);
        clauses.where.push({ name, value: readExpression(cursor) });
      } while (cursor.accept(','));
  }
}

function readStart(cursor: Cursor): StartSyntax {
  const { cells, span } = readTuple(cursor, 'a start, as in (1, 0.1)');
  return { coordinates: cells, whole: undefined, span };
}

function readParameters(cursor: Cursor, loss: string): ParameterSyntax[] {
  if (!cursor.is('(')) {
    cursor.fail(
      `Write the parameters of ${loss} in brackets, as in "loss ${loss}(x, y) = …"; ${describe(cursor.current)} stands here.`,
    );
  }
  return readBracketed(cursor, 'before the parameters', () => {
    const name = cursor.name('of a parameter');
    const { span } = cursor.current;
    if (!cursor.accept('[')) return { name, shape: [] };
    const shape = readList(cursor, ']', 'a size');
    closeBracket(cursor, span, ']');
    return { name, shape };
  });
}
