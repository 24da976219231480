/** Draws the spectrum of a Hessian: a histogram where all eigenvalues are known, else their density with its error band. */
import type { CurvatureView } from '../../../src/landscape/explore/views';
import { axisTicks } from '../../../src/picture/axisTicks';
import type { Tick } from '../../../src/picture/axisTicks';
import { circleShape } from '../../../src/picture/semicircle';
import { plotFrame } from '../../../src/picture/frame';
import type { Frame } from '../../../src/picture/frame';
import { drawAxes } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { decadeTicks } from '../../plot/decades';
import { svg } from '../../ui/dom';
import { bandPath, decadesBelow, histogramOf } from '../plot/histogram';

const height = 180;
const bins = 40;
/** Decades of the density that are shown. */
const decades = 4;

type Scale = (value: number) => number;

interface Drawing {
  readonly frame: Frame;
  readonly x: Scale;
  readonly shapes: readonly SVGElement[];
}

/** A picture of so many pixels' width; null where nothing is known to draw. */
export function spectrumPicture(view: CurvatureView, theme: Theme, width: number): SVGSVGElement | null {
  const axes = svg('g', { 'aria-hidden': 'true' }) as SVGGElement;
  const drawing =
    view.eigenvalues !== null && view.eigenvalues.length > 0
      ? histogram(view.eigenvalues, view.circle, theme, width, axes)
      : view.density !== null
        ? density(view, view.density, theme, width, axes)
        : null;
  if (drawing === null) return null;
  const { frame, x, shapes } = drawing;
  const bottom = frame.top + frame.innerHeight;
  const zero = x(0);
  const hasZero = zero >= frame.left && zero <= frame.left + frame.innerWidth;
  return svg(
    'svg',
    {
      class: 'spectrum-plot',
      width,
      height,
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      role: 'img',
      'aria-label': `Spectrum of the Hessian. ${view.sentence}`,
    },
    [
      ...shapes,
      ...(hasZero
        ? [svg('line', { class: 'zero', x1: zero, x2: zero, y1: frame.top, y2: bottom, stroke: theme.foreground })]
        : []),
      axes,
    ],
  ) as SVGSVGElement;
}

function histogram(
  values: Float64Array,
  circle: CurvatureView['circle'],
  theme: Theme,
  width: number,
  axes: SVGGElement,
): Drawing {
  const { low, width: bin, counts } = histogramOf(values, bins);
  const high = low + bin * counts.length;
  const inside = circle === null ? 0 : values.length - circle.below - circle.above;
  const most = Math.max(
    ...counts,
    circle !== null && circle.radius > 0 ? (2 * inside * bin) / (Math.PI * circle.radius) : 0,
  );
  const ticks = (innerHeight: number): readonly Tick[] =>
    axisTicks(0, most * 1.05, innerHeight, false).filter(({ value }) => Number.isInteger(value));
  const frame = plotFrame(width, height, ticks(height - 50));
  const { x, y } = scales(frame, low, high, 0, most * 1.05);
  const bottom = frame.top + frame.innerHeight;
  paintAxes(axes, frame, [low, high], ticks(frame.innerHeight), x, y, 'number', theme);
  const bars = counts.flatMap((count, index) => {
    if (count === 0) return [];
    const from = low + index * bin;
    const barHeight = Math.max(2, bottom - y(count));
    return [
      svg('rect', {
        class: 'bar',
        x: (x(from) + 0.5).toFixed(1),
        y: (bottom - barHeight).toFixed(1),
        width: Math.max(1, x(from + bin) - x(from) - 1).toFixed(1),
        height: barHeight.toFixed(1),
        fill: from + bin / 2 < 0 ? theme.negative : theme.positive,
      }),
    ];
  });
  // Single eigenvalues far from the others make bars that are easily missed.
  const rug = Array.from(values, (value) =>
    svg('line', {
      class: 'rug',
      x1: x(value).toFixed(1),
      x2: x(value).toFixed(1),
      y1: bottom - 7,
      y2: bottom,
      stroke: theme.foreground,
      'stroke-opacity': 0.65,
    }),
  );
  return { frame, x, shapes: [...bars, ...semicircle(values, circle, bin, x, y, theme), ...rug] };
}

/** The semicircle fitted, in numbers a bar, and a mark at each value outside of it. */
function semicircle(
  values: Float64Array,
  circle: CurvatureView['circle'],
  bin: number,
  x: Scale,
  y: Scale,
  theme: Theme,
): readonly SVGElement[] {
  if (circle === null || circle.radius === 0) return [];
  const { below, above } = circle;
  const inside = values.length - below - above;
  const line = circleShape(circle).map(
    ([value, height]) => `${x(value).toFixed(1)},${y(height * inside * bin).toFixed(1)}`,
  );
  const outside = [...values.subarray(0, below), ...values.subarray(values.length - above)];
  return [
    svg('path', {
      class: 'semicircle',
      d: `M${line.join('L')}`,
      fill: 'none',
      stroke: theme.foreground,
      'stroke-width': 1.5,
    }),
    ...outside.map((value) =>
      svg('path', {
        class: 'outlier',
        d: `M${x(value).toFixed(1)},${y(0).toFixed(1)}l-4.5,-10h9z`,
        fill: theme.series[0],
        stroke: theme.background,
      }),
    ),
  ];
}

function density(
  view: CurvatureView,
  { grid, values, standardErrors }: NonNullable<CurvatureView['density']>,
  theme: Theme,
  width: number,
  axes: SVGGElement,
): Drawing {
  const [low, high] = [Math.min(0, grid[0]!), Math.max(0, grid.at(-1)!)];
  const { top, bottom } = decadesBelow(values, decades);
  const ticks = (innerHeight: number): readonly Tick[] => decadeTicks([bottom, top], innerHeight / 26);
  const frame = plotFrame(width, height, ticks(height - 50));
  const { x, y } = scales(frame, low, high, bottom, top);
  paintAxes(axes, frame, [low, high], ticks(frame.innerHeight), x, y, 'density', theme);
  const at = (value: number): number => y(value > 0 ? Math.max(bottom, Math.log10(value)) : bottom);
  const xs = Array.from(grid, x);
  const upper = Array.from(values, (value, i) => at(value + standardErrors[i]!));
  const lower = Array.from(values, (value, i) => at(value - standardErrors[i]!));
  const line = xs.map((px, i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)},${at(values[i]!).toFixed(1)}`).join('');
  const rug = [...view.lowest, ...view.highest].map(({ value }) =>
    svg('line', {
      class: 'extreme',
      x1: x(value),
      x2: x(value),
      y1: frame.top + frame.innerHeight - 9,
      y2: frame.top + frame.innerHeight,
      stroke: value < 0 ? theme.negative : theme.positive,
      'stroke-width': 2,
    }),
  );
  return {
    frame,
    x,
    shapes: [
      svg('path', { class: 'band', d: bandPath(xs, upper, lower), fill: theme.positive, 'fill-opacity': 0.25 }),
      svg('path', { class: 'density', d: line, fill: 'none', stroke: theme.positive, 'stroke-width': 1.8 }),
      ...rug,
    ],
  };
}

function scales(
  frame: Frame,
  left: number,
  right: number,
  bottom: number,
  top: number,
): { readonly x: Scale; readonly y: Scale } {
  return {
    x: (value) => frame.left + ((value - left) / (right - left)) * frame.innerWidth,
    y: (value) => frame.top + (1 - (value - bottom) / (top - bottom)) * frame.innerHeight,
  };
}

function paintAxes(
  group: SVGGElement,
  frame: Frame,
  [low, high]: readonly [number, number],
  vertical: readonly Tick[],
  x: Scale,
  y: Scale,
  yName: string,
  theme: Theme,
): void {
  const horizontal = axisTicks(low, high, frame.innerWidth, true);
  drawAxes(group, { frame, horizontal, vertical, x, y, xName: 'eigenvalue', yName }, theme);
}
