import { claimMethods, kindWords } from '../claimWords';
import { keywords, optimizerClauseWords } from '../reserved';
import type { Token } from '../tokens';

/** The white space before a token of a whole statement, with the one before it on the same line. */
export function gapOnLine(group: readonly Token[], index: number): string {
  const token = group[index]!;
  const previous = group[index - 1]!;
  if (group[0]!.text === 'claim') {
    const gap = gapInClaim(group, index);
    if (gap !== undefined) return gap;
  }
  const by = methodsBegin(group);
  if (by > 0 && index >= by && (isJoint(group, index) || isJoint(group, index - 1))) return '';
  if (index === by || index - 1 === by) return ' ';
  const isOptimizer = group[0]!.text === 'optimizer';
  if (isOptimizer && isClause(group, index - 1)) return ' ';
  if (isOptimizer && isClause(group, index)) return ' ';
  if (isWord(previous) || isWord(token)) return afterOpening(previous) && !isWord(previous) ? '' : ' ';
  if (previous.kind === 'power' && token.kind === 'power') return ' ';
  if (previous.text.endsWith('.') && token.text.startsWith('.') && previous.kind !== token.kind) return ' ';
  if (afterOpening(previous) || isOneOf(token, ')', ']', ',')) return '';
  if (!isOptimizer && isOneOf(token, '=') && optionSigns(group).has(index)) return '';
  if (!isOptimizer && isOneOf(previous, '=') && optionSigns(group).has(index - 1)) return '';
  if (isOneOf(previous, ',', '=', '~') || isOneOf(token, '=', '~')) return ' ';
  if (isSign(token) && !isUnary(group, index)) return ' ';
  if (isSign(previous)) return isUnary(group, index - 1) ? '' : ' ';
  return '';
}

/** `state` or `update` where a clause of an optimizer begins: before a name and its equals sign. */
function isClause(group: readonly Token[], index: number): boolean {
  const { kind, text } = group[index]!;
  return kind === 'name' && optimizerClauseWords.has(text) && group[index + 1]?.kind === 'name' && index > 1;
}

/** Where the clause `by` of a loss begins; 0 where there is none. */
function methodsBegin(group: readonly Token[]): number {
  if (group[0]!.text !== 'loss') return 0;
  let place = knownMethods.get(group);
  if (place === undefined) {
    place = group.findLastIndex(
      ({ kind, text }, i) => kind === 'name' && text === 'by' && group[i + 1]?.kind === 'name',
    );
    knownMethods.set(group, place);
  }
  return Math.max(0, place);
}

const knownMethods = new WeakMap<readonly Token[], number>();

/** Words of a claim that a bracket doesn't belong to. */
const apart: ReadonlySet<string> = new Set(['at', 'from', 'to', 'before', 'reaches', 'within', 'with', 'has', 'no']);

/** What is special in a claim: words side by side, names with hyphens, comparisons and bars; undefined elsewhere. */
function gapInClaim(group: readonly Token[], index: number): string | undefined {
  const token = group[index]!;
  const previous = group[index - 1]!;
  if (isJoint(group, index) || isJoint(group, index - 1)) return '';
  if (isOneOf(token, ':')) return '';
  const comparisons = ['<', '>', '<=', '>=', ':'];
  if (isOneOf(token, ...comparisons) || isOneOf(previous, ...comparisons)) return ' ';
  if (isOneOf(previous, '|') && isOpeningBar(group, index - 1)) return '';
  if (isOneOf(token, '|')) return isOpeningBar(group, index) && !clings(group, index - 1) ? ' ' : '';
  const isText = token.kind === 'name' || token.kind === 'number';
  const afterText = previous.kind === 'name' || previous.kind === 'number';
  const afterValue = afterText || isOneOf(previous, ')', ']', '|', "'") || previous.kind === 'power';
  if (isText && afterValue) return token.kind === 'name' && previous.kind === 'number' && !token.spaced ? '' : ' ';
  if (isOneOf(token, '(', '[') && previous.kind === 'name' && apart.has(previous.text)) return ' ';
  return undefined;
}

/** What stands behind this token stands close to it: an opening bracket, or a sign before a value. */
function clings(group: readonly Token[], index: number): boolean {
  return afterOpening(group[index]!) || (isSign(group[index]!) && isUnary(group, index));
}

/** A hyphen of a name, as in `gradient-descent`. */
function isJoint(group: readonly Token[], index: number): boolean {
  const hyphen = group[index];
  const next = group[index + 1];
  if (hyphen === undefined || next === undefined || !isOneOf(hyphen, '-') || hyphen.spaced || next.spaced) return false;
  return group[index - 1]!.kind === 'name' && next.kind === 'name' && hyphenated.has(joinedName(group, index));
}

/** Every name with hyphens that a claim may have. */
const hyphenated: ReadonlySet<string> = new Set([...kindWords, ...claimMethods.keys()]);

/** The whole name around a hyphen. */
function joinedName(group: readonly Token[], hyphen: number): string {
  const joins = (i: number): boolean =>
    isOneOf(group[i]!, '-') && !group[i]!.spaced && group[i + 1]?.kind === 'name' && !group[i + 1]!.spaced;
  let [first, last] = [hyphen - 1, hyphen + 1];
  while (first >= 2 && joins(first - 1) && group[first - 2]!.kind === 'name') first -= 2;
  while (last + 1 < group.length && joins(last + 1)) last += 2;
  return group
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join('');
}

/** Bars come in pairs. */
function isOpeningBar(group: readonly Token[], index: number): boolean {
  return group.slice(0, index).filter((token) => isOneOf(token, '|')).length % 2 === 0;
}

const knownSigns = new WeakMap<readonly Token[], ReadonlySet<number>>();

/** The equals signs inside of brackets, as in `he(seed=3)`, which stand without spaces. */
function optionSigns(group: readonly Token[]): ReadonlySet<number> {
  const known = knownSigns.get(group);
  if (known !== undefined) return known;
  const signs = new Set<number>();
  // Those of a spectrum itself stand with spaces, as in `goe(n = 400)`.
  let depth = group[0]!.text === 'spectrum' ? -1 : 0;
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
  return isOneOf(before, '+', '-', '*', '/', '^', '(', '[', ',', '=', '..', '<', '>', '<=', '>=', '~');
}
