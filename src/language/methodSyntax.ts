import type { Cursor } from './cursor';
import { readExpression, readItems } from './expressions';
import { closeBracket } from './mistakes';
import type { Identifier, MethodSyntax } from './tree';

/** `degenerate-saddle`, `gradient-descent`: names joined by hyphens. */
export function readHyphenated(cursor: Cursor, purpose: string): Identifier {
  const { name, span } = cursor.name(purpose);
  let [text, end] = [name, span.end];
  while (isHyphen(cursor, 0)) {
    cursor.advance();
    const part = cursor.advance();
    text += `-${part.text}`;
    end = part.span.end;
  }
  return { name: text, span: { start: span.start, end } };
}

/** `adam`, `gradient-descent(lr=0.1)`. */
export function readMethod(cursor: Cursor): MethodSyntax {
  const name = readHyphenated(cursor, 'of an optimizer, as in "adam" or "gradient-descent"');
  const open = cursor.current;
  if (!cursor.accept('(')) return { name, options: [], span: name.span };
  const options = readItems(cursor, ')', 'an option', () => {
    const option = cursor.name('of an option, as in "lr=0.01"');
    cursor.expect('=', `after "${option.name}"`);
    return { name: option, value: readExpression(cursor) };
  });
  closeBracket(cursor, open.span, ')');
  return { name, options, span: { start: name.span.start, end: cursor.previous!.span.end } };
}

/** A minus between two names without spaces. */
export function isHyphen(cursor: Cursor, ahead: number): boolean {
  const [hyphen, part] = [cursor.peek(ahead), cursor.peek(ahead + 1)];
  return hyphen.text === '-' && !hyphen.spaced && part.kind === 'name' && !part.spaced;
}
