/**
 * What an optimizer is: a published update rule over a small oracle. Each method lives in its own file; `registry.ts`
 * lists them and `run.ts` drives them.
 */

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
}

export interface OptionSpecification {
  /** The name PyTorch uses where it has the method: `lr`, `beta1`, … */
  readonly name: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** One sentence for a tooltip. */
  readonly description: string;
}

export type StopReason = 'budget' | 'converged' | 'diverged' | 'left-domain' | 'singular';

/** The reply to one step: null where the point moved, else why it cannot. */
export type StepFailure = { readonly stop: StopReason; readonly reason: string } | null;

/** A method in progress: it keeps its own state (momentum, moments). */
export interface Stepper {
  /** Moves `point` in place by one update. */
  step(point: Float64Array, oracle: Oracle): StepFailure;
}

export interface OptimizerDefinition {
  /** The published name in kebab case. */
  readonly name: string;
  /** For people: `Adam`, `Heavy-ball momentum`. */
  readonly title: string;
  /** 1: uses gradients; 2: uses Hessians. */
  readonly order: 1 | 2;
  readonly options: readonly OptionSpecification[];
  /** The update rule in one line, as text. */
  readonly rule: string;
  /** Paper or book the rule is taken from. */
  readonly source: string;
  create(options: Readonly<Record<string, number>>, dimension: number): Stepper;
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
}
