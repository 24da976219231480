import type { Span } from './tree';

export type Severity = 'error' | 'warning' | 'information';

/** The stable name of a message; documented in docs/language.md. */
export type DiagnosticCode =
  | 'syntax'
  | 'statement'
  | 'unclosed'
  | 'character'
  | 'number'
  | 'too-deep'
  | 'too-large'
  | 'unknown-name'
  | 'unknown-function'
  | 'unknown-column'
  | 'duplicate'
  | 'reserved'
  | 'cycle'
  | 'arity'
  | 'kind'
  | 'box'
  | 'range'
  | 'start'
  | 'data'
  | 'distribution'
  | 'shape'
  | 'size'
  | 'index'
  | 'csv'
  | 'claim'
  | 'spectrum'
  | 'optimizer'
  | 'ambiguous'
  | 'look-alike'
  | 'unused'
  | 'undefined-value';

/** A mechanical repair: replace each span by its text. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** One mistake, told once: where it is, and a sentence that says what to do. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}
