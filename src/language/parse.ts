import type { Diagnostic } from './diagnostics';
import { Cursor, SyntaxStop } from './cursor';
import { readStatement } from './statements';
import { type Token, tokenize } from './tokens';
import type { Comment, SourceFile, Statement } from './tree';

/** Longer texts are refused whole, so that a keystroke stays instant. */
export const longestText = 1_000_000;

const statementWords = new Set(['loss', 'const', 'fn', 'data']);
const clauseWords = new Set(['on', 'from', 'where']);
const continuing = new Set(['+', '-', '*', '/', '^', ',', '=', '(', '[', '..']);

export interface Parsed {
  readonly file: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a whole file. Never fails and never throws: a statement with a mistake gives one message, and the statements
 * around it stand. A statement that could be read as far as its name is kept, so that its users get no second message.
 */
export function parse(text: string): Parsed {
  if (text.length > longestText) {
    const message = `This file is longer than ${longestText} characters: split it.`;
    const span = { start: 0, end: Math.min(1, text.length) };
    const tooLarge: Diagnostic = { code: 'too-large', severity: 'error', span, message, fixes: [] };
    return { file: { text, statements: [], comments: [] }, diagnostics: [tooLarge] };
  }
  const { tokens, comments, diagnostics: lexical } = tokenize(text);
  const diagnostics: Diagnostic[] = [...lexical];
  const statements: Statement[] = [];
  const end = tokens[tokens.length - 1]!;
  for (const group of splitStatements(tokens)) {
    const cursor = new Cursor(group, end);
    const documentation = documentationOf(text, comments, group);
    try {
      readStatement(cursor, documentation, (statement) => statements.push(statement));
    } catch (error) {
      if (!(error instanceof SyntaxStop)) throw error;
    }
    diagnostics.push(...cursor.diagnostics);
  }
  diagnostics.sort((a, b) => a.span.start - b.span.start);
  return { file: { text, statements, comments }, diagnostics };
}

/** Groups of tokens, one a statement, by the rules for continuing a line. */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  let group: Token[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'end') break;
    if (token.startsLine && group.length > 0 && endsBefore(group[group.length - 1]!, tokens, i, depth)) {
      groups.push(group);
      group = [];
      depth = 0;
    }
    group.push(token);
    if (token.kind === 'symbol') {
      if (token.text === '(' || token.text === '[') depth++;
      else if (token.text === ')' || token.text === ']') depth = Math.max(0, depth - 1);
    }
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

function endsBefore(last: Token, tokens: readonly Token[], i: number, depth: number): boolean {
  const token = tokens[i]!;
  // A new definition ends whatever was left open above it: a forgotten bracket doesn't swallow the file.
  if (token.kind === 'name' && statementWords.has(token.text) && tokens[i + 1]!.kind === 'name') return true;
  if (depth > 0) return false;
  if (last.kind === 'symbol' && continuing.has(last.text)) return false;
  return !(token.kind === 'name' && clauseWords.has(token.text));
}

/** The comment lines directly above a statement, and the comment at the end of its first line. */
function documentationOf(text: string, comments: readonly Comment[], group: readonly Token[]): string {
  const start = group[0]!.span.start;
  const lines: string[] = [];
  let below = text.lastIndexOf('\n', start - 1) + 1;
  for (let i = lastCommentBefore(comments, below); i >= 0; i--) {
    const { span } = comments[i]!;
    const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
    const alone = text.slice(lineStart, span.start).trim() === '';
    const directlyAbove = text.slice(span.end, below).split('\n').length === 2;
    if (!alone || !directlyAbove) break;
    lines.unshift(commentText(text, comments[i]!));
    below = lineStart;
  }
  const lineBreak = text.indexOf('\n', start);
  const firstLineEnd = lineBreak < 0 ? text.length : lineBreak;
  const trailing = comments[lastCommentBefore(comments, firstLineEnd + 1)];
  if (trailing !== undefined && trailing.span.start > start) lines.push(commentText(text, trailing));
  return lines.join('\n');
}

function lastCommentBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function commentText(text: string, comment: Comment): string {
  return text
    .slice(comment.span.start, comment.span.end)
    .replace(/^#+\s?/, '')
    .trimEnd();
}
