import type { Model, Reference } from '../model';
import { longestText } from '../parse';
import { splitStatements } from '../splitStatements';
import { type Token, tokenize } from '../tokens';
import type { Comment, SourceFile, Span, Statement } from '../tree';

/** The tokens of a file, and how they group into statements: what can be told where the text is broken. */
export interface Layout {
  readonly tokens: readonly Token[];
  /** One group a statement, each with at least one token. */
  readonly groups: readonly (readonly Token[])[];
  readonly comments: readonly Comment[];
}

/** A token or a comment, as formatting sees it. */
export interface Piece {
  readonly span: Span;
  /** Undefined for a comment. */
  readonly token: Token | undefined;
  /** The index of its statement's group; undefined for a comment outside all statements. */
  readonly group: number | undefined;
  /** The index in its group of the token, or of the next one behind a comment. */
  readonly index: number;
}

const known = new WeakMap<SourceFile, Layout>();

/** The layout of a file, computed once; empty for a text that is too long to be read. */
export function layoutOf(file: SourceFile): Layout {
  const found = known.get(file);
  if (found !== undefined) return found;
  const layout = layoutOfText(file.text);
  known.set(file, layout);
  return layout;
}

export function layoutOfText(text: string): Layout {
  const { tokens, comments } = tokenize(text.length > longestText ? '' : text);
  return { tokens, comments, groups: splitStatements(tokens) };
}

/** The index of the last item that begins at or before an offset, or -1. The items are in order of their place. */
export function lastBefore(items: readonly { readonly span: Span }[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function touches(span: Span, offset: number): boolean {
  return offset >= span.start && offset <= span.end;
}

/** The statement that holds an offset or ends at it. */
export function statementAt(model: Model, offset: number): Statement | undefined {
  const statement = model.file.statements[lastBefore(model.file.statements, offset)];
  return statement !== undefined && touches(statement.span, offset) ? statement : undefined;
}

/** The use of a name at an offset, or just before it. */
export function referenceAt(model: Model, offset: number): Reference | undefined {
  const reference = model.references[lastBefore(model.references, offset)];
  return reference !== undefined && touches(reference.span, offset) ? reference : undefined;
}

/** The token under an offset, or the one that ends there. */
export function tokenAt(file: SourceFile, offset: number): Token | undefined {
  const { tokens } = layoutOf(file);
  const token = tokens[lastBefore(tokens, offset)];
  if (token === undefined) return undefined;
  if (token.kind !== 'end' && touches(token.span, offset)) return token;
  const before = tokens[lastBefore(tokens, offset) - 1];
  return before !== undefined && touches(before.span, offset) ? before : undefined;
}

/** The offset lies in a comment: behind its `#`. */
export function inComment(comments: readonly Comment[], offset: number): boolean {
  const comment = comments[lastBefore(comments, offset - 1)];
  return comment !== undefined && offset > comment.span.start && offset <= comment.span.end;
}

/** A stretch of source as one would quote it: without its comments, each line's indentation as written. */
export function quote(file: SourceFile, span: Span): string {
  const { comments } = layoutOf(file);
  let text = '';
  let from = span.start;
  for (let i = lastBefore(comments, span.start - 1) + 1; i < comments.length; i++) {
    const comment = comments[i]!.span;
    if (comment.start >= span.end) break;
    text += file.text.slice(from, comment.start);
    from = comment.end;
  }
  text += file.text.slice(from, Math.max(from, span.end));
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
