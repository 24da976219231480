/** What the analysis of critical points answers, before names and sentences of the façade are added. */
import type { CriticalKind, Proof } from './kinds';

export interface AnalyzedPoint {
  readonly point: readonly number[];
  readonly enclosure: readonly (readonly [number, number])[];
  readonly value: number;
  readonly eigenvalues: readonly number[];
  readonly eigenvectors: readonly (readonly number[])[];
  readonly morseIndex: number;
  readonly kind: CriticalKind;
  readonly proof: Proof;
  readonly reason: string;
}

export interface Analysis {
  readonly points: readonly AnalyzedPoint[];
  readonly unresolved: readonly (readonly (readonly [number, number])[])[];
  readonly complete: boolean;
  /** Why it is not complete, in a sentence, or empty. */
  readonly openReason: string;
}
