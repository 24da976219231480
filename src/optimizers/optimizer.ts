/**
 * What an optimizer is: a published update rule over a small oracle. Each method lives in its own file; `registry.ts`
 * lists them and `run.ts` drives them.
 */
import type { ElementwiseRule } from './elementwise';

/** Draws mini-batches. */
export interface Batch {
  /** Rows of a batch; the last of a pass may have fewer. */
  readonly size: number;
  /** The next rows of data that have so many, counted from 0. */
  next(count: number): ArrayLike<number>;
}

/** A loss as an optimizer sees it. Vectors have length n; matrices are row-major, n × n. */
export interface Oracle {
  readonly dimension: number;
  value(point: Float64Array): number;
  /** Writes ∇L(point) into `gradient`. */
  gradient(point: Float64Array, gradient: Float64Array): void;
  /** Writes ∇²L(point) into `hessian`. */
  hessian(point: Float64Array, hessian: Float64Array): void;
  /** Writes ∇²L(point)·vector into `product`, another array than `vector`. */
  hessianVector(point: Float64Array, vector: Float64Array, product: Float64Array): void;
  /** Writes the Gauss–Newton product JᵀDJ·vector into `product`; only where the loss is a sum of squares. */
  readonly gaussNewtonVector?: ((point: Float64Array, vector: Float64Array, product: Float64Array) => void) | undefined;
  /**
   * Writes an unbiased estimate of ∇L(point) from a mini-batch into `gradient`, and returns the share of the rows it
   * read, in (0, 1]; only where the loss is a mean or a sum over rows of data.
   */
  readonly sampledGradient?: ((point: Float64Array, gradient: Float64Array, batch: Batch) => number) | undefined;
}

export interface OptionSpecification {
  /** The name PyTorch uses where it has the method: `lr`, `beta1`, … */
  readonly name: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** One sentence for a tooltip. */
  readonly description: string;
  /** Where the option is a choice: its names. The value is then the number of one of them, from 0. */
  readonly choices?: readonly string[];
}

/**
 * `refused`: the method can't be used on this loss. `stalled`: no step the method can take lowers the loss any more, as
 * a rule because doubles end there.
 */
export type StopReason = 'budget' | 'converged' | 'diverged' | 'left-domain' | 'singular' | 'refused' | 'stalled';

/** The reply to one step: null where the point moved, else why it cannot. */
export type StepFailure = { readonly stop: StopReason; readonly reason: string } | null;

/** What a method did in its last step and what state that left, where it has such a thing. For explanations. */
export interface StepFacts {
  /** The learning rate in force. */
  readonly rate?: number;
  /** What the gradient was multiplied by to bound its length: 1 where it was not clipped. */
  readonly clipping?: number;
  /** n numbers each component of the (mean) gradient was multiplied by, beside the rate. */
  readonly preconditioner?: Float64Array;
  /** Added to the diagonal of the matrix that was solved with. */
  readonly damping?: number;
  /**
   * Of a trust region: its radius, whether the step ended on its boundary, and dᵀHd/dᵀd of the direction where that is
   * negative.
   */
  readonly radius?: number;
  readonly onBoundary?: boolean;
  readonly negativeCurvature?: number;
  /** False where the trial was worse than the point, which therefore stayed. */
  readonly accepted?: boolean;
}

/** A method in progress: it keeps its own state (momentum, moments). */
export interface Stepper {
  /** Moves `point` in place by one update. */
  step(point: Float64Array, oracle: Oracle): StepFailure;
  /** About the last step. */
  facts?(): StepFacts;
}

export interface OptimizerDefinition {
  /** The published name in kebab case. */
  readonly name: string;
  /** For people: `Adam`, `Heavy-ball momentum`. */
  readonly title: string;
  /** 1: uses gradients; 2: uses Hessians. */
  readonly order: 1 | 2;
  /** Its own options. */
  readonly options: readonly OptionSpecification[];
  /**
   * Options it shares with others: schedule, clipping, noise. A run tells of them only where they are not at their
   * defaults.
   */
  readonly modifiers?: readonly OptionSpecification[];
  /** It steps where the gradient is 0 and the Hessian has a negative eigenvalue: such a point does not end its run. */
  readonly leavesSaddles?: true;
  /** The update rule in one line, as text. */
  readonly rule: string;
  /** Paper or book the rule is taken from. */
  readonly source: string;
  /**
   * True where, with these options, each coordinate moves by its own gradient alone: one stepper then serves many
   * points at once, as one long point.
   */
  isElementwise?(options: Readonly<Record<string, number>>): boolean;
  /** Where it is elementwise: its update as data; null where these options have none. */
  elementwise?(options: Readonly<Record<string, number>>): ElementwiseRule | null;
  /**
   * What a step multiplies a displacement along an eigenvector of the Hessian by, where the explanations don't know it
   * by the method's name: null where the step is not linear. `curvature` is that eigenvalue.
   */
  multipliers?(
    options: Readonly<Record<string, number>>,
    rate: number | undefined,
    curvature: number,
  ): readonly { readonly re: number; readonly im: number }[] | null;
  /**
   * A run that begins.
   *
   * @param many the coordinates stand for many points, as by `isElementwise`: where one fails, the others go on.
   */
  create(options: Readonly<Record<string, number>>, dimension: number, many?: boolean): Stepper;
}

/**
 * A whole run, in typed arrays: `values` holds one loss a step, t = 0 included; `points` the n coordinates of every
 * `stride`-th step, and `end` those of the last. The stride is 1 unless all points would be too many to keep.
 */
export interface Run {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, number>>;
  readonly dimension: number;
  readonly points: Float64Array;
  readonly stride: number;
  readonly end: Float64Array;
  readonly values: Float64Array;
  /** What was spent up to each step, in gradient-equivalents (see `CountingOracle`); 0 at t = 0. */
  readonly cost: Float64Array;
  readonly stop: StopReason;
  readonly reason: string;
}

export interface RunSettings {
  /** Largest number of steps. */
  readonly steps: number;
  /** Stop as `converged` once ‖∇L‖∞ is below this; 0 never stops early. */
  readonly tolerance: number;
  /** Stop as `diverged` once a coordinate's magnitude exceeds this. */
  readonly limit: number;
  /** The most that may be spent, in gradient-equivalents; a step that would go beyond it is not made. */
  readonly budget?: number;
}
