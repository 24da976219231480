/**
 * Marching squares with linked, closed outlines. Values that are NaN belong to no region, so the outline of a region
 * ends at the edge of the domain. Ambiguous squares are decided by the mean of their corners.
 */

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

/** Traces regions of one lattice at several levels; working memory is shared between levels. */
export class Isolines {
  private readonly width: number;
  private readonly height: number;
  /** The next side of the outline after each side, or −1. Sides are numbered: horizontal ones first, then vertical. */
  private readonly next: Int32Array;
  private readonly edges = new Map<number, number>();

  constructor(
    private readonly lattice: Lattice,
    private readonly domainEdge: DomainEdge = halfway,
  ) {
    this.width = lattice.columns + 2;
    this.height = lattice.rows + 2;
    this.next = new Int32Array(2 * this.width * this.height).fill(-1);
  }

  /** Outlines of where the value is at least `level`; with y upwards, clockwise outside and counter-clockwise around holes. */
  rings(level: number): readonly Ring[] {
    const starts = this.link(level);
    const rings: Ring[] = [];
    for (const start of starts) {
      if (this.next[start] === -1) continue;
      const points: number[] = [];
      for (let side = start; side !== -1;) {
        this.place(side, level, points);
        const following = this.next[side]!;
        this.next[side] = -1;
        side = following === start ? -1 : following;
      }
      rings.push(Float64Array.from(points));
    }
    return rings;
  }

  private link(level: number): readonly number[] {
    const { columns, rows } = this.lattice;
    const starts: number[] = [];
    for (let j = -1; j < rows; j++)
      for (let i = -1; i < columns; i++) {
        const square =
          (this.isHigh(i, j, level) ? 1 : 0) |
          (this.isHigh(i + 1, j, level) ? 2 : 0) |
          (this.isHigh(i + 1, j + 1, level) ? 4 : 0) |
          (this.isHigh(i, j + 1, level) ? 8 : 0);
        if (square === 0 || square === 15) continue;
        const sides = square === 5 || square === 10 ? this.ambiguous(square, i, j, level) : sidesOf[square]!;
        for (let at = 0; at < sides.length; at += 2) {
          const from = this.side(i, j, sides[at]!);
          this.next[from] = this.side(i, j, sides[at + 1]!);
          starts.push(from);
        }
      }
    return starts;
  }

  private ambiguous(square: number, i: number, j: number, level: number): readonly number[] {
    const mean = (this.at(i, j) + this.at(i + 1, j) + this.at(i, j + 1) + this.at(i + 1, j + 1)) / 4;
    return (mean >= level ? joined : apart)[square]!;
  }

  private isHigh(i: number, j: number, level: number): boolean {
    const { columns, rows, values } = this.lattice;
    return i >= 0 && j >= 0 && i < columns && j < rows && values[j * columns + i]! >= level;
  }

  private at(i: number, j: number): number {
    const { columns, rows, values } = this.lattice;
    return i >= 0 && j >= 0 && i < columns && j < rows ? values[j * columns + i]! : NaN;
  }

  private side(i: number, j: number, which: number): number {
    const horizontal = which === 0 || which === 2;
    const column = i + 1 + (which === 1 ? 1 : 0);
    const row = j + 1 + (which === 2 ? 1 : 0);
    return (horizontal ? 0 : this.width * this.height) + row * this.width + column;
  }

  /** Appends the point where the outline crosses a side. */
  private place(side: number, level: number, points: number[]): void {
    const all = this.width * this.height;
    const horizontal = side < all;
    const cell = horizontal ? side : side - all;
    const i = (cell % this.width) - 1;
    const j = Math.floor(cell / this.width) - 1;
    const first = this.at(i, j);
    const second = horizontal ? this.at(i + 1, j) : this.at(i, j + 1);
    const fraction = this.crossing(side, i, j, horizontal, first, second, level);
    points.push(horizontal ? i + fraction : i, horizontal ? j : j + fraction);
  }

  private crossing(
    side: number,
    i: number,
    j: number,
    horizontal: boolean,
    first: number,
    second: number,
    level: number,
  ): number {
    if (!Number.isNaN(first) && !Number.isNaN(second)) {
      const fraction = (level - first) / (second - first);
      return fraction >= 0 && fraction <= 1 ? fraction : 0.5;
    }
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
