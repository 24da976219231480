/**
 * Marching squares with linked, closed outlines. Values that are NaN belong to no region, so the outline of a region
 * ends at the edge of the domain. Ambiguous squares are decided by the mean of their corners.
 */

import { Blocks, Int32List, blockBits, blockSide } from './blocks';

/** A grid of samples; `values` is row-major. Sample (i, j) stands at the point (i, j). */
export interface Lattice {
  readonly values: Float64Array;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Where between two neighbouring samples the domain ends: the fraction of the way from the defined sample `inside` to
 * the undefined one `outside` (both are indices into the values).
 */
export type DomainEdge = (inside: number, outside: number) => number;

/** A closed outline: x₀, y₀, x₁, y₁, … in lattice units. */
export type Ring = Float64Array;

const halfway: DomainEdge = () => 0.5;

/** Directed sides of a square, by its case: from side, to side. 0 bottom, 1 right, 2 top, 3 left. High values lie on the right. */
const sidesOf: readonly (readonly number[])[] = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
];
/** Cases 5 and 10 with the middle below and above the level. */
const apart: Readonly<Record<number, readonly number[]>> = { 5: [3, 0, 1, 2], 10: [0, 1, 2, 3] };
const joined: Readonly<Record<number, readonly number[]>> = { 5: [3, 2, 1, 0], 10: [0, 3, 2, 1] };

/**
 * Traces regions of one lattice at several levels; what they share is done once: a copy of the values with a border of
 * undefined ones, so that no square asks whether it lies at an edge, and the least and the greatest value of each block.
 */
export class Isolines {
  private readonly width: number;
  private readonly height: number;
  /** The values with their border; sample (i, j) stands at (j + 1)·width + i + 1. */
  private readonly padded: Float64Array;
  /** The next side of the outline after each side, or −1. Sides are numbered: horizontal ones first, then vertical; each by its first sample. */
  private readonly next: Int32Array;
  private readonly blocks: Blocks;
  private readonly edges = new Map<number, number>();
  private readonly starts = new Int32List();
  private points = new Float64Array(1024);

  constructor(
    private readonly lattice: Lattice,
    private readonly domainEdge: DomainEdge = halfway,
  ) {
    const { columns, rows, values } = lattice;
    this.width = columns + 2;
    this.height = rows + 2;
    this.padded = new Float64Array(this.width * this.height);
    this.padded.fill(NaN, 0, this.width);
    for (let j = 0; j < rows; j++) {
      const start = (j + 1) * this.width;
      this.padded[start] = NaN;
      this.padded.set(values.subarray(j * columns, (j + 1) * columns), start + 1);
      this.padded[start + columns + 1] = NaN;
    }
    this.padded.fill(NaN, (rows + 1) * this.width);
    this.next = new Int32Array(2 * this.padded.length).fill(-1);
    this.blocks = new Blocks(this.padded, this.width, this.height);
  }

  /** Outlines of where the value is at least `level`; with y upwards, clockwise outside and counter-clockwise around holes. */
  rings(level: number): readonly Ring[] {
    this.link(level);
    const { next, starts } = this;
    const rings: Ring[] = [];
    for (let k = 0; k < starts.length; k++) {
      const start = starts.items[k]!;
      if (next[start] === -1) continue;
      let count = 0;
      for (let side = start; side !== -1;) {
        if (count + 2 > this.points.length) this.points = grown(this.points);
        this.place(side, level, count);
        count += 2;
        const following = next[side]!;
        next[side] = -1;
        side = following === start ? -1 : following;
      }
      rings.push(this.points.slice(0, count));
    }
    return rings;
  }

  /** Links the sides that the outlines cross, square by square, rows first. */
  private link(level: number): void {
    const { padded, width, height, next, starts, blocks } = this;
    const all = padded.length;
    starts.length = 0;
    for (let j = 0; j < height - 1; j++) {
      const crossed = blocks.crossed(j >> blockBits, level);
      for (let k = 0; k < crossed.length; k++) {
        const from = j * width + (crossed.items[k]! << blockBits);
        const end = Math.min(from + blockSide, (j + 1) * width - 1);
        let left = (padded[from]! >= level ? 1 : 0) | (padded[from + width]! >= level ? 8 : 0);
        for (let at = from; at < end; at++) {
          const right = (padded[at + 1]! >= level ? 2 : 0) | (padded[at + width + 1]! >= level ? 4 : 0);
          const square = left | right;
          left = ((right & 2) >> 1) | ((right & 4) << 1);
          if (square === 0 || square === 15) continue;
          const sides = square === 5 || square === 10 ? this.ambiguous(square, at, level) : sidesOf[square]!;
          for (let pair = 0; pair < sides.length; pair += 2) {
            const side = sideOf(sides[pair]!, at, width, all);
            next[side] = sideOf(sides[pair + 1]!, at, width, all);
            starts.push(side);
          }
        }
      }
    }
  }

  private ambiguous(square: number, at: number, level: number): readonly number[] {
    const { padded, width } = this;
    const mean = (padded[at]! + padded[at + 1]! + padded[at + width]! + padded[at + width + 1]!) / 4;
    return (mean >= level ? joined : apart)[square]!;
  }

  /** Writes the point where the outline crosses a side. */
  private place(side: number, level: number, to: number): void {
    const { padded, width, points } = this;
    const horizontal = side < padded.length;
    const cell = horizontal ? side : side - padded.length;
    const row = (cell / width) | 0;
    const [i, j] = [cell - row * width - 1, row - 1];
    const first = padded[cell]!;
    const second = padded[horizontal ? cell + 1 : cell + width]!;
    let fraction = (level - first) / (second - first);
    if (!(fraction >= 0 && fraction <= 1)) fraction = this.unusual(side, i, j, horizontal, first, second);
    points[to] = horizontal ? i + fraction : i;
    points[to + 1] = horizontal ? j : j + fraction;
  }

  /** The fraction of a side where interpolation gives none: at infinite values, at the edge of the lattice or of the domain. */
  private unusual(side: number, i: number, j: number, horizontal: boolean, first: number, second: number): number {
    if (!Number.isNaN(first) && !Number.isNaN(second)) return 0.5;
    const { columns, rows } = this.lattice;
    const [i2, j2] = horizontal ? [i + 1, j] : [i, j + 1];
    if (i < 0 || j < 0 || i2 >= columns || j2 >= rows) return 0.5;
    let fraction = this.edges.get(side);
    if (fraction === undefined) {
      const [one, two] = [j * columns + i, j2 * columns + i2];
      fraction = Number.isNaN(second) ? this.domainEdge(one, two) : 1 - this.domainEdge(two, one);
      this.edges.set(side, fraction);
    }
    return fraction;
  }
}

/** The number of a side of the square whose first sample is `at`. */
function sideOf(which: number, at: number, width: number, all: number): number {
  switch (which) {
    case 0:
      return at;
    case 1:
      return all + at + 1;
    case 2:
      return at + width;
    default:
      return all + at;
  }
}

function grown(points: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * points.length);
  larger.set(points);
  return larger;
}
