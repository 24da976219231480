import type { Fix } from '../../language/diagnostics';
import type { Span } from '../../language/tree';

/** Undecided is neither: it never counts as passed. */
export type ClaimStatus = 'holds' | 'fails' | 'undecided';

/** One thing a claim says, beside what was found. */
export interface ClaimFinding {
  /** `minima`, `flat(1, 2)`, `gradient[1]`, `steps of adam`. */
  readonly what: string;
  /** As claimed: a number, a kind, or a relation with its number. */
  readonly claimed: number | string;
  /** Null where it is not known. */
  readonly found: number | string | null;
}

/** What came of a claim, as plain data. */
export interface ClaimResult {
  /** Its number among the claims of the text, from 0. */
  readonly claim: number;
  /** Where it stands in the text. */
  readonly span: Span;
  /** The loss it is about; null where that isn't known. */
  readonly loss: string | null;
  readonly status: ClaimStatus;
  /** One sentence with what was found, or why nothing is decided. */
  readonly message: string;
  readonly found: readonly ClaimFinding[];
  /** Edits of the text that make the claim hold. */
  readonly fixes: readonly Fix[];
}

/** What checking one form gives. */
export type Verdict = Pick<ClaimResult, 'status' | 'message'> & Partial<Pick<ClaimResult, 'found' | 'fixes'>>;

export function undecided(message: string, found: readonly ClaimFinding[] = []): Verdict {
  return { status: 'undecided', message, found };
}
