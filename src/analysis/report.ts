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

/** A connected set of critical points that are not isolated. */
export interface AnalyzedManifold {
  readonly dimension: number;
  readonly value: number | null;
  readonly stability: 'minimum' | 'maximum' | 'saddle' | 'mixed';
  readonly samples: readonly (readonly number[])[];
  readonly reason: string;
}

/** An open region where the gradient is zero. */
export interface AnalyzedPlateau {
  readonly value: number;
  readonly samples: readonly (readonly number[])[];
  readonly reason: string;
}

export interface Analysis {
  readonly points: readonly AnalyzedPoint[];
  readonly manifolds: readonly AnalyzedManifold[];
  readonly plateaus: readonly AnalyzedPlateau[];
  readonly unresolved: readonly (readonly (readonly [number, number])[])[];
  readonly complete: boolean;
  /** Why it is not complete, in a sentence, or empty. */
  readonly openReason: string;
}
