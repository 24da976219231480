import { type Cursor, describe } from './cursor';
import { readExpression } from './expressions';
import { unexpected } from './mistakes';
import { type Head, type Keep, readBracketed, readEquals, readRange, spanFrom } from './parts';
import { clauseWords, optimizerClauseWords } from './reserved';
import type { LocalSyntax, OptionSyntax, Span } from './tree';

/** Reads an optimizer behind its keyword. A mistake in its head or in one clause leaves the other clauses readable. */
export function readOptimizer(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const name = cursor.name('after "optimizer"');
  let options: readonly OptionSyntax[] = [];
  const state: LocalSyntax[] = [];
  const update: LocalSyntax[] = [];
  cursor.attempt(() => {
    const open = cursor.current.span;
    if (cursor.is('(')) options = readBracketed(cursor, 'before the options', () => readOption(cursor, open));
    if (cursor.is('=')) {
      cursor.fail(`What "${name.name}" does stands behind "update", as in "update w = w - 0.1*g": delete the "=".`);
    }
    finishPart(cursor);
  }, optimizerClauseWords);
  while (!cursor.atEnd) {
    cursor.attempt(() => {
      const clause = cursor.advance().text;
      do {
        const name = cursor.name(`after "${clause}", as in "${clause} m = 0"`);
        readEquals(cursor, `after "${name.name}"`);
        (clause === 'state' ? state : update).push({ name, value: readExpression(cursor) });
      } while (cursor.accept(','));
      finishPart(cursor);
    }, optimizerClauseWords);
  }
  const broken = cursor.failed;
  keep({ kind: 'optimizer', name, options, state, update, documentation, broken, span: spanFrom(cursor, start) });
}

/** `lr = 0.001`, `lr = 0.001 in [0, 1]`. */
function readOption(cursor: Cursor, open: Span): OptionSyntax {
  const name = cursor.name('of an option, as in "lr = 0.01"');
  if (cursor.is(',') || cursor.is(')')) {
    cursor.fail(`An option has a default: write "${name.name} = 0.01", or what it should be.`, { span: name.span });
  }
  readEquals(cursor, `and a default after "${name.name}"`);
  const value = readExpression(cursor);
  const range = cursor.accept('in') ? readRange(cursor) : undefined;
  if (cursor.current.startsLine && optimizerClauseWords.has(cursor.current.text)) {
    const { end } = cursor.previous!.span;
    const fixes = [{ title: 'Add ")"', edits: [{ span: { start: end, end }, text: ')' }] }];
    cursor.fail('This bracket is never closed: add ")".', { span: open, code: 'unclosed', fixes });
  }
  return { name, value, range };
}

/** The head or a clause must end here: with the statement, or before the next clause. */
function finishPart(cursor: Cursor): void {
  const { current } = cursor;
  if (cursor.atEnd || (current.kind === 'name' && optimizerClauseWords.has(current.text))) return;
  if (current.kind === 'name' && clauseWords.has(current.text)) {
    cursor.fail(`"${current.text}" goes on with a loss; an optimizer has "state" and "update": delete it.`);
  }
  if (cursor.previous !== undefined && current.kind === 'name' && cursor.peek(1).text === '=') {
    cursor.fail(`Write a comma before ${describe(current)}, or "state" or "update" to begin a clause.`);
  }
  unexpected(cursor);
}
