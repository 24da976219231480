import { distributions } from './distributions';
import { initialisations } from './initialisations';
import { clauseWords, keywords, optimizerClauseWords, statementWords } from './reserved';
import type { Token } from './tokens';

const continuing = new Set(['+', '-', '*', '/', '^', ',', '=', '(', '[', '..', '<', '>', '<=', '>=', ':', '~']);

/**
 * Groups of tokens, one a statement. A line goes on inside an open bracket, behind an operator or a comma, and on a
 * line that begins with a clause word; but a line that can only be a definition begins a new statement all the same,
 * so that a forgotten bracket doesn't swallow the file.
 */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  let group: Token[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'end') break;
    if (token.startsLine && group.length > 0 && endsBefore(group, tokens, i, depth)) {
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

function endsBefore(group: readonly Token[], tokens: readonly Token[], i: number, depth: number): boolean {
  const token = tokens[i]!;
  const last = group[group.length - 1]!;
  if (token.kind === 'name') {
    if (clauseWords.has(token.text)) return false;
    if (token.text === 'by' && group[0]!.text === 'loss' && tokens[i + 1]?.kind === 'name') return false;
    if (optimizerClauseWords.has(token.text) && group[0]!.text === 'optimizer') return false;
    if (statementWords.has(token.text)) return true;
  }
  const waiting = last.kind === 'symbol' && continuing.has(last.text);
  if (depth === 0 && !waiting) return true;
  // Another name of a "where" clause has an equals sign too, behind the comma above.
  if (depth === 0 && last.text === ',') return false;
  return isDefinition(tokens, i) && !isOption(group);
}

/** An option stands at most this many tokens behind its bracket. */
const longestOptions = 40;

/** The bracket open at the end of a group is one of `he(seed=1)`, or stands in a claim, a spectrum or an optimizer: what stands in it has an equals sign, too. */
function isOption(group: readonly Token[]): boolean {
  if (['claim', 'spectrum', 'optimizer'].includes(group[0]!.text)) return true;
  if (group[0]!.text === 'loss' && group.slice(-longestOptions).some(({ text }) => text === 'by')) return true;
  let depth = 0;
  for (let i = group.length - 1; i > Math.max(0, group.length - longestOptions); i--) {
    const { kind, text } = group[i]!;
    if (kind !== 'symbol') continue;
    if (text === ')' || text === ']') depth++;
    else if ((text === '(' || text === '[') && depth-- === 0) return hasOptions(group[i - 1]!.text);
  }
  return false;
}

function hasOptions(callee: string): boolean {
  return initialisations.has(callee) || distributions.has(callee) || callee === 'sample';
}

/** The line has an equals sign outside of brackets, which no formula has: `a = 3`, `g(x) = x^2`. */
function isDefinition(tokens: readonly Token[], start: number): boolean {
  if (tokens[start]!.kind !== 'name') return false;
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    const { kind, text, startsLine } = tokens[i]!;
    if (kind === 'end' || (startsLine && i > start)) return false;
    if (kind === 'name' && keywords.has(text) && depth === 0 && i > start) return false;
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[') depth++;
    else if ((text === ')' || text === ']') && --depth < 0) return false;
    else if (text === '=' && depth === 0) return true;
  }
  return false;
}
