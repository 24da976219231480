/** Between parameters and pixels. */
import type { Bounds } from '../../src/landscape/views';
import type { Frame } from '../../src/picture/frame';
import type { View } from './viewport';

export type Pixel = readonly [x: number, y: number];

/** How the shown plane, or the curve of a one-parameter loss, lies in the frame. */
export class Projection {
  constructor(
    readonly frame: Frame,
    /** Visible intervals; `y` is that of the values where `isCurve`. */
    readonly view: View,
    readonly axes: readonly [number, number],
    /** The vertical axis is the loss itself. */
    readonly isCurve: boolean,
  ) {}

  x(value: number): number {
    return this.frame.left + share(this.view.x, value) * this.frame.innerWidth;
  }

  y(value: number): number {
    return this.frame.top + (1 - share(this.view.y, value)) * this.frame.innerHeight;
  }

  /** Where a point stands; `value` is its loss, needed for a curve only. */
  pixel(point: ArrayLike<number>, value: number): Pixel {
    return [this.x(point[this.axes[0]] ?? NaN), this.y(this.isCurve ? value : (point[this.axes[1]] ?? NaN))];
  }

  /** The point under a pixel; parameters that are not on an axis come from `at`. */
  point([px, py]: Pixel, at: readonly number[]): readonly number[] {
    const point = [...at];
    point[this.axes[0]] = between(this.view.x, (px - this.frame.left) / this.frame.innerWidth);
    if (!this.isCurve) point[this.axes[1]] = between(this.view.y, 1 - (py - this.frame.top) / this.frame.innerHeight);
    return point;
  }

  /** Units of the axes per pixel. */
  get scale(): Pixel {
    return [
      (this.view.x[1] - this.view.x[0]) / this.frame.innerWidth,
      (this.view.y[1] - this.view.y[0]) / this.frame.innerHeight,
    ];
  }

  /** True where a pixel lies in the frame, give or take `margin` pixels. */
  contains([px, py]: Pixel, margin = 0): boolean {
    const { left, top, innerWidth, innerHeight } = this.frame;
    return (
      px >= left - margin && px <= left + innerWidth + margin && py >= top - margin && py <= top + innerHeight + margin
    );
  }
}

/** Index of the nearest of the places within `reach` pixels, or −1; the first one on a tie. */
export function hitTest(places: readonly (Pixel | null)[], [px, py]: Pixel, reach: number): number {
  let best = -1;
  let least = reach;
  places.forEach((place, index) => {
    if (place === null) return;
    const distance = Math.hypot(place[0] - px, place[1] - py);
    if (distance < least || (distance === least && best === -1)) [best, least] = [index, distance];
  });
  return best;
}

function share([low, high]: Bounds, value: number): number {
  return (value - low) / (high - low);
}

function between([low, high]: Bounds, fraction: number): number {
  return low + (high - low) * fraction;
}
