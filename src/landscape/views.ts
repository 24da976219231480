/** Plain-data answers of the landscape: what crosses to the editor, the panel and the command line. */
import type { CriticalKind, Proof } from '../analysis/kinds';
import type { Tape } from '../compile/tape';
import type { Span } from '../language/tree';

export type { CriticalKind, Proof } from '../analysis/kinds';

export type Bounds = readonly [low: number, high: number];

/** One isolated critical point. `n` is the number of parameters. */
export interface CriticalPointView {
  /** n coordinates. */
  readonly point: readonly number[];
  /** n intervals that contain the exact point; existence and uniqueness hold in them where `proof` is `proved`. */
  readonly enclosure: readonly Bounds[];
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
export interface ManifoldView {
  readonly dimension: number;
  /** The loss along it, or null where it varies. */
  readonly value: number | null;
  readonly stability: 'minimum' | 'maximum' | 'saddle' | 'mixed';
  readonly samples: readonly (readonly number[])[];
  readonly reason: string;
}

/** An open region where the gradient is zero. */
export interface PlateauView {
  readonly value: number;
  readonly samples: readonly (readonly number[])[];
  readonly reason: string;
}

/** A point on a kink where 0 lies in Clarke's generalised gradient. */
export interface KinkView {
  readonly point: readonly number[];
  readonly value: number;
  readonly kind: 'nonsmooth-minimum' | 'nonsmooth-maximum' | 'nonsmooth-saddle';
  readonly reason: string;
}

/** All that is known about the critical points of a loss in its box. The shape of `losscape critical-points --json`. */
export interface CriticalReport {
  readonly loss: string;
  readonly parameters: readonly string[];
  readonly box: readonly Bounds[];
  readonly points: readonly CriticalPointView[];
  readonly manifolds: readonly ManifoldView[];
  readonly plateaus: readonly PlateauView[];
  readonly kinks: readonly KinkView[];
  readonly unresolved: readonly (readonly Bounds[])[];
  /** Everything outside the listed points, sets and unresolved boxes is proved free of critical points, and `unresolved` is empty. */
  readonly complete: boolean;
  /** One sentence: the count by kind, what is proved, and what is open. */
  readonly verdict: string;
  readonly milliseconds: number;
}

/** A formula in the three printed forms. */
export interface FormulaView {
  /** As a person writes it, with Greek letters and raised digits. */
  readonly text: string;
  readonly latex: string;
  /** A whole `<math>` element; every name in it is escaped. */
  readonly mathml: string;
}

export interface ConstantView {
  readonly name: string;
  readonly value: number;
  /** The range that makes it a slider, if it has one. */
  readonly range: Bounds | null;
  readonly documentation: string;
}

export interface ParameterView {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Everything the panel needs to draw a loss, follow the pointer and run optimizers without asking again. */
export interface LossView {
  readonly name: string;
  readonly documentation: string;
  readonly parameters: readonly ParameterView[];
  /** Every constant of the file, in the order of the tapes' constant inputs. */
  readonly constants: readonly ConstantView[];
  /** Each has one coordinate per parameter. */
  readonly starts: readonly (readonly number[])[];
  readonly formula: FormulaView;
  readonly gradient: readonly FormulaView[];
  /** `hessian[i][j]`, symmetric. */
  readonly hessian: readonly (readonly FormulaView[])[];
  /** Tapes of order 0, 1 and 2. */
  readonly tapes: readonly [value: Tape, gradient: Tape, hessian: Tape];
  /** Where the loss stands in its file. */
  readonly span: Span;
}
