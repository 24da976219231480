import { arrayFunctions, builtinFunctions } from './builtins';
import { noConditions } from './characters';
import { type Cursor, clip, describe } from './cursor';
import { clauseWords, statementWords } from './reserved';
import type { Token } from './tokens';
import type { Span } from './tree';

/** Words of other languages that begin or join conditions. */
export const conditionWords: ReadonlySet<string> = new Set(['if', 'then', 'else', 'and', 'or', 'not']);

/** Reports that a value is missing where one should stand. */
export function missingValue(cursor: Cursor): never {
  const { current, previous } = cursor;
  const here = current.kind === 'end' ? '' : `; ${describe(current)} stands here`;
  if (current.kind === 'string') {
    return cursor.fail('A text in quotation marks is the path of a file, in csv("…"): a formula has none.');
  }
  if (previous === undefined) return cursor.fail(`A formula should begin here${here}.`);
  const left = clip(previous.text);
  if (isOperator(previous) && isOperator(current)) {
    const fixes = [{ title: `Delete "${current.text}"`, edits: [{ span: current.span, text: '' }] }];
    return cursor.fail(`"${left}" and "${current.text}" stand side by side: delete one of them.`, { fixes });
  }
  if (isOperator(previous)) return cursor.fail(`Write a value on the right of "${left}", or delete "${left}"${here}.`);
  if (isOperator(current)) return cursor.fail(`Write a value on the left of "${current.text}".`);
  if (previous.text === '(' && current.text === ')') {
    return cursor.fail('Write a formula between these brackets, or delete them.');
  }
  return cursor.fail(`Write a number, a name or a bracket after "${left}"${here}.`);
}

function isOperator({ kind, text }: Token): boolean {
  return kind === 'symbol' && '+-*/^'.includes(text);
}

/** Reads the bracket that closes one; where it isn't there, says which bracket is open. */
export function closeBracket(cursor: Cursor, open: Span, close: ')' | ']'): void {
  if (cursor.accept(close)) return;
  const { current, previous } = cursor;
  if (cursor.atEnd || beginsPart(current)) {
    const end = previous!.span.end;
    const fixes = [{ title: `Add "${close}"`, edits: [{ span: { start: end, end }, text: close }] }];
    cursor.fail(`This bracket is never closed: add "${close}".`, { span: open, code: 'unclosed', fixes });
  }
  if (current.kind === 'symbol' && (current.text === ')' || current.text === ']')) {
    cursor.fail(`This "${current.text}" should be "${close}", to match the bracket that is open.`, {
      code: 'unclosed',
      fixes: [{ title: `Replace by "${close}"`, edits: [{ span: current.span, text: close }] }],
    });
  }
  unexpected(cursor);
}

function beginsPart({ kind, text }: Token): boolean {
  return kind === 'name' && (clauseWords.has(text) || statementWords.has(text));
}

/** Reports a token that cannot stand after a complete expression. */
export function unexpected(cursor: Cursor): never {
  const { current, previous } = cursor;
  if (cursor.atKeyword) misplacedWord(cursor);
  const begins =
    current.kind === 'number' || current.kind === 'name' || (current.kind === 'symbol' && '(['.includes(current.text));
  if (current.kind === 'name' && conditionWords.has(current.text)) cursor.fail(noConditions, { code: 'character' });
  const isFunction = (name: string): boolean => builtinFunctions.has(name) || arrayFunctions.has(name);
  if (begins && previous?.kind === 'name' && isFunction(previous.text)) needsBrackets(cursor, previous);
  if (begins && previous !== undefined) {
    const between = `between "${clip(previous.text)}" and "${clip(current.text)}"`;
    const span = { start: previous.span.end, end: current.span.start };
    cursor.fail(`Two values stand side by side: write "*" ${between} to multiply them.`, {
      fixes: [{ title: 'Insert *', edits: [{ span, text: '*' }] }],
    });
  }
  const next = cursor.peek(1);
  if (current.text === ',' && previous?.kind === 'number' && next.kind === 'number') {
    const joined = clip(`${previous.text}.${next.text}`);
    cursor.fail(`A comma doesn't belong here; decimals are written with a point: ${joined}.`, {
      fixes: [{ title: `Write ${joined}`, edits: [{ span: current.span, text: '.' }] }],
    });
  }
  if (current.text === ',' && next.kind === 'name' && cursor.peek(2).text === 'in') {
    cursor.fail(`The box of a loss begins with "on": write "on ${clip(next.text)} in […]".`, {
      fixes: [{ title: 'Write "on"', edits: [{ span: current.span, text: ' on' }] }],
    });
  }
  if (current.text === '=' || current.text === '==') {
    cursor.fail('An equals sign cannot stand inside a formula: a formula is one expression, not an equation.');
  }
  if (current.text === '~') {
    cursor.fail('"~" stands only in an expectation: write expect(… for s ~ normal(0, 1)).', { code: 'character' });
  }
  if (current.text === '..') {
    cursor.fail('A range of numbers stands only behind "for" or in an index: write sum(… for k in 1..4), or w[2..4].');
  }
  if (current.text === ')' || current.text === ']') {
    cursor.fail(`This "${current.text}" closes no open bracket: delete it, or open a bracket before it.`, {
      code: 'unclosed',
      fixes: [{ title: `Delete "${current.text}"`, edits: [{ span: current.span, text: '' }] }],
    });
  }
  return cursor.fail(
    `The formula is complete before ${describe(current)}: delete that, or write an operator before it.`,
  );
}

/** `sin x`. */
function needsBrackets(cursor: Cursor, { text, span }: Token): never {
  const { current } = cursor;
  const edits = [
    { span: { start: span.end, end: current.span.start }, text: '(' },
    { span: { start: current.span.end, end: current.span.end }, text: ')' },
  ];
  const written = `${text}(${clip(current.text)})`;
  const next = cursor.peek(1);
  // What belongs to the argument beyond its first word is not to be guessed.
  const simple = next.kind === 'end' || (next.kind === 'symbol' && '+-*/),]'.includes(next.text));
  cursor.fail(`"${text}" is a function: write its argument in brackets, as in ${text}(x).`, {
    fixes: simple ? [{ title: `Write ${written}`, edits }] : [],
  });
}

function misplacedWord(cursor: Cursor): never {
  const { text, span } = cursor.current;
  if (statementWords.has(text)) {
    cursor.fail(`Begin a new line before "${text}": a line holds one statement.`, {
      fixes: [{ title: 'Begin a new line', edits: [{ span: { start: span.start, end: span.start }, text: '\n' }] }],
    });
  }
  if (text === 'for') {
    cursor.fail('"for" stands only in a sum, a mean or an expectation: write sum(… for p in table).');
  }
  if (text === 'in') cursor.fail('"in" does not belong here: the box of a loss is written "on x in [-2, 2]".');
  return cursor.fail(`"${text}" belongs to a loss, outside of brackets: move it there, or delete it.`);
}
