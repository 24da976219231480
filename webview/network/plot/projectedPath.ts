/** Paths of runs in a plane they do not lie in: the farther away, the fainter. */
import type { ProjectedRun, SliceView } from '../../../src/landscape/explore/views';
import type { Projection } from '../../plot/projection';

/** A part of a path that is drawn with one opacity. */
export interface PathPiece {
  readonly d: string;
  readonly opacity: number;
}

const shades = 4;
const faintest = 0.7;
/** Pixels below which a step is not drawn by itself, and beyond which only the direction counts. */
const smallestMove = 0.25;
const farthest = 1e5;

/** The distance that is drawn faintest: half the window's diagonal, or the largest distance there is. */
export function reachOf({ a, b, lengths, runs, starts }: SliceView): number {
  const half = Math.hypot((a[1] - a[0]) * lengths[0], (b[1] - b[0]) * lengths[1]) / 2;
  let largest = half;
  for (const { distances } of runs)
    for (const distance of distances) if (distance > largest && Number.isFinite(distance)) largest = distance;
  for (const { distance } of starts) if (distance > largest && Number.isFinite(distance)) largest = distance;
  return largest;
}

/** 1 in the plane, less with the distance from it, in a few shades. */
export function opacityAt(distance: number, reach: number): number {
  const share = reach > 0 ? Math.min(1, Math.max(0, distance / reach)) : 0;
  return 1 - (1 - faintest) * (Math.round(share * shades) / shades);
}

/** Where a kept step of a run stands. On a line its height is its own loss. */
export function stepPixel(run: ProjectedRun, at: number, projection: Projection): readonly [number, number] {
  const [a, b] = [run.places[2 * at] ?? NaN, run.places[2 * at + 1] ?? NaN];
  return projection.pixel([a, b], run.values[at] ?? NaN);
}

/** The path in pieces of equal opacity; it breaks off where it cannot be drawn. */
export function pathPieces(run: ProjectedRun, projection: Projection, reach: number): readonly PathPiece[] {
  const pieces: { d: string; opacity: number }[] = [];
  let [lastX, lastY] = [NaN, NaN];
  const count = run.places.length / 2;
  for (let at = 0; at < count; at++) {
    const [x, y] = stepPixel(run, at, projection).map(clamped) as [number, number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    if (at > 0 && at < count - 1 && Math.abs(x - lastX) + Math.abs(y - lastY) < smallestMove) continue;
    const opacity = opacityAt(run.distances[at] ?? 0, reach);
    const piece = pieces.at(-1);
    const place = `${x.toFixed(1)},${y.toFixed(1)}`;
    if (piece !== undefined) piece.d += `L${place}`;
    if (piece?.opacity !== opacity) pieces.push({ d: `M${place}`, opacity });
    [lastX, lastY] = [x, y];
  }
  return pieces.filter(({ d }) => d.includes('L'));
}

function clamped(pixel: number): number {
  return Math.max(-farthest, Math.min(farthest, pixel));
}
