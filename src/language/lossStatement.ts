import { type Cursor, describe } from './cursor';
import { readExpression, readItems, readList } from './expressions';
import { initialisationMethod, initialisations } from './initialisations';
import { readMethod } from './methodSyntax';
import { closeBracket, unexpected } from './mistakes';
import { type Head, type Keep, missingAt, readBracketed, readEquals, readRange, spanFrom } from './parts';
import { clauseWords, lossClauseWords } from './reserved';
import type {
  BoxSyntax,
  Expression,
  Initialisation,
  LocalSyntax,
  MethodSyntax,
  ParameterSyntax,
  Span,
  StartItem,
  StartSyntax,
} from './tree';

interface Clauses {
  readonly on: BoxSyntax[];
  readonly from: StartSyntax[];
  readonly by: MethodSyntax[];
  readonly where: LocalSyntax[];
}

/** Reads a loss behind its keyword. A mistake in its formula or in one clause leaves the other clauses readable. */
export function readLoss(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const name = cursor.name('after "loss"');
  let parameters: readonly ParameterSyntax[] = [];
  let parametersSpan: Span = { start: name.span.end, end: name.span.end };
  let body: Expression = missingAt(name.span.end);
  const clauses: Clauses = { on: [], from: [], by: [], where: [] };
  cursor.attempt(() => {
    const open = cursor.current.span;
    parameters = readParameters(cursor, name.name);
    parametersSpan = { start: open.start, end: cursor.previous!.span.end };
    readEquals(cursor, 'before the formula');
    body = readExpression(cursor);
    finishPart(cursor);
  }, lossClauseWords);
  while (!cursor.atEnd) {
    cursor.attempt(() => {
      readClause(cursor, clauses);
      finishPart(cursor);
    }, lossClauseWords);
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
  if (cursor.atEnd || (kind === 'name' && (clauseWords.has(text) || beginsMethods(cursor)))) return;
  unexpected(cursor);
}

/** `by` before a name: the clause of the methods. */
function beginsMethods(cursor: Cursor): boolean {
  return cursor.is('by') && (cursor.peek(1).kind === 'name' || cursor.peek(1).kind === 'end');
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
    case 'by':
      do clauses.by.push(readMethod(cursor));
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

/** `(1, 0.1)`, `he(seed=3)`. */
export function readStart(cursor: Cursor): StartSyntax {
  const whole = readInitialisation(cursor);
  if (whole !== undefined) return { coordinates: [], whole, span: whole.span };
  const { current } = cursor;
  if (current.kind === 'name' && !cursor.atKeyword) {
    const list = [...initialisations.keys()].map((name) => `${name}()`).join(', ');
    cursor.fail(`A start is a point, as in (1, 0.1), or one of ${list}; ${describe(current)} stands here.`);
  }
  const open = cursor.expect('(', 'to begin a start, as in (1, 0.1)');
  const coordinates = readItems<StartItem>(
    cursor,
    ')',
    'a number',
    () => readInitialisation(cursor) ?? readExpression(cursor),
  );
  closeBracket(cursor, open.span, ')');
  return { coordinates, whole: undefined, span: { start: open.span.start, end: cursor.previous!.span.end } };
}

/** `he(seed=3)`; undefined, and nothing read, where something else stands. */
function readInitialisation(cursor: Cursor): Initialisation | undefined {
  const { current } = cursor;
  const method = current.kind === 'name' ? initialisationMethod(current.text) : undefined;
  if (method === undefined || cursor.peek(1).text !== '(') return undefined;
  cursor.advance();
  const open = cursor.advance();
  const options = readItems(cursor, ')', 'an option', () => {
    const known = initialisations
      .get(method)!
      .options.map((name) => `${name}=1`)
      .join(' or ');
    if (cursor.current.kind !== 'name' || cursor.peek(1).text !== '=') {
      cursor.fail(
        `Write an option of ${method} with its name, as in ${known}; ${describe(cursor.current)} stands here.`,
      );
    }
    const name = cursor.name('of an option');
    cursor.expect('=', `after "${name.name}"`);
    return { name, value: readExpression(cursor) };
  });
  closeBracket(cursor, open.span, ')');
  return {
    kind: 'initialisation',
    method,
    options,
    span: { start: current.span.start, end: cursor.previous!.span.end },
  };
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
    if (cursor.is(']')) cursor.fail(`Write the size of an array between these brackets, as in ${name.name}[4].`);
    const shape = readList(cursor, ']', 'a size');
    closeBracket(cursor, span, ']');
    return { name, shape };
  });
}
