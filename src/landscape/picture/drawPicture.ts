/** A standing picture of a loss as SVG: no script, no outside font, colours inlined. */
import { axisTicks } from '../../picture/axisTicks';
import { type Frame, innerHeightOf, pictureHeight, plotFrame } from '../../picture/frame';
import { type FeatureKind, glyphOf } from '../../picture/glyphs';
import { summarize } from '../../picture/levels';
import { oracleOf } from '../oracle';
import type { Bounds } from '../views';
import { drawLegend, optimizerNames } from './legend';
import { fillBands } from './bands';
import { type Palette, paletteOf } from './palette';
import { type PictureScene, inPlane, sampleCurve, sampleGrid, sliceInputs } from './scene';
import { type Scale, clipId, drawAxes, hatch, pixel, plotRect, standingSvg } from './svg';

export interface PictureStyle {
  readonly width: number;
  readonly dark: boolean;
  readonly highContrast: boolean;
  /** Cells along the wider side, and contour levels: less of both gives a smaller file. */
  readonly cells: number;
  readonly levels: number;
  /** A legend of glyphs and optimizers below the plot. */
  readonly legend: boolean;
}

/** Draws the first two parameters as contours, or a lone parameter as a curve. */
export function renderPicture(scene: PictureScene, style: PictureStyle): string {
  const palette = paletteOf(style);
  const inputs = sliceInputs(scene);
  const plot =
    scene.loss.parameters.length === 1
      ? curvePlot(scene, style, palette, inputs)
      : contourPlot(scene, style, palette, inputs);
  const legend = style.legend
    ? drawLegend(scene, palette, plot.kinds, style.width, plot.frame.height)
    : { markup: '', height: 0 };
  const { width, height } = plot.frame;
  const title = `Landscape of ${scene.loss.name}`;
  return standingSvg(title, width, height + legend.height, palette, plot.markup + legend.markup);
}

interface Plot {
  readonly frame: Frame;
  readonly markup: string;
  readonly kinds: readonly FeatureKind[];
}

function contourPlot(scene: PictureScene, style: PictureStyle, palette: Palette, inputs: Float64Array): Plot {
  const [x, y] = scene.loss.box as readonly [Bounds, Bounds];
  const height = pictureHeight(style.width, (y[1] - y[0]) / (x[1] - x[0]), style.width);
  const vertical = axisTicks(y[0], y[1], innerHeightOf(height), false);
  const frame = plotFrame(style.width, height, vertical);
  const columns = style.cells;
  const rows = Math.max(8, Math.round((style.cells * frame.innerHeight) / frame.innerWidth));
  const { bands, hasHoles } = fillBands(sampleGrid(scene, inputs, columns, rows), frame, style.levels, palette);
  const left: Scale = (value) => frame.left + ((value - x[0]) / (x[1] - x[0])) * frame.innerWidth;
  const top: Scale = (value) => frame.top + ((y[1] - value) / (y[1] - y[0])) * frame.innerHeight;
  const marks = drawMarks(scene, palette, inputs, (point) => [left(point[0]!), top(point[1]!)]);
  const hole = hasHoles ? hatch(palette) : '';
  const id = clipId(frame);
  return {
    frame,
    kinds: marks.kinds,
    markup:
      `<defs><clipPath id="${id}">${plotRect(frame)}</clipPath>${hole}</defs>` +
      `<g clip-path="url(#${id})">${plotRect(frame, hole === '' ? palette.background : 'url(#hole)')}` +
      bands +
      `${drawBoxes(scene, palette, left, top)}${drawPaths(scene, palette, (point) => [left(point[0]!), top(point[1]!)])}${marks.markup}</g>` +
      drawAxes(
        frame,
        palette,
        { ticks: axisTicks(x[0], x[1], frame.innerWidth, true), at: left, name: scene.loss.parameters[0]! },
        { ticks: vertical, at: top, name: scene.loss.parameters[1]! },
      ),
  };
}

function curvePlot(scene: PictureScene, style: PictureStyle, palette: Palette, inputs: Float64Array): Plot {
  const [low, high] = scene.loss.box[0]!;
  const { xs, values } = sampleCurve(scene, inputs, 2 * style.cells);
  const { low: least, high: most } = summarize(values);
  const pad = most > least ? 0.06 * (most - least) : 1;
  const [bottom, ceiling] = least <= most ? [least - pad, most + pad] : [-1, 1];
  const height = pictureHeight(style.width, 0.62, style.width);
  const vertical = axisTicks(bottom, ceiling, innerHeightOf(height), false);
  const frame = plotFrame(style.width, height, vertical);
  const left: Scale = (value) => frame.left + ((value - low) / (high - low)) * frame.innerWidth;
  const top: Scale = (value) => frame.top + ((ceiling - value) / (ceiling - bottom)) * frame.innerHeight;
  let path = '';
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    path += `${i === 0 || Number.isNaN(values[i - 1]!) ? 'M' : 'L'}${pixel(left(xs[i]!))},${pixel(top(value))}`;
  });
  const place = (point: ArrayLike<number>, value: number): [number, number] => [left(point[0]!), top(value)];
  const marks = drawMarks(scene, palette, inputs, place);
  return {
    frame,
    kinds: marks.kinds,
    markup:
      `${plotRect(frame)}<path d="${path}" fill="none" stroke="${palette.ramp[0]!}" stroke-width="2"/>` +
      `${drawPaths(scene, palette, place)}${marks.markup}` +
      drawAxes(
        frame,
        palette,
        { ticks: axisTicks(low, high, frame.innerWidth, true), at: left, name: scene.loss.parameters[0]! },
        { ticks: vertical, at: top, name: scene.loss.name },
      ),
  };
}

/** Where a point with its loss stands in the picture. */
type Place = (point: ArrayLike<number>, value: number) => [x: number, y: number];

function drawMarks(
  scene: PictureScene,
  palette: Palette,
  inputs: Float64Array,
  place: Place,
): { markup: string; kinds: FeatureKind[] } {
  const kinds = new Set<FeatureKind>();
  const oracle = oracleOf(scene.loss);
  let markup = '';
  const mark = (kind: FeatureKind, point: readonly number[], value: number, solid: boolean): void => {
    if (!inPlane(scene, inputs, point)) return;
    kinds.add(kind);
    const [x, y] = place(point, value);
    const { path, colour } = glyphOf(kind);
    const [fill, stroke] = solid
      ? [palette.glyphs[colour], palette.background]
      : [palette.background, palette.glyphs[colour]];
    markup += `<path transform="translate(${pixel(x)},${pixel(y)})" d="${path}" fill="${fill}" stroke="${stroke}" stroke-width="1.4"/>`;
  };
  const { manifolds = [], plateaus = [], kinks: stationary = [], points = [] } = scene.report ?? {};
  const sets = [
    ...manifolds.map(({ stability, samples }) => ({ kind: `${stability}-set` as const, samples })),
    ...plateaus.map(({ samples }) => ({ kind: 'plateau' as const, samples })),
  ];
  for (const { kind, samples } of sets) {
    const shown = samples.filter((sample) => inPlane(scene, inputs, sample));
    if (shown.length === 0) continue;
    kinds.add(kind);
    const dots = shown.map((sample) => {
      const [x, y] = place(sample, oracle.value(Float64Array.from(sample)));
      return `M${pixel(x)},${pixel(y)}h0`;
    });
    markup += `<path d="${dots.join('')}" stroke="${palette.glyphs[glyphOf(kind).colour]}" stroke-width="4" stroke-linecap="round"/>`;
  }
  for (const { point, value, kind } of stationary) mark(kind, point, value, false);
  for (const { point, value, kind, proof } of points) mark(kind, point, value, proof === 'proved');
  return { markup, kinds: [...kinds] };
}

function drawPaths(scene: PictureScene, palette: Palette, place: Place): string {
  const names = optimizerNames(scene.runs);
  return scene.runs
    .map((run) => {
      const colour = palette.series[names.indexOf(run.optimizer) % palette.series.length]!;
      const n = run.dimension;
      let path = '';
      let last: [number, number] | undefined;
      run.values.forEach((value, t) => {
        const at = place(run.points.subarray(t * n, (t + 1) * n), value);
        if (!at.every((p) => Math.abs(p) < 1e5)) return;
        path += `${path === '' ? 'M' : 'L'}${pixel(at[0])},${pixel(at[1])}`;
        last = at;
      });
      const end =
        last === undefined ? '' : `<circle cx="${pixel(last[0])}" cy="${pixel(last[1])}" r="3" fill="${colour}"/>`;
      return `<path d="${path}" fill="none" stroke="${palette.background}" stroke-width="3.5" stroke-opacity=".6"/><path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"/>${end}`;
    })
    .join('');
}

function drawBoxes(scene: PictureScene, palette: Palette, left: Scale, top: Scale): string {
  return (scene.report?.unresolved ?? [])
    .map((box) => {
      const [x, y] = box as readonly [Bounds, Bounds];
      const width = Math.max(4, left(x[1]) - left(x[0]));
      const height = Math.max(4, top(y[0]) - top(y[1]));
      return `<rect x="${pixel(left(x[0]))}" y="${pixel(top(y[1]))}" width="${pixel(width)}" height="${pixel(height)}" fill="${palette.glyphs.unresolved}" fill-opacity=".18" stroke="${palette.glyphs.unresolved}" stroke-opacity=".6" stroke-width=".6"/>`;
    })
    .join('');
}
