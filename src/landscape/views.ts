/** Plain-data answers of the landscape: what crosses to the editor, the panel and the command line. */
import type {
  AnalyzedKink,
  AnalyzedManifold,
  AnalyzedPlateau,
  AnalyzedPoint,
  Audit,
  LowestValue,
  Symmetries,
} from '../analysis/report';
import type { Tape } from '../compile/tape';
import type { Span } from '../language/tree';
import type { NamedMethod } from './methods';
import type { OwnProgram } from '../optimizers/own/ownProgram';

export type { SearchProgress } from '../analysis/criticalPoints';
export type { CriticalKind, Proof } from '../analysis/kinds';
export type {
  AnalyzedKink as KinkView,
  AnalyzedManifold as ManifoldView,
  AnalyzedPlateau as PlateauView,
  AnalyzedPoint as CriticalPointView,
  Audit as AuditView,
  LowestValue as LowestValueView,
  SetEquations as SetEquationsView,
  Symmetries as SymmetriesView,
} from '../analysis/report';

export type Bounds = readonly [low: number, high: number];

/** All that is known about the critical points of a loss in its box. The shape of `losscape critical-points --json`. */
export interface CriticalReport {
  readonly loss: string;
  readonly parameters: readonly string[];
  readonly box: readonly Bounds[];
  readonly points: readonly AnalyzedPoint[];
  readonly manifolds: readonly AnalyzedManifold[];
  readonly plateaus: readonly AnalyzedPlateau[];
  readonly kinks: readonly AnalyzedKink[];
  readonly unresolved: readonly (readonly Bounds[])[];
  /** Everything outside the listed points, sets and unresolved boxes is proved free of critical points, and `unresolved` is empty. */
  readonly complete: boolean;
  /** The degree of the gradient beside the sum of indices; for losses that are searched with proofs. */
  readonly audit?: Audit;
  /** What leaves the loss unchanged; null where it is not looked for. */
  readonly symmetries?: Symmetries | null;
  /** What is shown about the lowest values over the whole space; null where nothing is. */
  readonly lowest?: LowestValue | null;
  /** Sentences about the whole: what is lowest, what leaves the loss unchanged, what the audit says. */
  readonly notes?: readonly string[];
  /** One sentence: the count by kind, what is proved, and what is open. */
  readonly verdict: string;
  readonly milliseconds: number;
}

/** What a search tells before it is done. */
export interface CriticalProgress {
  /** Points that were found since the last time this was told. */
  readonly fresh: readonly AnalyzedPoint[];
  /** All that were found so far. */
  readonly found: number;
  /** Boxes that are not decided yet. */
  readonly waiting: number;
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
  /** Tables are drawn by it, so that for another value the loss is asked for anew; whether it is a whole number. */
  readonly structure?: 'whole' | 'real';
}

export interface ParameterView {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A parameter as declared: `[]` a scalar, `[n]` a vector, `[r, c]` a matrix; its elements stand in a point from `offset` on, rows first. */
export interface BlockView {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
}

/** What every loss shows. */
interface LossHeadView {
  readonly name: string;
  readonly documentation: string;
  /** One for each scalar, in the order of a point. */
  readonly parameters: readonly ParameterView[];
  readonly blocks: readonly BlockView[];
  /** Every constant of the file, in the order of the tapes' constant inputs. */
  readonly constants: readonly ConstantView[];
  /** Each has one coordinate per parameter. */
  readonly starts: readonly (readonly number[])[];
  /** The methods that the file names for this loss; where there are none, the reader chooses. */
  readonly methods: readonly NamedMethod[];
  /** The optimizers of the file, beside those that there are. */
  readonly optimizers: readonly OwnProgram[];
  readonly formula: FormulaView;
  /** Where the loss stands in its file. */
  readonly span: Span;
}

/** A loss of few parameters: all the panel needs to draw it, follow the pointer and run optimizers without asking again. */
export interface FormulaLossView extends LossHeadView {
  readonly form: 'formulas';
  readonly gradient: readonly FormulaView[];
  /** `hessian[i][j]`, symmetric. */
  readonly hessian: readonly (readonly FormulaView[])[];
  /** Tapes of order 0, 1 and 2. */
  readonly tapes: readonly [value: Tape, gradient: Tape, hessian: Tape];
  /** Writes the lower triangle of the Gauss–Newton matrix; null where the loss is not written as a sum of squares. */
  readonly gaussNewton: Tape | null;
  /** Writes the coordinates of all starts, one behind the other; null where no slider moves a start. */
  readonly startTape: Tape | null;
  /** Writes the options of all methods, one behind the other; null where no slider moves one. */
  readonly methodTape: Tape | null;
  /** Its rectified units, which may be dead. */
  readonly units: readonly UnitView[];
}

/** A rectified unit: `relu(…)`, or `leaky_relu(…)` whose leak may be 0. */
export interface UnitView {
  /** As a person writes it: `relu(w·x + b)`. */
  readonly label: string;
  /** The table whose rows it answers; null where it sees no data, and then it has one row. */
  readonly table: string | null;
  readonly rows: number;
  /** Tape of order 0: Σ 2^(row − 1) over the rows that it answers, or where `isMask` is false their number. */
  readonly activity: Tape;
  readonly isMask: boolean;
}

/** A loss of many parameters: it is evaluated where it was compiled, and asked for slices, runs and spectra. */
export interface ProgramLossView extends LossHeadView {
  readonly form: 'program';
  /** Whether the loss is a sum of squares, so that Gauss–Newton methods can be used. */
  readonly isSumOfSquares: boolean;
  /** Differs where the loss or its data do: what was computed for another fingerprint is not about this loss. */
  readonly fingerprint: string;
}

export type LossView = FormulaLossView | ProgramLossView;
