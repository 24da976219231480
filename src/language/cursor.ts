import type { Diagnostic, DiagnosticCode, Fix } from './diagnostics';
import type { Token } from './tokens';
import type { Identifier, Span } from './tree';

/** Brackets and powers may nest this deep; a chain of operators is not nesting. */
export const deepestNesting = 200;

/** Thrown inside one statement after its first message was recorded, and caught by the statement parser. */
export class SyntaxStop extends Error {}

/** A statement's tokens with a place in them. The first mistake of a statement is the only one reported. */
export class Cursor {
  private index = 0;
  depth = 0;
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly tokens: readonly Token[],
    private readonly endOfStatement: Token,
  ) {}

  get current(): Token {
    return this.tokens[this.index] ?? this.endOfStatement;
  }

  get previous(): Token | undefined {
    return this.tokens[this.index - 1];
  }

  peek(ahead: number): Token {
    return this.tokens[this.index + ahead] ?? this.endOfStatement;
  }

  advance(): Token {
    const token = this.current;
    if (this.index < this.tokens.length) this.index++;
    return token;
  }

  get atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  is(text: string): boolean {
    const { kind } = this.current;
    return (kind === 'symbol' || kind === 'name') && this.current.text === text;
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  expect(text: string, purpose: string): Token {
    if (this.is(text)) return this.advance();
    return this.fail(`Expected "${text}" ${purpose}, but found ${describe(this.current)}.`);
  }

  name(purpose: string): Identifier {
    const token = this.current;
    if (token.kind !== 'name') return this.fail(`Expected a name ${purpose}, but found ${describe(token)}.`);
    this.advance();
    return { name: token.text, span: token.span };
  }

  /** Records the statement's one message and leaves it. A character the lexer refused has its message already. */
  fail(message: string, options: { span?: Span; code?: DiagnosticCode; fixes?: readonly Fix[] } = {}): never {
    if (this.current.kind !== 'bad' || options.span !== undefined) {
      this.diagnostics.push({
        code: options.code ?? 'syntax',
        severity: 'error',
        span: options.span ?? visibleSpan(this.current, this.previous),
        message,
        fixes: options.fixes ?? [],
      });
    }
    throw new SyntaxStop();
  }

  nested<T>(read: () => T): T {
    if (++this.depth > deepestNesting) {
      this.fail(
        `This is nested more than ${deepestNesting} levels deep: give an inner part a name of its own in a "where" clause.`,
        { code: 'too-deep', span: this.current.span },
      );
    }
    const result = read();
    this.depth--;
    return result;
  }
}

/** At the end of a statement the message stands on the last token, where an underline can be seen. */
function visibleSpan(token: Token, previous: Token | undefined): Span {
  return token.span.start === token.span.end && previous !== undefined ? previous.span : token.span;
}

export function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the statement';
    case 'number':
      return `the number ${token.text}`;
    case 'string':
      return 'a quoted text';
    case 'power':
      return 'a raised number';
    case 'name':
    case 'symbol':
    case 'bad':
      return `"${token.text}"`;
  }
}
