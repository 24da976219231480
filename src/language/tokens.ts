import type { Diagnostic } from './diagnostics';
import type { Comment, Span } from './tree';

export type TokenKind = 'number' | 'name' | 'symbol' | 'power' | 'string' | 'bad' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The token in its plain spelling: `×` is `*`, `−` is `-`, `**` is `^`, and `²` is the power `2`. */
  readonly text: string;
  readonly span: Span;
  /** First token of its line. */
  readonly startsLine: boolean;
  /** White space or a comment stands before it. */
  readonly spaced: boolean;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

const letter = /[\p{L}_]/u;
const namePart = /[\p{L}\p{M}\p{Nd}_]/u;
const digit = /[0-9]/;
const symbolsAlike: ReadonlyMap<string, string> = new Map([
  ['·', '*'],
  ['×', '*'],
  ['⋅', '*'],
  ['∗', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['′', "'"],
]);
const plainSymbols = new Set([..."+-*/^()[],=.'"]);
const raised: ReadonlyMap<string, string> = new Map([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((glyph, value) => [glyph, String(value)]));

/** Splits a text into tokens. Never fails: what it can't read becomes a `bad` token with one message. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  let position = 0;
  let startsLine = true;
  let spaced = false;

  const push = (kind: TokenKind, plain: string, start: number, end: number): void => {
    tokens.push({ kind, text: plain, span: { start, end }, startsLine, spaced });
    startsLine = false;
    spaced = false;
    position = end;
  };
  const report = (code: 'character' | 'unclosed', start: number, end: number, message: string): void => {
    diagnostics.push({ code, severity: 'error', span: { start, end }, message, fixes: [] });
  };

  while (position < text.length) {
    const start = position;
    const char = String.fromCodePoint(text.codePointAt(start)!);
    const next = start + char.length;
    if (char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029') {
      startsLine = true;
      spaced = true;
      position = next;
    } else if (/[\s\uFEFF]/u.test(char)) {
      spaced = true;
      position = next;
    } else if (char === '#') {
      const end = lineEnd(text, start);
      comments.push({ span: { start, end } });
      spaced = true;
      position = end;
    } else if (digit.test(char) || (char === '.' && digit.test(text[next] ?? ''))) {
      const end = numberEnd(text, start);
      push('number', text.slice(start, end), start, end);
    } else if (letter.test(char)) {
      let end = next;
      for (let part = charAt(text, end); part !== '' && namePart.test(part); part = charAt(text, end))
        end += part.length;
      push('name', text.slice(start, end), start, end);
    } else if (raised.has(char) || (char === '⁻' && raised.has(charAt(text, next)))) {
      let end = start;
      let plain = '';
      for (let part = charAt(text, end); raised.has(part) || (part === '⁻' && plain === ''); part = charAt(text, end)) {
        plain += raised.get(part) ?? '-';
        end += part.length;
      }
      push('power', plain, start, end);
    } else if (text.startsWith('**', start)) {
      push('symbol', '^', start, start + 2);
    } else if (text.startsWith('..', start)) {
      push('symbol', '..', start, start + 2);
    } else if (text.startsWith('==', start)) {
      push('symbol', '==', start, start + 2);
    } else if (plainSymbols.has(char) || symbolsAlike.has(char)) {
      push('symbol', symbolsAlike.get(char) ?? char, start, next);
    } else if (char === '"') {
      const stop = lineEnd(text, start);
      const close = text.indexOf('"', next);
      const closed = close >= 0 && close < stop;
      if (!closed) report('unclosed', start, stop, 'This text has no closing quotation mark: add " at its end.');
      push('string', text.slice(next, closed ? close : stop), start, closed ? close + 1 : stop);
    } else {
      report('character', start, next, describeCharacter(char));
      push('bad', char, start, next);
    }
  }
  tokens.push({
    kind: 'end',
    text: '',
    span: { start: text.length, end: text.length },
    startsLine: true,
    spaced: true,
  });
  return { tokens, comments, diagnostics };
}

function charAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function lineEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** The end of a number: digits, a point unless it begins `..`, digits, and an exponent only where digits follow it. */
function numberEnd(text: string, start: number): number {
  const digits = (from: number): number => {
    let end = from;
    while (digit.test(text[end] ?? '')) end++;
    return end;
  };
  let end = digits(start);
  if (text[end] === '.' && text[end + 1] !== '.') end = digits(end + 1);
  if (text[end] === 'e' || text[end] === 'E') {
    const sign = text[end + 1] === '+' || text[end + 1] === '-' ? 1 : 0;
    if (digit.test(text[end + 1 + sign] ?? '')) end = digits(end + 1 + sign);
  }
  return end;
}

const invisible = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/u;

function describeCharacter(char: string): string {
  const code = `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  if (invisible.test(char)) return `An invisible character (${code}) stands here: delete it.`;
  if (char === '–' || char === '—') return `The dash "${char}" (${code}) isn't a minus sign: write "-".`;
  if (char === '|') return 'Bars are not understood here: write abs(x) for the absolute value, norm(v) for a length.';
  if (char === '!') return 'The factorial is not part of the language.';
  if (char === ';') return 'One statement a line: replace ";" by a line break.';
  if (char === '{' || char === '}') return `Write round brackets instead of "${char}".`;
  if (char === '%') return 'A percent sign is not understood: write the number as a decimal.';
  if (char === '√') return 'Write sqrt(…) for a square root.';
  return `The character "${char}" (${code}) is not part of the language: delete it.`;
}
