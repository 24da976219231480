/** The main plot: keeps the layers of one SVG in step with the scene. */
import type { Scene } from '../model/scene';
import { curveInterval, curvePath, gaps } from '../plot/curve';
import { innerHeightOf, pictureHeight, plotFrame } from '../../src/picture/frame';
import { Projection } from '../plot/projection';
import type { Pixel } from '../plot/projection';
import { axisTicks } from '../../src/picture/axisTicks';
import { changes, keyed, setAttributes, svg } from '../ui/dom';
import { roveWithin } from '../ui/roving';
import { drawAxes } from './axes';
import { sampleDeadUnits } from './deadField';
import { drawDeadUnits } from './deadLayer';
import { drawGlyphs, drawSets, featurePlaces } from './featureLayer';
import type { GlyphEvents } from './featureLayer';
import { FieldSampler } from './field';
import type { Field, Quality } from './field';
import { hatchPattern } from './hatch';
import { drawProbe } from './probeLayer';
import { drawRuns, drawStarts } from './runLayer';
import type { Theme } from './theme';

/** What the last drawing shows; the legend and the pointer work from it. */
export interface Drawn {
  readonly projection: Projection;
  /** Undefined for a curve. */
  readonly field: Field | undefined;
  readonly hasHoles: boolean;
  readonly places: readonly (Pixel | null)[];
}

const curveSamples = 801;

export class PlotView {
  readonly element = svg('svg', { class: 'plot-picture', role: 'presentation' });
  drawn: Drawn | undefined;
  private readonly clip = svg('rect');
  private readonly hatch = hatchPattern('plot-hatch');
  private readonly holes = svg('rect', { class: 'holes', fill: 'url(#plot-hatch)' });
  private readonly layers = {
    contours: svg('g', { class: 'contours' }),
    curve: svg('g', { class: 'curve' }),
    box: svg('g'),
    paths: svg('g', { class: 'paths', 'pointer-events': 'none' }),
    ways: svg('g', { class: 'ways', 'pointer-events': 'none' }),
    sets: svg('g'),
    // Above the dots of a plateau, which would stand in its labels.
    dead: svg('g', { class: 'dead-units', 'pointer-events': 'none' }),
    runs: svg('g', { class: 'runs' }),
    probe: svg('g', { 'pointer-events': 'none' }),
    starts: svg('g', { class: 'starts' }),
  };
  private readonly glyphs = svg('g', { class: 'glyphs', role: 'group', 'aria-label': 'Critical points' });
  private readonly axes = svg('g', { class: 'axes', 'aria-hidden': 'true' });
  private readonly sampler = new FieldSampler();
  private readonly fieldChanged = changes();
  private readonly axesChanged = changes();
  private readonly bandsChanged = changes();
  private readonly overlayChanged = changes();
  private readonly runsChanged = changes();
  private readonly probeChanged = changes();
  private readonly deadChanged = changes();
  private quality: Quality = 'fine';

  constructor(private readonly events: GlyphEvents) {
    const clipped = svg('g', { 'clip-path': 'url(#plot-clip)' }, [this.holes, ...Object.values(this.layers)]);
    this.element.append(
      svg('defs', {}, [svg('clipPath', { id: 'plot-clip' }, [this.clip]), this.hatch]),
      clipped,
      this.axes,
      this.glyphs,
    );
    roveWithin(this.glyphs);
  }

  /** Draws what differs from the last call. `width` and `available` (height) are those of the place for the picture. */
  update(scene: Scene, theme: Theme, width: number, available: number, quality: Quality): Drawn {
    const { isCurve, evaluator, view } = scene;
    const { axes } = scene.state.setup;
    const { levelScale } = scene.state.preferences;
    const staysFine = quality === 'fine' && this.quality !== 'fine';
    const resampled =
      this.fieldChanged(evaluator, scene.at, view, axes[0], axes[1], width, available, levelScale) || staysFine;
    if (resampled || this.drawn === undefined) {
      this.drawn = isCurve
        ? this.drawCurve(scene, theme, width, available)
        : this.sample(scene, width, available, quality);
      this.quality = isCurve ? 'fine' : quality;
    }
    const drawn = this.drawn;
    const { projection } = drawn;
    if (this.axesChanged(projection, theme)) this.drawFrame(scene, projection, theme);
    if (this.bandsChanged(drawn.field, theme, isCurve) && !isCurve) this.drawBands(drawn.field, theme);
    if (isCurve && this.layers.curve.childElementCount > 0) this.colourCurve(theme);
    const report = scene.state.report;
    if (this.overlayChanged(projection, scene.features, report.status, scene.state.selected, scene.at, theme)) {
      const places = featurePlaces(scene, projection);
      this.drawn = { ...drawn, places };
      // What is older than the sliders is dimmed; what a search has found so far is not.
      const dimmed = report.status === 'pending' && !report.partial ? 0.45 : undefined;
      setAttributes(this.layers.sets, { opacity: dimmed });
      setAttributes(this.glyphs, { 'aria-busy': report.status === 'pending' ? 'true' : 'false' });
      drawSets(this.layers.sets, scene, projection, theme);
      drawGlyphs(this.glyphs, scene, theme, places, this.events);
    }
    if (this.runsChanged(projection, scene.runs, scene.step, scene.starts, theme)) {
      drawRuns(this.layers.runs, scene, projection, theme);
      drawStarts(this.layers.starts, scene, projection, theme);
    }
    if (this.probeChanged(projection, scene.probe, theme)) drawProbe(this.layers.probe, scene, projection, theme);
    return this.drawn;
  }

  /** The layer of the loss's own paths; who draws it decides what is in it. */
  get paths(): SVGGElement {
    return this.layers.paths;
  }

  /** The layer of the ways between two points. */
  get ways(): SVGGElement {
    return this.layers.ways;
  }

  /** Shades where units are dead, in the picture last drawn. */
  shadeDeadUnits(scene: Scene, theme: Theme, wanted: boolean): void {
    const { drawn, quality } = this;
    if (drawn === undefined || !this.deadChanged(drawn.field, drawn.projection, scene.evaluator, theme, wanted)) return;
    drawDeadUnits(this.layers.dead, wanted ? sampleDeadUnits(scene, drawn.projection, quality) : undefined, theme);
  }

  private sample(scene: Scene, width: number, available: number, quality: Quality): Drawn {
    const { view, box } = scene;
    const height = pictureHeight(width, (box.y[1] - box.y[0]) / (box.x[1] - box.x[0]), available);
    const frame = plotFrame(width, height, axisTicks(view.y[0], view.y[1], innerHeightOf(height), false));
    const projection = new Projection(frame, view, scene.state.setup.axes, false);
    const field = this.sampler.sample(scene, projection, quality);
    this.layers.curve.replaceChildren();
    return { projection, field, hasHoles: field.summary.undefinedShare > 0, places: this.drawn?.places ?? [] };
  }

  private drawCurve(scene: Scene, theme: Theme, width: number, available: number): Drawn {
    const [low, high] = scene.view.x;
    const xs = Float64Array.from({ length: curveSamples }, (_, i) => low + ((high - low) * i) / (curveSamples - 1));
    const values = scene.evaluator.curve(scene.at, 0, xs);
    const interval = curveInterval(values);
    const height = pictureHeight(width, 0.7, available);
    const frame = plotFrame(width, height, axisTicks(interval[0], interval[1], innerHeightOf(height), false));
    const projection = new Projection(frame, { x: scene.view.x, y: interval }, [0, 0], true);
    const holes = gaps(xs, values);
    this.layers.contours.replaceChildren();
    this.layers.curve.replaceChildren(
      svg('rect', {
        class: 'curve-ground',
        x: frame.left,
        y: frame.top,
        width: frame.innerWidth,
        height: frame.innerHeight,
        fill: theme.background,
      }),
      ...holes.map(([from, to]) =>
        svg('rect', {
          class: 'gap',
          x: projection.x(from),
          y: frame.top,
          width: projection.x(to) - projection.x(from),
          height: frame.innerHeight,
          fill: 'url(#plot-hatch)',
        }),
      ),
      svg('path', {
        class: 'curve-line',
        d: curvePath(xs, values, projection),
        fill: 'none',
        'stroke-width': 2.2,
        'stroke-linejoin': 'round',
      }),
    );
    return { projection, field: undefined, hasHoles: holes.length > 0, places: this.drawn?.places ?? [] };
  }

  private colourCurve(theme: Theme): void {
    setAttributes(this.layers.curve.querySelector('.curve-line')!, { stroke: theme.positive });
    setAttributes(this.layers.curve.querySelector('.curve-ground')!, { fill: theme.background });
  }

  private drawFrame(scene: Scene, projection: Projection, theme: Theme): void {
    const { frame, view } = projection;
    setAttributes(this.element, {
      width: frame.width,
      height: frame.height,
      viewBox: `0 0 ${String(frame.width)} ${String(frame.height)}`,
    });
    const inner = { x: frame.left, y: frame.top, width: frame.innerWidth, height: frame.innerHeight };
    setAttributes(this.clip, inner);
    setAttributes(this.holes, inner);
    setAttributes(this.hatch.querySelector('rect')!, { fill: theme.background });
    setAttributes(this.hatch.querySelector('path')!, { stroke: theme.muted });
    const names = scene.loss.parameters.map((parameter) => parameter.name);
    drawAxes(
      this.axes,
      {
        frame,
        horizontal: axisTicks(view.x[0], view.x[1], frame.innerWidth, true),
        vertical: axisTicks(view.y[0], view.y[1], frame.innerHeight, false),
        x: (value) => projection.x(value),
        y: (value) => projection.y(value),
        xName: names[projection.axes[0]] ?? '',
        yName: projection.isCurve ? scene.loss.name : (names[projection.axes[1]] ?? ''),
      },
      theme,
    );
    this.layers.box.replaceChildren(...boxOutline(scene, projection, theme));
  }

  private drawBands(field: Field | undefined, theme: Theme): void {
    const bands = field?.bands ?? [];
    keyed(
      this.layers.contours,
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
}

/** The box that is searched, where the view is another. */
function boxOutline(scene: Scene, projection: Projection, theme: Theme): readonly SVGElement[] {
  if (scene.state.setup.view === null) return [];
  const { frame } = projection;
  const [x0, x1] = scene.box.x.map((value) => projection.x(value)) as [number, number];
  const [y1, y0] = scene.isCurve
    ? [frame.top + frame.innerHeight + 9, frame.top - 9]
    : (scene.box.y.map((value) => projection.y(value)) as [number, number]);
  return [
    svg('path', {
      class: 'box',
      d: `M${x0},${y0}H${x1}V${y1}H${x0}Z`,
      fill: 'none',
      stroke: theme.foreground,
      'stroke-opacity': 0.6,
      'stroke-dasharray': '6 4',
    }),
  ];
}
