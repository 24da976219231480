import { type Box, contains, intersects, middleOf, midpoint, relativeWidth } from '../box';
import type { BoxSystem, PointEvaluation } from './boxSystem';
import { krawczyk, tighten } from './krawczyk';
import type { DegenerateProof, DegenerateProver } from '../degenerate/degenerateProver';
import { newtonCandidate } from './newtonCandidate';
import { RegionIndex } from './regionIndex';

/** A box in which exactly one critical point is proved to lie, and a tight enclosure of it. */
export interface ProvedPoint {
  readonly region: Box;
  readonly enclosure: Box;
  /** Set where it is degenerate, and proved by exact algebra. */
  readonly degenerate: DegenerateProof | null;
}

/** Why a box was left open. */
export type OpenReason = 'small' | 'stopped';

export interface OpenBox {
  readonly box: Box;
  readonly reason: OpenReason;
  /** The loss is defined on the whole box. */
  readonly defined: boolean;
  /** No kink was met in the box. */
  readonly smooth: boolean;
}

export interface SearchResult {
  readonly proved: readonly ProvedPoint[];
  /** Boxes that may hold critical points; outside them and the proved points there are none in the searched box. */
  readonly open: readonly OpenBox[];
  /** Two enclosures overlap so closely that they may be one point; then the list may name a point twice. */
  readonly ambiguous: boolean;
}

export interface SearchLimits {
  /** A side shorter than this share of the searched box is not split any more. */
  readonly smallest: number;
  /** So many boxes may wait; with more, the set of critical points is taken to be no set of isolated points. */
  readonly mostWaiting: number;
  /** So many boxes are looked at between two yields. */
  readonly batch: number;
}

/** Where the zeros are wanted. */
export interface SearchRegion {
  /** True where a box holds no point of the region: it is left out. */
  readonly excludes?: (box: Box) => boolean;
  /** Told of each point as soon as it is proved. */
  readonly found?: (point: ProvedPoint) => void;
}

export const standardLimits: SearchLimits = { smallest: 2 ** -40, mostWaiting: 24_000, batch: 64 };

/** The searched box reaches this share of a side beyond each edge, so that a point on the edge has a neighbourhood. */
const margin = 2 ** -11;
/** Boxes wider than this share of the searched box are split even where rounding hides the gradient. */
const noiseShare = 2 ** -12;
/** Degenerate points are looked for near boxes below this share of the searched box. */
const widestForDegenerate = 2 ** -3;
/** Half the least thickness of a contracted box, as a share of the searched box. */
const thinnest = 2 ** -36;
/** A contracted box whose sides differ by more than this, as shares of the searched box, is split rather than contracted on. */
const mostUneven = 4;
/** Not 1/2: points often lie in the middle of a box, and a split through a point is never decided. */
const splitRatio = 0.4873;

/**
 * Branch and prune for the zeros of a system over a box. A generator, so that the caller can measure time, show progress and stop
 * between boxes: it yields the number of waiting boxes, and `next(true)` stops it.
 */
export function* searchZeros(
  system: BoxSystem,
  evaluate: PointEvaluation,
  box: Box,
  prover: DegenerateProver | null,
  options: Partial<SearchLimits> & SearchRegion = {},
): Generator<number, SearchResult, boolean> {
  const limits = { ...standardLimits, ...options };
  const search = new Search(system, evaluate, box, prover, limits);
  while (search.waiting > 0) {
    const stop = yield search.waiting;
    if (stop || search.waiting > limits.mostWaiting) {
      search.giveUp();
      break;
    }
    search.process(limits.batch);
  }
  return search.result();
}

/**
 * All zeros of a small system, or null where some are not decided within so many batches of boxes, or the caller stops it.
 * Yields and is stopped as `searchZeros`.
 */
export function* solveAll(
  system: BoxSystem,
  evaluate: PointEvaluation,
  box: Box,
  batches: number,
  region: SearchRegion = {},
): Generator<number, readonly ProvedPoint[] | null, boolean> {
  const search = searchZeros(system, evaluate, box, null, region);
  let step = search.next(false);
  for (let batch = 0; step.done !== true; batch++) {
    const stop = yield step.value;
    if (stop) return null;
    step = search.next(batch > batches);
  }
  const { proved, open, ambiguous } = step.value;
  return open.length > 0 || ambiguous ? null : proved;
}

class Search {
  private queue: Box[];
  private head = 0;
  private readonly proved: ProvedPoint[] = [];
  private readonly index: RegionIndex<ProvedPoint>;
  private readonly open: OpenBox[] = [];
  private ambiguous = false;
  /** The sides of the searched box. */
  private readonly sides: Float64Array;

  constructor(
    private readonly system: BoxSystem,
    private readonly evaluate: PointEvaluation,
    private readonly target: Box,
    private readonly prover: DegenerateProver | null,
    private readonly limits: SearchLimits & SearchRegion,
  ) {
    this.index = new RegionIndex(target);
    this.sides = widthsOf(target);
    const pad = this.sides.map((side) => side * margin);
    this.queue = [
      { low: target.low.map((low, i) => low - pad[i]!), high: target.high.map((high, i) => high + pad[i]!) },
    ];
  }

  get waiting(): number {
    return this.queue.length - this.head;
  }

  process(count: number): void {
    for (let k = 0; k < count && this.head < this.queue.length; k++) this.step(this.queue[this.head++]!);
    if (this.head > 4096 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
  }

  giveUp(): void {
    for (; this.head < this.queue.length; this.head++) this.leave(this.queue[this.head]!, 'stopped');
  }

  result(): SearchResult {
    const inBox = this.proved.filter(({ enclosure }) => intersects(enclosure, this.target));
    return { proved: inBox, open: this.open, ambiguous: this.ambiguous };
  }

  private step(box: Box): void {
    if (!intersects(box, this.target) || this.limits.excludes?.(box) === true) return;
    if (this.isKnown(box)) return;
    const { system } = this;
    system.gradient(box);
    if (system.nowhereDefined) return;
    for (let i = 0; i < system.dimension; i++) {
      if (system.gradientLow[i]! > 0 || system.gradientHigh[i]! < 0) return;
    }
    const outcome = krawczyk(system, box);
    switch (outcome.kind) {
      case 'empty':
        return;
      case 'unique':
        return this.record(box, outcome.image);
      case 'contracted':
        // A strong contraction that proves nothing has a point on the edge of the box: it is proved from around it.
        if (shrinksToAnEdge(outcome.image, box)) this.foundNearby(box);
        return this.goOn(box, outcome.image);
      case 'failed':
        if (this.foundNearby(box)) {
          this.queue.push(box);
          return;
        }
        return this.split(box);
    }
  }

  /**
   * Looks at the image of a contraction next. It keeps a least thickness: a side of a few rounding errors would hide the
   * point from every later test.
   */
  private goOn(box: Box, image: Box): void {
    const low = image.low.slice();
    const high = image.high.slice();
    let shrinks = false;
    for (let i = 0; i < low.length; i++) {
      const least = Math.max(this.sides[i]! * thinnest, 2 ** -40 * Math.abs(image.low[i]!));
      const middle = middleOf(image.low[i]!, image.high[i]!);
      low[i] = Math.min(low[i]!, middle - least);
      high[i] = Math.max(high[i]!, middle + least);
      if (high[i]! - low[i]! < 0.8 * (box.high[i]! - box.low[i]!)) shrinks = true;
    }
    if (!shrinks) return this.split(box);
    if (this.foundDegenerate(box)) return;
    const next = { low, high };
    if (this.isUneven(next)) this.split(next);
    else this.queue.push(next);
  }

  /** Where the loss is a sum over the axes, one may contract to nothing while another hides whether there is a point. */
  private isUneven({ low, high }: Box): boolean {
    let widest = 0;
    let thinnest = Infinity;
    for (let i = 0; i < low.length; i++) {
      const share = (high[i]! - low[i]!) / this.sides[i]!;
      widest = Math.max(widest, share);
      thinnest = Math.min(thinnest, share);
    }
    return widest > mostUneven * thinnest;
  }

  /**
   * Newton's method from the middle; where it ends near the box, a box around its end is tried. True where that proved a
   * new point, so that this box is looked at again.
   */
  private foundNearby(box: Box, widths: Float64Array = widthsOf(box)): boolean {
    const candidate = newtonCandidate(this.evaluate, midpoint(box), widths);
    if (candidate === null) return false;
    const known = { low: candidate, high: candidate };
    if (this.isKnown(known)) return false;
    for (const scale of [0.6, 0.1, 0.01]) {
      const region = aroundScaled(candidate, widths, scale);
      const outcome = krawczyk(this.system, region);
      if (outcome.kind === 'unique') {
        this.record(region, outcome.image, candidate);
        return true;
      }
    }
    return false;
  }

  /** True where a degenerate point was proved whose region holds the box. */
  private foundDegenerate(box: Box): boolean {
    const width = relativeWidth(box, this.target);
    // One level of splitting in three is enough to meet a point, and the look costs as much as a test.
    if (this.prover === null || width > widestForDegenerate || Math.floor(-Math.log2(width)) % 3 !== 0) return false;
    return this.provedDegenerate(box, this.prover);
  }

  private provedDegenerate(box: Box, prover: DegenerateProver): boolean {
    const proof = prover.prove(box);
    if (proof === null) return false;
    const { enclosure } = proof;
    if (this.isKnown(enclosure)) return false;
    this.add({ region: proof.region, enclosure, degenerate: proof });
    return contains(proof.region, box);
  }

  /** `candidate`: where Newton's method ended, if it was tried. */
  private record(
    region: Box,
    image: Box,
    candidate = newtonCandidate(this.evaluate, midpoint(image), widthsOf(region)),
  ): void {
    const enclosure = tighten(this.system, region, image, candidate);
    for (const other of this.index.meeting(region)) {
      if (contains(other.region, enclosure) || contains(region, other.enclosure)) return;
      if (intersects(other.enclosure, enclosure)) this.ambiguous = true;
    }
    this.add({ region: this.widen(region, enclosure), enclosure, degenerate: null });
  }

  /** The box lies in the region of a proved point. */
  private isKnown(box: Box): boolean {
    for (const { region } of this.index.around(box.low)) if (contains(region, box)) return true;
    return false;
  }

  private add(point: ProvedPoint): void {
    this.proved.push(point);
    this.index.add(point);
    if (intersects(point.enclosure, this.target)) this.limits.found?.(point);
  }

  /** A larger box around the point in which it is still proved to be the only one: it swallows its neighbours. */
  private widen(region: Box, enclosure: Box): Box {
    const center = midpoint(enclosure);
    let best = region;
    const radii = new Float64Array(center.length);
    for (let i = 0; i < radii.length; i++)
      radii[i] = Math.max(center[i]! - region.low[i]!, region.high[i]! - center[i]!) * 1.3;
    let scale = 1;
    for (let round = 0; round < 6; round++) {
      const wider = aroundScaled(center, radii, scale);
      if (krawczyk(this.system, wider, center).kind !== 'unique') break;
      best = wider;
      scale *= 1.6;
    }
    return best;
  }

  private split(box: Box): void {
    if (this.foundDegenerate(box)) return;
    const width = relativeWidth(box, this.target);
    if (width < this.limits.smallest || (width < noiseShare && this.drownsInRounding(box))) return this.leaveSmall(box);
    let axis = 0;
    let widest = 0;
    for (let i = 0; i < box.low.length; i++) {
      const width = (box.high[i]! - box.low[i]!) / (this.target.high[i]! - this.target.low[i]!);
      if (width > widest) {
        widest = width;
        axis = i;
      }
    }
    const cut = box.low[axis]! + splitRatio * (box.high[axis]! - box.low[axis]!);
    if (!(cut > box.low[axis]! && cut < box.high[axis]!)) return this.leaveSmall(box);
    const first = { low: box.low, high: box.high.slice() };
    const second = { low: box.low.slice(), high: box.high };
    first.high[axis] = cut;
    second.low[axis] = cut;
    this.queue.push(first, second);
  }

  /** Even at its middle the gradient cannot be told from 0: splitting it would only multiply it. */
  private drownsInRounding(box: Box): boolean {
    const center = midpoint(box);
    this.system.gradient({ low: center, high: center });
    return this.system.gradientLow.every((low, i) => low <= 0 && this.system.gradientHigh[i]! >= 0);
  }

  /** A box too small to split: it is only left open where no larger box around it is decided either. */
  private leaveSmall(box: Box): void {
    for (const share of [2 ** -12, 2 ** -20, 2 ** -28]) {
      const widths = this.sides.map((side) => side * share);
      if (!this.foundNearby(box, widths)) continue;
      if (this.isKnown(box)) return;
    }
    if (this.prover === null || !this.provedDegenerate(box, this.prover)) this.leave(box, 'small');
  }

  private leave(box: Box, reason: OpenReason): void {
    if (!intersects(box, this.target)) return;
    this.system.gradient(box);
    const { defined, smooth } = this.system;
    this.open.push({ box, reason, defined, smooth });
  }
}

function shrinksToAnEdge(image: Box, box: Box): boolean {
  for (let i = 0; i < box.low.length; i++)
    if (image.high[i]! - image.low[i]! < 0.1 * (box.high[i]! - box.low[i]!)) return true;
  return false;
}

function widthsOf({ low, high }: Box): Float64Array {
  const widths = new Float64Array(low.length);
  for (let i = 0; i < low.length; i++) widths[i] = high[i]! - low[i]!;
  return widths;
}

/** The box around a point with half widths of `scale` times those given. */
function aroundScaled(point: Float64Array, radii: Float64Array, scale: number): Box {
  const low = new Float64Array(radii.length);
  const high = new Float64Array(radii.length);
  for (let i = 0; i < radii.length; i++) {
    low[i] = point[i]! - radii[i]! * scale;
    high[i] = point[i]! + radii[i]! * scale;
  }
  return { low, high };
}
