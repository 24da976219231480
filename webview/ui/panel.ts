/** Puts the parts together and draws them: at most once a frame, coarse while something moves, fine at rest. */
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
import { html, setAttributes, show } from './dom';
import { FormulasPart } from './formulasPart';
import { Header } from './header';
import { OptimizersPart } from './optimizersPart';
import { PlaybackPart } from './playbackPart';
import { PlotPointer } from './plotPointer';
import { ProbePart, SelectedPart } from './pointPart';
import { Sliders } from './sliders';
import { StartsPart } from './startsPart';
import { Toolbar } from './toolbar';

/** Milliseconds without a change after which the fine picture is drawn. */
const restAfter = 120;

export class Panel {
  private readonly scenes = new SceneBuilder();
  private scene: Scene | undefined;
  private theme: Theme = readTheme();
  private readonly header: Header;
  private readonly playback: PlaybackPart;
  private readonly parts: readonly Part[];
  private readonly plot: PlotView;
  private readonly surface = html('div', 'plot', { attributes: { tabindex: 0, role: 'group' } });
  private readonly colours = new ColourLegend();
  private readonly glyphs = new GlyphLegend();
  private readonly message = html('div', 'message', { attributes: { role: 'status' } });
  private readonly body: HTMLElement;
  private readonly formulas: HTMLElement;
  private width = 0;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private lastTick: number | undefined;
  private moving = false;

  constructor(
    root: HTMLElement,
    private readonly store: Store,
    private readonly host: HostClient,
  ) {
    const context: Context = { dispatch: store.dispatch, host, scene: () => this.freshScene() };
    this.header = new Header(context);
    this.playback = new PlaybackPart(context);
    this.plot = new PlotView({ select: (index) => this.select(index) });
    const toolbar = new Toolbar(context, () => this.exportPicture());
    const sliders = new Sliders(context);
    const selected = new SelectedPart(context);
    const probe = new ProbePart(context);
    const optimizers = new OptimizersPart(context);
    const starts = new StartsPart(context);
    const formulas = new FormulasPart(context);
    this.parts = [toolbar, sliders, selected, probe, this.playback, optimizers, starts, formulas];
    this.surface.append(this.plot.element);
    new PlotPointer(
      this.surface,
      context,
      () => this.plot.drawn,
      (index) => this.focusGlyph(index),
    );
    const picture = html('div', 'plot-column', {}, [
      toolbar.element,
      this.surface,
      this.colours.element,
      this.glyphs.element,
    ]);
    this.body = html('div', 'columns', {}, [
      picture,
      html('div', 'side-column', {}, [
        sliders.element,
        selected.element,
        probe.element,
        this.playback.element,
        optimizers.element,
        starts.element,
      ]),
    ]);
    root.append(html('main', 'panel', {}, [this.header.element, this.message, this.body, formulas.element]));
    this.formulas = formulas.element;
    new ResizeObserver(() => this.measure(picture)).observe(picture);
    new MutationObserver(() => this.themeChanged()).observe(document.body, {
      attributes: true,
      attributeFilter: ['class', 'data-vscode-theme-id'],
    });
    new MutationObserver(() => this.themeChanged()).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['style', 'class'],
    });
    store.subscribe((state, previous) => this.changed(state, previous));
    this.showMessage(store.state);
  }

  /** Commands of the palette. */
  command(command: 'run-optimizers' | 'export-picture' | 'reset-view'): void {
    switch (command) {
      case 'run-optimizers':
        if (!this.store.state.playing) {
          this.store.dispatch({ type: 'scrubbed', step: 0 });
          this.request();
          this.draw();
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

  complain(message: string | null): void {
    this.header.complain(message);
  }

  private changed(state: PanelState, previous: PanelState): void {
    const onlyPointer = state.setup === previous.setup && state.snapshot === previous.snapshot;
    if (!onlyPointer) {
      this.moving = state.snapshot === previous.snapshot;
      clearTimeout(this.rest);
      this.rest = setTimeout(() => {
        this.moving = false;
        this.request();
      }, restAfter);
    }
    this.request();
  }

  private request(): void {
    if (this.frame === 0)
      this.frame = requestAnimationFrame((now) => {
        this.frame = 0;
        this.tick(now);
        this.draw();
      });
  }

  /** Moves the playhead by the time since the last frame. */
  private tick(now: number): void {
    if (!this.store.state.playing) {
      this.lastTick = undefined;
      return;
    }
    const seconds = this.lastTick === undefined ? 0 : Math.min(0.25, (now - this.lastTick) / 1000);
    this.lastTick = now;
    this.store.dispatch({ type: 'ticked', seconds, last: this.scene?.last ?? 0 });
    this.request();
  }

  private draw(): void {
    const { state } = this.store;
    this.scene = this.scenes.build(state);
    this.showMessage(state);
    const { scene, theme } = this;
    if (scene === undefined) return;
    if (this.width === 0) this.measure(this.surface.parentElement!);
    this.header.update(scene);
    for (const part of this.parts) part.update(scene, theme);
    if (this.width === 0) return;
    const quality: Quality = this.moving ? 'coarse' : 'fine';
    const drawn = this.plot.update(scene, theme, this.width, window.innerHeight - 120, quality);
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

  /** The scene last drawn, with what has been chosen since: two events in one frame must both count. */
  private freshScene(): Scene | undefined {
    const { scene } = this;
    const { state } = this.store;
    if (scene === undefined || state.snapshot?.loss !== scene.loss) return undefined;
    const { view, fixed, starts } = state.setup;
    return {
      ...scene,
      state,
      view: view ?? scene.box,
      at: fixed ?? scene.at,
      starts: starts === null ? scene.starts : starts.points,
    };
  }

  private showMessage(state: PanelState): void {
    const { phase, snapshot, failure } = state;
    const hasLoss = snapshot?.loss != null;
    show(this.header.element, phase === 'ready');
    show(this.body, hasLoss);
    show(this.formulas, hasLoss);
    show(this.message, !hasLoss);
    if (snapshot !== null) this.header.follow(snapshot);
    if (hasLoss) return;
    this.header.clearVerdict();
    const texts =
      phase === 'loading'
        ? ['Opening the landscape …']
        : phase === 'failed'
          ? ['The landscape could not be opened.', failure ?? '']
          : ['This file has no loss yet.', 'Write for example', 'loss f(x, y) = x^2 + y^2'];
    if (this.message.dataset['shown'] === texts.join('\n')) return;
    this.message.dataset['shown'] = texts.join('\n');
    this.message.replaceChildren(...texts.map((text, index) => html(index === 2 ? 'code' : 'p', '', { text })));
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
    const verdict = scene.state.report.report?.verdict ?? '';
    const parts = {
      plot: this.plot.element,
      legend: this.colours.element,
      glyphs: this.glyphs.element,
      title: scene.loss.name,
      description: verdict,
    };
    const text = exportPicture(parts, theme);
    this.host.savePicture(text, pictureName(scene.loss.name));
  }

  private measure(place: Element): void {
    const width = Math.floor(place.clientWidth);
    this.playback.measure();
    this.width = width;
    this.request();
  }

  private themeChanged(): void {
    this.theme = readTheme();
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
