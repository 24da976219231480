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
