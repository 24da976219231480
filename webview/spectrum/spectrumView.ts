/** The view of a spectrum: computed by the host, and only drawn here. */
import type { SpectrumProgress, SpectrumView as Spectrum } from '../../src/landscape/spectra/views';
import type { AtRevision } from '../../src/protocol/panelApi';
import type { Theme } from '../draw/theme';
import { exportPicture, pictureName } from '../exportPicture';
import type { HostClient } from '../host/hostClient';
import { constantValues } from '../model/constants';
import { Asker } from '../network/host/asker';
import { AnswerLine, patienceOfPeople } from '../network/ui/answerLine';
import { setupKey } from '../state/state';
import type { PanelState } from '../state/state';
import type { Store } from '../state/store';
import { ConstantSliders } from '../ui/constantSliders';
import { iconButton, section } from '../ui/controls';
import { changes, html, setText, show, svg } from '../ui/dom';
import type { PanelCommand, PanelView } from '../ui/panelView';
import { drawSizesChart, errorsShown } from './draw/sizesChart';
import { drawSpectrum } from './draw/spectrumPlot';
import { chartsOf, factsOf } from './ui/facts';
import { outlierTable } from './ui/outlierTable';

export class SpectrumView implements PanelView {
  readonly elements: readonly HTMLElement[];
  private readonly asker: Asker<AtRevision, SpectrumProgress, Spectrum>;
  private readonly line: AnswerLine;
  private readonly plot = svg('svg', { class: 'spectrum-histogram' });
  private readonly place = html('div', 'spectrum-place', {}, [this.plot]);
  private readonly sentence = html('p', 'curvature', { attributes: { 'aria-live': 'polite' } });
  private readonly waiting = html('p', 'hint');
  private readonly key = html('p', 'hint spectrum-key');
  private readonly outliers = html('div');
  private readonly facts = html('dl', 'details');
  private readonly charts = html('div', 'size-charts');
  private readonly chartsPart: HTMLElement;
  private readonly sliders: ConstantSliders;
  private readonly sliderPart: HTMLElement;
  private readonly main: HTMLElement;
  private readonly side: HTMLElement;
  private readonly drawn = changes();
  private theme: Theme | undefined;
  private later: ReturnType<typeof setTimeout> | undefined;
  /** The text the answer is about: a new revision of the same question is asked anew. */
  private asked: { readonly revision: number; readonly key: string } | undefined;

  /** `request` asks for a frame. */
  constructor(
    private readonly store: Store,
    private readonly host: HostClient,
    private readonly request: () => void,
  ) {
    this.asker = new Asker({
      ask: (at, signal, progress) => host.spectrum(at, signal, progress),
      changed: () => this.known(),
      coarse: ({ view }) => view,
    });
    this.line = new AnswerLine({
      name: 'spectrum',
      doing: 'Drawing matrices',
      failed: 'The spectrum could not be found',
      cancel: () => this.asker.cancel(),
      retry: () => this.asker.retry(),
    });
    const save = iconButton('save', 'Export picture as SVG', () => this.exportPicture());
    this.main = section(
      'Eigenvalues',
      'eigenvalues',
      [this.line.element, this.waiting, this.place, this.key, this.sentence],
      [save],
    );
    this.sliders = new ConstantSliders({ dispatch: store.dispatch, host, state: () => store.state });
    this.sliderPart = section('Sliders', 'spectrum-sliders', this.sliders.elements);
    this.chartsPart = section('Convergence', 'convergence', [this.charts]);
    this.side = html('div', 'side-column', {}, [
      this.sliderPart,
      section('Numbers', 'facts', [this.facts]),
      this.chartsPart,
    ]);
    const column = html('div', 'plot-column', {}, [this.main, section('Outliers', 'outliers', [this.outliers])]);
    this.elements = [html('div', 'columns spectrum-view', {}, [column, this.side])];
  }

  command(command: PanelCommand): void {
    if (command === 'export-picture') this.exportPicture();
  }

  changed(state: PanelState, previous: PanelState): void {
    if (state.setup !== previous.setup || state.snapshot !== previous.snapshot) this.follow(state);
  }

  draw(state: PanelState, theme: Theme): void {
    const head = state.snapshot?.spectrum;
    if (head == null) return;
    this.follow(state);
    this.theme = theme;
    show(this.sliderPart, this.sliders.update(head, state.setup.overrides) > 0);
    const known = this.asker.state;
    this.line.update(known, known.progress?.share ?? null);
    const view = known.answer?.value;
    const isOld = known.answer !== null && known.answer.key !== known.key;
    for (const part of [this.place, this.outliers, this.facts, this.charts]) part.classList.toggle('is-old', isOld);
    show(this.place, view !== undefined);
    setText(
      this.waiting,
      view === undefined && known.status === 'pending' ? 'The eigenvalues are being computed …' : '',
    );
    show(this.waiting, this.waiting.textContent !== '');
    const width = Math.floor(this.main.clientWidth);
    const aside = Math.floor(this.side.clientWidth);
    if (width === 0 || !this.drawn(view, width, aside, theme)) return;
    setText(this.sentence, view?.sentence ?? '');
    if (view === undefined) {
      this.outliers.replaceChildren();
      this.facts.replaceChildren();
      show(this.chartsPart, false);
      return;
    }
    drawSpectrum(this.plot as SVGSVGElement, view, width, theme);
    setText(this.key, keyOf(view));
    this.outliers.replaceChildren(outlierTable(view));
    this.facts.replaceChildren(
      ...factsOf(view).flatMap(([name, text]) => [html('dt', '', { text: name }), html('dd', '', { text })]),
    );
    this.drawCharts(view, aside, theme);
  }

  private drawCharts(view: Spectrum, width: number, theme: Theme): void {
    const charts = chartsOf(view);
    show(this.chartsPart, view.random !== null);
    const draws = view.random?.draws ?? 0;
    const note =
      charts.length === 0
        ? 'Smaller matrices are being drawn …'
        : charts[0]!.points.length === 1
          ? 'There is no smaller matrix with these spikes to compare.'
          : `Means of ${String(draws)} draws of each size; bars: ± ${String(errorsShown)} standard errors.`;
    this.charts.replaceChildren(
      html('p', 'hint', { text: note }),
      ...charts.map((chart) => {
        const picture = svg('svg', { class: 'size-chart' }) as SVGSVGElement;
        drawSizesChart(picture, chart, width, theme);
        const caption = html('figcaption', '', {
          text: chart.limitName === '' ? chart.name : `${chart.name}; dashed: ${chart.limitName}`,
        });
        return html('figure', '', {}, [caption, picture]);
      }),
    );
  }

  /** Asks about what is shown; another spectrum makes one forget the old one. */
  private follow({ snapshot, setup }: PanelState): void {
    const head = snapshot?.spectrum;
    if (snapshot === null || head == null) {
      this.asker.drop();
      this.asked = undefined;
      return;
    }
    const key = setupKey(snapshot);
    if (this.asked !== undefined && this.asked.key !== key) this.asker.drop();
    this.asked = { revision: snapshot.revision, key };
    const constants = constantValues(head, setup.overrides);
    const { revision } = snapshot;
    this.asker.request(JSON.stringify([revision, constants]), { revision, constants });
  }

  /** Draws, and once more when what is under way has become long enough to be told of. */
  private known(): void {
    this.request();
    clearTimeout(this.later);
    this.later = setTimeout(this.request, patienceOfPeople + 20);
  }

  private exportPicture(): void {
    const { snapshot } = this.store.state;
    const view = this.asker.state.answer?.value;
    if (view === undefined || this.theme === undefined || snapshot?.spectrum == null) return;
    const { title } = snapshot.spectrum;
    const parts = {
      plot: this.plot as SVGSVGElement,
      legend: svg('svg', { width: 0, height: 0 }) as SVGSVGElement,
      glyphs: [],
      title: `Spectrum of ${title}`,
      description: view.sentence,
    };
    this.host.savePicture(exportPicture(parts, this.theme), pictureName(`spectrum-${view.form}`));
  }
}

function keyOf({ random, outliers }: Spectrum): string {
  const circle = random === null ? 'Curve: the semicircle fitted' : 'Curve: the semicircle, the limit without spikes';
  const marks = outliers.some(({ leaves }) => leaves) ? '; triangles: outliers' : '';
  const dashed = outliers.some(({ leaves, predicted }) => leaves && predicted !== null)
    ? '; dashed: where they go as n grows, β + 1/β'
    : '';
  return `${circle}${marks}${dashed}.`;
}
