import { noColon, noConditions } from './characters';
import { Cursor, SyntaxStop } from './cursor';
import type { Diagnostic, Fix } from './diagnostics';
import { documentationOf } from './documentation';
import { sortedBy } from './sortedBy';
import { splitStatements } from './splitStatements';
import { readStatement } from './statements';
import { type Token, tokenize } from './tokens';
import type { SourceFile, Span, Statement } from './tree';

/** Longer texts are refused whole, so that a keystroke stays instant. */
export const longestText = 1_000_000;

/** Statements behind this many are not read. */
export const mostStatements = 10_000;

/** Further mistakes are not listed. */
export const mostMessages = 1_000;

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
    return { file: { text, statements: [], comments: [] }, diagnostics: [tooLarge({ start: 0, end: 1 }, message)] };
  }
  const { tokens, comments, diagnostics: lexical } = tokenize(text);
  const groups = splitStatements(tokens);
  const end = tokens[tokens.length - 1]!;
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  let next = 0;
  for (let g = 0; g < groups.length && g < mostStatements; g++) {
    const group = groups[g]!;
    const last = group[group.length - 1]!.span.end;
    const cursor = new Cursor(group, end);
    readGroup(cursor, documentationOf(text, comments, group), statements);
    if (cursor.diagnostics.length === 0 && next === lexical.length) continue;
    const own: Diagnostic[] = [];
    for (; next < lexical.length && lexical[next]!.span.start < last; next++) own.push(lexical[next]!);
    diagnostics.push(...onePerKind([...cursor.diagnostics, ...own.filter((each) => isMet(each, cursor))]));
    if (cursor.diagnostics.length > 0) spoilUnfinished(text, group, statements);
  }
  const inOrder = sortedBy(diagnostics, ({ span }) => span.start) as Diagnostic[];
  const unread = groups[mostStatements]?.[0];
  if (unread !== undefined) {
    inOrder.push(tooLarge(unread.span, `A file has at most ${mostStatements} statements: split it.`));
  }
  return { file: { text, statements, comments }, diagnostics: atMost(inOrder) };
}

/** Not where nothing was read behind a mistake. */
function isMet({ span: { start: at } }: Diagnostic, { unread }: Cursor): boolean {
  return !unread.some(({ start, end }) => at >= start && at < end);
}

/** Cuts a long list of messages, with a last one that says so. */
export function atMost(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const cut = diagnostics.slice(0, mostMessages);
  const more = diagnostics[mostMessages];
  if (more === undefined) return cut;
  return [...cut, tooLarge(more.span, `More than ${mostMessages} mistakes: the others are listed after some repairs.`)];
}

function tooLarge(span: Span, message: string): Diagnostic {
  return { code: 'too-large', severity: 'error', span, message, fixes: [] };
}

function readGroup(cursor: Cursor, documentation: string, statements: Statement[]): void {
  try {
    readStatement(cursor, documentation, (statement) => statements.push(statement));
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
  }
}

/** The bars of `|x|` are one mistake, and so is a whole condition: equal messages become one, with all their repairs. */
function onePerKind(found: readonly Diagnostic[]): Diagnostic[] {
  if (found.length < 2) return [...found];
  const kinds = new Map<string, { first: Diagnostic; fix: Fix | undefined; edits: Fix['edits'][number][] }>();
  for (const diagnostic of found) {
    const { message, fixes } = diagnostic;
    const fix = fixes.length === 1 ? fixes[0] : undefined;
    const kind = kinds.get(message);
    if (kind === undefined) kinds.set(message, { first: diagnostic, fix, edits: [...(fix?.edits ?? [])] });
    else if (fix !== undefined && fix.title === kind.fix?.title) kind.edits.push(...fix.edits);
  }
  if (kinds.has(noConditions)) kinds.delete(noColon);
  return [...kinds.values()].map(({ first, fix, edits }) =>
    fix === undefined ? first : { ...first, fixes: [{ title: fix.title, edits }] },
  );
}

/** An indented line that begins with an operator was meant to go on with the statement above: that one isn't whole. */
function spoilUnfinished(text: string, group: readonly Token[], statements: Statement[]): void {
  const { kind, text: symbol, span } = group[0]!;
  if (kind !== 'symbol' || !'+-*/^,'.includes(symbol) || !/[ \t]/.test(text[span.start - 1] ?? '')) return;
  const above = statements.pop();
  if (above !== undefined) statements.push({ ...above, broken: true });
}
