/** Draws a spectrum: its histogram, the semicircle, and the outliers with where theory puts them. */
import type { SpectrumView } from '../../../src/landscape/spectra/views';
import { axisTicks } from '../../../src/picture/axisTicks';
import { innerHeightOf, plotFrame } from '../../../src/picture/frame';
import { histogram } from '../../../src/picture/histogram';
import { formatNumber } from '../../../src/picture/numbers';
import { circleShape, reachOf } from '../../../src/picture/semicircle';
import { drawAxes, fontFamily } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { setAttributes, svg } from '../../ui/dom';
import { placeLabels } from '../plot/labels';

/** Room above the frame for a row of labels and their lines. */
const labelRoom = 30;
/** A bar is about as wide as this many pixels. */
const barWidth = 8;

/** Fills `picture` anew, `width` pixels wide. */
export function drawSpectrum(picture: SVGSVGElement, view: SpectrumView, width: number, theme: Theme): void {
  const plotHeight = Math.round(Math.min(380, Math.max(220, width * 0.5)));
  const height = plotHeight + labelRoom;
  const [low, high] = reachOf(view);
  const bins = Math.max(20, Math.min(160, Math.round(width / barWidth)));
  const { bars, top } = histogram(view.values, view.circle, low, high, bins);
  const vertical = axisTicks(0, top, innerHeightOf(plotHeight), false);
  const inner = plotFrame(width, plotHeight, vertical);
  const frame = { ...inner, top: inner.top + labelRoom, height };
  const bottom = frame.top + frame.innerHeight;
  const x = (value: number): number => frame.left + ((value - low) / (high - low)) * frame.innerWidth;
  const y = (value: number): number => bottom - (value / top) * frame.innerHeight;
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': `Histogram of the eigenvalues. ${view.sentence}`,
  });
  const axes = svg('g', { 'aria-hidden': 'true' }) as SVGGElement;
  const horizontal = axisTicks(low, high, frame.innerWidth, true);
  drawAxes(axes, { frame, horizontal, vertical, x, y, xName: 'eigenvalue', yName: 'density' }, theme);
  const zero = low < 0 && high > 0 ? [line('zero', x(0), frame.top, x(0), bottom, theme.muted)] : [];
  picture.replaceChildren(
    ...bars.map(({ from, to, density }) =>
      svg('rect', {
        class: 'bar',
        x: (x(from) + 0.5).toFixed(1),
        y: y(density).toFixed(1),
        width: Math.max(1, x(to) - x(from) - 1).toFixed(1),
        height: Math.max(0, bottom - y(density)).toFixed(1),
        fill: from + to < 0 ? theme.negative : theme.positive,
        'fill-opacity': 0.7,
      }),
    ),
    ...zero,
    svg('path', {
      class: 'semicircle',
      d: circleShape(view.circle)
        .map(([value, density], i) => `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)},${y(density).toFixed(1)}`)
        .join(''),
      fill: 'none',
      stroke: theme.foreground,
      'stroke-width': 1.8,
    }),
    ...predictions(view, x, frame.top, bottom, theme),
    ...marks(view, x, bottom, theme),
    ...labels(view, x, frame.left, frame.left + frame.innerWidth, frame.top, bottom, theme),
    axes,
  );
}

function line(name: string, x1: number, y1: number, x2: number, y2: number, stroke: string): SVGElement {
  return svg('line', { class: name, x1: x1.toFixed(1), y1, x2: x2.toFixed(1), y2, stroke });
}

/** Where theory puts the outliers: a dashed line for each place. */
function predictions(
  { outliers }: SpectrumView,
  x: (value: number) => number,
  top: number,
  bottom: number,
  theme: Theme,
): SVGElement[] {
  const places = new Set(
    outliers.flatMap(({ leaves, predicted }) => (leaves && predicted !== null ? [predicted] : [])),
  );
  return [...places].map((place) =>
    svg('line', {
      class: 'predicted',
      x1: x(place).toFixed(1),
      x2: x(place).toFixed(1),
      y1: top,
      y2: bottom,
      stroke: theme.series[0],
      'stroke-width': 1.4,
      'stroke-dasharray': '5 3',
    }),
  );
}

/** A triangle on the axis at each outlier. */
function marks({ outliers }: SpectrumView, x: (value: number) => number, bottom: number, theme: Theme): SVGElement[] {
  return outliers.flatMap(({ leaves, position }) =>
    leaves
      ? [
          svg('path', {
            class: 'outlier',
            d: `M${x(position).toFixed(1)},${bottom.toFixed(1)}l-5,-11h10z`,
            fill: theme.series[0],
            stroke: theme.background,
          }),
        ]
      : [],
  );
}

/** The values of the outliers above the frame, each with a line down to its mark. */
function labels(
  { outliers }: SpectrumView,
  x: (value: number) => number,
  left: number,
  right: number,
  top: number,
  bottom: number,
  theme: Theme,
): SVGElement[] {
  const wanted = outliers
    .filter(({ leaves }) => leaves)
    .map(({ position, beta }) => ({
      x: x(position),
      text: formatNumber(position, 4),
      rank: Math.abs(beta ?? position),
    }));
  return placeLabels(wanted, left, right).flatMap(({ text, x: centre, mark }) => [
    svg('path', {
      class: 'leader',
      d: `M${centre.toFixed(1)},${String(top - labelRoom + 18)}L${mark.toFixed(1)},${String(top)}V${(bottom - 11).toFixed(1)}`,
      fill: 'none',
      stroke: theme.muted,
      'stroke-opacity': 0.7,
    }),
    svg(
      'text',
      {
        class: 'outlier-label',
        x: centre.toFixed(1),
        y: top - labelRoom + 14,
        'text-anchor': 'middle',
        'font-size': 11,
        'font-family': fontFamily,
        fill: theme.foreground,
      },
      [text],
    ),
  ]);
}
