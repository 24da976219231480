import { keywords } from '../reserved';
import type { Model } from '../model';
import type { Token } from '../tokens';
import type { Span } from '../tree';
import { lastBefore, layoutOf, touches } from './layout';

/** The statement under the cursor as tokens: what can be told about it while it is being typed. */
export interface CursorContext {
  /** The tokens of the statement; empty where a new one begins. */
  readonly group: readonly Token[];
  /** How many of them stand before the word under the cursor. */
  readonly before: number;
  /** The word under the cursor up to its end, or an empty span at the cursor. */
  readonly word: Span;
  /** The cursor lies in a number or in quoted text, where nothing is to be offered. */
  readonly inLiteral: boolean;
  /** The word begins its line, and the text before it is complete. */
  readonly startsLine: boolean;
  /** The brackets open before the word, outermost first, as indices of tokens of the group. */
  readonly open: readonly number[];
  /** The character right behind the word. */
  readonly following: string;
}

/** Finds the tokens around a cursor. */
export function contextAt(model: Model, offset: number): CursorContext {
  const { groups } = layoutOf(model.file);
  const starts = groups.map((group) => group[0]!);
  let group = groups[lastBefore(starts, offset)] ?? [];
  const last = group[group.length - 1];
  const { text } = model.file;
  let startsLine = last === undefined;
  if (last !== undefined && offset > last.span.end && /[\r\n]/.test(text.slice(last.span.end, offset))) {
    startsLine = true;
    if (!continues(group)) group = [];
  }
  let before = 0;
  while (before < group.length && group[before]!.span.end < offset) before++;
  const under = group[before];
  let word: Span = { start: offset, end: offset };
  let inLiteral = false;
  if (under !== undefined && touches(under.span, offset)) {
    if (under.kind === 'name') word = under.span;
    else if (under.kind === 'number' || under.kind === 'string') inLiteral = offset > under.span.start;
    if (under.kind === 'symbol' || under.kind === 'power' || under.kind === 'bad') {
      if (offset > under.span.start) before++;
      const next = group[before];
      if (next?.kind === 'name' && next.span.start === offset) word = next.span;
    } else if (under.kind === 'number' && offset === under.span.end) {
      // A name typed right behind a number multiplies: nothing is offered until its first letter stands.
      before++;
    }
  }
  const first = group[before];
  if (first !== undefined && first.span.start === word.start && first.startsLine) startsLine = true;
  const following = text[word.end] ?? '';
  return { group, before, word, inLiteral, startsLine, open: openBrackets(group, before), following };
}

/** The statement goes on behind its last token: an operator or a comma waits, or a bracket is open. */
function continues(group: readonly Token[]): boolean {
  const last = group[group.length - 1]!;
  if (last.kind === 'symbol' && ['+', '-', '*', '/', '^', ',', '=', '(', '[', '..', '~'].includes(last.text))
    return true;
  return openBrackets(group, group.length).length > 0;
}

function openBrackets(group: readonly Token[], count: number): number[] {
  const open: number[] = [];
  for (let i = 0; i < count; i++) {
    const token = group[i]!;
    if (token.kind !== 'symbol') continue;
    if (token.text === '(' || token.text === '[') open.push(i);
    else if (token.text === ')' || token.text === ']') open.pop();
  }
  return open;
}

/** The word `by` of a loss, behind a complete part. */
function beginsMethods(group: readonly Token[], i: number): boolean {
  if (group[0]!.text !== 'loss' || group[i]!.kind !== 'name' || group[i]!.text !== 'by' || i < 2) return false;
  const previous = group[i - 1]!;
  return previous.kind !== 'symbol' || previous.text === ')' || previous.text === ']';
}

/** The last clause word before a place, outside all brackets; with the word itself where there is none. */
export function clauseAt(group: readonly Token[], before: number): string | undefined {
  let depth = 0;
  let clause: string | undefined;
  for (let i = 0; i < before; i++) {
    const { kind, text } = group[i]!;
    if (kind === 'symbol' && (text === '(' || text === '[')) depth++;
    else if (kind === 'symbol' && (text === ')' || text === ']')) depth = Math.max(0, depth - 1);
    else if (kind === 'name' && depth === 0 && keywords.has(text) && text !== 'in') clause = text;
    else if (depth === 0 && beginsMethods(group, i)) clause = 'by';
  }
  return clause;
}

/** A name behind `for`; `table` where it is a row of one, `isRandom` where a distribution stands behind it. */
export interface LocalVariable {
  readonly name: string;
  readonly table: string | undefined;
  readonly isRandom: boolean;
}

/** The names a statement defines for itself before or behind the cursor, as far as its tokens tell. */
export interface LocalNames {
  readonly parameters: readonly string[];
  readonly locals: readonly string[];
  /** Variables of the aggregates around the cursor; `table` where one runs over the rows of a table. */
  readonly variables: readonly LocalVariable[];
}

/** Aggregates further out than this many brackets are not looked for. */
const deepest = 20;

export function localNames({ group, before, open }: CursorContext): LocalNames {
  const keyword = group[0]?.text;
  const callable = keyword === 'loss' || keyword === 'fn';
  const head = callable ? group.findIndex((token) => token.kind === 'symbol' && token.text === '(') : -1;
  const parameters: string[] = [];
  let inSize = false;
  for (let i = head + 1; head > 0 && i < group.length; i++) {
    const { kind, text } = group[i]!;
    if (kind === 'symbol' && (text === ')' || text === '=') && !inSize) break;
    if (kind === 'symbol' && (text === '[' || text === ']')) inSize = text === '[';
    const separated = i === head + 1 || group[i - 1]!.text === ',';
    if (kind === 'name' && separated && !inSize && !keywords.has(text)) parameters.push(text);
  }
  const where = group.findIndex(({ kind, text }) => kind === 'name' && text === 'where');
  const locals: string[] = [];
  for (let i = where + 1; where > 0 && i + 1 < group.length; i++) {
    const separated = i === where + 1 || group[i - 1]!.text === ',' || group[i - 1]!.text === 'where';
    if (group[i]!.kind === 'name' && separated && group[i + 1]!.text === '=') locals.push(group[i]!.text);
  }
  return {
    parameters,
    locals,
    variables: open
      .slice(-deepest)
      .flatMap((bracket) => variablesOf(group, bracket))
      .reverse(),
  };

  function variablesOf(tokens: readonly Token[], bracket: number): LocalVariable[] {
    const found: LocalVariable[] = [];
    let depth = 0;
    for (let i = bracket + 1; i < tokens.length; i++) {
      const { kind, text } = tokens[i]!;
      if (kind === 'symbol' && (text === '(' || text === '[')) depth++;
      else if (kind === 'symbol' && (text === ')' || text === ']') && depth-- === 0) break;
      if (depth > 0) continue;
      if (text === '~' && tokens[i - 1]?.kind === 'name') {
        found.push({ name: tokens[i - 1]!.text, table: undefined, isRandom: true });
        continue;
      }
      if (kind !== 'name' || text !== 'for' || tokens[i + 1]?.kind !== 'name' || tokens[i + 2]?.text === '~') continue;
      if (i + 1 >= before && i < before) break;
      const source = tokens[i + 3];
      const isTable = tokens[i + 2]?.text === 'in' && source?.kind === 'name' && tokens[i + 4]?.text !== '..';
      found.push({ name: tokens[i + 1]!.text, table: isTable ? source.text : undefined, isRandom: false });
      break;
    }
    return found;
  }
}
