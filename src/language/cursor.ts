import type { Diagnostic, DiagnosticCode, Fix } from './diagnostics';
import { clauseWords, isKeyword } from './reserved';
import type { Token } from './tokens';
import type { Identifier, Span } from './tree';

/** Brackets and powers may nest this deep; a chain of operators is not nesting. */
export const deepestNesting = 200;

/** Thrown inside one part of a statement after its message was recorded, and caught by the statement parser. */
export class SyntaxStop extends Error {}

/** One for all, since making one is slow and nobody reads its stack. */
const syntaxStop = new SyntaxStop();

/** A statement with more mistakes is not read on. */
const mostMistakes = 100;

export interface FailOptions {
  readonly span?: Span;
  readonly code?: DiagnosticCode;
  readonly fixes?: readonly Fix[];
}

/** A statement's tokens with a place in them. Only the first mistake of a part of it is reported. */
export class Cursor {
  private index = 0;
  private depth = 0;
  private stopped = false;
  /** The statement has no proper beginning: what follows is a guess, and a second message would be one too. */
  private headRefused = false;
  readonly diagnostics: Diagnostic[] = [];
  /** Where nothing was read behind a mistake: what the lexer refused there needs no message of its own yet. */
  readonly unread: Span[] = [];

  private here: Token;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly endOfStatement: Token,
  ) {
    this.here = tokens.length > 0 ? tokens[0]! : endOfStatement;
  }

  get current(): Token {
    return this.here;
  }

  /** How many tokens have been read. */
  get position(): number {
    return this.index;
  }

  get previous(): Token | undefined {
    return this.index > 0 ? this.tokens[this.index - 1] : undefined;
  }

  peek(ahead: number): Token {
    return this.tokens[this.index + ahead] ?? this.endOfStatement;
  }

  advance(): Token {
    const token = this.here;
    const { tokens } = this;
    if (this.index < tokens.length) this.index++;
    this.here = this.index < tokens.length ? tokens[this.index]! : this.endOfStatement;
    return token;
  }

  /** A message stands for this statement: one of the cursor's, or one for a character that it ran into. */
  get failed(): boolean {
    return this.stopped || this.diagnostics.length > 0;
  }

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  is(text: string): boolean {
    const { kind, text: here } = this.here;
    return here === text && (kind === 'symbol' || kind === 'name');
  }

  /** The current token is this sign, which is no word. */
  isSign(sign: string): boolean {
    return this.here.kind === 'symbol' && this.here.text === sign;
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  /** The current token is a word of the language. */
  get atKeyword(): boolean {
    return this.here.kind === 'name' && isKeyword(this.here.text);
  }

  expect(text: string, purpose: string): Token {
    if (this.is(text)) return this.advance();
    return this.fail(`Write "${text}" ${purpose}; ${describe(this.current)} stands here.`);
  }

  name(purpose: string): Identifier {
    const token = this.current;
    if (token.kind !== 'name') return this.fail(`Write a name ${purpose}; ${describe(token)} stands here.`);
    if (this.atKeyword) {
      return this.fail(`"${token.text}" is a word of the language: choose another name.`, { code: 'reserved' });
    }
    this.advance();
    return { name: token.text, span: token.span };
  }

  /** Records the part's one message and leaves it. A character the lexer refused has its message already. */
  fail(message: string, options: FailOptions = {}): never {
    if (this.current.kind !== 'bad') {
      this.note(message, options);
      this.unread.push({ start: this.current.span.start, end: Infinity });
    }
    this.stopped = true;
    throw syntaxStop;
  }

  /** Records a message without leaving. */
  note(message: string, { code = 'syntax', span, fixes = [] }: FailOptions = {}): void {
    if (this.headRefused) return;
    this.headRefused = code === 'statement';
    const place = span ?? visibleSpan(this.current, this.previous);
    this.diagnostics.push({ code, severity: 'error', span: place, message, fixes });
  }

  /** One more bracket, sign or power around what is read; a mistake inside ends them all. */
  enter(): void {
    if (++this.depth > deepestNesting) this.tooDeep();
  }

  leave(): void {
    this.depth--;
  }

  /** An expression is being read inside of another. */
  get isNested(): boolean {
    return this.depth > 0;
  }

  tooDeep(span?: Span): never {
    return this.fail(
      `This is nested more than ${deepestNesting} levels deep: give an inner part a name of its own, with "fn" or "where".`,
      { code: 'too-deep', ...(span === undefined ? {} : { span }) },
    );
  }

  skipToEnd(): void {
    this.index = this.tokens.length;
    this.here = this.endOfStatement;
  }

  private closeUnread(end: number): void {
    const last = this.unread.at(-1);
    if (last?.end === Infinity) this.unread[this.unread.length - 1] = { start: last.start, end };
  }

  /** Reads one part of a statement. After a mistake it goes on at the next word of `clauses`, and returns false. */
  attempt(read: () => void, clauses: ReadonlySet<string> = clauseWords): boolean {
    try {
      read();
      return true;
    } catch (error) {
      if (!(error instanceof SyntaxStop)) throw error;
      this.depth = 0;
      if (this.diagnostics.length > mostMistakes) this.skipToEnd();
      while (!this.atEnd && !(this.current.kind === 'name' && clauses.has(this.current.text))) this.advance();
      if (!this.atEnd) this.closeUnread(this.current.span.start);
      return false;
    }
  }
}

/** At the end of a statement the message stands on the last token, where an underline can be seen. */
function visibleSpan(token: Token, previous: Token | undefined): Span {
  return token.kind === 'end' && previous !== undefined ? previous.span : token.span;
}

export function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the statement';
    case 'number':
      return `the number ${clip(token.text)}`;
    case 'string':
      return 'a quoted text';
    case 'power':
      return 'a raised number';
    case 'name':
    case 'symbol':
    case 'bad':
      return `"${clip(token.text)}"`;
  }
}

/** A word of the source as it is quoted in a message: never longer than a line can hold. */
export function clip(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
