import type { LossRequest } from '../requests';

/** How a sample is drawn: rows from a seed; or, of a choice, so many rows with each value. */
export type SampleRequest =
  | { readonly kind: 'rows'; readonly rows: number; readonly seed: number }
  | { readonly kind: 'counts'; readonly counts: readonly number[] };

/** A loss over a sample beside one over the population. */
export interface PairRequest extends LossRequest {
  /** The other loss; null chooses one with the same parameters. */
  readonly partner: string | null;
  /** Null draws as the file says. */
  readonly sample: SampleRequest | null;
}

/** How far samples of several sizes are from the population, over many draws. */
export interface SamplingRequest extends LossRequest {
  readonly partner: string | null;
  readonly sizes: readonly number[];
  readonly draws: number;
  /** Of the first draw; the others follow it. */
  readonly seed: number;
}
