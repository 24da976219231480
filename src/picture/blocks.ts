/** Which squares of a lattice a level can cross at all. */

/** Squares are looked at in blocks of 2ᵇ on a side: most blocks lie on one side of a level, and are passed over. */
export const blockBits = 3;
export const blockSide = 1 << blockBits;

/** The least and the greatest value at the corners of each block of squares. */
export class Blocks {
  private readonly across: number;
  /** NaN where a corner is undefined: such a block has low corners at every level. */
  private readonly least: Float64Array;
  /** NaN where no corner is defined. */
  private readonly greatest: Float64Array;
  private readonly found = new Int32List();
  private foundRow = -1;
  private foundLevel = NaN;

  constructor(padded: Float64Array, width: number, height: number) {
    this.across = Math.ceil((width - 1) / blockSide);
    const count = this.across * Math.ceil((height - 1) / blockSide);
    this.least = new Float64Array(count).fill(Infinity);
    this.greatest = new Float64Array(count).fill(NaN);
    // Corners at the edge of a block belong to both blocks beside it.
    for (let j = 0; j < height; j++) {
      const low = Math.max(0, j - 1) >> blockBits;
      const high = Math.min(j, height - 2) >> blockBits;
      for (let row = low; row <= high; row++) this.include(padded, j * width, width, row * this.across);
    }
  }

  private include(padded: Float64Array, start: number, width: number, block: number): void {
    const { least, greatest } = this;
    for (let from = 0; from < width - 1; from += blockSide, block++) {
      const end = start + Math.min(from + blockSide, width - 1);
      let low = least[block]!;
      let high = greatest[block]!;
      for (let at = start + from; at <= end; at++) {
        const value = padded[at]!;
        if (value < low || Number.isNaN(value)) low = value;
        if (value > high || Number.isNaN(high)) high = value;
      }
      least[block] = low;
      greatest[block] = high;
    }
  }

  /** The blocks of a row that have corners on both sides of a level. */
  crossed(row: number, level: number): Int32List {
    const { across, found, least, greatest } = this;
    if (row === this.foundRow && level === this.foundLevel) return found;
    found.length = 0;
    for (let k = 0, block = row * across; k < across; k++, block++)
      if (greatest[block]! >= level && !(least[block]! >= level)) found.push(k);
    this.foundRow = row;
    this.foundLevel = level;
    return found;
  }
}

/** A list of numbers that keeps its room. */
export class Int32List {
  items = new Int32Array(1024);
  length = 0;

  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = item;
  }
}
