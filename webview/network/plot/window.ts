/** The part of a plane or a line that is shown, and how keys and the pointer change it. */
import { panBy, zoomAt } from '../../plot/viewport';
import type { View } from '../../plot/viewport';

/** A line has no second interval; while it is moved it borrows the first. */
function moved(window: View, isLine: boolean, move: (view: View) => View): View {
  if (!isLine) return move(window);
  return { x: move({ x: window.x, y: window.x }).x, y: [0, 0] };
}

export function zoomWindow(window: View, isLine: boolean, fx: number, fy: number, factor: number): View {
  return moved(window, isLine, (view) => zoomAt(view, fx, fy, factor));
}

export function panWindow(window: View, isLine: boolean, dx: number, dy: number): View {
  return moved(window, isLine, (view) => panBy(view, dx, isLine ? 0 : dy));
}
