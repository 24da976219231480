import type { Model } from '../model';
import type { Span } from '../tree';
import { referenceAt } from './layout';

/** Where a name is defined. */
export interface Definition {
  /** The use that was asked about. */
  readonly origin: Span;
  /** The name where it is defined. */
  readonly target: Span;
  /** The whole definition: its statement, or the part of it that can be told apart. */
  readonly full: Span;
}

/** The definition of the name at an offset; undefined on anything else, and on names of the language. */
export function definition(model: Model, offset: number): Definition | undefined {
  const reference = referenceAt(model, offset);
  if (reference === undefined) return undefined;
  const { symbol, span } = reference;
  const whole = symbol.name === symbol.statement.name.name && symbol.span.start === symbol.statement.name.span.start;
  return { origin: span, target: symbol.span, full: whole ? symbol.statement.span : symbol.span };
}
