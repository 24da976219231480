import type { Fix } from './diagnostics';
import type { Span } from './tree';

/** Characters that are read as a plain symbol: pasted mathematics. */
export const symbolsAlike: ReadonlyMap<string, string> = new Map([
  ['·', '*'],
  ['×', '*'],
  ['⋅', '*'],
  ['∗', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['′', "'"],
  ['∼', '~'],
]);

const invisible = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u115F\u1160\u3164\uFFA0]/u;

/** Shows nothing, or nothing one could tell apart: named by its number, never printed. */
export function isInvisible(char: string): boolean {
  return invisible.test(char);
}

export function codePointName(char: string): string {
  return `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

const replacements: ReadonlyMap<string, string> = new Map([
  ['–', '-'],
  ['—', '-'],
  ['‐', '-'],
  ['‑', '-'],
  ['‘', "'"],
  ['’', "'"],
  ['…', '..'],
  ['∕', '/'],
  ['⁄', '/'],
]);

/** The same for all that people write conditions with, so that one condition is one message. */
export const noConditions = 'Conditions are not part of the language: write max, min or relu instead.';

/** A colon on its own; behind a question mark it belongs to the condition. */
export const noColon = 'A colon is not understood here: delete it.';

/** A colon in square brackets: other languages write slices with it. */
export const colonInIndex = 'A slice is written with two points instead of a colon, as in w[2..4].';

/** Things that come in pairs: each has the same message and title, so that a pair is one mistake and one repair. */
const pairs: ReadonlyMap<string, { readonly message: string; readonly title: string; readonly instead: string }> =
  new Map(
    [...'{}“”„'].map((char) => {
      const brace = char === '{' || char === '}';
      const message = brace
        ? 'Braces are not understood here: write round brackets.'
        : 'Curly quotation marks are not understood here: write straight ones.';
      const title = brace ? 'Write round brackets' : 'Write straight quotation marks';
      return [char, { message, title, instead: char === '{' ? '(' : char === '}' ? ')' : '"' }];
    }),
  );

const advice: ReadonlyMap<string, string> = new Map([
  ['|', 'Bars are not understood here: write abs(x) for the absolute value.'],
  ['!', 'The factorial is not part of the language: write its value as a number.'],
  [';', 'A semicolon is not understood here: a comma separates values, and a line break statements.'],
  ['%', 'A percent sign is not understood: write the number as a decimal.'],
  ['√', 'The root sign is not understood: write sqrt(…).'],
  ['∑', 'The sum sign is not understood: write sum(… for k in 1..n).'],
  ['∞', 'Infinity is not a number here: write a large number, as in 1e6.'],
  ...[...'&<>≤≥≠?'].map((char) => [char, noConditions] as const),
  ['\\', 'A backslash is not understood: write the name without it, as in alpha or sqrt(x).'],
  ['$', 'A dollar sign is not understood: write the formula without it.'],
]);

/**
 * What to do about a character that is not part of the language, and the repair where there is a clear one. `span`
 * may hold it several times.
 */
export function describeCharacter(char: string, span: Span): { message: string; fixes: Fix[] } {
  const code = codePointName(char);
  const edit = (title: string, text: string): Fix[] => [{ title, edits: [{ span, text }] }];
  if (isInvisible(char)) {
    const message = `An invisible character (${code}) stands here: delete it.`;
    return { message, fixes: edit('Delete the invisible character', '') };
  }
  const length = span.end - span.start;
  const pair = pairs.get(char);
  if (pair !== undefined) {
    return { message: pair.message, fixes: edit(pair.title, pair.instead.repeat(length)) };
  }
  if (char === '|' && length > 1) return { message: noConditions, fixes: [] };
  if (char === ':') return { message: noColon, fixes: edit('Delete ":"', '') };
  const known = advice.get(char);
  if (known !== undefined) return { message: known, fixes: [] };
  const wide = char.normalize('NFKC');
  const instead = replacements.get(char) ?? (/^[\x21-\x7E]+$/.test(wide) && wide !== char ? wide : undefined);
  if (instead !== undefined) {
    const message = `The character "${char}" (${code}) is not understood here: write "${instead}" instead.`;
    return { message, fixes: edit(`Replace by "${instead}"`, instead) };
  }
  const message = `The character "${char}" (${code}) is not part of the language: delete it.`;
  return { message, fixes: edit(`Delete "${char}"`, '') };
}
