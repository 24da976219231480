import type { Box } from '../box';

/** Things with boxes, found by place: a grid over the searched box holds each in the cells that it overlaps. */
export class RegionIndex<T extends { readonly region: Box }> {
  private readonly cells = new Map<number, T[]>();
  private readonly along: number;

  constructor(private readonly target: Box) {
    this.along = cellsAlong[target.low.length] ?? 4;
  }

  add(item: T): void {
    this.visitFrom(item.region, 0, 0, (key) => {
      const list = this.cells.get(key);
      if (list === undefined) this.cells.set(key, [item]);
      else list.push(item);
    });
  }

  /** All whose region holds the point, and some others nearby. */
  around(point: ArrayLike<number>): readonly T[] {
    let key = 0;
    for (let i = 0; i < point.length; i++) key = key * this.along + this.cell(point[i]!, i);
    return this.cells.get(key) ?? [];
  }

  /** All whose region meets the box, and some others nearby, each once. */
  meeting(box: Box): ReadonlySet<T> {
    const found = new Set<T>();
    this.visitFrom(box, 0, 0, (key) => this.cells.get(key)?.forEach((item) => found.add(item)));
    return found;
  }

  /** What lies outside of the searched box belongs to the cells at its edge. */
  private cell(x: number, axis: number): number {
    const low = this.target.low[axis]!;
    const share = (x - low) / (this.target.high[axis]! - low);
    return Math.min(this.along - 1, Math.max(0, Math.floor(share * this.along)));
  }

  /** The cells whose number along the axes before `axis` is `key`. */
  private visitFrom(box: Box, axis: number, key: number, tell: (key: number) => void): void {
    if (axis === box.low.length) return tell(key);
    const last = this.cell(box.high[axis]!, axis);
    for (let cell = this.cell(box.low[axis]!, axis); cell <= last; cell++)
      this.visitFrom(box, axis + 1, key * this.along + cell, tell);
  }
}

/** Cells along each side, by dimension. */
const cellsAlong = [1, 4096, 64, 16, 8];
