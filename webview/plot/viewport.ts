/** The visible part of the parameter plane, and how wheel, drag and keys change it. */
import type { Bounds } from '../../src/landscape/views';

/** Two intervals in the units of the shown parameters; `y` is not used by a loss of one parameter. */
export interface View {
  readonly x: Bounds;
  readonly y: Bounds;
}

/** A smaller span than this share of its magnitude has too few floating-point numbers to draw. */
const smallestRelativeSpan = 1e-11;
const largestSpan = 1e12;

/** Scales by `factor` (< 1 zooms in) and keeps the point at the fractions (fx, fy) of the view where it is. */
export function zoomAt(view: View, fx: number, fy: number, factor: number): View {
  const next = { x: zoomInterval(view.x, fx, factor), y: zoomInterval(view.y, fy, factor) };
  return isDrawable(next) ? next : view;
}

/** Moves by fractions of the present spans: positive `dx` shows larger x. */
export function panBy(view: View, dx: number, dy: number): View {
  const next = { x: shift(view.x, dx), y: shift(view.y, dy) };
  return isDrawable(next) ? next : view;
}

/** The smallest change of `view` that keeps its spans and shows the point, with a margin of a tenth of the span. */
export function bringIntoView(view: View, x: number, y: number): View {
  return { x: include(view.x, x), y: include(view.y, y) };
}

/** False where floating-point numbers are too coarse, or too large, for the view. */
export function isDrawable(view: View): boolean {
  return [view.x, view.y].every(([low, high]) => {
    const span = high - low;
    const magnitude = Math.max(Math.abs(low), Math.abs(high), 1e-30);
    return Number.isFinite(span) && span > smallestRelativeSpan * magnitude && span < largestSpan;
  });
}

export function sameView(a: View, b: View): boolean {
  return a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1];
}

function zoomInterval([low, high]: Bounds, fraction: number, factor: number): Bounds {
  const fixed = low + (high - low) * fraction;
  return [fixed + (low - fixed) * factor, fixed + (high - fixed) * factor];
}

function shift([low, high]: Bounds, fraction: number): Bounds {
  const distance = (high - low) * fraction;
  return [low + distance, high + distance];
}

function include([low, high]: Bounds, value: number): Bounds {
  const span = high - low;
  if (value < low) return [value - span / 10, value - span / 10 + span];
  if (value > high) return [value + span / 10 - span, value + span / 10];
  return [low, high];
}
