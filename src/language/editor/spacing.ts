import { keywords } from '../reserved';
import type { Token } from '../tokens';

const tight = new Set(['*', '/', '^', '..', '.', "'"]);

/** The white space between two neighbours on one line of a whole statement. */
export function gapOnLine(group: readonly Token[], token: Token, previous: Token): string {
  if (isWord(previous) || isWord(token)) return afterOpening(previous) && !isWord(previous) ? '' : ' ';
  if (previous.kind === 'power' && token.kind === 'power') return ' ';
  if (previous.text.endsWith('.') && token.text.startsWith('.') && previous.kind !== token.kind) return ' ';
  if (afterOpening(previous) || isOneOf(token, ')', ']', ',')) return '';
  if (isOneOf(previous, ',', '=') || isOneOf(token, '=')) return ' ';
  if (isSign(token)) return isUnary(group, token) ? '' : ' ';
  if (isSign(previous)) return isUnary(group, previous) ? '' : ' ';
  if (isTight(token) || isTight(previous)) return '';
  return '';
}

function isWord({ kind, text }: Token): boolean {
  return kind === 'name' && keywords.has(text);
}

function isOneOf({ kind, text }: Token, ...symbols: string[]): boolean {
  return kind === 'symbol' && symbols.includes(text);
}

function afterOpening(token: Token): boolean {
  return isOneOf(token, '(', '[');
}

function isTight({ kind, text }: Token): boolean {
  return kind === 'power' || (kind === 'symbol' && tight.has(text));
}

function isSign(token: Token): boolean {
  return isOneOf(token, '+', '-');
}

/** A sign that stands before a value, not between two. */
function isUnary(group: readonly Token[], sign: Token): boolean {
  const before = group[group.indexOf(sign) - 1];
  if (before === undefined || isWord(before)) return true;
  return isOneOf(before, '+', '-', '*', '/', '^', '(', '[', ',', '=', '..');
}
