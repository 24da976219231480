import { type Cursor, type FailOptions, clip, describe } from './cursor';
import { nearest } from './nearest';
import { clauseWords, keywords, optimizerClauseWords, statementWords } from './reserved';

/** What people write who come from other languages. */
const foreignWords: ReadonlyMap<string, string> = new Map([
  ['let', 'const'],
  ['var', 'const'],
  ['param', 'const'],
  ['def', 'fn'],
  ['func', 'fn'],
  ['function', 'fn'],
  ['fun', 'fn'],
  ['table', 'data'],
  ['minimize', 'loss'],
  ['objective', 'loss'],
  ['assert', 'claim'],
  ['expect', 'claim'],
  ['check', 'claim'],
  ['eigenvalues', 'spectrum'],
  ['ensemble', 'spectrum'],
  ['method', 'optimizer'],
]);

/**
 * Reports a line that doesn't begin with a word of the language. Where its kind can be guessed, the cursor is left
 * before its name and the keyword meant is returned: so the name is known, and its users get no second message.
 */
export function refuse(cursor: Cursor): string {
  const { current } = cursor;
  const next = cursor.peek(1);
  if (current.kind === 'symbol' && '+-*/^,='.includes(current.text)) {
    const message = `A line cannot begin with "${current.text}": put it at the end of the line above to go on with that.`;
    return cursor.fail(message);
  }
  if (current.kind !== 'name') return bareFormula(cursor);
  if (clauseWords.has(current.text)) {
    return cursor.fail(`"${current.text}" goes on with a loss, but no loss stands above it.`, { code: 'statement' });
  }
  if (optimizerClauseWords.has(current.text) && next.kind === 'name' && cursor.peek(2).text === '=') {
    const message = `"${current.text}" goes on with an optimizer, but none stands above it.`;
    return cursor.fail(message, { code: 'statement' });
  }
  if (next.kind === 'name' && !keywords.has(next.text)) {
    const foreign = foreignWords.get(current.text.toLowerCase());
    const meant = foreign ?? nearest(current.text, statementWords);
    if (meant !== undefined) {
      cursor.note(`A line cannot begin with "${clip(current.text)}": did you mean "${meant}"?`, {
        code: 'statement',
        fixes: [{ title: `Change to "${meant}"`, edits: [{ span: current.span, text: meant }] }],
      });
      cursor.advance();
      return meant;
    }
  }
  return unnamedKind(cursor);
}

/** `a = 3` and `g(x) = x^2`: definitions without their first word. */
function unnamedKind(cursor: Cursor): string {
  const { current } = cursor;
  const begin = (word: string): NonNullable<FailOptions['fixes']>[number] => ({
    title: `Begin it with "${word}"`,
    edits: [{ span: { start: current.span.start, end: current.span.start }, text: `${word} ` }],
  });
  const name = clip(current.text);
  if (cursor.peek(1).text === '=') {
    const message = `Begin this line with "const" to give "${name}" a value.`;
    cursor.note(message, { code: 'statement', fixes: [begin('const')] });
    return 'const';
  }
  if (cursor.peek(1).text === '(' && definesCall(cursor)) {
    const message = `Begin this line with "loss" to define a loss "${name}", or with "fn" to define a helper function.`;
    cursor.note(message, { code: 'statement', fixes: [begin('loss'), begin('fn')] });
    return 'fn';
  }
  return bareFormula(cursor);
}

function definesCall(cursor: Cursor): boolean {
  let ahead = 2;
  while (cursor.peek(ahead).kind === 'name' || cursor.peek(ahead).text === ',') ahead++;
  return cursor.peek(ahead).text === ')' && cursor.peek(ahead + 1).text === '=';
}

function bareFormula(cursor: Cursor): never {
  return cursor.fail(
    `A line begins with "loss", "const", "fn", "data", "claim", "spectrum" or "optimizer"; ${describe(cursor.current)} stands here. ` +
      'Write "loss f(x, y) = " before a formula.',
    { code: 'statement' },
  );
}
