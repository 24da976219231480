import { type Cursor, describe } from './cursor';
import { readExpression, readList } from './expressions';
import { closeBracket, unexpected } from './mistakes';
import { clauseWords } from './reserved';
import type { Expression, Identifier, RangeSyntax, Span, Statement } from './tree';

/** Where a statement begins, and what its comments say. */
export interface Head {
  readonly start: number;
  readonly documentation: string;
}

export type Keep = (statement: Statement) => void;

/** What the tree holds where nothing could be read. */
export function missingAt(offset: number): Expression {
  return { kind: 'missing', span: { start: offset, end: offset } };
}

/** From the beginning of a statement to the last token read. */
export function spanFrom(cursor: Cursor, start: number): Span {
  return { start, end: Math.max(start, cursor.previous?.span.end ?? start) };
}

/** A row, or a start: `(1, 0.1)`. */
export function readTuple(cursor: Cursor, what: string): { cells: Expression[]; span: Span } {
  const open = cursor.expect('(', `to begin ${what}`);
  const cells = readList(cursor, ')', 'a number');
  closeBracket(cursor, open.span, ')');
  return { cells, span: { start: open.span.start, end: cursor.previous!.span.end } };
}

/** `[-2, 2]`. */
export function readRange(cursor: Cursor): RangeSyntax {
  const open = cursor.expect('[', 'to begin a range, as in [-2, 2]');
  const low = readExpression(cursor);
  cursor.expect(',', 'between the two ends of the range');
  const high = readExpression(cursor);
  closeBracket(cursor, open.span, ']');
  return { low, high, span: { start: open.span.start, end: cursor.previous!.span.end } };
}

/** `(x, y)` with one item read by `read` each. */
export function readBracketed<T>(cursor: Cursor, purpose: string, read: () => T): T[] {
  const open = cursor.expect('(', purpose);
  const items: T[] = [];
  if (!cursor.is(')')) {
    do items.push(read());
    while (acceptComma(cursor));
  }
  if (cursor.current.kind === 'name' && !cursor.atKeyword) {
    const at = { start: cursor.previous!.span.end, end: cursor.previous!.span.end };
    const fixes = [{ title: 'Insert a comma', edits: [{ span: at, text: ',' }] }];
    cursor.fail(`Write a comma before ${describe(cursor.current)}.`, { fixes });
  }
  if (cursor.is('=')) {
    const end = cursor.previous!.span.end;
    const fixes = [{ title: 'Add ")"', edits: [{ span: { start: end, end }, text: ')' }] }];
    cursor.fail('This bracket is never closed: add ")" before the "=".', { span: open.span, code: 'unclosed', fixes });
  }
  closeBracket(cursor, open.span, ')');
  return items;
}

/** A comma with something behind it. */
function acceptComma(cursor: Cursor): boolean {
  if (!cursor.accept(',')) return false;
  if (cursor.is(')')) {
    const { span } = cursor.previous!;
    const fixes = [{ title: 'Delete the comma', edits: [{ span, text: '' }] }];
    cursor.fail('Write a name after this comma, or delete the comma.', { span, fixes });
  }
  return true;
}

/** The equals sign of a definition. */
export function readEquals(cursor: Cursor, purpose: string): void {
  if (cursor.is(')') || cursor.is(']')) unexpected(cursor);
  cursor.expect('=', purpose);
}

export function readNames(cursor: Cursor, what: string): Identifier[] {
  return readBracketed(cursor, `before ${what}`, () => cursor.name(`in ${what}`));
}

/** The statement must end here. */
export function finish(cursor: Cursor): void {
  if (cursor.atEnd) return;
  const { current } = cursor;
  if (current.text === 'on' && cursor.peek(1).text === '[') {
    const fixes = [{ title: 'Write "in"', edits: [{ span: current.span, text: 'in' }] }];
    cursor.fail('The range of a constant stands behind "in": write "in [0, 2]".', { fixes });
  }
  if (current.kind === 'name' && clauseWords.has(current.text)) {
    cursor.fail(`"${current.text}" goes on with a loss, and the statement above is none: move or delete it.`);
  }
  unexpected(cursor);
}
