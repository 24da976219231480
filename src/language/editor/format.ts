import { lossClauseWords, optimizerClauseWords } from '../reserved';
import { parse } from '../parse';
import type { Token } from '../tokens';
import { alignComments } from './alignComments';
import { type TextEdit, applyEdits } from './edits';
import { type Layout, type Piece, lastBefore, layoutOfText } from './layout';
import { gapOnLine } from './spacing';

/** The text, formatted: only white space changes, and nothing in statements that cannot be read. */
export function format(text: string): string {
  return applyEdits(text, formatEdits(text));
}

/** The edits that format a text, each a stretch of white space, in order. */
export function formatEdits(text: string): TextEdit[] {
  const layout = layoutOfText(text);
  const pieces = piecesOf(layout);
  if (pieces.length === 0) return [];
  const fixed = brokenGroups(text, layout);
  const firstClauses = new Map(
    layout.groups.map((group, i) => [i, group.findIndex((token) => isClauseStart(token, group))] as const),
  );
  for (const [i, first] of firstClauses) if (first < 0) firstClauses.delete(i);
  // Those before the first word are not there any more when the result is formatted again.
  const breaks = /\r\n|\r|\n/;
  const lineBreak = (breaks.exec(text.trimStart()) ?? breaks.exec(text))?.[0] ?? '\n';
  const gaps = pieces.map((piece, i) => gapBefore(text, pieces, i, piece, fixed, layout, firstClauses, lineBreak));
  alignComments(text, pieces, gaps, fixed);
  const edits: TextEdit[] = [];
  const replace = (start: number, end: number, gap: string): void => {
    if (text.slice(start, end) !== gap) edits.push({ span: { start, end }, text: gap });
  };
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  for (const [i, piece] of pieces.entries()) {
    const from = i === 0 ? bom : contentEnd(text, pieces[i - 1]!, fixed);
    replace(from, piece.span.start, gaps[i]!);
  }
  replace(contentEnd(text, pieces[pieces.length - 1]!, fixed), text.length, lineBreak);
  return sameTokens(layout, layoutOfText(applyEdits(text, edits))) ? edits : [];
}

function piecesOf({ groups, comments }: Layout): Piece[] {
  const pieces: Piece[] = groups.flatMap((group, index) =>
    group.map((token, i) => ({ span: token.span, token, group: index, index: i })),
  );
  const bounds = groups.map((group) => ({ start: group[0]!.span.start, end: group[group.length - 1]!.span.end }));
  let at = 0;
  for (const { span } of comments) {
    while (at < bounds.length && bounds[at]!.end <= span.start) at++;
    const inside = at < bounds.length && bounds[at]!.start < span.start;
    const index = inside ? lastBefore(groups[at]!, span.start) + 1 : 0;
    pieces.push({ span, token: undefined, group: inside ? at : undefined, index });
  }
  return pieces.sort((a, b) => a.span.start - b.span.start);
}

/** The groups of tokens that are not whole statements: their inside is left alone. */
function brokenGroups(text: string, { groups }: Layout): ReadonlySet<number> {
  const whole = new Set(
    parse(text)
      .file.statements.filter(({ broken }) => !broken)
      .map(({ span }) => span.start),
  );
  return new Set(groups.flatMap((group, i) => (whole.has(group[0]!.span.start) ? [] : [i])));
}

/** Where a piece's text ends; the white space at the end of a comment is not part of it. */
function contentEnd(text: string, { span, token, group }: Piece, fixed: ReadonlySet<number>): number {
  if (token !== undefined || (group !== undefined && fixed.has(group))) return span.end;
  let end = span.end;
  while (end > span.start && /\s/.test(text[end - 1]!)) end--;
  return end;
}

function gapBefore(
  text: string,
  pieces: readonly Piece[],
  i: number,
  piece: Piece,
  fixed: ReadonlySet<number>,
  { groups }: Layout,
  firstClauses: ReadonlyMap<number, number>,
  lineBreak: string,
): string {
  const previous = pieces[i - 1];
  if (previous === undefined) return '';
  const current = text.slice(contentEnd(text, previous, fixed), piece.span.start);
  const sameGroup = piece.group !== undefined && previous.group === piece.group;
  if (sameGroup && fixed.has(piece.group)) return current;
  const breaks = current.match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
  if (breaks === 0) {
    const behindBroken = previous.group !== undefined && fixed.has(previous.group);
    if (piece.token === undefined) return behindBroken ? current : '  ';
    return previous.token === undefined ? current : gapOnLine(groups[piece.group!]!, piece.index);
  }
  if (sameGroup)
    return lineBreak + indentOf(groups[piece.group]!, piece.index, firstClauses.get(piece.group) ?? Infinity);
  const blank = breaks > 1 ? lineBreak : '';
  // A comment under a statement that is indented in the source stays with it.
  const indented = piece.token === undefined && /[ \t]$/.test(current) ? '  ' : '';
  return lineBreak + blank + indented;
}

/** Clauses and continued formulas stand two spaces in, the continued line of a clause four. */
function indentOf(group: readonly Token[], index: number, firstClause: number): string {
  const token = group[index];
  return token === undefined || isClauseStart(token, group) || index <= firstClause ? '  ' : '    ';
}

function isClauseStart({ kind, text, startsLine }: Token, group: readonly Token[]): boolean {
  const words = group[0]!.text === 'optimizer' ? optimizerClauseWords : lossClauseWords;
  return startsLine && kind === 'name' && words.has(text);
}

/** The last guard: formatting must not change what is read. */
function sameTokens(before: Layout, after: Layout): boolean {
  if (before.tokens.length !== after.tokens.length || before.groups.length !== after.groups.length) return false;
  if (before.comments.length !== after.comments.length) return false;
  const sameText = before.tokens.every((token, i) => {
    const other = after.tokens[i]!;
    return token.kind === other.kind && token.text === other.text;
  });
  return sameText && before.groups.every((group, i) => group.length === after.groups[i]!.length);
}
