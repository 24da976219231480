import { dot } from '../linalg/vectors';
import type { OptionSpecification, Oracle, StepFailure } from './optimizer';

export const lineSearches = ['none', 'armijo', 'wolfe'] as const;

/** Where a method can search along its direction; `lr` is then the first step tried. */
export const lineSearchOption: OptionSpecification = {
  name: 'line_search',
  default: 0,
  minimum: 0,
  maximum: lineSearches.length - 1,
  choices: lineSearches,
  description:
    'How far to go: lr (none), lr halved until the loss falls enough (armijo), or the strong Wolfe conditions.',
};

/** What is known at a step along the direction. */
interface Trial {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

const mostTrials = 50;

/**
 * Line searches with buffers of their own. `c1`: the share of the predicted decrease that is enough; `c2`: the share of
 * the slope that may be left (Nocedal & Wright, Numerical Optimization, 2006, ch. 3). A loss that is undefined at a
 * trial counts as too high there.
 */
export class LineSearch {
  /** The gradient where the last Wolfe search ended. */
  readonly gradient: Float64Array;
  private readonly trial: Float64Array;
  private known = { point: new Float64Array(0), value: NaN };

  constructor(
    n: number,
    private readonly c1 = 1e-4,
    private readonly c2 = 0.9,
  ) {
    this.trial = new Float64Array(n);
    this.gradient = new Float64Array(n);
  }

  /** The loss where the last search ended. */
  get value(): number {
    return this.known.value;
  }

  /** Moves the point along `direction` as the option `line_search` says; g is the gradient at it. */
  move(
    choice: number,
    oracle: Oracle,
    point: Float64Array,
    direction: Float64Array,
    g: Float64Array,
    first: number,
  ): StepFailure {
    let step: number | null = first;
    if (choice !== 0) {
      const slope = dot(direction, g);
      if (slope === 0) return null;
      if (!(slope < 0))
        return { stop: 'stalled', reason: 'The direction does not lead down, so a line search has nothing to find.' };
      const value = this.valueAt(oracle, point);
      step =
        lineSearches[choice] === 'armijo'
          ? this.armijo(oracle, point, direction, value, slope, first)
          : this.wolfe(oracle, point, direction, value, slope, first);
    }
    if (step === null)
      return { stop: 'stalled', reason: 'No step along the direction lowers the loss by more than rounding.' };
    for (let i = 0; i < point.length; i++) point[i] = point[i]! + step * direction[i]!;
    return null;
  }

  /** Halves the step until L(w + s·d) ≤ L(w) + c1·s·gᵀd (Armijo 1966); null where 50 halvings are not enough. */
  armijo(
    oracle: Oracle,
    point: Float64Array,
    direction: Float64Array,
    value: number,
    slope: number,
    first: number,
  ): number | null {
    let step = first;
    for (let k = 0; k < mostTrials; k++, step /= 2) {
      const reached = oracle.value(this.at(point, direction, step));
      if (reached <= value + this.c1 * step * slope && reached < value) {
        this.known = { point: Float64Array.from(this.trial), value: reached };
        return step;
      }
    }
    return null;
  }

  /**
   * A step that satisfies the strong Wolfe conditions: bracketing, then zooming with cubic interpolation (algorithms
   * 3.5 and 3.6, eq. 3.59). Null where none is found; the gradient there is in `gradient`.
   */
  wolfe(
    oracle: Oracle,
    point: Float64Array,
    direction: Float64Array,
    value: number,
    slope: number,
    first: number,
  ): number | null {
    const origin: Trial = { step: 0, value, slope };
    const evaluate = (step: number): Trial => {
      const reached = oracle.value(this.at(point, direction, step));
      oracle.gradient(this.trial, this.gradient);
      return { step, value: Number.isFinite(reached) ? reached : Infinity, slope: dot(this.gradient, direction) };
    };
    const isLow = ({ step, value: reached }: Trial): boolean => reached <= value + this.c1 * step * slope;
    let before = origin;
    let next = first;
    for (let k = 0; k < mostTrials; k++) {
      const trial = evaluate(next);
      if (!isLow(trial) || (k > 0 && trial.value >= before.value))
        return this.zoom(evaluate, isLow, origin, before, trial);
      if (Math.abs(trial.slope) <= -this.c2 * slope) return this.accept(trial);
      if (trial.slope >= 0) return this.zoom(evaluate, isLow, origin, trial, before);
      before = trial;
      next *= 2;
    }
    // The loss goes down as far as was looked: take what was found.
    return this.accept(before);
  }

  private zoom(
    evaluate: (step: number) => Trial,
    isLow: (trial: Trial) => boolean,
    origin: Trial,
    first: Trial,
    second: Trial,
  ): number | null {
    let [low, high] = [first, second];
    for (let k = 0; k < mostTrials; k++) {
      const width = Math.abs(high.step - low.step);
      if (width <= 4 * Number.EPSILON * Math.max(low.step, high.step)) break;
      const trial = evaluate(between(low, high));
      if (!isLow(trial) || trial.value >= low.value) {
        if (trial.step === high.step) break;
        high = trial;
      } else {
        if (Math.abs(trial.slope) <= -this.c2 * origin.slope) return this.accept(trial);
        if (trial.slope * (high.step - low.step) >= 0) high = low;
        low = trial;
      }
    }
    if (low.step === 0 || !(low.value < origin.value)) return null;
    evaluate(low.step);
    return this.accept(low);
  }

  private accept(trial: Trial): number {
    this.known = { point: Float64Array.from(this.trial), value: trial.value };
    return trial.step;
  }

  /** The loss at the point: known where the last search ended there. */
  private valueAt(oracle: Oracle, point: Float64Array): number {
    const { point: end, value } = this.known;
    return end.length === point.length && end.every((x, i) => x === point[i]) ? value : oracle.value(point);
  }

  private at(point: Float64Array, direction: Float64Array, step: number): Float64Array {
    for (let i = 0; i < point.length; i++) this.trial[i] = point[i]! + step * direction[i]!;
    return this.trial;
  }
}

/**
 * The lowest place of the cubic through two trials and their slopes, kept off the ends; the middle where there is none.
 */
function between(a: Trial, b: Trial): number {
  const [low, high] = [Math.min(a.step, b.step), Math.max(a.step, b.step)];
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d1 * d1 - a.slope * b.slope;
  const d2 = Math.sign(b.step - a.step) * Math.sqrt(square);
  const cubic = b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
  const margin = 1e-3 * (high - low);
  return square >= 0 && cubic > low + margin && cubic < high - margin ? cubic : (low + high) / 2;
}
