/** Draws a model beside its data: a curve through a scatter, or a filled field under points coloured by their target. */
import type { PredictionView } from '../../../src/landscape/explore/views';
import { axisTicks } from '../../../src/picture/axisTicks';
import { contourBands } from '../../../src/picture/contours';
import { innerHeightOf, plotFrame } from '../../../src/picture/frame';
import { levelsOn, summarize } from '../../../src/picture/levels';
import type { Levels } from '../../../src/picture/levels';
import { drawAxes } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { curvePath } from '../../plot/curve';
import { Projection } from '../../plot/projection';
import type { View } from '../../plot/viewport';
import { svg } from '../../ui/dom';
import type { DataFit } from '../model/dataFit';
import { gridFrame } from '../plot/sliceGeometry';
import { diverging } from './diverging';

const levelCount = 12;
const curveHeight = 220;

/** The field is paler than the marks on it. */
const fieldStrength = 0.5;

/** The colour of a value, from the least to the greatest. */
export function valueColour({ low, high }: DataFit, theme: Theme, value: number, strength = 1): string {
  return diverging(theme, strength * ((2 * (value - low)) / (high - low) - 1));
}

/** The mark of a row: a square for the lower of two classes, a circle else. */
export function markPath(fit: DataFit, value: number): string {
  return fit.classes !== null && value === fit.targets.reduce((a, b) => Math.min(a, b))
    ? 'M-3.2,-3.2H3.2V3.2H-3.2Z'
    : 'M3.6,0A3.6,3.6,0,1,1,-3.6,0A3.6,3.6,0,1,1,3.6,0Z';
}

export function dataPicture(view: PredictionView, fit: DataFit, theme: Theme, width: number): SVGSVGElement {
  return view.features.length === 1 ? curvePicture(view, fit, theme, width) : fieldPicture(view, fit, theme, width);
}

function curvePicture(view: PredictionView, fit: DataFit, theme: Theme, width: number): SVGSVGElement {
  const xs = view.places[0]!;
  const margin = (fit.high - fit.low) * 0.07;
  const box: View = { x: [xs[0]!, xs.at(-1)!], y: [fit.low - margin, fit.high + margin] };
  const { projection, frame } = framed(width, curveHeight, box, true);
  const rows = view.columns[0]!;
  const points = Array.from(rows, (value, row) => projection.pixel([value], fit.targets[row]!));
  return picture(
    projection,
    theme,
    `${view.target} against ${view.features[0]!}, with the model’s curve`,
    'data',
    [
      svg('rect', { x: frame.left, y: frame.top, width: frame.innerWidth, height: frame.innerHeight, fill: 'none' }),
      ...points.map(([cx, cy]) =>
        svg('circle', {
          class: 'row',
          cx: cx.toFixed(1),
          cy: cy.toFixed(1),
          r: 3,
          fill: theme.foreground,
          'fill-opacity': 0.55,
        }),
      ),
      svg('path', {
        class: 'model-curve',
        d: curvePath(xs, fit.predictions, projection),
        fill: 'none',
        stroke: theme.negative,
        'stroke-width': 2.4,
        'stroke-linejoin': 'round',
      }),
    ],
    [view.features[0]!, fit.isProbability ? `probability of ${view.target}` : view.target],
  );
}

function fieldPicture(view: PredictionView, fit: DataFit, theme: Theme, width: number): SVGSVGElement {
  const [xs, ys] = [view.places[0]!, view.places[1]!];
  const box: View = { x: [xs[0]!, xs.at(-1)!], y: [ys[0]!, ys.at(-1)!] };
  const { projection } = framed(width, Math.min(380, Math.max(240, Math.round(width * 0.8))), box, false);
  const grid = { columns: xs.length, rows: ys.length, values: fit.predictions };
  const levels = levelsOf(fit);
  const bands = contourBands(grid, levels, gridFrame({ a: box.x, b: box.y, grid }, projection));
  const field = bands.map(({ path, threshold }, at) => {
    const next = bands[at + 1]?.threshold ?? fit.high;
    return svg('path', {
      d: path,
      fill: valueColour(fit, theme, (Math.max(fit.low, threshold) + next) / 2, fieldStrength),
      stroke: theme.line,
      'stroke-opacity': theme.lineOpacity / 2,
      'stroke-width': 0.6,
    });
  });
  const points = Array.from(fit.targets, (target, row) => {
    const [x, y] = projection.pixel([view.columns[0]![row]!, view.columns[1]![row]!], NaN);
    return svg('path', {
      class: 'row',
      d: markPath(fit, target),
      transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
      fill: valueColour(fit, theme, target),
      stroke: theme.foreground,
      'stroke-width': 1.1,
    });
  });
  const name = `Prediction of ${view.target} over ${view.features.join(' and ')}, with the data`;
  const names = [view.features[0]!, view.features[1]!] as const;
  return picture(projection, theme, name, 'field', [svg('g', { class: 'field' }, field), ...points], names);
}

/** Tenths for probabilities, else round values over the whole scale. */
export function levelsOf({ predictions, low, high, isProbability }: DataFit): Levels {
  if (isProbability)
    return { scale: 'linear', thresholds: Array.from({ length: 10 }, (_, tenth) => tenth / 10), offset: 0 };
  return levelsOn('linear', { ...summarize(predictions), low, high }, levelCount);
}

function framed(
  width: number,
  height: number,
  box: View,
  isCurve: boolean,
): { readonly projection: Projection; readonly frame: Projection['frame'] } {
  const frame = plotFrame(width, height, axisTicks(box.y[0], box.y[1], innerHeightOf(height), false));
  return { frame, projection: new Projection(frame, box, [0, 1], isCurve) };
}

function picture(
  projection: Projection,
  theme: Theme,
  name: string,
  kind: string,
  shapes: readonly SVGElement[],
  [xName, yName]: readonly [string, string],
): SVGSVGElement {
  const { frame, view } = projection;
  const { width, height } = frame;
  const clip = `data-clip-${kind}`;
  const inner = { x: frame.left, y: frame.top, width: frame.innerWidth, height: frame.innerHeight };
  const axes = svg('g', { 'aria-hidden': 'true' }) as SVGGElement;
  drawAxes(
    axes,
    {
      frame,
      horizontal: axisTicks(view.x[0], view.x[1], frame.innerWidth, true),
      vertical: axisTicks(view.y[0], view.y[1], frame.innerHeight, false),
      x: (value) => projection.x(value),
      y: (value) => projection.y(value),
      xName,
      yName,
    },
    theme,
  );
  return svg(
    'svg',
    {
      class: 'data-plot',
      width,
      height,
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      role: 'img',
      'aria-label': name,
    },
    [
      svg('defs', {}, [svg('clipPath', { id: clip }, [svg('rect', inner)])]),
      svg('g', { 'clip-path': `url(#${clip})` }, shapes),
      axes,
    ],
  ) as SVGSVGElement;
}
