/**
 * Critical points while a slider moves: each is followed from where it was by Newton's method with the panel's own evaluators, until the
 * search has proved them anew. Nothing is proved here; what is shown of it is numerical.
 */
import { solve } from '../../src/linalg/solve';
import type { CriticalPointView, CriticalReport } from '../../src/landscape/views';
import { LossEvaluator } from './evaluator';
import type { Derivatives } from './evaluator';
import { spectrumOf } from './spectrum';
import type { Spectrum } from './spectrum';

type CriticalKind = CriticalPointView['kind'];

/** Where a point has gone to. */
export interface Place {
  readonly point: Float64Array;
  readonly derivatives: Derivatives;
  readonly spectrum: Spectrum;
}

/** Longer lists are left where they are: they would take longer than a frame. */
const mostPoints = 300;
/** A point moves at most this share of a side of the box from one position of the slider to the next. */
const longestStep = 0.1;
/** Each of Newton's steps is at most this share of the one before (Deuflhard, Newton Methods for Nonlinear Problems, §3.3); else it may end at another point. */
const contraction = 0.25;
const mostRounds = 8;
/** Where Newton's method fails, the slider's move is halved so often. */
const deepest = 4;
/** The sliders move at most this share of their ranges at once; a longer way is cut into at most so many positions, and so many of points. */
const longestMove = 2 ** -5;
const mostPositions = 32;
const mostWork = 3000;
/** Steps below this share of a side are rounding. */
const settled = 1e-9;

/** Remembers where the points of the newest report are. */
export class Continuation {
  private report: CriticalReport | null = null;
  /** The loss for which `places` hold; null where it isn't known for which the report was made. */
  private evaluator: LossEvaluator | null = null;
  private places: readonly (ArrayLike<number> | null)[] = [];

  /**
   * Where the report's points are for this evaluator, null in place of those that were lost; null where the report is for it (`isNewest`
   * when it arrived) or cannot be followed.
   */
  follow(report: CriticalReport, evaluator: LossEvaluator, isNewest: boolean): readonly (Place | null)[] | null {
    if (report !== this.report) {
      this.report = report;
      this.evaluator = isNewest ? evaluator : null;
      this.places = report.points.map(({ point }) => point);
    }
    if (this.evaluator === evaluator || !canFollow(report, evaluator)) return null;
    const before = this.evaluator?.loss === evaluator.loss ? this.evaluator : null;
    let found: readonly (Place | null)[] = [];
    for (const [from, to] of positions(before, evaluator, this.places.length)) {
      found = this.moved(report, from, to);
      this.places = found.map((place) => place?.point ?? null);
    }
    this.evaluator = evaluator;
    return found;
  }

  private moved(report: CriticalReport, from: LossEvaluator | null, to: LossEvaluator): readonly (Place | null)[] {
    const found = this.places.map((place, index) => {
      if (place === null) return null;
      const { kind, morseIndex } = report.points[index]!;
      const start = Float64Array.from(place);
      return isRegular(kind) ? followed(start, morseIndex, from, to, 0) : stays(to, start);
    });
    return withoutDoubles(found, this.places, sidesOf(to));
  }
}

/** Steps from one position of the sliders to another: a long way is gone in short ones, so that no point ends in the place of another. */
function* positions(
  from: LossEvaluator | null,
  to: LossEvaluator,
  points: number,
): Generator<readonly [LossEvaluator | null, LossEvaluator]> {
  if (from === null) return yield [null, to];
  const shares = to.loss.constants.map(({ range }, k) => {
    const way = Math.abs(to.constants[k]! - from.constants[k]!);
    return way === 0 || range === null ? 0 : way / (range[1] - range[0]);
  });
  const most = Math.max(1, Math.min(mostPositions, Math.floor(mostWork / Math.max(1, points))));
  const count = Math.min(most, Math.max(1, Math.ceil(Math.max(...shares) / longestMove)));
  let last = from;
  for (let k = 1; k <= count; k++) {
    const next = k === count ? to : between(from, to, k / count);
    yield [last, next];
    last = next;
  }
}

function between(from: LossEvaluator, to: LossEvaluator, share: number): LossEvaluator {
  const constants = to.constants.map((value, k) => from.constants[k]! + share * (value - from.constants[k]!));
  return new LossEvaluator(to.loss, constants);
}

function canFollow(report: CriticalReport, { loss }: LossEvaluator): boolean {
  return (
    report.points.length <= mostPoints &&
    report.parameters.length === loss.parameters.length &&
    report.parameters.every((name, index) => name === loss.parameters[index]!.name)
  );
}

function sidesOf({ loss }: LossEvaluator): readonly number[] {
  return loss.parameters.map(({ low, high }) => high - low);
}

function isRegular(kind: CriticalKind): boolean {
  return kind === 'minimum' || kind === 'maximum' || kind === 'saddle';
}

/** From `start`, a point for `from`, to the one for `to`; over positions between where that fails. */
function followed(
  start: Float64Array,
  index: number,
  from: LossEvaluator | null,
  to: LossEvaluator,
  depth: number,
): Place | null {
  const direct = corrected(to, start, index);
  if (direct !== null || from === null || depth === deepest) return direct;
  const middle = between(from, to, 0.5);
  const half = followed(start, index, from, middle, depth + 1);
  return half === null ? null : followed(half.point, index, middle, to, depth + 1);
}

/** Newton's method to a regular point with so many negative curvatures; null where it doesn't settle nearby. */
function corrected(evaluator: LossEvaluator, start: Float64Array, index: number): Place | null {
  const n = evaluator.dimension;
  const sides = sidesOf(evaluator);
  const point = Float64Array.from(start);
  let last = longestStep / contraction;
  for (let round = 0; round < mostRounds; round++) {
    const derivatives = evaluator.derivatives(point);
    const step = solve(derivatives.hessian, derivatives.gradient, n);
    if (step === null) return null;
    const length = lengthIn(step, sides);
    if (!(length <= Math.max(contraction * last, settled))) return null;
    if (length <= settled) {
      const spectrum = spectrumOf(derivatives);
      return spectrum !== undefined && hasIndex(spectrum, index) ? { point, derivatives, spectrum } : null;
    }
    for (let i = 0; i < n; i++) point[i] = point[i]! - step[i]!;
    last = length;
  }
  return null;
}

/** A degenerate point, which Newton's method doesn't find: null unless the gradient still vanishes where it was. */
function stays(evaluator: LossEvaluator, point: Float64Array): Place | null {
  const derivatives = evaluator.derivatives(point);
  const spectrum = spectrumOf(derivatives);
  if (spectrum === undefined) return null;
  const scale = Math.max(1e-12, Math.abs(derivatives.value), ...spectrum.values.map(Math.abs));
  const vanishes = derivatives.gradient.every((x) => Math.abs(x) <= 1e-9 * scale);
  return vanishes ? { point, derivatives, spectrum } : null;
}

/** All curvatures are clearly not 0, and so many are negative. */
function hasIndex({ values }: Spectrum, index: number): boolean {
  const largest = Math.max(...values.map(Math.abs));
  return (
    values.every((value) => Math.abs(value) > 1e-9 * largest) && values.filter((value) => value < 0).length === index
  );
}

/** The largest component as a share of its side. */
function lengthIn(step: ArrayLike<number>, sides: readonly number[]): number {
  let length = 0;
  for (let i = 0; i < step.length; i++) length = Math.max(length, Math.abs(step[i]!) / sides[i]!);
  return length;
}

/** Two points that end at one place: that which came from farther away has left its own, and is lost. */
function withoutDoubles(
  found: readonly (Place | null)[],
  before: readonly (ArrayLike<number> | null)[],
  sides: readonly number[],
): readonly (Place | null)[] {
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    lengthIn(
      sides.map((_, i) => a[i]! - b[i]!),
      sides,
    );
  const result = [...found];
  const order = found.flatMap((place, index) => (place === null ? [] : [index]));
  order.sort((a, b) => found[a]!.point[0]! - found[b]!.point[0]!);
  const near = 1e3 * settled;
  for (let k = 0; k < order.length; k++) {
    const one = order[k]!;
    for (let l = k + 1; l < order.length; l++) {
      const other = order[l]!;
      if (found[other]!.point[0]! - found[one]!.point[0]! > near * sides[0]!) break;
      if (distance(found[one]!.point, found[other]!.point) > near) continue;
      const moved = [one, other].map((index) => distance(found[index]!.point, before[index]!));
      result[moved[0]! > moved[1]! ? one : other] = null;
    }
  }
  return result;
}
