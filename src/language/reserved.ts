/** Words that begin a statement. */
export const statementWords: ReadonlySet<string> = new Set([
  'loss',
  'const',
  'fn',
  'data',
  'claim',
  'spectrum',
  'optimizer',
]);

/** Words that begin a clause of a loss. */
export const clauseWords: ReadonlySet<string> = new Set(['on', 'from', 'where']);

/** All words that begin a clause of a loss; `by` is a name like others everywhere else. */
export const lossClauseWords: ReadonlySet<string> = new Set([...clauseWords, 'by']);

/** Words that begin a clause of an optimizer; names like others everywhere else. */
export const optimizerClauseWords: ReadonlySet<string> = new Set(['state', 'update']);

/** All words that cannot be names. */
export const keywords: ReadonlySet<string> = new Set([...statementWords, ...clauseWords, 'for', 'in']);

/** Whether a word cannot be a name; most names are too short to be one. */
export function isKeyword(word: string): boolean {
  return word.length > 1 && keywords.has(word);
}
