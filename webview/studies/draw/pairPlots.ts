/** Two losses side by side, with the same axes and the same levels. */
import type { BasinsView, PairView } from '../../../src/landscape/population/views';
import type { FormulaLossView } from '../../../src/landscape/views';
import { axisTicks } from '../../../src/picture/axisTicks';
import { contourBands, samplePlaces } from '../../../src/picture/contours';
import { innerHeightOf, plotFrame } from '../../../src/picture/frame';
import { chooseScale, levelsOn, summarize } from '../../../src/picture/levels';
import { formatNumber } from '../../../src/picture/numbers';
import { drawAxes, fontFamily } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { LossEvaluator } from '../../model/evaluator';
import { curveInterval, curvePath } from '../../plot/curve';
import { Projection } from '../../plot/projection';
import { setAttributes, svg } from '../../ui/dom';

const levelCount = 14;
const cells = 90;
const curveSamples = 401;
/** Room for the name of a loss above its plot. */
const titleHeight = 20;

interface Side {
  readonly loss: FormulaLossView;
  readonly evaluator: LossEvaluator;
  readonly basins: BasinsView;
}

/** What both plots show: the window, the axes, and where the other parameters stand. */
export interface PairWindow {
  readonly axes: readonly [number, number];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly at: readonly number[];
}

/** Draws both; the pictures stand one under the other where the place is narrow. */
export function drawPair(
  pictures: readonly [SVGSVGElement, SVGSVGElement],
  view: PairView,
  window: PairWindow,
  width: number,
  theme: Theme,
): void {
  const sides = [side(view.empirical, view.basins.empirical), side(view.population, view.basins.population)] as const;
  if (view.empirical.parameters.length === 1) return drawCurves(pictures, sides, window, width, theme);
  const height = Math.round(width * 0.82) + titleHeight;
  const frame = plotFrame(width, height - titleHeight, axisTicks(...window.y, innerHeightOf(height), false));
  const [columns, rows] = [cells, Math.max(8, Math.round((cells * frame.innerHeight) / frame.innerWidth))];
  const xs = samplePlaces(window.x, columns);
  const ys = samplePlaces(window.y, rows);
  const [first, second] = window.axes;
  const grids = sides.map(({ evaluator }) => evaluator.grid(window.at, first, xs, second, ys));
  // Levels of both together, so that one colour is one loss.
  const all = new Float64Array(grids[0]!.length * 2);
  grids.forEach((grid, i) => all.set(grid, i * grid.length));
  const summary = summarize(all);
  const levels = levelsOn(chooseScale(summary, levelCount), summary, levelCount);
  const projection = new Projection(frame, { x: window.x, y: window.y }, window.axes, false);
  sides.forEach((one, i) => {
    const grid = { values: grids[i]!, columns: xs.length, rows: ys.length };
    const bands = contourBands(grid, levels, frame).map(({ path }, k) =>
      svg('path', {
        d: path,
        'fill-rule': 'evenodd',
        fill: theme.ramp(levels.thresholds.length < 2 ? 0.5 : k / (levels.thresholds.length - 1)),
        stroke: theme.line,
        'stroke-opacity': theme.lineOpacity,
        'stroke-width': 0.7,
      }),
    );
    place(pictures[i]!, one, bands, projection, height, i, theme);
  });
}

function drawCurves(
  pictures: readonly [SVGSVGElement, SVGSVGElement],
  sides: readonly [Side, Side],
  { x, at }: PairWindow,
  width: number,
  theme: Theme,
): void {
  const height = Math.round(width * 0.7) + titleHeight;
  const xs = Float64Array.from({ length: curveSamples }, (_, i) => x[0] + ((x[1] - x[0]) * i) / (curveSamples - 1));
  const values = sides.map(({ evaluator }) => evaluator.curve(at, 0, xs));
  const all = new Float64Array(curveSamples * 2);
  values.forEach((one, i) => all.set(one, i * curveSamples));
  const interval = curveInterval(all);
  const frame = plotFrame(width, height - titleHeight, axisTicks(...interval, innerHeightOf(height), false));
  const projection = new Projection(frame, { x, y: interval }, [0, 0], true);
  sides.forEach((one, i) => {
    const curve = svg('path', {
      d: curvePath(xs, values[i]!, projection),
      fill: 'none',
      stroke: theme.line,
      'stroke-width': 2,
    });
    place(pictures[i]!, one, [curve], projection, height, i, theme);
  });
}

/** One plot: its content clipped to the frame, minima, axes, and its name above. */
function place(
  picture: SVGSVGElement,
  { loss, evaluator, basins }: Side,
  content: readonly SVGElement[],
  projection: Projection,
  height: number,
  index: number,
  theme: Theme,
): void {
  const { frame, isCurve, axes, view } = projection;
  const clip = `pair-clip-${String(index)}`;
  const names = loss.parameters.map(({ name }) => name);
  const minima = basins.minima.map((point) => projection.pixel(point, evaluator.value(point)));
  setAttributes(picture, {
    width: frame.width,
    height,
    viewBox: `0 0 ${String(frame.width)} ${String(height)}`,
    role: 'img',
    'aria-label': `${loss.name}: minima at ${
      basins.minima.map((point) => `(${point.map((x) => formatNumber(x, 3)).join(', ')})`).join(', ') ||
      'no place in the box'
    }`,
  });
  const group = svg('g');
  drawAxes(
    group,
    {
      frame,
      horizontal: axisTicks(view.x[0], view.x[1], frame.innerWidth, true),
      vertical: axisTicks(view.y[0], view.y[1], frame.innerHeight, false),
      x: (value) => projection.x(value),
      y: (value) => projection.y(value),
      xName: names[axes[0]] ?? '',
      yName: isCurve ? 'loss' : (names[axes[1]] ?? ''),
    },
    theme,
  );
  const { left, top, innerWidth, innerHeight } = frame;
  picture.replaceChildren(
    svg('defs', {}, [
      svg('clipPath', { id: clip }, [svg('rect', { x: left, y: top, width: innerWidth, height: innerHeight })]),
    ]),
    svg(
      'text',
      { x: left, y: 14, fill: theme.foreground, 'font-size': 12, 'font-weight': 600, 'font-family': fontFamily },
      [loss.name],
    ),
    svg('g', { transform: `translate(0,${String(titleHeight - 6)})` }, [
      svg('g', { 'clip-path': `url(#${clip})` }, content),
      group,
      ...minima
        .filter((pixel) => projection.contains(pixel, 2))
        .map(([cx, cy]) =>
          svg('circle', {
            class: 'pair-minimum',
            cx: cx.toFixed(1),
            cy: cy.toFixed(1),
            r: 4.5,
            fill: theme.glyphs.minimum,
            stroke: theme.background,
            'stroke-width': 1.5,
          }),
        ),
    ]),
  );
}

function side(loss: FormulaLossView, basins: BasinsView): Side {
  const constants = Float64Array.from(loss.constants, ({ value }) => value);
  return { loss, basins, evaluator: new LossEvaluator(loss, constants) };
}
