/** The gradient flow: the path of w' = −∇L(w). */
import type { Oracle } from '../../optimizers/optimizer';

export interface FlowSettings {
  /** −1 goes down the gradient, 1 up: backwards in time. */
  readonly sign: -1 | 1;
  /** The error of a step may be this share of the coordinates plus this length. */
  readonly tolerance: number;
  /**
   * Ends as `critical` once ‖∇L‖₂ is below this, or the critical point is nearer than the tolerance can tell: ‖∇L‖
   * divided by the curvature that the last step met.
   */
  readonly gradientTolerance: number;
  /** Ends as `time` at this time. */
  readonly time: number;
  /** Ends as `steps` after so many steps. */
  readonly steps: number;
  /** No step is longer than this, so that the points make a smooth curve. */
  readonly longest: number;
  /** Ends as `left` once a coordinate is outside of these bounds; null has none. */
  readonly box: readonly (readonly [number, number])[] | null;
}

export const standardFlow: FlowSettings = {
  sign: -1,
  tolerance: 1e-10,
  gradientTolerance: 1e-9,
  time: Infinity,
  steps: 20_000,
  longest: Infinity,
  box: null,
};

export interface FlowPath {
  readonly dimension: number;
  /** Points in the order of time, n coordinates each, the start first. */
  readonly points: Float64Array;
  /** The time of each point. */
  readonly times: Float64Array;
  /** `undefined`: the loss ends there, or its gradient is not finite. */
  readonly end: 'critical' | 'left' | 'time' | 'steps' | 'undefined' | 'stopped';
}

/**
 * Dormand & Prince's pair of orders 5 and 4 (J. Comput. Appl. Math. 6, 1980; Hairer, Nørsett & Wanner, Solving ODEs I,
 * table II.5.2).
 */
const stages: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

/** Weights of order 5 minus those of order 4. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** Steps between two pauses. */
const stepsPerTurn = 50;

/**
 * Follows the flow from a start with steps of its own choice (Hairer, Nørsett & Wanner, §II.4: the last stage is the
 * next step's first). Yields the number of steps every now and then; sent true, it ends there.
 */
export function* flow(
  oracle: Oracle,
  start: ArrayLike<number>,
  settings: FlowSettings,
): Generator<number, FlowPath, boolean> {
  const n = oracle.dimension;
  const { sign, tolerance, gradientTolerance, longest, box } = settings;
  const k = Array.from({ length: 7 }, () => new Float64Array(n));
  let point = Float64Array.from(start);
  let trial = new Float64Array(n);
  const points: number[] = Array.from(point);
  const times = [0];
  const slope = (at: Float64Array, out: Float64Array): void => {
    oracle.gradient(at, out);
    for (let i = 0; i < n; i++) out[i] = sign * out[i]!;
  };
  const finish = (end: FlowPath['end']): FlowPath => ({
    dimension: n,
    points: Float64Array.from(points),
    times: Float64Array.from(times),
    end,
  });
  slope(point, k[0]!);
  let time = 0;
  let away = Infinity;
  let h = firstStep(point, k[0]!, tolerance);
  for (let step = 0; ;) {
    const speed = Math.hypot(...k[0]!);
    if (!Number.isFinite(speed) || !Number.isFinite(oracle.value(point))) return finish('undefined');
    if (speed < gradientTolerance || away < 20 * tolerance * (1 + Math.hypot(...point))) return finish('critical');
    if (time >= settings.time) return finish('time');
    if (step >= settings.steps) return finish('steps');
    if (box?.some(([low, high], i) => point[i]! < low || point[i]! > high) === true) return finish('left');
    h = Math.min(h, settings.time - time, longest / speed);
    stages.forEach((weights, s) => {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j <= s; j++) sum += weights[j]! * k[j]![i]!;
        trial[i] = point[i]! + h * sum;
      }
      slope(trial, k[s + 1]!);
    });
    let square = 0;
    for (let i = 0; i < n; i++) {
      let difference = 0;
      for (let j = 0; j < 7; j++) difference += errorWeights[j]! * k[j]![i]!;
      square += ((h * difference) / (tolerance * (1 + Math.max(Math.abs(point[i]!), Math.abs(trial[i]!))))) ** 2;
    }
    const error = Math.sqrt(square / n);
    if (error <= 1) {
      time += h;
      step++;
      away = distanceLeft(point, trial, k[0]!, k[6]!);
      [point, trial] = [trial, point];
      [k[0], k[6]] = [k[6]!, k[0]!];
      for (const x of point) points.push(x);
      times.push(time);
      if (step % stepsPerTurn === 0) {
        const stop: boolean = yield step;
        if (stop) return finish('stopped');
      }
    }
    h *= Number.isFinite(error) ? Math.min(5, Math.max(0.2, 0.9 * error ** -0.2)) : 0.1;
    if (!(h > 1e-14 * Math.max(1e-14, time))) return finish('undefined');
  }
}

/** ‖g‖/λ at the end of a step, λ = ‖Δg‖/‖Δw‖ the curvature along it. */
function distanceLeft(from: Float64Array, to: Float64Array, before: Float64Array, after: Float64Array): number {
  let [moved, change, size] = [0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    moved += (to[i]! - from[i]!) ** 2;
    change += (after[i]! - before[i]!) ** 2;
    size += after[i]! ** 2;
  }
  return change === 0 ? Infinity : Math.sqrt((size * moved) / change);
}

/** Hairer, Nørsett & Wanner's first guess, §II.4. */
function firstStep(point: Float64Array, slope: Float64Array, tolerance: number): number {
  const speed = Math.hypot(...slope);
  return speed > 0 ? Math.min(1, (0.01 * (1 + Math.hypot(...point))) / speed, tolerance ** 0.2 / speed) : 1;
}

/** The whole path at once. */
export function flowPath(oracle: Oracle, start: ArrayLike<number>, settings: Partial<FlowSettings> = {}): FlowPath {
  const work = flow(oracle, start, { ...standardFlow, ...settings });
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  return step.value;
}
