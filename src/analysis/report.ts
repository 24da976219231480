/** What the analysis of critical points answers, before names and sentences of the façade are added. */
import type { Tape } from '../compile/tape';
import type { CriticalKind, Proof } from './kinds';

/** One isolated critical point. `n` is the number of parameters. */
export interface AnalyzedPoint {
  /** n coordinates. */
  readonly point: readonly number[];
  /** n intervals that contain the exact point; existence and uniqueness hold in them where `proof` is `proved`. */
  readonly enclosure: readonly (readonly [low: number, high: number])[];
  readonly value: number;
  /** n eigenvalues of the Hessian, ascending. */
  readonly eigenvalues: readonly number[];
  /** `eigenvectors[i]` is the unit eigenvector of `eigenvalues[i]`. */
  readonly eigenvectors: readonly (readonly number[])[];
  /** Number of negative eigenvalues. */
  readonly morseIndex: number;
  readonly kind: CriticalKind;
  readonly proof: Proof;
  readonly reason: string;
}

/** A connected set of critical points that are not isolated. */
export interface AnalyzedManifold {
  readonly dimension: number;
  /** The loss along it, or null where it varies. */
  readonly value: number | null;
  readonly stability: 'minimum' | 'maximum' | 'saddle' | 'mixed';
  /**
   * Number of negative eigenvalues of the Hessian at the samples where no more of them vanish than the dimension; null
   * where it differs among these, or there are none. Numerical.
   */
  readonly morseIndex: number | null;
  readonly samples: readonly (readonly number[])[];
  /** Null where the set is not told by equations. */
  readonly equations: SetEquations | null;
  /** For minima: the sample of least largest curvature, where it is not the same everywhere; numerical. */
  readonly flattest: { readonly point: readonly number[]; readonly curvature: number } | null;
  readonly reason: string;
}

/** What holds on a set and nowhere else: expressions F₁, …, Fₖ of the n parameters that all vanish. */
export interface SetEquations {
  /** As a person writes them: `w₁·w₂ − 1 = 0`. */
  readonly texts: readonly string[];
  /** Over the parameters alone, constants having their values: writes F₁, …, Fₖ and then ∂Fᵢ/∂xⱼ, i first; k·(1 + n) numbers. */
  readonly tape: Tape;
}

/** An open region where the gradient is zero. */
export interface AnalyzedPlateau {
  readonly value: number;
  readonly samples: readonly (readonly number[])[];
  readonly reason: string;
}

/** A point on a kink where 0 lies in Clarke's generalised gradient. */
export interface AnalyzedKink {
  readonly point: readonly number[];
  readonly value: number;
  readonly kind: 'nonsmooth-minimum' | 'nonsmooth-maximum' | 'nonsmooth-saddle';
  readonly reason: string;
}

/** The sum of the indices of the listed points beside the degree of the gradient on the box's edge. */
export interface Audit {
  /** Null where it was not found. */
  readonly degree: number | null;
  readonly sum: number | null;
  readonly status: 'agrees' | 'mismatch' | 'not-done';
  /** A sentence. */
  readonly reason: string;
}

/** What is shown about the lowest values of the loss over the whole space. */
export interface LowestValue {
  readonly kind: 'global-minimum' | 'minimum-exists' | 'infimum-at-infinity' | 'no-minimum' | 'unbounded-below';
  /** The least value or the infimum, where it is known. */
  readonly value: number | null;
  /** A sentence. */
  readonly reason: string;
}

/** What leaves the loss unchanged, exactly. */
export interface Symmetries {
  /** Permutations and changes of sign that generate all that were found, as text: `x ↔ y`. */
  readonly generators: readonly string[];
  /** Indices of points that these carry into each other. */
  readonly orbits: readonly (readonly number[])[];
  readonly continuous: readonly {
    readonly kind: 'scaling' | 'rotation' | 'translation';
    /** What the gradient flow keeps, as text; for a rotation, what the loss depends on. */
    readonly kept: string;
    /** Over the parameters alone: writes what is kept. */
    readonly tape: Tape;
  }[];
}

export interface Analysis {
  readonly points: readonly AnalyzedPoint[];
  readonly manifolds: readonly AnalyzedManifold[];
  readonly plateaus: readonly AnalyzedPlateau[];
  readonly kinks: readonly AnalyzedKink[];
  readonly unresolved: readonly (readonly (readonly [number, number])[])[];
  readonly complete: boolean;
  /** Why it is not complete, in a sentence, or empty. */
  readonly openReason: string;
  readonly audit: Audit;
  /** Null where they are not looked for. */
  readonly symmetries: Symmetries | null;
  readonly lowest: LowestValue | null;
}
