import { norm } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';
import { RandomGenerator } from '../../random/generator';
import type { CriticalKind } from '../kinds';
import { type RunLimits, descend } from './descent';
import { polish, seekRoot } from './gradientRoot';
import { type NumericalInertia, numericalInertia } from './pointKind';

export interface MultiStartSettings {
  /** Where random starts are drawn, and where a point must lie to be listed: n sides. */
  readonly box: readonly (readonly [low: number, high: number])[];
  /** Starts of the caller's, used first. */
  readonly starts: readonly Float64Array[];
  /** Number of random starts. */
  readonly count: number;
  readonly seed: number;
  /** A point is listed once ‖∇L‖ is below this share of its typical size in the box. */
  readonly tolerance: number;
  /** An eigenvalue within this share of the largest magnitude counts as 0. */
  readonly zero: number;
  /** Up to this many parameters the Morse index is counted among all eigenvalues. */
  readonly exactUpTo: number;
  /** Most degenerate points of one value that are listed: they may be samples of a connected set. */
  readonly mostOfSet: number;
}

export const standardMultiStart: Omit<MultiStartSettings, 'box'> = {
  starts: [],
  count: 200,
  seed: 1,
  tolerance: 1e-9,
  zero: 1e-6,
  exactUpTo: 400,
  mostOfSet: 12,
};

export interface NumericalPoint extends NumericalInertia {
  /** n coordinates. */
  readonly point: Float64Array;
  readonly value: number;
  /** ‖∇L‖ there. */
  readonly gradientNorm: number;
  readonly kind: CriticalKind;
  readonly proof: 'numerical';
  /** How many starts led to it. */
  readonly starts: number;
  /**
   * Points of one group have equal values and equal curvatures and lie apart: copies under a symmetry, or samples
   * of one connected set.
   */
  readonly group: number;
}

export interface MultiStartReport {
  /** By value, ascending. */
  readonly points: readonly NumericalPoint[];
  readonly proof: 'numerical';
  readonly complete: false;
  readonly end: 'done' | 'stopped';
  /** Starts that were followed to their end. */
  readonly starts: number;
  /** Of these, starts that led to no critical point in the box. */
  readonly without: number;
  /** Starts that led to a degenerate point of a value that was listed often enough already. */
  readonly notListed: number;
  /** Number of groups. */
  readonly groups: number;
  /**
   * The share of further starts that would find something new, as Good & Turing estimate it (Good, Biometrika 40, 1953): of the
   * points so far, those reached once, over the starts.
   */
  readonly unseen: number;
  /** What was found, and that it can't be known whether it is all. */
  readonly sentence: string;
}

/**
 * Looks for critical points of every kind from many starts, each followed twice: down to a minimum, and to the next place where
 * the gradient vanishes. A generator: it yields the share done in [0, 1], and `next(true)` ends it with what is known. The
 * same seed gives the same points in the same order.
 */
export function* multiStart(
  oracle: Oracle,
  settings: MultiStartSettings,
): Generator<number, MultiStartReport, boolean> {
  const random = new RandomGenerator(settings.seed);
  const all = settings.starts.length + settings.count;
  const draw = (): Float64Array => Float64Array.from(settings.box, ([low, high]) => random.uniform(low, high));
  const starts = [...settings.starts, ...Array.from({ length: Math.min(settings.count, sizing) }, draw)];
  const collection = new Collection(oracle, settings, typicalGradient(oracle, starts));
  let end: MultiStartReport['end'] = 'done';
  let done = 0;
  outer: for (let k = 0; k < all; k++) {
    const start = starts[k] ?? draw();
    for (const [half, method] of [descend, seekRoot].entries()) {
      const work = collection.follow(method, start, k);
      let step = work.next(false);
      while (step.done !== true) {
        const stop: boolean = yield (k + half / 2) / all;
        step = work.next(stop);
        if (stop) {
          end = 'stopped';
          break outer;
        }
      }
    }
    done++;
  }
  return collection.report(end, done);
}

/** This many starts tell how large the gradient is in the box. */
const sizing = 32;

/** The median of ‖∇L‖ over the starts where it is finite and not 0; 1 where there is none. */
function typicalGradient(oracle: Oracle, starts: readonly Float64Array[]): number {
  const gradient = new Float64Array(oracle.dimension);
  const sizes = starts
    .map((start) => {
      oracle.gradient(start, gradient);
      return norm(gradient);
    })
    .filter((size) => size > 0 && size < Infinity)
    .sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 1;
}

type Method = typeof descend;

/** What is known about a point while more starts arrive. */
interface Found {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradientNorm: number;
  readonly inertia: NumericalInertia;
  starts: number;
  lastStart: number;
}

class Collection {
  private readonly found: Found[] = [];
  private readonly widths: Float64Array;
  private readonly limits: RunLimits;
  private readonly reached = new Set<number>();
  private notListed = 0;

  constructor(
    private readonly oracle: Oracle,
    private readonly settings: MultiStartSettings,
    private readonly gradientSize: number,
  ) {
    this.widths = Float64Array.from(settings.box, ([low, high]) => high - low);
    this.limits = {
      arrival: 1e-6 * gradientSize,
      radius: norm(this.widths),
      iterations: 200,
      inner: Math.min(2 * oracle.dimension + 4, 200),
      near: (point) => this.within(point, 1),
    };
  }

  /** Follows one start by one method and files what it leads to. */
  *follow(method: Method, start: Float64Array, index: number): Generator<void, void, boolean> {
    const arrived = yield* method(this.oracle, start, this.limits);
    if (arrived === null) return;
    const polished = yield* polish(this.oracle, arrived, this.limits.inner);
    if (polished === null) return;
    const { point, residual } = polished;
    const value = this.oracle.value(point);
    if (!(residual <= this.settings.tolerance * this.gradientSize) || !Number.isFinite(value)) return;
    if (!this.within(point, 1e-9)) return;
    this.reached.add(index);
    // Newton's method tells a regular point to all digits.
    const twin = this.found.find((other) => this.close(point, other.point, 1e-6));
    if (twin !== undefined) {
      this.count(twin, index);
      return;
    }
    const inertia = yield* numericalInertia(this.oracle, point, {
      ...this.settings,
      size: this.gradientSize / this.limits.radius,
    });
    if (inertia === null) return;
    if (inertia.zero !== 0 && inertia.kind.startsWith('degenerate')) {
      const alike = this.found.filter((other) => other.inertia.kind === inertia.kind && this.equal(value, other.value));
      // A degenerate point is known to fewer digits, and may be one of a set.
      const near = alike.find((other) => this.close(point, other.point, 1e-2));
      if (near !== undefined) {
        this.count(near, index);
        return;
      }
      if (alike.length >= this.settings.mostOfSet) {
        this.notListed++;
        return;
      }
    }
    this.found.push({ point, value, gradientNorm: residual, inertia, starts: 1, lastStart: index });
  }

  private count(found: Found, start: number): void {
    if (found.lastStart !== start) found.starts++;
    found.lastStart = start;
  }

  /** In the box, widened by this many widths at each side. */
  private within(point: Float64Array, slack: number): boolean {
    return this.settings.box.every(
      ([low, high], i) => point[i]! >= low - slack * this.widths[i]! && point[i]! <= high + slack * this.widths[i]!,
    );
  }

  private close(a: Float64Array, b: Float64Array, share: number): boolean {
    for (let i = 0; i < a.length; i++) if (!(Math.abs(a[i]! - b[i]!) <= share * this.widths[i]!)) return false;
    return true;
  }

  private equal(a: number, b: number): boolean {
    return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), this.gradientSize * this.limits.radius * 1e-3);
  }

  report(end: MultiStartReport['end'], starts: number): MultiStartReport {
    const sorted = [...this.found].sort((a, b) => a.value - b.value || comparePoints(a.point, b.point));
    const leaders: Found[] = [];
    const points = sorted.map(({ point, value, gradientNorm, inertia, starts: count }): NumericalPoint => {
      let group = leaders.findIndex(
        (leader) =>
          leader.inertia.kind === inertia.kind &&
          leader.inertia.morseIndex === inertia.morseIndex &&
          this.equal(value, leader.value) &&
          (inertia.zero !== 0 || alike(inertia.fingerprint, leader.inertia.fingerprint)),
      );
      if (group < 0) group = leaders.push({ point, value, gradientNorm, inertia, starts: 0, lastStart: 0 }) - 1;
      return { point, value, gradientNorm, ...inertia, proof: 'numerical', starts: count, group };
    });
    const unseen = starts === 0 ? 1 : points.filter((each) => each.starts === 1).length / starts;
    const common = { points, starts, groups: leaders.length, unseen: Math.min(1, unseen), notListed: this.notListed };
    return {
      ...common,
      proof: 'numerical',
      complete: false,
      end,
      without: Math.max(0, starts - this.reached.size),
      sentence: sentenceOf(common),
    };
  }
}

function alike(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(a, b);
}

function comparePoints(a: Float64Array, b: Float64Array): number {
  const first = a.findIndex((x, i) => x !== b[i]);
  return first < 0 ? 0 : a[first]! - b[first]!;
}

function sentenceOf(report: Pick<MultiStartReport, 'points' | 'starts' | 'groups' | 'unseen' | 'notListed'>): string {
  const { points, starts, groups, unseen, notListed } = report;
  const from = `from ${starts} ${starts === 1 ? 'start' : 'starts'}`;
  const known = 'It can’t be known whether there are others.';
  if (starts === 0 && points.length === 0)
    return 'The search was ended before it had followed one start: nothing is known.';
  if (points.length === 0) return `No critical point was found ${from}. ${known}`;
  const found = `${points.length} critical ${points.length === 1 ? 'point was' : 'points were'} found numerically ${from}`;
  const copies =
    groups < points.length
      ? `, ${groups} up to copies of equal value and curvature (a symmetry, or samples of a connected set)`
      : '';
  const more = notListed > 0 ? ` ${notListed} further samples of degenerate values are not listed.` : '';
  const rate =
    unseen > 0
      ? ` About ${Math.max(1, Math.round(100 * unseen))} % of further starts would find a new one.`
      : ' Every one was reached more than once.';
  return `${found}${copies}.${more}${rate} ${known}`;
}
