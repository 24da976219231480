/** What is told of a spectrum, as plain data. */
import type { ConstantView } from '../views';

/** Of many draws: their mean, the standard deviation of one, and the standard error of the mean. */
export interface SampleView {
  readonly mean: number;
  readonly deviation: number;
  readonly error: number;
}

/** An eigenvalue that stands for a spike, or one that lies outside of the semicircle. */
export interface OutlierView {
  /** The strength of its spike; null where it isn't known. */
  readonly beta: number | null;
  readonly position: number;
  /** Where theory puts it; the edge where it should not leave; null where nothing is predicted. */
  readonly predicted: number | null;
  /** It should stand outside, or does where nothing is predicted. */
  readonly leaves: boolean;
  /** ⟨v, u⟩² with the direction of its spike, and what theory says of it. */
  readonly overlap: number | null;
  readonly predictedOverlap: number | null;
  /** Over all draws; null until they are there. */
  readonly positions: SampleView | null;
  readonly overlaps: SampleView | null;
}

/** All draws of matrices of one size. */
export interface SizeView {
  readonly n: number;
  /** Share of negative eigenvalues; the formula for strong spikes. */
  readonly negative: SampleView;
  readonly formula: number;
  /** Kolmogorov's distance from the semicircle. */
  readonly distance: SampleView;
  /** The largest eigenvalue. */
  readonly largest: SampleView;
}

/** What there is to tell of random matrices alone. */
export interface RandomView {
  readonly seed: number;
  readonly draws: number;
  readonly spikes: number;
  /** There are so many that the predictions, which are for few, are off. */
  readonly isCrowded: boolean;
  /** Negative eigenvalues of the noise of this draw, and the bounds that follow from it. */
  readonly noiseNegatives: number;
  readonly bounds: readonly [number, number];
  /** (n − k)/2n for k spikes above 0. */
  readonly formula: number;
  /** Means of λ², λ⁴ and λ⁶ over all draws, with 1, 2 and 5 for noise alone; null until they are there. */
  readonly moments: readonly [SampleView, SampleView, SampleView] | null;
  /** From small to large, the last of the size asked for; empty until they are there. */
  readonly sizes: readonly SizeView[];
  /** The chance that all eigenvalues of the noise are positive: exact, or its leading term for large n. */
  readonly allPositive: { readonly probability: number; readonly exponent: number; readonly exact: boolean };
}

export interface SpectrumView {
  readonly form: 'goe' | 'hessian';
  readonly n: number;
  /** Ascending. */
  readonly values: Float64Array;
  readonly negatives: number;
  /** The semicircle beside them: [−2, 2] for random matrices, fitted for a Hessian; `distance` is Kolmogorov's. */
  readonly circle: { readonly centre: number; readonly radius: number; readonly distance: number };
  readonly outliers: readonly OutlierView[];
  /** Outliers that are not listed, for there are too many. */
  readonly unlisted: number;
  readonly random: RandomView | null;
  /** One sentence with the main numbers. */
  readonly sentence: string;
}

/** The share done, and the first draw once, as soon as it is there. */
export interface SpectrumProgress {
  readonly share: number;
  readonly view: SpectrumView | null;
}

/** A spectrum before anything of it is computed: what the panel asks about. */
export interface SpectrumHead {
  /** Its number among the spectra of its text, from 0. */
  readonly index: number;
  /** Where its text begins in its document. */
  readonly region: number;
  readonly form: 'goe' | 'hessian';
  /** The statement without its first word, on one line. */
  readonly title: string;
  readonly documentation: string;
  /** The constants with a range that it depends on. */
  readonly constants: readonly ConstantView[];
}
