import type { ElementwiseRule } from '../../optimizers/elementwise';
import type { Oracle } from '../../optimizers/optimizer';
import type { RunsModule } from '../../wasm/runs/runsModule';

/** Values and gradients of a loss at many points together; all arrays are filled in place, coordinate by coordinate. */
export interface ManyPoints {
  /** The most points. */
  readonly capacity: number;
  /** `points[i]` holds coordinate i of all points. */
  readonly points: readonly Float64Array[];
  readonly values: Float64Array;
  /** `gradients[i]` holds ∂L/∂wᵢ at all points. */
  readonly gradients: readonly Float64Array[];
  /** Writes the values and gradients of the first `count` points. */
  evaluate(count: number): void;
  /** Runs of a method with this update, its steps made where the loss is evaluated; undefined where that can't be. */
  runs?(rule: ElementwiseRule): ManyRuns | undefined;
}

/** Runs for as many points, with the constants they need. */
export interface ManyRuns {
  readonly module: RunsModule;
  readonly constants: ArrayLike<number>;
  /** Operations a step takes, all in all. */
  readonly operations: number;
}

/** The same from an oracle, point by point: for losses that no faster evaluator is there for. */
export function manyPointsOf(oracle: Oracle, capacity: number): ManyPoints {
  const n = oracle.dimension;
  const arrays = (): Float64Array[] => Array.from({ length: n }, () => new Float64Array(capacity));
  const [points, gradients] = [arrays(), arrays()];
  const values = new Float64Array(capacity);
  const point = new Float64Array(n);
  const gradient = new Float64Array(n);
  return {
    capacity,
    points,
    values,
    gradients,
    evaluate(count) {
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < n; i++) point[i] = points[i]![k]!;
        values[k] = oracle.value(point);
        oracle.gradient(point, gradient);
        for (let i = 0; i < n; i++) gradients[i]![k] = gradient[i]!;
      }
    },
  };
}
