import { colonInIndex, describeCharacter, symbolsAlike } from './characters';
import type { Diagnostic, DiagnosticCode, Fix } from './diagnostics';
import { statementWords } from './reserved';
import type { Comment, Span } from './tree';

export type TokenKind = 'number' | 'name' | 'symbol' | 'power' | 'string' | 'bad' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /**
   * The token in its plain spelling: `×` is `*`, `−` is `-`, `**` is `^`, `²` is the power `2`, and a name is in
   * Unicode's composed form, so that two spellings of one letter are one name.
   */
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

/** The longest name and the longest number, in UTF-16 units. */
export const longestName = 100;
export const longestNumber = 400;

const letter = /[\p{L}_]/u;
const namePart = /[\p{L}\p{M}\p{Nd}_]/u;
/** What clings to a character that is refused, so that an emoji of several parts gives one message. */
const clinging = /[\p{M}\u200D\u{1F3FB}-\u{1F3FF}]/u;
const digit = /[0-9]/;
const blank = /[^\S\r\n\u2028\u2029\uFEFF]/;
const lineBreak = /[\r\n\u2028\u2029]/;
const plainSymbols = new Set([..."+-*/^()[],=.'~"]);
/** Signs that only claims have. */
const claimSigns: ReadonlyMap<string, string> = new Map([
  ['<', '<'],
  ['>', '>'],
  ['≤', '<='],
  ['≥', '>='],
  ['|', '|'],
  [':', ':'],
]);
const raised: ReadonlyMap<string, string> = new Map([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((glyph, value) => [glyph, String(value)]));
const lowered: ReadonlyMap<string, string> = new Map([...'₀₁₂₃₄₅₆₇₈₉'].map((glyph, value) => [glyph, String(value)]));

/** Splits a text into tokens. Never fails: what it can't read becomes a `bad` token with one message. */
export function tokenize(text: string): Tokens {
  return new Tokenizer(text).run();
}

class Tokenizer {
  private readonly tokens: Token[] = [];
  private readonly comments: Comment[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private position = 0;
  private startsLine = true;
  private spaced = false;
  /** The last bracket is square and still open. */
  private inSquare = false;
  /** The last line that began with the first word of a statement began with `claim`. */
  private inClaim = false;

  constructor(private readonly text: string) {}

  run(): Tokens {
    // A byte order mark is no part of the text; anywhere else it is an invisible character like others.
    if (this.text.startsWith('\uFEFF')) this.position = 1;
    while (this.position < this.text.length) this.next();
    const end = this.text.length;
    const last: Token = { kind: 'end', text: '', span: { start: end, end }, startsLine: true, spaced: true };
    this.tokens.push(last);
    return { tokens: this.tokens, comments: this.comments, diagnostics: this.diagnostics };
  }

  /** What most texts are made of: ASCII letters, digits, blanks, and signs that stand for themselves. */
  private plain(): boolean {
    const { text, position: start } = this;
    const kind = kindOf(text.charCodeAt(start));
    let end = start + 1;
    switch (kind) {
      case Plain.blank:
        while (end < text.length && kindOf(text.charCodeAt(end)) === Plain.blank) end++;
        this.skip(end);
        return true;
      case Plain.letter: {
        for (; end < text.length; end++) {
          const code = text.charCodeAt(end);
          const kind = kindOf(code);
          if (kind === Plain.letter || kind === Plain.digit) continue;
          if (code > 127) return false;
          break;
        }
        // One letter is a string that the engine has already.
        if (end === start + 1 && !this.startsLine) this.push('name', text[start]!, end);
        else this.name(end, true);
        return true;
      }
      case Plain.digit:
        end = numberEnd(text, start);
        if (end === start + 1) this.push('number', text[start]!, end);
        else this.number(end);
        return true;
      case Plain.operator: {
        // Doubled, it is something else.
        const code = text.charCodeAt(start);
        const after = end < text.length ? text.charCodeAt(end) : 0;
        if (after === code || (code === slash && after === star)) return false;
        this.push('symbol', text[start]!, end);
        return true;
      }
      case Plain.sign: {
        const sign = text[start]!;
        if (sign === '(' || sign === ')') this.inSquare = false;
        else if (sign === '[' || sign === ']') this.inSquare = sign === '[';
        this.push('symbol', sign, end);
        return true;
      }
      default:
        return false;
    }
  }

  private next(): void {
    if (this.plain()) return;
    const { text, position: start } = this;
    const char = charAt(text, start);
    const after = start + char.length;
    if (lineBreak.test(char)) {
      this.startsLine = true;
      this.skip(after);
    } else if (blank.test(char)) {
      this.skip(after);
    } else if (char === '#') {
      const end = lineEnd(text, start);
      this.comments.push({ span: { start, end } });
      this.skip(end);
    } else if (digit.test(char) || (char === '.' && digit.test(text[after] ?? ''))) {
      this.number(numberEnd(text, start));
    } else if (letter.test(char)) {
      this.name(runEnd(text, after, (part) => namePart.test(part)));
    } else if (raised.has(char) || (char === '⁻' && raised.has(charAt(text, after)))) {
      const end = runEnd(text, after, (part) => raised.has(part));
      const plain = [...text.slice(start, end)].map((part) => raised.get(part) ?? '-').join('');
      if (plain.length > 12) this.refuse(end, 'number', 'This power is too large: write ^ and a smaller number.');
      else this.push('power', plain, end);
    } else if (text.startsWith('//', start) || text.startsWith('/*', start)) {
      this.slashComment(start);
    } else if (text.startsWith('**', start)) {
      this.push('symbol', '^', start + 2);
    } else if (this.inClaim && claimSigns.has(char)) {
      const joined = (char === '<' || char === '>') && text[after] === '=';
      this.push('symbol', joined ? `${char}=` : claimSigns.get(char)!, joined ? after + 1 : after);
    } else if (text.startsWith('..', start) || text.startsWith('==', start)) {
      this.push('symbol', text.slice(start, start + 2), start + 2);
    } else if (plainSymbols.has(char) || symbolsAlike.has(char)) {
      if ('()[]'.includes(char)) this.inSquare = char === '[';
      this.push('symbol', symbolsAlike.get(char) ?? char, after);
    } else if (char === '"') {
      this.quoted(start);
    } else if (lowered.has(char)) {
      this.subscript(start);
    } else if (char === ':' && this.inSquare) {
      const fixes = [{ title: 'Write ".."', edits: [{ span: { start, end: after }, text: '..' }] }];
      this.refuse(after, 'character', colonInIndex, fixes);
    } else {
      let joined = false;
      const end = runEnd(text, after, (part) => {
        const belongs = joined || part === char || clinging.test(part);
        joined = part === '\u200D';
        return belongs;
      });
      const { message, fixes } = describeCharacter(char, { start, end });
      this.refuse(end, 'character', message, fixes);
    }
  }

  private skip(end: number): void {
    this.spaced = true;
    this.position = end;
  }

  private push(kind: TokenKind, plain: string, end: number): void {
    const { startsLine, spaced, position: start } = this;
    this.tokens.push({ kind, text: plain, span: { start, end }, startsLine, spaced });
    this.startsLine = false;
    this.spaced = false;
    this.position = end;
  }

  private refuse(end: number, code: DiagnosticCode, message: string, fixes: readonly Fix[] = []): void {
    const { position: start, text } = this;
    this.diagnostics.push({ code, severity: 'error', span: { start, end }, message, fixes });
    this.push('bad', text.slice(start, Math.min(end, start + 20)), end);
  }

  private number(end: number): void {
    const { text, position: start } = this;
    if (end - start <= longestNumber) this.push('number', text.slice(start, end), end);
    else this.refuse(end, 'number', `This number has more than ${longestNumber} characters: round it.`);
  }

  private name(end: number, isAscii = false): void {
    const written = this.text.slice(this.position, end);
    if (this.startsLine && statementWords.has(written)) this.inClaim = written === 'claim';
    if (written.length <= longestName) this.push('name', isAscii ? written : written.normalize('NFC'), end);
    else this.refuse(end, 'too-large', `A name has at most ${longestName} characters: shorten it.`);
  }

  private quoted(start: number): void {
    const { text } = this;
    let stop = start + 1;
    while (stop < text.length && text[stop] !== '"' && !lineBreak.test(text[stop]!)) stop++;
    if (text[stop] === '"') return this.push('string', text.slice(start + 1, stop), stop + 1);
    const fixes = [{ title: 'Add "', edits: [{ span: { start: stop, end: stop }, text: '"' }] }];
    this.refuse(stop, 'unclosed', 'This text has no closing quotation mark: add " at its end.', fixes);
  }

  private slashComment(start: number): void {
    const fixes = [{ title: 'Begin it with "#"', edits: [{ span: { start, end: start + 2 }, text: '#' }] }];
    this.refuse(lineEnd(this.text, start), 'character', 'A comment begins with "#", not with slashes.', fixes);
  }

  private subscript(start: number): void {
    const end = runEnd(this.text, start, (part) => lowered.has(part));
    const plain = [...this.text.slice(start, end)].map((part) => lowered.get(part)).join('');
    const message = 'Small digits below the line are not understood: write them on the line, as in x1.';
    const fixes = [{ title: 'Write plain digits', edits: [{ span: { start, end }, text: plain }] }];
    this.refuse(end, 'character', message, fixes);
  }
}

const enum Plain {
  other,
  blank,
  letter,
  digit,
  sign,
  /** `*`, `/` and `=`, which may begin something longer. */
  operator,
}

const star = 42;
const slash = 47;

/** By ASCII code; a point may begin several things. */
const plainKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (char === ' ' || char === '\t') return Plain.blank;
  if (digit.test(char)) return Plain.digit;
  if (letter.test(char)) return Plain.letter;
  if ('*/='.includes(char)) return Plain.operator;
  return plainSymbols.has(char) && char !== '.' ? Plain.sign : Plain.other;
});

function kindOf(code: number): Plain {
  return code < 128 ? plainKinds[code]! : Plain.other;
}

function charAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function runEnd(text: string, start: number, belongs: (char: string) => boolean): number {
  let end = start;
  for (let char = charAt(text, end); char !== '' && belongs(char); char = charAt(text, end)) end += char.length;
  return end;
}

function lineEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** The end of a number: digits, a point unless it begins `..`, digits, and an exponent only where digits follow it. */
function numberEnd(text: string, start: number): number {
  let end = digitsEnd(text, start);
  // No point, and no letter e, in either case.
  if (end >= text.length || (text.charCodeAt(end) !== 46 && (text.charCodeAt(end) | 32) !== 101)) return end;
  if (text[end] === '.' && text[end + 1] !== '.') end = digitsEnd(text, end + 1);
  if (text[end] === 'e' || text[end] === 'E') {
    const sign = text[end + 1] === '+' || text[end + 1] === '-' ? 1 : 0;
    const power = digitsEnd(text, end + 1 + sign);
    if (power > end + 1 + sign) end = power;
  }
  return end;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && kindOf(text.charCodeAt(end)) === Plain.digit) end++;
  return end;
}
