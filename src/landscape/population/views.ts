import type { PowerFit } from '../../dynamics/sampling/statistics';
import type { FormulaLossView } from '../views';

/** The two lowest minima of a loss, and what stands between them. */
export interface BasinsView {
  /** All minima in the box, the lowest first. */
  readonly minima: readonly (readonly number[])[];
  /** Of the loss on the straight line between the two lowest, above the line between their losses; 0 with fewer than two. */
  readonly barrier: number;
  /** Between the two lowest; 0 with fewer than two. */
  readonly distance: number;
  /** Whether the minima are proved, and none is missed. */
  readonly isProved: boolean;
}

/** A loss over a sample beside the one over the population. */
export interface PairView {
  readonly empirical: FormulaLossView;
  readonly population: FormulaLossView;
  /** Losses with the same parameters that could stand for the population. */
  readonly candidates: readonly string[];
  /** The table that is drawn. */
  readonly table: string;
  readonly rows: number;
  readonly seed: number;
  /** Of a table of one choice: its values as written, and how many rows have each. */
  readonly counts: readonly { readonly value: string; readonly count: number }[] | null;
  readonly basins: { readonly empirical: BasinsView; readonly population: BasinsView };
}

/** A mean over draws with its standard error. */
export interface EstimateView {
  readonly mean: number;
  readonly error: number;
}

/** All draws of one size. */
export interface SamplingRow {
  readonly n: number;
  readonly draws: number;
  readonly barrier: EstimateView;
  readonly distance: EstimateView;
  /** The share of draws with two minima or more. */
  readonly split: number;
  /** Means over all samples there are, each by its probability; null where they are too many. */
  readonly exact: { readonly barrier: number; readonly distance: number } | null;
  /** What the law says; null without one. */
  readonly law: { readonly barrier: number | null; readonly distance: number | null };
}

export interface QuantityLaw {
  /** coefficient·n^exponent, derived; null without a law. */
  readonly derived: { readonly coefficient: number; readonly exponent: number } | null;
  /** The line through the means on logarithmic axes; null where it can't be drawn. */
  readonly fit: PowerFit | null;
}

export interface SamplingView {
  readonly empirical: string;
  readonly population: string;
  readonly rows: readonly SamplingRow[];
  readonly barrier: QuantityLaw;
  readonly distance: QuantityLaw;
  /** Sentences: what is predicted and how, or why nothing is. */
  readonly notes: readonly string[];
  /** Every draw's minima were proved, and none missed. */
  readonly isProved: boolean;
  /** False where it was stopped early. */
  readonly isWhole: boolean;
  readonly csv: string;
}

export interface SamplingProgress {
  /** In [0, 1]. */
  readonly share: number;
  /** Sizes that are done. */
  readonly rows: readonly SamplingRow[];
}
