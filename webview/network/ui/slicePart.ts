/** The picture of a slice with its controls, its legend, and what it hides. */
import { ColourLegend } from '../../draw/legends';
import { seriesColour } from '../../draw/runLayer';
import type { Theme } from '../../draw/theme';
import type { SliceView } from '../../../src/landscape/explore/views';
import { levelScales } from '../../../src/picture/levels';
import type { LevelScale } from '../../../src/picture/levels';
import { formatNumber } from '../../../src/picture/numbers';
import { exportPicture, pictureName } from '../../exportPicture';
import type { Pixel } from '../../plot/projection';
import { iconButton, labelledSelect } from '../../ui/controls';
import { changes, html, setAttributes, setText, show, svg } from '../../ui/dom';
import { zoomStep } from '../../ui/toolbar';
import { SlicePlot } from '../draw/slicePlot';
import { centreShape, drawnRuns, projectedDash } from '../draw/sliceMarks';
import type { NetworkScene, SliceScene } from '../model/networkScene';
import { lossAt } from '../plot/sliceGeometry';
import { zoomWindow } from '../plot/window';
import { AnswerLine } from './answerLine';
import type { NetworkContext, NetworkPart } from './context';
import { SliceControls } from './sliceControls';
import { SlicePointer } from './slicePointer';

/** Pixels of the window's height for what stands above and below the picture: what it hides is to be in sight. */
const roomBelow = 330;

export class SlicePart implements NetworkPart {
  readonly element: HTMLElement;
  private readonly controls: SliceControls;
  private readonly levels;
  private readonly plot = new SlicePlot();
  private readonly surface = html('div', 'plot slice', { attributes: { tabindex: 0, role: 'group' } });
  private readonly waiting = html('p', 'slice-waiting');
  private readonly crosshair = svg('path', { class: 'crosshair', 'pointer-events': 'none', 'stroke-width': 1.5 });
  private readonly readout = html('output', 'readout', { attributes: { 'aria-live': 'polite' } });
  private readonly colours = new ColourLegend();
  private readonly legend = html('ul', 'glyph-legend', { attributes: { 'aria-label': 'Legend of the slice' } });
  private readonly badges = html('ul', 'badges', {
    attributes: { 'aria-label': 'What this slice hides', 'aria-live': 'polite' },
  });
  private readonly line: AnswerLine;
  private readonly legendChanged = changes();
  private told = '';
  private theme: Theme | undefined;
  private place: Pixel | null = null;
  private width = 0;

  constructor(
    private readonly context: NetworkContext,
    private readonly request: () => void,
  ) {
    const { change, explorations } = context;
    this.controls = new SliceControls(context);
    const zoom = (factor: number): void => {
      const slice = this.slice();
      if (slice !== undefined)
        change({ type: 'windowChanged', window: zoomWindow(slice.window, slice.isLine, 0.5, 0.5, factor) });
    };
    this.levels = labelledSelect(
      'Levels',
      [{ value: 'automatic', text: 'automatic' }, ...levelScales.map((scale) => ({ value: scale, text: scale }))],
      (value) =>
        context.dispatch({ type: 'preferencesChanged', change: { levelScale: value as 'automatic' | LevelScale } }),
    );
    const toolbar = html('div', 'toolbar', { attributes: { role: 'group', 'aria-label': 'Plot' } }, [
      iconButton('plus', 'Zoom in', () => zoom(1 / zoomStep)),
      iconButton('minus', 'Zoom out', () => zoom(zoomStep)),
      iconButton('home', 'Back to the whole slice', () => this.resetWindow()),
      iconButton('save', 'Export picture as SVG', () => this.exportPicture()),
      this.readout,
      html('span', 'spring'),
      this.levels.element,
    ]);
    this.line = new AnswerLine({
      name: 'slice',
      doing: 'Computing the slice',
      failed: 'The slice could not be computed',
      cancel: () => explorations.cancel('slice'),
      retry: () => explorations.retry('slice'),
    });
    this.plot.element.append(this.crosshair);
    this.surface.append(this.plot.element, this.waiting);
    new SlicePointer(this.surface, {
      slice: () => this.slice(),
      drawn: () => this.plot.drawn,
      move: (window) => change({ type: 'windowChanged', window }),
      read: (place) => this.read(place),
    });
    this.element = html('div', 'plot-column', {}, [
      this.controls.element,
      toolbar,
      this.surface,
      this.colours.element,
      this.legend,
      this.line.element,
      this.badges,
    ]);
    new ResizeObserver(() => this.measure()).observe(this.element);
  }

  update(scene: NetworkScene, theme: Theme): void {
    this.theme = theme;
    const { known, slice } = scene;
    this.controls.update(scene);
    this.levels.select.value = scene.state.preferences.levelScale;
    show(this.levels.element, slice?.isLine !== true);
    const waits = known.awaitsRun ? 'The picture follows when the run is made.' : '';
    this.line.update(known.slice, known.slice.progress?.share ?? null, waits);
    show(this.waiting, slice === null);
    setText(this.waiting, emptyText(scene));
    this.plot.element.toggleAttribute('hidden', slice === null);
    setAttributes(this.surface, {
      'aria-label': surfaceName(scene),
      'aria-busy': known.slice.status === 'pending' ? 'true' : 'false',
      'data-status': known.slice.status,
      'data-grid': slice === null ? undefined : String(slice.shown.view.grid.columns),
    });
    this.surface.classList.toggle('is-old', slice !== null && !slice.isCurrent && known.slice.status !== 'idle');
    if (this.width === 0) this.measure();
    if (slice === null) {
      this.badges.replaceChildren();
      this.legend.replaceChildren();
      this.told = '';
      return;
    }
    if (this.width === 0) return;
    const drawn = this.plot.update(scene, slice, theme, this.width, window.innerHeight - roomBelow);
    setAttributes(this.surface, { 'data-scale': drawn.field?.levels.scale });
    this.colours.update(drawn, theme, this.width);
    this.drawReading();
    if (this.legendChanged(slice.shown.view, scene.runs, known.trained, theme)) this.describe(scene, slice, theme);
  }

  resetWindow(): void {
    this.context.change({ type: 'windowChanged', window: null });
  }

  exportPicture(): void {
    const scene = this.context.scene();
    if (scene?.slice == null || this.theme === undefined) return;
    const parts = {
      plot: this.plot.element,
      legend: this.colours.element,
      glyphs: [this.legend],
      title: `${scene.loss.name}, a slice`,
      description: scene.slice.shown.view.badges.join(' '),
    };
    this.context.host.savePicture(exportPicture(parts, this.theme), pictureName(scene.loss.name));
  }

  private describe(scene: NetworkScene, { shown: { view }, isLine }: SliceScene, theme: Theme): void {
    const badges = badgesOf(scene, view);
    // Unchanged sentences are not said again.
    if (badges.join('\n') !== this.told)
      this.badges.replaceChildren(...badges.map((text) => html('li', 'badge', { text })));
    this.told = badges.join('\n');
    const icon = (...shapes: readonly SVGElement[]): SVGSVGElement =>
      svg('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, shapes);
    const runs = drawnRuns(scene, view);
    const items = runs.map(({ name, run }) =>
      html('li', '', {}, [
        icon(
          svg('path', {
            d: 'M-10,0H4',
            stroke: seriesColour(theme, run.colour),
            'stroke-width': 2,
            'stroke-dasharray': projectedDash,
          }),
          svg('circle', { cx: 6, cy: 0, r: 3.5, fill: seriesColour(theme, run.colour) }),
        ),
        `${name}, projected`,
      ]),
    );
    if (!isLine) {
      const centre = icon(svg('path', { d: centreShape, stroke: theme.foreground, 'stroke-width': 2 }));
      items.unshift(html('li', '', {}, [centre, `centre: ${scene.centreName}`]));
      if (view.starts.length > 0) {
        const start = icon(
          svg('circle', {
            r: 6,
            fill: 'none',
            stroke: theme.foreground,
            'stroke-width': 1.8,
            'stroke-dasharray': '3 2',
          }),
        );
        items.push(html('li', '', {}, [start, view.starts.length === 1 ? 'start, projected' : 'starts, projected']));
      }
    }
    const away = view.starts.length + view.runs.length > 0;
    if (away && !isLine)
      items.push(
        html('li', 'wide', {}, ['Dashed: projected at right angles; the fainter, the farther from this plane.']),
      );
    if (away && isLine && view.runs.length > 0)
      items.push(html('li', 'wide', {}, ['Dashed: projected onto the line, at the height of the run’s own loss.']));
    this.legend.replaceChildren(...items);
  }

  private read(place: Pixel | null): void {
    this.place = place;
    this.drawReading();
  }

  /** Tells the loss at the place pointed at, and marks it. */
  private drawReading(): void {
    const { place } = this;
    const [slice, drawn] = [this.slice(), this.plot.drawn];
    setAttributes(this.crosshair, { visibility: place === null ? 'hidden' : undefined });
    if (place === null || slice === undefined || drawn === undefined) return setText(this.readout, '');
    const { view } = slice.shown;
    const value = lossAt(view, place[0], place[1]);
    const where = slice.isLine
      ? formatNumber(place[0], 3)
      : `(${formatNumber(place[0], 3)}, ${formatNumber(place[1], 3)})`;
    setText(this.readout, `at ${where}: ${Number.isNaN(value) ? 'not known' : `loss ≈ ${formatNumber(value, 4)}`}`);
    const [x, y] = drawn.projection.pixel(place, value);
    setAttributes(this.crosshair, {
      d: Number.isFinite(y) ? `M${x - 6},${y}H${x + 6}M${x},${y - 6}V${y + 6}` : 'M0,0',
      stroke: this.theme?.foreground,
    });
  }

  private slice(): SliceScene | undefined {
    return this.context.scene()?.slice ?? undefined;
  }

  private measure(): void {
    const width = Math.floor(this.element.clientWidth);
    if (width === this.width) return;
    this.width = width;
    this.request();
  }
}

/** What stands in place of a picture. */
function emptyText({ known, centreName }: NetworkScene): string {
  if (known.sliceObstacle !== null) return 'There is no slice yet.';
  const { answer, key } = known.curvature;
  if (answer !== null && answer.key === key && Number.isNaN(answer.value.value))
    return `The loss is undefined at the centre, ${centreName}. Choose another centre, or a plane along parameters.`;
  return known.slice.status === 'pending' || known.slice.status === 'idle'
    ? 'The slice is being computed …'
    : 'There is no slice.';
}

/** The sentences, the runs in them by the names they have here. */
function badgesOf(scene: NetworkScene, view: SliceView): readonly string[] {
  const runs = drawnRuns(scene, view);
  const told = new Map(view.runs.map(({ optimizer, sentence }, at) => [`${optimizer}: ${sentence}`, runs[at]?.name]));
  return view.badges.map((badge) => {
    const name = told.get(badge);
    return name === undefined ? badge : `${name}${badge.slice(badge.indexOf(':'))}`;
  });
}

function surfaceName({ loss, slice, centreName }: NetworkScene): string {
  if (slice === null) return `Slice of ${loss.name}`;
  const { axes } = slice.shown.view;
  const what =
    axes[1] === null
      ? `Curve of ${loss.name} along the line ${axes[0]}`
      : `Contours of ${loss.name} in a plane: across ${axes[0]}, up ${axes[1]}`;
  return `${what}. Centre: ${centreName}. Arrows pan, plus and minus zoom, 0 shows the whole slice, c turns a crosshair on.`;
}
