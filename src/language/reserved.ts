/** Words that begin a statement. */
export const statementWords: ReadonlySet<string> = new Set(['loss', 'const', 'fn', 'data', 'claim', 'spectrum']);

/** Words that begin a clause of a loss. */
export const clauseWords: ReadonlySet<string> = new Set(['on', 'from', 'where']);

/** All words that cannot be names. */
export const keywords: ReadonlySet<string> = new Set([...statementWords, ...clauseWords, 'for', 'in']);
