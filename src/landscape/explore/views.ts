/** Answers about losses of many parameters, as plain data. */
import type { StopReason } from '../../optimizers/optimizer';

/** A run: how the loss went, and where it ended. */
export interface TrainingView {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, number>>;
  /** The loss at each step, t = 0 included. */
  readonly values: Float64Array;
  /** The point at the end. */
  readonly end: Float64Array;
  readonly gradientNorm: number;
  readonly stop: StopReason;
  readonly reason: string;
}

/** How far a run is. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  readonly value: number;
}

/** A run as seen in a plane: its points projected at right angles. */
export interface ProjectedRun {
  readonly optimizer: string;
  /** Pairs a, b; one for each kept step. */
  readonly places: Float64Array;
  /** How far each kept step lies from the plane. */
  readonly distances: Float64Array;
  /** The loss at each kept step — of the run, not of its shadow. */
  readonly values: Float64Array;
  readonly stop: StopReason;
  readonly reason: string;
  /** The share of the movement that lies in the plane. */
  readonly share: number;
  readonly sentence: string;
}

/** A grid of losses over a part of a plane; one row for a line. */
export interface SliceGrid {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, b ascending; NaN where the loss is undefined or not computed. */
  readonly values: Float64Array;
}

export interface SliceView {
  readonly a: readonly [low: number, high: number];
  readonly b: readonly [low: number, high: number];
  /** How long a step of 1 in a and in b is among the parameters; the second is 0 for a line. */
  readonly lengths: readonly [first: number, second: number];
  /** What the axes are, for their labels. */
  readonly axes: readonly [first: string, second: string | null];
  readonly grid: SliceGrid;
  /** The loss at the centre, which lies at (0, 0). */
  readonly centreValue: number;
  readonly runs: readonly ProjectedRun[];
  /** Where the loss's own starts fall, as pairs a, b, and how far they lie from the plane. */
  readonly starts: readonly { readonly a: number; readonly b: number; readonly distance: number }[];
  /** What the picture hides, in a sentence each. */
  readonly badges: readonly string[];
  /** Of a line between two points: the loss on it above the line between its ends. */
  readonly barrier: { readonly height: number; readonly at: number; readonly value: number } | null;
}

/** What is known before a slice is done. */
export interface SliceProgress {
  readonly share: number;
  /** A coarser grid of the same window; null while only runs or directions are computed. */
  readonly view: SliceView | null;
}

/** An eigenvalue with how far it may be off. */
export interface EigenvalueView {
  readonly value: number;
  readonly residual: number;
  readonly vector: Float64Array;
}

/** The Hessian at a point, as far as it is known. */
export interface CurvatureView {
  readonly method: 'exact' | 'estimated';
  /** The point itself. */
  readonly point: Float64Array;
  readonly value: number;
  readonly gradientNorm: number;
  readonly lowest: readonly EigenvalueView[];
  readonly highest: readonly EigenvalueView[];
  /** All eigenvalues, ascending, where the method is exact. */
  readonly eigenvalues: Float64Array | null;
  /** A semicircle fitted to them: how far the shares inside are from its own, and how many lie below and above it; null where they are not all known. */
  readonly circle: {
    readonly centre: number;
    readonly radius: number;
    readonly distance: number;
    readonly below: number;
    readonly above: number;
  } | null;
  readonly trace: { readonly value: number; readonly standardError: number } | null;
  /** How many are negative, with what it may be off by. */
  readonly negative: { readonly count: number; readonly error: number } | null;
  readonly negativeAtLeast: number;
  readonly density: {
    /** Evenly spaced. */
    readonly grid: Float64Array;
    readonly values: Float64Array;
    readonly standardErrors: Float64Array;
  } | null;
  /** What is known in a sentence or two. */
  readonly sentence: string;
}

/** A model's prediction beside its data, where the loss compares the two row by row. */
export interface PredictionView {
  /** Names of the columns the model reads: one or two. */
  readonly features: readonly string[];
  readonly target: string;
  /** The rows shown: features, then the target; at most a few thousand. */
  readonly rows: number;
  readonly allRows: number;
  readonly columns: readonly Float64Array[];
  /** The prediction on a grid over the features: `places` for each, rows by the second. */
  readonly places: readonly Float64Array[];
  readonly predictions: Float64Array;
  /** Whether the prediction is a number beside the target, or a score whose sigmoid is a probability. */
  readonly scale: 'value' | 'logit';
}
