/** Questions about what methods do on a loss of few parameters, as plain data. */
import type { RateSearch } from '../../dynamics/race/rateSearch';
import type { LossRequest } from '../requests';

/** A method with the options that differ from their defaults. */
export interface MethodRequest {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, number>>;
}

/** Every method from every start, with equal budgets. */
export interface RaceRequest extends LossRequest {
  readonly racers: readonly MethodRequest[];
  readonly starts: readonly Float64Array[];
  readonly steps: number;
  /** The most gradient-equivalents of a run. */
  readonly cost: number;
  readonly tolerance: number;
  /** Learning rates to choose from, the same for all; null leaves them as they are. */
  readonly search: RateSearch | null;
}

/** Why the step after `step` steps of a run goes as it does. */
export interface ExplanationRequest extends LossRequest {
  readonly method: MethodRequest;
  readonly start: Float64Array;
  readonly step: number;
  /** Steps of the whole run: what is observed is looked for in them. */
  readonly steps: number;
}

/** Where many starts lead: over a window of two parameters, or along one for many learning rates. */
export interface StartMapRequest extends LossRequest {
  readonly kind: 'basins' | 'rates';
  readonly method: MethodRequest;
  /** Values of the parameters that are not on an axis. */
  readonly base: Float64Array;
  /** Parameters along the columns and the rows; of `rates` the first only. */
  readonly axes: readonly [number, number];
  /** Of `rates`, the second is the range of learning rates. */
  readonly window: readonly [readonly [number, number], readonly [number, number]];
  /** Pixels a side: a power of two. */
  readonly size: number;
  readonly steps: number;
}

/** The loss's own paths: the gradient flow from starts, the curves of its saddles. */
export interface PathsRequest extends LossRequest {
  readonly starts: readonly Float64Array[];
}
