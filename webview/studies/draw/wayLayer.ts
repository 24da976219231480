/** Draws the ways between two points in the plot, and the loss along them as a chart. */
import { axisTicks } from '../../../src/picture/axisTicks';
import { formatNumber } from '../../../src/picture/numbers';
import type { PathView } from '../../../src/landscape/branches/views';
import { drawAxes, fontFamily, verticalTicks } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import type { Projection } from '../../plot/projection';
import { setAttributes, svg } from '../../ui/dom';
import { chartScales, pathThrough } from './diagramChart';

/** Points of the straight line in the plot of a loss of one parameter. */
const linePoints = 60;
const profileHeight = 200;

/** How both ways look, in the plot and in the chart. */
export function wayLook(
  way: 'line' | 'path',
  theme: Theme,
): { readonly stroke: string; readonly dash: string | undefined } {
  return way === 'line' ? { stroke: theme.foreground, dash: '3 4' } : { stroke: theme.glyphs.kink, dash: undefined };
}

/** Fills the group anew: the line, the path, and the numbers of its saddles. */
export function drawWays(
  group: SVGGElement,
  view: PathView | undefined,
  scene: Scene,
  projection: Projection,
  theme: Theme,
): void {
  if (view === undefined) {
    group.replaceChildren();
    return;
  }
  const n = scene.evaluator.dimension;
  const pixel = (point: ArrayLike<number>): readonly [number, number] =>
    projection.pixel(point, projection.isCurve ? scene.evaluator.value(Array.from(point)) : NaN);
  const count = projection.isCurve ? linePoints : 2;
  const straight = Array.from({ length: count }, (_, k) =>
    pixel(view.from.map((x, i) => x + (k / (count - 1)) * ((view.to[i] ?? x) - x))),
  );
  const { places, saddles } = view.path;
  const bent = Array.from({ length: places.length / n }, (_, k) => pixel(places.subarray(k * n, (k + 1) * n)));
  const plain = { x: (value: number) => value, y: (value: number) => value };
  const lines = (['line', 'path'] as const).flatMap((way) => {
    const { stroke, dash } = wayLook(way, theme);
    const d = pathThrough(way === 'line' ? straight : bent, plain);
    return [
      svg('path', { d, fill: 'none', stroke: theme.background, 'stroke-width': 4.6, 'stroke-opacity': 0.65 }),
      svg('path', { class: `way-${way}`, d, fill: 'none', stroke, 'stroke-width': 2.2, 'stroke-dasharray': dash }),
    ];
  });
  // Beside the saddle, whose glyph stands above this layer.
  const numbers = saddles.map(({ point }, k) => {
    const [x, y] = pixel(point);
    return numbered([x + 15, y - 13], k + 1, theme);
  });
  group.replaceChildren(...lines, ...numbers);
}

/** Fills the chart anew: the loss against the length of both ways. */
export function drawProfile(picture: SVGSVGElement, view: PathView, loss: string, width: number, theme: Theme): void {
  const { line, path } = view;
  const values = [...line.values, ...path.values].filter(Number.isFinite);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const margin = high > low ? (high - low) * 0.1 : 0.5;
  const length = Math.max(line.length.at(-1) ?? 1, path.length.at(-1) ?? 1);
  const scales = chartScales(width, profileHeight, [0, length], [low - margin, high + margin]);
  const { frame, x, y } = scales;
  setAttributes(picture, {
    width,
    height: profileHeight,
    viewBox: `0 0 ${String(width)} ${String(profileHeight)}`,
    role: 'img',
    'aria-label': `The loss along the two ways: ${view.sentences.join(' ')}`,
  });
  const axes = svg('g', { class: 'axes', 'aria-hidden': 'true' });
  drawAxes(
    axes,
    {
      frame,
      horizontal: axisTicks(0, length, frame.innerWidth, true),
      vertical: verticalTicks(low - margin, high + margin, frame.innerHeight),
      x,
      y,
      xName: 'length of the way',
      yName: loss,
    },
    theme,
  );
  picture.replaceChildren(
    axes,
    ...(['line', 'path'] as const).map((way) => {
      const { stroke, dash } = wayLook(way, theme);
      const points = Array.from(view[way].length, (at, k): [number, number] => [at, view[way].values[k]!]);
      return svg('path', {
        class: `profile-${way}`,
        d: pathThrough(points, scales),
        fill: 'none',
        stroke,
        'stroke-width': 2,
        'stroke-dasharray': dash,
      });
    }),
    ...path.saddles.map(({ at, value }, k) => numbered([x(path.length[at] ?? 0), y(value)], k + 1, theme)),
  );
}

/** Fills the chart anew: barriers against a constant, from the higher minimum solid, from the lower dashed. */
export function drawBarriers(picture: SVGSVGElement, { along, barriers }: PathView, width: number, theme: Theme): void {
  const values = barriers.flatMap(({ higher, lower }) => [higher, lower]).filter((value) => value !== null);
  const high = values.reduce((most, value) => Math.max(most, value), 0) * 1.1 || 1;
  const [first, last] = [barriers[0]?.at ?? 0, barriers.at(-1)?.at ?? 1];
  const scales = chartScales(width, profileHeight, [first, last], [0, high]);
  const { frame, x, y } = scales;
  setAttributes(picture, {
    width,
    height: profileHeight,
    viewBox: `0 0 ${String(width)} ${String(profileHeight)}`,
    role: 'img',
    'aria-label': `Barrier against ${along ?? ''}: ${barriers
      .map(({ at, higher }) => `${formatNumber(higher ?? 0, 3)} at ${formatNumber(at, 3)}`)
      .join(', ')}`,
  });
  const axes = svg('g', { class: 'axes', 'aria-hidden': 'true' });
  const [horizontal, vertical] = [
    axisTicks(first, last, frame.innerWidth, true),
    verticalTicks(0, high, frame.innerHeight),
  ];
  drawAxes(axes, { frame, horizontal, vertical, x, y, xName: along ?? '', yName: 'barrier' }, theme);
  picture.replaceChildren(
    axes,
    ...(['higher', 'lower'] as const).map((end) =>
      svg('path', {
        class: `barrier-${end}`,
        d: pathThrough(
          barriers.map((barrier): [number, number] => [barrier.at, barrier[end] ?? NaN]),
          scales,
        ),
        fill: 'none',
        stroke: theme.glyphs.kink,
        'stroke-width': 2,
        'stroke-dasharray': end === 'higher' ? undefined : '6 4',
      }),
    ),
  );
}

function numbered([x, y]: readonly [number, number], number: number, theme: Theme): SVGGElement {
  const at = Number.isFinite(x) && Number.isFinite(y);
  return svg('g', { class: 'way-saddle', transform: at ? `translate(${x.toFixed(1)},${y.toFixed(1)})` : undefined }, [
    svg('circle', { r: 8, fill: theme.background, stroke: theme.glyphs.kink, 'stroke-width': 1.6 }),
    svg('text', { y: 4, 'text-anchor': 'middle', 'font-size': 11, 'font-family': fontFamily, fill: theme.foreground }, [
      String(number),
    ]),
  ]);
}
