import { keywords } from '../reserved';
import type { Token } from '../tokens';

/** The white space before a token of a whole statement, with the one before it on the same line. */
export function gapOnLine(group: readonly Token[], index: number): string {
  const token = group[index]!;
  const previous = group[index - 1]!;
  if (isWord(previous) || isWord(token)) return afterOpening(previous) && !isWord(previous) ? '' : ' ';
  if (previous.kind === 'power' && token.kind === 'power') return ' ';
  if (previous.text.endsWith('.') && token.text.startsWith('.') && previous.kind !== token.kind) return ' ';
  if (afterOpening(previous) || isOneOf(token, ')', ']', ',')) return '';
  if (isOneOf(token, '=') && optionSigns(group).has(index)) return '';
  if (isOneOf(previous, '=') && optionSigns(group).has(index - 1)) return '';
  if (isOneOf(previous, ',', '=') || isOneOf(token, '=')) return ' ';
  if (isSign(token) && !isUnary(group, index)) return ' ';
  if (isSign(previous)) return isUnary(group, index - 1) ? '' : ' ';
  return '';
}

const knownSigns = new WeakMap<readonly Token[], ReadonlySet<number>>();

/** The equals signs inside of brackets, as in `he(seed=3)`, which stand without spaces. */
function optionSigns(group: readonly Token[]): ReadonlySet<number> {
  const known = knownSigns.get(group);
  if (known !== undefined) return known;
  const signs = new Set<number>();
  let depth = 0;
  for (const [i, token] of group.entries()) {
    if (afterOpening(token)) depth++;
    else if (isOneOf(token, ')', ']')) depth--;
    else if (depth > 0 && isOneOf(token, '=')) signs.add(i);
  }
  knownSigns.set(group, signs);
  return signs;
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

function isSign(token: Token): boolean {
  return isOneOf(token, '+', '-');
}

/** A sign that stands before a value, not between two. */
function isUnary(group: readonly Token[], sign: number): boolean {
  const before = group[sign - 1];
  if (before === undefined || isWord(before)) return true;
  return isOneOf(before, '+', '-', '*', '/', '^', '(', '[', ',', '=', '..');
}
