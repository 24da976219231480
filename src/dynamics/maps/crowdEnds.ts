/** What many runs are given, and how they end. */
import { runKinds } from '../../wasm/runs/runCode';

export interface CrowdSettings {
  readonly steps: number;
  /** A run has diverged once a coordinate passes this. */
  readonly limit: number;
  /** A run has settled, and ends, once ‖∇L‖∞ is below this; 0 never ends one early. */
  readonly tolerance: number;
}

/** How each run of a crowd went: one entry a start. */
export interface CrowdEnds {
  /** `ends[i]` holds coordinate i of all ends; where a run stopped, the point it stopped at. */
  readonly ends: readonly Float64Array[];
  readonly stops: Uint8Array;
  /** The first step at which the gradient was below the tolerance; −1 where it never was. */
  readonly settled: Int32Array;
}

/** What `CrowdEnds.stops` says. */
export const crowdStop = { ...runKinds, failed: 4 } as const;
