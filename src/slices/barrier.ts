/** The loss along the straight line between two points, θ(t) = (1 − t)·A + t·B. */
export interface Interpolation {
  /** Evenly spaced from 0 to 1. */
  readonly t: Float64Array;
  /** L(θ(t)); not finite where the loss is undefined. */
  readonly values: Float64Array;
  /**
   * The largest L(θ(t)) − ((1 − t)·L(A) + t·L(B)) found, at least 0 (Frankle et al., ICML 2020, §2, with the interpolated loss as in
   * Entezari et al., ICLR 2022); NaN where an end has no loss.
   */
  readonly barrier: number;
  /** The t of the barrier; 0 where there is none. */
  readonly at: number;
  /** The loss there. */
  readonly value: number;
  /** False where the loss is undefined somewhere on the line: the barrier is that of the rest. */
  readonly defined: boolean;
}

/**
 * Interpolates between A and B at `samples` ≥ 3 points and refines the barrier around the largest of them by golden-section
 * search (Kiefer 1953) to about 10⁻⁸ in t. Yields the share done; `next(true)` ends it with what is known.
 */
export function* interpolate(
  loss: (point: Float64Array) => number,
  from: Float64Array,
  to: Float64Array,
  samples: number,
): Generator<number, Interpolation, boolean> {
  const point = new Float64Array(from.length);
  const along = (t: number): number => {
    for (let i = 0; i < point.length; i++) point[i] = (1 - t) * from[i]! + t * to[i]!;
    return loss(point);
  };
  const t = Float64Array.from({ length: samples }, (_, i) => i / (samples - 1));
  const values = new Float64Array(samples).fill(NaN);
  let stop = false;
  for (let i = 0; i < samples && !stop; i++) {
    values[i] = along(t[i]!);
    stop = yield (0.7 * (i + 1)) / samples;
  }
  const [first, last] = [values[0]!, values[samples - 1]!];
  const defined = values.every(Number.isFinite);
  if (!Number.isFinite(first) || !Number.isFinite(last)) {
    return { t, values, barrier: NaN, at: 0, value: NaN, defined };
  }
  const height = (s: number, value: number): number => value - ((1 - s) * first + s * last);
  let best = 0;
  for (let i = 1; i < samples; i++) {
    if (height(t[i]!, values[i]!) > height(t[best]!, values[best]!)) best = i;
  }
  let [at, value] = [t[best]!, values[best]!];
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [t[Math.max(0, best - 1)]!, t[Math.min(samples - 1, best + 1)]!];
  for (let round = 0; best > 0 && high - low > 1e-8 && !stop; round++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    const [leftValue, rightValue] = [along(left), along(right)];
    for (const [s, v] of [
      [left, leftValue],
      [right, rightValue],
    ] as const) {
      if (height(s, v) > height(at, value)) [at, value] = [s, v];
    }
    if (height(left, leftValue) > height(right, rightValue)) high = right;
    else low = left;
    stop = yield Math.min(1, 0.7 + round / 130);
  }
  return { t, values, barrier: Math.max(0, height(at, value)), at, value, defined };
}
