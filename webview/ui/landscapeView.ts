/** The view of a loss of few parameters, which the panel evaluates itself: coarse while something moves, fine at rest. */
import { raceStage, whyStage } from '../studies/model/questions';
import type { AnimationSource } from '../exportAnimation';
import { AnimationPart } from './animationPart';
import { ColourLegend, GlyphLegend } from '../draw/legends';
import { PlotView } from '../draw/plotView';
import type { Quality } from '../draw/field';
import { readTheme } from '../draw/theme';
import type { Theme } from '../draw/theme';
import { exportPicture, pictureName } from '../exportPicture';
import type { HostClient } from '../host/hostClient';
import { SceneBuilder } from '../model/scene';
import type { Scene } from '../model/scene';
import type { PanelState } from '../state/state';
import type { Store } from '../state/store';
import type { Context, Part } from './context';
import { changes, html, setAttributes } from './dom';
import { FormulasPart } from './formulasPart';
import { OptimizersPart } from './optimizersPart';
import type { PanelCommand, PanelView } from './panelView';
import { PlaybackPart } from './playbackPart';
import { PlotPointer } from './plotPointer';
import { ProbePart, SelectedPart } from './pointPart';
import { RemainderPart } from './remainderPart';
import { Sliders } from './sliders';
import { StartsPart } from './startsPart';
import { Toolbar } from './toolbar';
import { UnitsPart } from './unitsPart';
import { drawPaths } from '../studies/draw/pathLayer';
import { drawWays } from '../studies/draw/wayLayer';
import { Studies } from '../studies/host/studies';
import { BifurcationPart } from '../studies/ui/bifurcationPart';
import { MapPart } from '../studies/ui/mapPart';
import { PathsPart } from '../studies/ui/pathsPart';
import { RacePart } from '../studies/ui/racePart';
import { WayPart } from '../studies/ui/wayPart';
import { SamplesPart } from '../studies/ui/samplesPart';
import { WhyPart } from '../studies/ui/whyPart';
import { SurfacePart } from '../surface/ui/surfacePart';

/** Milliseconds without a change after which the fine picture is drawn. */
const restAfter = 120;

export class LandscapeView implements PanelView {
  readonly elements: readonly HTMLElement[];
  private readonly scenes = new SceneBuilder();
  private scene: Scene | undefined;
  private theme: Theme = readTheme();
  private readonly studies: Studies;
  private readonly playback: PlaybackPart;
  private readonly animation: AnimationPart;
  private readonly paths: PathsPart;
  private readonly map: MapPart;
  private readonly units: UnitsPart;
  private readonly way: WayPart;
  private readonly bifurcation: BifurcationPart;
  private readonly samples: SamplesPart;
  private readonly set: SurfacePart;
  private readonly pathsChanged = changes();
  private readonly waysChanged = changes();
  private readonly parts: readonly Part[];
  private readonly plot: PlotView;
  private readonly surface = html('div', 'plot', { attributes: { tabindex: 0, role: 'group' } });
  private readonly colours = new ColourLegend();
  private readonly glyphs = new GlyphLegend();
  private readonly column: HTMLElement;
  private width = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private lastTick: number | undefined;
  private moving = false;

  /** `request` asks for a frame. */
  constructor(
    private readonly store: Store,
    private readonly host: HostClient,
    private readonly request: () => void,
  ) {
    const context: Context = { dispatch: store.dispatch, host, scene: () => this.freshScene() };
    this.studies = new Studies(host, request);
    this.animation = new AnimationPart(host, () => this.animationSource());
    this.playback = new PlaybackPart(context, this.animation.element);
    this.plot = new PlotView({ select: (index) => this.select(index) });
    const toolbar = new Toolbar(context, () => this.exportPicture());
    const sliders = new Sliders(context);
    const selected = new SelectedPart(context);
    const probe = new ProbePart(context);
    const remainder = new RemainderPart();
    const optimizers = new OptimizersPart(context);
    const starts = new StartsPart(context);
    this.units = new UnitsPart(context, request);
    this.paths = new PathsPart(context, this.studies);
    const why = this.whyPart();
    const race = this.racePart(context);
    const formulas = new FormulasPart(context);
    const side = [sliders, selected, probe, this.units, remainder, this.playback, why, optimizers, starts, this.paths];
    this.map = new MapPart(context, this.studies);
    this.way = new WayPart(context, this.studies, request);
    this.bifurcation = new BifurcationPart(context, this.studies);
    this.samples = new SamplesPart(context, this.studies);
    this.set = new SurfacePart(context, request);
    const below = [this.set, this.bifurcation, this.way, race, this.map, this.samples, formulas];
    this.parts = [toolbar, ...side, ...below];
    this.surface.append(this.plot.element);
    new PlotPointer(
      this.surface,
      context,
      () => this.plot.drawn,
      (index) => this.focusGlyph(index),
    );
    this.column = html('div', 'plot-column', {}, [
      toolbar.element,
      this.surface,
      this.colours.element,
      this.glyphs.element,
      this.paths.legend,
      this.way.legend,
    ]);
    const body = html('div', 'columns', {}, [
      this.column,
      html(
        'div',
        'side-column',
        {},
        side.map(({ element }) => element),
      ),
    ]);
    this.elements = [body, ...below.map(({ element }) => element)];
    new ResizeObserver(() => this.measure()).observe(this.column);
  }

  command(command: PanelCommand): void {
    switch (command) {
      case 'run-optimizers':
        if (!this.store.state.playing) {
          this.store.dispatch({ type: 'scrubbed', step: 0 });
          this.draw(this.store.state, this.theme, performance.now());
          this.playback.toggle();
        }
        return;
      case 'export-picture':
        this.exportPicture();
        return;
      case 'reset-view':
        this.store.dispatch({ type: 'viewChanged', view: null });
        return;
    }
  }

  changed(state: PanelState, previous: PanelState): void {
    if (state.setup === previous.setup && state.snapshot === previous.snapshot) return;
    this.moving = state.snapshot === previous.snapshot;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.moving = false;
      this.request();
    }, restAfter);
  }

  draw(_: PanelState, theme: Theme, now: number): void {
    this.theme = theme;
    this.tick(now);
    const { state } = this.store;
    const scene = this.scenes.build(state);
    this.scene = scene;
    if (scene === undefined) return;
    if (this.width === 0) this.measure();
    this.studies.follow(scene);
    for (const part of this.parts) part.update(scene, theme);
    this.animation.update(scene.runs.length > 0);
    if (this.width === 0) return;
    const quality: Quality = this.moving ? 'coarse' : 'fine';
    const drawn = this.plot.update(scene, theme, this.width, window.innerHeight - 120, quality);
    this.plot.shadeDeadUnits(scene, theme, this.units.shades);
    const paths = this.paths.shown(scene);
    if (this.pathsChanged(paths, drawn.projection, theme))
      drawPaths(this.plot.paths, paths, scene, drawn.projection, theme);
    const way = this.way.shown(scene);
    if (this.waysChanged(way, drawn.projection, theme)) drawWays(this.plot.ways, way, scene, drawn.projection, theme);
    this.colours.update(drawn, theme, this.width);
    this.glyphs.update(scene.features, theme);
    this.surface.classList.toggle('is-placing', state.placing);
    setAttributes(this.surface, {
      'aria-label': surfaceName(scene),
      'data-quality': drawn.field?.quality,
      'data-scale': drawn.field?.levels.scale,
      'data-milliseconds': drawn.field?.milliseconds.toFixed(1),
    });
  }

  /** Moves the playhead by the time since the last frame. */
  private tick(now: number): void {
    if (!this.store.state.playing) {
      this.lastTick = undefined;
      return;
    }
    const seconds = this.lastTick === undefined ? 0 : Math.min(0.25, Math.max(0, now - this.lastTick) / 1000);
    this.lastTick = now;
    this.store.dispatch({ type: 'ticked', seconds, last: this.scene?.last ?? 0 });
    this.request();
  }

  /** The scene last drawn, with what has been chosen since: two events in one frame must both count. */
  private freshScene(): Scene | undefined {
    const { scene } = this;
    const { state } = this.store;
    if (scene === undefined || this.scenes.lossOf(state) !== scene.loss) return undefined;
    const { view, fixed, starts } = state.setup;
    return {
      ...scene,
      state,
      view: view ?? scene.box,
      at: fixed ?? scene.at,
      starts: starts === null ? scene.starts : starts.points,
    };
  }

  private select(index: number): void {
    const feature = this.scene?.features[index];
    if (this.scene === undefined || feature === undefined || this.store.state.selected === index) return;
    this.store.dispatch({ type: 'featureSelected', index });
    // With more than two parameters the point may lie off the plane shown: the sliders go to it.
    if (this.scene.loss.parameters.length > 2) this.store.dispatch({ type: 'parametersFixed', fixed: feature.anchor });
  }

  private focusGlyph(index: number): void {
    this.select(index);
    const glyph = this.plot.element.querySelector<SVGGElement>(`.glyphs [data-key="${String(index)}"]`);
    glyph?.setAttribute('tabindex', '0');
    glyph?.focus({ preventScroll: true });
  }

  private exportPicture(): void {
    const { scene, theme } = this;
    if (scene === undefined) return;
    const parts = { ...this.pictureParts(scene), title: scene.loss.name };
    this.host.savePicture(exportPicture(parts, theme), pictureName(scene.loss.name));
  }

  private pictureParts(scene: Scene): AnimationSource['parts'] {
    return {
      plot: this.plot.element,
      legend: this.colours.element,
      glyphs: [this.glyphs.element, this.paths.legend, this.way.legend],
      description: scene.state.report.report?.verdict ?? '',
    };
  }

  private whyPart(): Part {
    const part = new WhyPart({
      dispatch: this.store.dispatch,
      why: this.studies.why,
      studies: () => this.store.state.preferences.studies,
      hints: {
        none: 'Add an optimizer to have its steps explained.',
        step: 'Move the playhead of the runs to ask about another step.',
      },
    });
    return { element: part.element, update: (scene, theme) => part.update(whyStage(scene), theme) };
  }

  private racePart({ dispatch, host }: Context): Part {
    const part = new RacePart({
      dispatch,
      host,
      race: this.studies.race,
      studies: () => this.store.state.preferences.studies,
      keyOf: (question) => (this.scene === undefined ? '' : this.studies.keyOf(this.scene, question)),
      start: () => {
        const scene = this.freshScene();
        if (scene !== undefined) this.studies.startRace(scene);
      },
    });
    return { element: part.element, update: (scene, theme) => part.update(raceStage(scene), theme) };
  }

  private animationSource(): AnimationSource | undefined {
    const { scene, theme } = this;
    const drawn = this.plot.drawn;
    if (scene === undefined || drawn === undefined || scene.runs.length === 0) return undefined;
    return { scene, theme, projection: drawn.projection, parts: this.pictureParts(scene) };
  }

  private measure(): void {
    this.playback.measure();
    this.map.measure();
    this.bifurcation.measure();
    this.way.measure();
    this.samples.measure();
    this.set.measure();
    this.width = Math.floor(this.column.clientWidth);
    this.request();
  }
}

function surfaceName(scene: Scene): string {
  const names = scene.loss.parameters.map(({ name }) => name);
  const [first, second] = scene.state.setup.axes;
  const what = scene.isCurve
    ? `Curve of ${scene.loss.name} over ${names[0] ?? ''}`
    : `Contours of ${scene.loss.name} over ${names[first] ?? ''} and ${names[second] ?? ''}`;
  const keys = scene.state.crosshair
    ? 'Arrows move the crosshair, Enter pins it, Escape leaves it.'
    : 'Arrows pan, plus and minus zoom, 0 shows the box, c turns the crosshair on.';
  return `${what}. ${keys}`;
}
