/** Draws a bifurcation diagram. */
import { plotFrame } from '../../../src/picture/frame';
import type { Frame } from '../../../src/picture/frame';
import { axisTicks } from '../../../src/picture/axisTicks';
import { innerHeightOf } from '../../../src/picture/frame';
import { glyphOf } from '../../../src/picture/glyphs';
import { drawAxes, fontFamily, verticalTicks } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { placeLabels } from '../../plot/labelPlaces';
import { setAttributes, svg } from '../../ui/dom';
import type { DiagramLine, DiagramPicture } from '../model/diagram';

export const chartHeight = 280;

/** Where a chart's data stands in pixels. */
export interface ChartScales {
  readonly frame: Frame;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Solid, dashed, dotted: never told apart by colour alone. */
export function lineLook(
  kind: DiagramLine['kind'],
  theme: Theme,
): { readonly stroke: string; readonly dash: string | undefined } {
  switch (kind) {
    case 'minimum':
      return { stroke: theme.glyphs.minimum, dash: undefined };
    case 'saddle':
      return { stroke: theme.glyphs.saddle, dash: '8 4' };
    case 'maximum':
      return { stroke: theme.glyphs.maximum, dash: '2 4' };
  }
}

export function chartScales(
  width: number,
  height: number,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
): ChartScales {
  const frame = plotFrame(width, height, verticalTicks(y0, y1, innerHeightOf(height)));
  return {
    frame,
    x: (value) => frame.left + ((value - x0) / (x1 - x0)) * frame.innerWidth,
    y: (value) => frame.top + (1 - (value - y0) / (y1 - y0)) * frame.innerHeight,
  };
}

/** Fills the picture anew, and tells its scales. */
export function drawDiagram(
  picture: SVGSVGElement,
  { horizontal, vertical, lines, dots, marks }: DiagramPicture,
  names: { readonly x: string; readonly y: string; readonly label: string },
  width: number,
  theme: Theme,
): ChartScales {
  const scales = chartScales(width, chartHeight, horizontal, vertical);
  const { frame, x, y } = scales;
  setAttributes(picture, {
    width,
    height: chartHeight,
    viewBox: `0 0 ${String(width)} ${String(chartHeight)}`,
    role: 'img',
    'aria-label': names.label,
  });
  const axes = svg('g', { class: 'axes', 'aria-hidden': 'true' });
  drawAxes(
    axes,
    {
      frame,
      horizontal: axisTicks(...horizontal, frame.innerWidth, true),
      vertical: verticalTicks(...vertical, frame.innerHeight),
      x,
      y,
      xName: names.x,
      yName: names.y,
    },
    theme,
  );
  const places = placeLabels(
    marks.map((mark) => ({ x: x(mark.x), y: y(mark.y), text: mark.text })),
    {
      left: frame.left + 2,
      right: frame.left + frame.innerWidth - 2,
      top: frame.top + 2,
      bottom: frame.top + frame.innerHeight - 2,
    },
  );
  picture.replaceChildren(
    axes,
    ...lines.map(({ kind, points }) => {
      const { stroke, dash } = lineLook(kind, theme);
      return svg('path', {
        class: `diagram-line diagram-${kind}`,
        d: pathThrough(points, scales),
        fill: 'none',
        stroke,
        'stroke-width': 2,
        'stroke-dasharray': dash,
        'stroke-linejoin': 'round',
      });
    }),
    ...dots
      .filter((dot) => Number.isFinite(dot.y))
      .map(({ kind, proof, x: at, y: height }) => {
        const { colour } = glyphOf(kind);
        const isProved = proof === 'proved';
        return svg('circle', {
          class: 'diagram-dot',
          cx: x(at).toFixed(1),
          cy: y(height).toFixed(1),
          r: 2.6,
          fill: isProved ? theme.glyphs[colour] : theme.background,
          stroke: theme.glyphs[colour],
        });
      }),
    ...marks.flatMap((mark, k) => {
      const place = places[k]!;
      const text = { 'font-size': 11, 'font-family': fontFamily, 'text-anchor': place.anchor, x: place.x, y: place.y };
      return [
        svg('circle', {
          class: 'diagram-mark',
          cx: x(mark.x).toFixed(1),
          cy: y(mark.y).toFixed(1),
          r: 5,
          fill: theme.background,
          stroke: theme.foreground,
          'stroke-width': 1.8,
        }),
        ...(place.isShown
          ? [
              svg('text', { ...text, stroke: theme.background, 'stroke-width': 3, 'stroke-linejoin': 'round' }, [
                mark.text,
              ]),
              svg('text', { ...text, class: 'diagram-label', fill: theme.foreground }, [mark.text]),
            ]
          : []),
      ];
    }),
  );
  return scales;
}

/** A polyline, broken where a value is not finite. */
export function pathThrough(
  points: readonly (readonly [number, number])[],
  { x, y }: Pick<ChartScales, 'x' | 'y'>,
): string {
  let path = '';
  let isOpen = false;
  for (const [a, b] of points) {
    if (!Number.isFinite(a) || !Number.isFinite(b)) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${x(a).toFixed(1)},${y(b).toFixed(1)}`;
    isOpen = true;
  }
  return path;
}
