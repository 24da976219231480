/** Answers about what methods do on a loss: plain data. */
import type { EscapeTime } from '../../dynamics/explain/escape';
import type { Complex } from '../../dynamics/explain/multipliers';
import type { ShownNumber } from '../../dynamics/explain/sentence';
import type { BasinGoal } from '../../dynamics/maps/basins';
import type { FlowPath } from '../../dynamics/paths/flow';
import type { RateChoice } from '../../dynamics/race/rateSearch';
import type { StopReason } from '../../optimizers/optimizer';

/** One run of a race. */
export interface RaceRow {
  /** Number of the racer and of the start. */
  readonly racer: number;
  readonly start: number;
  /** Null where the gradient never was below the tolerance. */
  readonly stepsToTolerance: number | null;
  readonly costToTolerance: number | null;
  readonly steps: number;
  readonly cost: number;
  readonly finalLoss: number;
  readonly gradientNorm: number;
  /** The critical point the run ended at, by name. */
  readonly reached: string | null;
  /** The nearest one, and how far it is. */
  readonly nearest: string | null;
  readonly distance: number | null;
  readonly stop: StopReason;
  readonly reason: string;
}

export interface RaceView {
  readonly rows: readonly RaceRow[];
  /** Of each racer the choice of its learning rate; null where none was made. */
  readonly rates: readonly (RateChoice | null)[];
  readonly isWhole: boolean;
  /** A critical point is reached within this distance. */
  readonly near: number;
  readonly csv: string;
}

export interface RaceProgressView {
  readonly phase: 'rates' | 'race';
  readonly racer: number;
  readonly share: number;
  /** Now and then the table as far as it is; else null. */
  readonly view: RaceView | null;
}

/** Two multipliers of a mode, or one. */
export interface ModeView {
  readonly curvature: number;
  readonly multipliers: readonly Complex[];
}

export interface ExplanationView {
  readonly step: number;
  readonly situation: string;
  readonly sentence: string;
  readonly numbers: readonly ShownNumber[];
  /** The learning rate in force, where the method has one. */
  readonly rate: number | null;
  /** Of the Hessian, ascending, and the gradient's part along each of its eigenvectors. */
  readonly eigenvalues: readonly number[];
  readonly coefficients: readonly number[];
  /** The method's own linear model; null where it has none. */
  readonly modes: readonly ModeView[] | null;
  /** The rate from which the method's highest mode no longer shrinks. */
  readonly limit: number | null;
  /** Whether its preconditioner is held as it is now. */
  readonly isFrozen: boolean;
  /** 2/λmax; null where no curvature is positive. */
  readonly stabilityLimit: number | null;
  readonly gradientLength: number;
  readonly stepLength: number;
  readonly value: number;
  readonly predictedDecrease: number;
  readonly actualDecrease: number;
  readonly nearest: { readonly name: string; readonly distance: number } | null;
  readonly escape: EscapeTime | null;
  /** Steps the run really takes until it is out; null where it does not get there. */
  readonly observedEscape: number | null;
}

/** An image of where starts lead. */
export interface StartMapView {
  readonly kind: 'basins' | 'rates';
  readonly columns: number;
  readonly rows: number;
  readonly goals: readonly BasinGoal[];
  /** Rows ascending: the number of a goal, or one of `basinLabel`; what is not known yet is −5. */
  readonly labels: Int16Array;
  readonly isWhole: boolean;
  readonly near: number;
}

export interface StartMapProgress {
  readonly share: number;
  /** The image so far, where it has changed much. */
  readonly view: StartMapView | null;
}

export interface BranchView {
  /** Number of the saddle among the report's points. */
  readonly saddle: number;
  readonly kind: 'unstable' | 'stable' | 'floor';
  /** Two coordinates a point, from the saddle outwards. */
  readonly points: Float64Array;
}

export interface PathsView {
  readonly flows: readonly {
    readonly start: number;
    /** n coordinates a point. */
    readonly points: Float64Array;
    readonly end: FlowPath['end'];
  }[];
  /** Of losses of two parameters only. */
  readonly branches: readonly BranchView[];
  /** About ways out that bend, with the name of their saddle. */
  readonly escapes: readonly { readonly name: string; readonly sentence: string }[];
}
