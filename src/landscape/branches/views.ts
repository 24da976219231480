/** Answers about the critical points of a loss against one of its constants, and about ways between two points: plain data. */
import type { SingularKind } from '../../continuation/normalForm';
import type { LossRequest } from '../requests';
import type { Bounds, CriticalKind, Proof } from '../views';

/** All critical points against a constant with a range. */
export interface BifurcationQuestion {
  /** Name of the constant. */
  readonly along: string;
  /** Values of it, evenly over its range, at which all critical points are searched for. */
  readonly samples: number;
}

export interface BifurcationRequest extends LossRequest, BifurcationQuestion {}

export interface SampledPoint {
  /** n coordinates. */
  readonly point: readonly number[];
  readonly value: number;
  readonly kind: CriticalKind;
  readonly proof: Proof;
  /** Number of the curve that goes through it, or null. */
  readonly branch: number | null;
}

export interface SampleView {
  /** The value of the constant. */
  readonly at: number;
  readonly points: readonly SampledPoint[];
  /** Whether the report there is complete: all critical points in the box are listed, and proved. */
  readonly complete: boolean;
  readonly verdict: string;
}

/** A piece of a curve of critical points of one kind. */
export interface BranchCurveView {
  readonly kind: 'minimum' | 'saddle' | 'maximum';
  /** Number of negative eigenvalues. */
  readonly index: number;
  /** n + 2 numbers a place: the coordinates, the constant, the loss. */
  readonly places: Float64Array;
  /** Numbers of the bifurcation points at its ends, or null. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface BifurcationPointView {
  readonly kind: SingularKind;
  readonly at: number;
  readonly point: readonly number[];
  readonly value: number;
  /** Bounds of the coordinates, and then of the constant; points where nothing is proved. */
  readonly enclosure: readonly Bounds[];
  /** The unit null vector of the Hessian. */
  readonly direction: readonly number[];
  /** Derivatives of the reduced equation that the name follows from. */
  readonly coefficients: readonly { readonly name: string; readonly value: number }[];
  readonly proof: Proof;
  /** What happens there, in a sentence. */
  readonly sentence: string;
  /** What is proved, or why it isn't. */
  readonly reason: string;
}

export interface BifurcationView {
  readonly along: string;
  readonly range: Bounds;
  readonly parameters: readonly string[];
  readonly box: readonly Bounds[];
  readonly samples: readonly SampleView[];
  readonly branches: readonly BranchCurveView[];
  readonly points: readonly BifurcationPointView[];
  /** False where it was stopped, or its time ran out. */
  readonly isWhole: boolean;
  /** One sentence: what was found, and what of it is proved. */
  readonly verdict: string;
}

export interface BifurcationProgress {
  readonly share: number;
  /** Samples that are new since the last time. */
  readonly fresh: readonly SampleView[];
}

/** An end of a path: a point, or (of the second end) the first one's image under a symmetry of the loss. */
export type PathEnd = { readonly kind: 'point'; readonly point: Float64Array } | { readonly kind: 'twin' };

/** The ways between two points: the straight line, and the minimum-energy path. */
export interface PathQuestion {
  readonly from: Float64Array;
  readonly to: PathEnd;
  /** A constant with a range, against which the barrier is looked at, too; null looks at its present value alone. */
  readonly along: string | null;
}

export interface PathRequest extends LossRequest, PathQuestion {}

/** A saddle that a path goes over. */
export interface CrossedSaddleView {
  readonly point: readonly number[];
  readonly value: number;
  /** n bounds; the point where nothing is proved. */
  readonly enclosure: readonly Bounds[];
  readonly proof: Proof;
  readonly reason: string;
  /** Number of the place of the path that it is. */
  readonly at: number;
}

/** The loss along a way: its length from the start, in the parameters' units, and the loss. */
export interface ProfileView {
  readonly length: Float64Array;
  readonly values: Float64Array;
}

export interface BarrierAtView {
  /** The value of the constant. */
  readonly at: number;
  /** The pass above the lower and above the higher of the two minima; null where one of them is gone. */
  readonly lower: number | null;
  readonly higher: number | null;
}

export interface PathView {
  readonly parameters: readonly string[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly fromValue: number;
  readonly toValue: number;
  /** The symmetry that makes the second end, as text; null where it was given. */
  readonly symmetry: string | null;
  readonly line: ProfileView & {
    /** The most that the loss rises above the straight interpolation of its ends, and where. */
    readonly barrier: number;
    readonly at: number;
    readonly top: number;
  };
  readonly path: ProfileView & {
    /** n coordinates a place. */
    readonly places: Float64Array;
    readonly saddles: readonly CrossedSaddleView[];
    /** The largest loss on it. */
    readonly value: number;
    readonly kind: 'flow' | 'string';
  };
  /** The constant of `barriers`; null where none was asked for. */
  readonly along: string | null;
  readonly barriers: readonly BarrierAtView[];
  /** What was found, and what of it is proved. */
  readonly sentences: readonly string[];
  readonly isWhole: boolean;
}
