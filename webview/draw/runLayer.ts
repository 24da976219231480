/** Draws optimizer paths up to the step shown, their ends, and the handles of the starts. */
import type { RunResult } from '../model/runs';
import { lastStep } from '../model/runs';
import type { Scene } from '../model/scene';
import type { Pixel, Projection } from '../plot/projection';
import { keyed, setAttributes, svg } from '../ui/dom';
import { formatPoint } from '../../src/picture/numbers';
import type { Theme } from './theme';

/** Pixels below which a step is not drawn by itself. */
const smallestMove = 0.25;

/** Colour of a run; the list of colours repeats. */
export function seriesColour(theme: Theme, colour: number): string {
  return theme.series[colour % theme.series.length]!;
}

/** Dashes that tell the starts of one optimizer apart. */
export function dashOf(startIndex: number): string | undefined {
  return [undefined, '7 3', '2 3', '8 3 2 3'][startIndex % 4];
}

export function drawRuns(group: SVGGElement, scene: Scene, projection: Projection, theme: Theme): void {
  keyed(
    group,
    scene.runs,
    ({ setup, startIndex }) => `${String(setup.id)}-${String(startIndex)}`,
    () =>
      svg('g', { class: 'run', 'pointer-events': 'none' }, [
        svg('path', { class: 'run-rest', fill: 'none' }),
        svg('path', { class: 'run-halo', fill: 'none' }),
        svg('path', { class: 'run-path', fill: 'none' }),
        svg('circle', { class: 'run-head', r: 4.5 }),
      ]),
    (mark, result) => {
      const colour = seriesColour(theme, result.setup.colour);
      const shown = Math.min(scene.step, lastStep(result.run));
      const done = pathOf(result, projection, 0, shown);
      const line = { 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
      setAttributes(mark, { 'data-optimizer': result.definition.name });
      setAttributes(mark.children[0]!, {
        ...line,
        d: pathOf(result, projection, shown, lastStep(result.run)),
        stroke: colour,
        'stroke-width': 1,
        'stroke-opacity': 0.45,
      });
      setAttributes(mark.children[1]!, {
        ...line,
        d: done,
        stroke: theme.background,
        'stroke-width': 4.5,
        'stroke-opacity': 0.7,
      });
      setAttributes(mark.children[2]!, {
        ...line,
        d: done,
        stroke: colour,
        'stroke-width': 2,
        'stroke-dasharray': dashOf(result.startIndex),
      });
      const [cx, cy] = pixelAt(result, projection, shown);
      const visible = projection.contains([cx, cy]);
      setAttributes(mark.children[3]!, {
        cx: visible ? cx.toFixed(1) : -99,
        cy: visible ? cy.toFixed(1) : -99,
        fill: colour,
        stroke: theme.background,
        'stroke-width': 1.5,
      });
    },
  );
}

/** The handles a person drags. */
export function drawStarts(group: SVGGElement, scene: Scene, projection: Projection, theme: Theme): void {
  keyed(
    group,
    scene.starts,
    (_, index) => String(index),
    () =>
      svg('g', { class: 'start', 'pointer-events': 'none' }, [
        svg('circle', { r: 6.5, fill: 'none' }),
        svg('circle', { r: 6.5, fill: 'none' }),
        svg('title'),
      ]),
    (mark, start, index) => {
      const [x, y] = startPixel(scene, projection, start);
      const visible = projection.contains([x, y], 1);
      setAttributes(mark, {
        transform: visible ? `translate(${x.toFixed(1)},${y.toFixed(1)})` : 'translate(-999,-999)',
      });
      setAttributes(mark.children[0]!, { stroke: theme.background, 'stroke-width': 5, 'stroke-opacity': 0.8 });
      setAttributes(mark.children[1]!, { stroke: theme.foreground, 'stroke-width': 1.8 });
      mark.children[2]!.textContent = `start ${String(index + 1)}: ${formatPoint(start)}`;
    },
  );
}

/** Where the handle of a start stands. */
export function startPixel(scene: Scene, projection: Projection, start: readonly number[]): Pixel {
  return projection.pixel(start, scene.isCurve ? scene.evaluator.value(start) : NaN);
}

function pixelAt({ run }: RunResult, projection: Projection, step: number): Pixel {
  const n = run.dimension;
  return projection.pixel(run.points.subarray(step * n, (step + 1) * n), run.values[step] ?? NaN);
}

function pathOf(result: RunResult, projection: Projection, from: number, to: number): string {
  if (to <= from) return '';
  let path = '';
  let [lastX, lastY] = [Infinity, Infinity];
  for (let step = from; step <= to; step++) {
    const [x, y] = pixelAt(result, projection, step);
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    // Thousands of steps within one pixel would only make the text of the path long.
    if (step !== to && Math.abs(x - lastX) + Math.abs(y - lastY) < smallestMove) continue;
    [lastX, lastY] = [x, y];
    // A diverging run leaves the picture; its far points only need the right direction.
    path += `${path === '' ? 'M' : 'L'}${clamp(x).toFixed(1)},${clamp(y).toFixed(1)}`;
  }
  return path;
}

function clamp(pixel: number): number {
  return Math.max(-1e5, Math.min(1e5, pixel));
}
