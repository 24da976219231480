/** Draws a slice: contours of a plane or the curve of a line, projected paths and starts, the centre, a barrier. */
import type { SliceView } from '../../../src/landscape/explore/views';
import { axisTicks } from '../../../src/picture/axisTicks';
import { contourBands } from '../../../src/picture/contours';
import type { ContourBand } from '../../../src/picture/contours';
import { innerHeightOf, pictureHeight, plotFrame } from '../../../src/picture/frame';
import { chooseScale, levelsOn, summarize } from '../../../src/picture/levels';
import type { Levels } from '../../../src/picture/levels';
import { drawAxes } from '../../draw/axes';
import { hatchPattern } from '../../draw/hatch';
import type { Theme } from '../../draw/theme';
import { curveInterval, curvePath, gaps } from '../../plot/curve';
import { Projection } from '../../plot/projection';
import type { Preferences } from '../../state/state';
import { changes, keyed, setAttributes, svg } from '../../ui/dom';
import type { NetworkScene, SliceScene } from '../model/networkScene';
import { gridFrame, ownArea, placesAlong } from '../plot/sliceGeometry';
import { drawMarks } from './sliceMarks';

/** What the last drawing shows. */
export interface DrawnSlice {
  readonly projection: Projection;
  readonly field: { readonly levels: Levels; readonly bands: readonly ContourBand[] } | undefined;
  readonly hasHoles: boolean;
}

const levelCount = 16;

export class SlicePlot {
  readonly element = svg('svg', { class: 'plot-picture slice-picture', role: 'presentation' });
  drawn: DrawnSlice | undefined;
  private readonly clip = svg('rect');
  private readonly ownClip = svg('rect');
  private readonly hatch = hatchPattern('slice-hatch');
  private readonly ground = svg('rect');
  private readonly holes = svg('rect', { class: 'holes', fill: 'url(#slice-hatch)' });
  private readonly contours = svg('g', { class: 'contours', 'clip-path': 'url(#slice-own)' });
  private readonly curve = svg('g', { class: 'curve' });
  private readonly marks = svg('g', { class: 'marks', 'pointer-events': 'none' });
  private readonly axes = svg('g', { class: 'axes', 'aria-hidden': 'true' });
  private readonly shapeChanged = changes();
  private readonly paintChanged = changes();
  private readonly marksChanged = changes();

  constructor() {
    this.element.append(
      svg('defs', {}, [
        svg('clipPath', { id: 'slice-clip' }, [this.clip]),
        svg('clipPath', { id: 'slice-own' }, [this.ownClip]),
        this.hatch,
      ]),
      svg('g', { 'clip-path': 'url(#slice-clip)' }, [this.ground, this.holes, this.contours, this.curve, this.marks]),
      this.axes,
    );
  }

  /** Draws what differs from the last call; `width` and `available` are those of the place for the picture. */
  update(scene: NetworkScene, slice: SliceScene, theme: Theme, width: number, available: number): DrawnSlice {
    const { levelScale } = scene.state.preferences;
    const { view } = slice.shown;
    const { x, y } = slice.window;
    if (this.shapeChanged(view, x[0], x[1], y[0], y[1], width, available, levelScale) || this.drawn === undefined)
      this.drawn = slice.isLine
        ? lineDrawing(view, slice, width, available)
        : planeDrawing(view, slice, width, available, levelScale);
    const { drawn } = this;
    if (this.paintChanged(drawn, theme)) {
      this.drawFrame(scene, view, drawn, theme);
      this.drawBands(drawn, theme);
      this.drawCurve(view, drawn, theme);
    }
    if (this.marksChanged(drawn, theme, scene.runs, scene.known.trained, view))
      drawMarks(this.marks, scene, view, drawn.projection, theme);
    return drawn;
  }

  private drawFrame(scene: NetworkScene, view: SliceView, drawn: DrawnSlice, theme: Theme): void {
    const { projection, hasHoles } = drawn;
    const { frame } = projection;
    setAttributes(this.element, {
      width: frame.width,
      height: frame.height,
      viewBox: `0 0 ${String(frame.width)} ${String(frame.height)}`,
    });
    const inner = { x: frame.left, y: frame.top, width: frame.innerWidth, height: frame.innerHeight };
    const own = projection.isCurve ? inner : ownArea(view, projection);
    setAttributes(this.clip, inner);
    setAttributes(this.ownClip, own);
    setAttributes(this.ground, { ...inner, fill: theme.background });
    setAttributes(this.holes, { ...own, visibility: hasHoles && !projection.isCurve ? undefined : 'hidden' });
    setAttributes(this.hatch.querySelector('rect')!, { fill: theme.background });
    setAttributes(this.hatch.querySelector('path')!, { stroke: theme.muted });
    const { x, y } = projection.view;
    drawAxes(
      this.axes,
      {
        frame,
        horizontal: axisTicks(x[0], x[1], frame.innerWidth, true),
        vertical: axisTicks(y[0], y[1], frame.innerHeight, false),
        x: (value) => projection.x(value),
        y: (value) => projection.y(value),
        xName: view.axes[0],
        yName: view.axes[1] ?? scene.loss.name,
      },
      theme,
    );
  }

  private drawBands({ field }: DrawnSlice, theme: Theme): void {
    const bands = field?.bands ?? [];
    keyed(
      this.contours,
      bands,
      (_, index) => String(index),
      () => svg('path', { 'stroke-linejoin': 'round' }),
      (path, band, index) => {
        setAttributes(path, {
          d: band.path,
          fill: theme.ramp(bands.length < 2 ? 0.5 : index / (bands.length - 1)),
          stroke: theme.line,
          'stroke-opacity': theme.lineOpacity,
          'stroke-width': 0.8,
        });
      },
    );
  }

  private drawCurve(view: SliceView, { projection }: DrawnSlice, theme: Theme): void {
    if (!projection.isCurve) return this.curve.replaceChildren();
    const { frame } = projection;
    const xs = placesAlong(view);
    this.curve.replaceChildren(
      ...gaps(xs, view.grid.values).map(([from, to]) =>
        svg('rect', {
          class: 'gap',
          x: projection.x(from),
          y: frame.top,
          width: projection.x(to) - projection.x(from),
          height: frame.innerHeight,
          fill: 'url(#slice-hatch)',
        }),
      ),
      svg('path', {
        class: 'curve-line',
        d: curvePath(xs, view.grid.values, projection),
        fill: 'none',
        stroke: theme.positive,
        'stroke-width': 2.2,
        'stroke-linejoin': 'round',
      }),
    );
  }
}

function planeDrawing(
  view: SliceView,
  { window }: SliceScene,
  width: number,
  available: number,
  levelScale: Preferences['levelScale'],
): DrawnSlice {
  const { x, y } = window;
  const aspect = ((y[1] - y[0]) * view.lengths[1]) / ((x[1] - x[0]) * view.lengths[0]);
  const height = pictureHeight(width, aspect, available);
  const frame = plotFrame(width, height, axisTicks(y[0], y[1], innerHeightOf(height), false));
  const projection = new Projection(frame, window, [0, 1], false);
  const { values, columns, rows } = view.grid;
  const summary = summarize(values);
  const scale = levelScale === 'automatic' ? chooseScale(summary, levelCount) : levelScale;
  const levels = levelsOn(scale, summary, levelCount);
  const bands = contourBands({ values, columns, rows }, levels, gridFrame(view, projection));
  return { projection, field: { levels, bands }, hasHoles: summary.undefinedShare > 0 };
}

function lineDrawing(view: SliceView, { window }: SliceScene, width: number, available: number): DrawnSlice {
  const { values } = view.grid;
  const interval = curveInterval(values);
  const height = pictureHeight(width, 0.7, available);
  const frame = plotFrame(width, height, axisTicks(interval[0], interval[1], innerHeightOf(height), false));
  const projection = new Projection(frame, { x: window.x, y: interval }, [0, 1], true);
  return { projection, field: undefined, hasHoles: values.some(Number.isNaN) };
}
