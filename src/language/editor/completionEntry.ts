import type { Span } from '../tree';

export type CompletionKind =
  'keyword' | 'snippet' | 'function' | 'constant' | 'parameter' | 'variable' | 'table' | 'column';

/** One thing that can be put in place of the word under the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words or a signature beside the label. */
  readonly detail: string;
  readonly documentation: string;
  readonly insert: string;
  /** `insert` has tab stops (`${1:x}`). */
  readonly isSnippet: boolean;
  readonly replace: Span;
  /** Smaller stands higher in the list. */
  readonly rank: number;
}

/** A completion before it is known what it replaces. */
export type Entry = Omit<Completion, 'replace'>;
