/** Where things stand in the plot: a pure layout in pixels. */
import { labelWidth } from './axisTicks';
import type { Tick } from './axisTicks';

/** The inner rectangle of a plot, where data is drawn, inside a picture of `width` × `height`. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly innerWidth: number;
  readonly innerHeight: number;
}

const topMargin = 10;
const rightMargin = 14;
const bottomMargin = 40;
const smallestLeftMargin = 40;

/** Leaves room for the widest tick label of the vertical axis and for both axis titles. */
export function plotFrame(width: number, height: number, verticalTicks: readonly Tick[]): Frame {
  const widest = Math.max(0, ...verticalTicks.map((tick) => labelWidth(tick.label)));
  const left = Math.ceil(Math.max(smallestLeftMargin, widest + 30));
  return {
    width,
    height,
    left,
    top: topMargin,
    innerWidth: Math.max(40, width - left - rightMargin),
    innerHeight: Math.max(40, height - topMargin - bottomMargin),
  };
}

/** Height in pixels of the vertical axis in a picture of this height. */
export function innerHeightOf(height: number): number {
  return Math.max(40, height - topMargin - bottomMargin);
}

/**
 * Height of a picture for a plot this wide: near equal scales on both axes where the box allows it, never so tall that it
 * leaves the screen, never so flat that it hides the shape. `aspect` is box height over box width.
 */
export function pictureHeight(width: number, aspect: number, available: number): number {
  const shaped = (width - 56) * Math.min(1, Math.max(0.62, aspect)) + topMargin + bottomMargin;
  const ceiling = Math.max(260, Math.min(640, available));
  return Math.round(Math.min(ceiling, Math.max(220, shaped)));
}
