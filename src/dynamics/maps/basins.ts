/** Which critical point each start reaches, as an image that refines. */
import type { OptimizerDefinition, Oracle } from '../../optimizers/optimizer';
import { type CriticalSets, namesOf, nearestPlace } from '../places';
import { runCrowd } from './crowd';
import { type CrowdEnds, type CrowdSettings, crowdStop } from './crowdEnds';
import type { ManyPoints } from './manyPoints';

export interface BasinRequest extends CrowdSettings {
  readonly definition: OptimizerDefinition;
  readonly options: Readonly<Record<string, number>>;
  /** The other coordinates of every start; n of them. */
  readonly base: ArrayLike<number>;
  /** The two parameters the image's columns and rows stand for. */
  readonly axes: readonly [number, number];
  /** Their ranges: the image's pixels are starts from edge to edge. */
  readonly window: readonly [readonly [number, number], readonly [number, number]];
  /** Pixels a side: a power of two. */
  readonly size: number;
  /** A start has reached a critical point where its run ends within this distance. */
  readonly near: number;
}

/** What a pixel says where it names no critical point. */
export const basinLabel = { nowhere: -1, diverged: -2, leftDomain: -3, failed: -4, unknown: -5 } as const;

/** Somewhere a start may lead, by name; labels count these. */
export interface BasinGoal {
  readonly name: string;
  readonly set: 'point' | 'manifold' | 'plateau' | 'kink';
  readonly index: number;
}

export interface BasinMap {
  readonly size: number;
  readonly goals: readonly BasinGoal[];
  /** size² labels, rows of the second axis ascending: the number of a goal, or one of `basinLabel`. */
  readonly labels: Int16Array;
  /** The first step at which the gradient was below the tolerance; −1 where it never was. */
  readonly settled: Int32Array;
  /** Every `stride`-th pixel of every `stride`-th row is computed: 1 at the end. */
  readonly stride: number;
}

export interface BasinProgress {
  readonly share: number;
  /** The image so far; its arrays go on changing. */
  readonly map: BasinMap;
}

const firstStride = 16;

/** Labels given between two pauses. */
const labelsPerTurn = 256;

/**
 * Computes the image: every 16th pixel of every 16th row first, then every 8th, … Sent true, it ends with what there
 * is.
 */
export function* mapBasins(
  oracle: Oracle,
  many: ManyPoints,
  sets: CriticalSets,
  request: BasinRequest,
): Generator<BasinProgress, BasinMap, boolean> {
  const { size } = request;
  const labels = new Int16Array(size * size).fill(basinLabel.unknown);
  const settled = new Int32Array(size * size).fill(-1);
  const labeller = new Labeller(oracle, sets, request.near);
  const { goals } = labeller;
  let stride: number = size;
  let done = 0;
  for (let next = Math.min(firstStride, size); next >= 1; next /= 2) {
    const pixels = pixelsOf(size, next, next === Math.min(firstStride, size));
    const work = runCrowd(oracle, many, request.definition, request.options, startsOf(request, pixels), request);
    let step = work.next(false);
    while (step.done !== true) {
      const share = (done + pixels.length * step.value) / (size * size);
      const stop: boolean = yield { share, map: { size, goals, labels, settled, stride } };
      step = work.next(stop);
    }
    if (step.value === null) return { size, goals, labels, settled, stride };
    for (let k = 0; k < pixels.length; k++) {
      labels[pixels[k]!] = labeller.label(step.value, k);
      settled[pixels[k]!] = step.value.settled[k]!;
      // To find the nearest point of a curve takes a while.
      if (k % labelsPerTurn === labelsPerTurn - 1) {
        const share = (done + pixels.length) / (size * size);
        const stop: boolean = yield { share, map: { size, goals, labels, settled, stride } };
        if (stop) return { size, goals, labels, settled, stride };
      }
    }
    done += pixels.length;
    stride = next;
  }
  return { size, goals, labels, settled, stride };
}

/** The image with each pixel that is not yet computed shown as the computed one at its lower left. */
export function filledLabels({ size, labels, stride }: BasinMap): Int16Array {
  return labels.map((label, k) => {
    if (label !== basinLabel.unknown || stride > size) return label;
    const [row, column] = [Math.floor(k / size), k % size];
    return labels[(row - (row % stride)) * size + column - (column % stride)]!;
  });
}

/** Numbers of the pixels on a grid of this stride that are not on the one of twice the stride. */
function pixelsOf(size: number, stride: number, all: boolean): Int32Array {
  const list: number[] = [];
  for (let row = 0; row < size; row += stride) {
    for (let column = 0; column < size; column += stride) {
      if (all || row % (2 * stride) !== 0 || column % (2 * stride) !== 0) list.push(row * size + column);
    }
  }
  return Int32Array.from(list);
}

function startsOf({ base, axes, window, size }: BasinRequest, pixels: Int32Array): Float64Array[] {
  const place = ([low, high]: readonly [number, number], k: number): number =>
    size === 1 ? (low + high) / 2 : low + ((high - low) * k) / (size - 1);
  return Array.from({ length: base.length }, (_, i) => {
    if (i === axes[0]) return Float64Array.from(pixels, (pixel) => place(window[0], pixel % size));
    if (i === axes[1]) return Float64Array.from(pixels, (pixel) => place(window[1], Math.floor(pixel / size)));
    return new Float64Array(pixels.length).fill(base[i]!);
  });
}

/** Tells the ends of runs apart. */
export class Labeller {
  /** Isolated points first; sets join as runs reach them. */
  readonly goals: BasinGoal[];
  private readonly coordinates: readonly Float64Array[];
  private readonly hasSets: boolean;
  private readonly end: Float64Array;

  constructor(
    private readonly oracle: Oracle,
    private readonly sets: CriticalSets,
    private readonly near: number,
  ) {
    this.goals = namesOf(sets).map((name, index) => ({ name, set: 'point', index }));
    this.coordinates = sets.points.map(({ point }) => Float64Array.from(point));
    this.hasSets = sets.manifolds.length + sets.plateaus.length + sets.kinks.length > 0;
    this.end = new Float64Array(oracle.dimension);
  }

  /** The label of run k. */
  label({ ends, stops }: CrowdEnds, k: number): number {
    switch (stops[k]) {
      case crowdStop.diverged:
        return basinLabel.diverged;
      case crowdStop.leftDomain:
        return basinLabel.leftDomain;
      case crowdStop.failed:
        return basinLabel.failed;
    }
    let best: number = basinLabel.nowhere;
    let least = this.near * this.near;
    for (let p = 0; p < this.coordinates.length; p++) {
      let square = 0;
      for (let i = 0; i < ends.length; i++) square += (ends[i]![k]! - this.coordinates[p]![i]!) ** 2;
      if (square <= least) [best, least] = [p, square];
    }
    if (best >= 0 || !this.hasSets) return best;
    for (let i = 0; i < ends.length; i++) this.end[i] = ends[i]![k]!;
    const place = nearestPlace(this.oracle, this.sets, this.end);
    if (place === null || place.distance > this.near) return basinLabel.nowhere;
    const known = this.goals.findIndex(({ set, index }) => set === place.set && index === place.index);
    return known >= 0 ? known : this.goals.push({ name: place.name, set: place.set, index: place.index }) - 1;
  }
}
