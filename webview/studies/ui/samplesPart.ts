/** A sample beside its population: both landscapes for one draw, and what many draws of growing size say. */
import type { PairView, SamplingRow } from '../../../src/landscape/population/views';
import { formatNumber } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import { AnswerLine } from '../../network/ui/answerLine';
import { labelledSelect, section, setChoices, setNumber, setSlider, textButton } from '../../ui/controls';
import { fillRow, sliderRow } from '../../ui/constantSliders';
import type { Context, Part } from '../../ui/context';
import { changes, html, setAttributes, setText, show, svg } from '../../ui/dom';
import { drawPair } from '../draw/pairPlots';
import { drawSampling } from '../draw/samplingChart';
import type { Studies } from '../host/studies';
import {
  type Quantity,
  type SampleSetup,
  chartInWords,
  fileSample,
  lawInWords,
  pairSummary,
  withCount,
} from '../model/samples';
import { labelledNumber } from './fields';

const widestPlot = 460;
const widestChart = 620;
/** Rows that the slider reaches; more can be typed. */
const sliderRows = 400;
const mostRows = 100_000;

const columns = ['n', 'Split', 'Barrier', 'exact', 'law', 'Distance', 'exact', 'law'] as const;

export class SamplesPart implements Part {
  readonly element: HTMLElement;
  private readonly open: HTMLInputElement;
  private readonly inside: HTMLElement;
  private readonly partner;
  private readonly rows: HTMLElement;
  private readonly seed;
  private readonly share: HTMLElement;
  private readonly reset: HTMLButtonElement;
  private readonly line: AnswerLine;
  private readonly pictures = [svg('svg', { class: 'pair-picture' }), svg('svg', { class: 'pair-picture' })] as const;
  private readonly summary = html('p', 'hint', { attributes: { 'aria-live': 'polite' } });
  private readonly quantity;
  private readonly draws;
  private readonly compute: HTMLButtonElement;
  private readonly save: HTMLButtonElement;
  private readonly drawing: AnswerLine;
  private readonly chart = svg('svg', { class: 'sampling-chart' });
  private readonly key = html('p', 'hint', {
    text: 'Dots with bars: means of the draws and their standard errors. Line: the law. Dashes: exact means over all samples.',
  });
  private readonly law = html('p', 'hint', { attributes: { 'aria-live': 'polite' } });
  private readonly body = html('tbody');
  private readonly table: HTMLElement;
  private readonly notes = html('ul', 'sampling-notes');
  private readonly changed = changes();
  private readonly pairDrawn = changes();
  private readonly chartDrawn = changes();
  private shown: Quantity = 'barrier';
  private width = 0;

  constructor(
    private readonly context: Context,
    private readonly studies: Studies,
  ) {
    this.open = html('input', '', {
      attributes: { type: 'checkbox' },
      on: { change: () => this.toggle(this.open.checked) },
    });
    this.partner = labelledSelect('beside', [], (value) => this.set({ partner: value }));
    this.rows = sliderRow('rows', 'Sample: rows', 1, sliderRows, (rows) => this.draw({ rows: Math.round(rows) }), 1);
    this.seed = labelledNumber('seed', 'Sample: seed', 'One seed always draws the same rows.', [0, 2 ** 31], (seed) =>
      this.draw({ seed: Math.round(seed) }),
    );
    this.share = sliderRow('', 'Sample: rows with the second value', 0, 10, (count) => this.setCount(count), 1);
    this.reset = textButton('As in the file', () => this.set(fileSample));
    this.line = new AnswerLine({
      name: 'sample',
      doing: 'Drawing the sample',
      failed: 'No comparison',
      cancel: () => studies.pair.cancel(),
      retry: () => studies.pair.retry(),
    });
    this.quantity = labelledSelect(
      'chart',
      [
        { value: 'barrier', text: 'barrier' },
        { value: 'distance', text: 'distance of the minima' },
      ],
      (value) => {
        this.shown = value as Quantity;
        this.again();
      },
    );
    this.draws = labelledNumber(
      'draws',
      'Sample: draws of each size',
      'Seeded draws of each size.',
      [1, 10_000],
      (draws) => {
        studies.samples = { ...studies.samples, draws: Math.round(draws) };
      },
    );
    this.compute = textButton('Draw many', () => this.run(), 'primary');
    this.save = textButton('Save as CSV', () => this.saveTable());
    this.drawing = new AnswerLine({
      name: 'draws',
      doing: 'Drawing',
      failed: 'The draws could not be made',
      cancel: () => studies.sampling.cancel(),
      retry: () => this.run(),
    });
    this.table = html(
      'div',
      'race-table',
      { attributes: { role: 'region', tabindex: 0, 'aria-label': 'Means over draws' } },
      [
        html('table', '', {}, [
          html('thead', '', {}, [
            html(
              'tr',
              '',
              {},
              columns.map((text) => html('th', 'number', { text, attributes: { scope: 'col' } })),
            ),
          ]),
          this.body,
        ]),
      ],
    );
    this.inside = html('div', 'samples', {}, [
      html('div', 'fields', {}, [this.partner.element, this.seed.element, this.reset]),
      html('div', 'sliders', {}, [this.rows, this.share]),
      this.line.element,
      html('div', 'pair-place', {}, this.pictures),
      this.summary,
      html('div', 'fields', {}, [this.draws.element, this.quantity.element, this.compute, this.save]),
      this.drawing.element,
      this.chart,
      this.key,
      this.law,
      this.table,
      this.notes,
    ]);
    this.element = section('Samples', 'samples', [
      html('label', 'field', {}, [this.open, html('span', '', { text: 'compare a sample with its population' })]),
      this.inside,
    ]);
  }

  /** The place changed its width. */
  measure(): void {
    this.width = Math.floor(this.element.clientWidth);
  }

  update(scene: Scene, theme: Theme): void {
    const { pair, sampling, samples } = this.studies;
    const isOpen = scene.state.preferences.studies.samples;
    this.open.checked = isOpen;
    show(this.inside, isOpen);
    if (!isOpen) return;
    this.line.update(pair.state, null);
    this.drawing.update(sampling.state, sampling.state.progress?.share ?? null);
    const { width } = this;
    if (!this.changed(pair.state, sampling.state, samples, this.shown, theme, width, scene.view, scene.at)) return;
    const view = pair.state.answer?.value;
    this.fillControls(samples, view);
    for (const part of [...this.pictures, this.summary]) part.toggleAttribute('hidden', view === undefined);
    if (view !== undefined) {
      setText(this.summary, pairSummary(view));
      const one = Math.min(widestPlot, width >= 560 ? Math.floor((width - 12) / 2) : width);
      if (width > 0 && this.pairDrawn(view, theme, one, scene.view, scene.at, scene.state.setup.axes))
        drawPair(this.pictures, view, { ...scene.view, axes: scene.state.setup.axes, at: scene.at }, one, theme);
    }
    this.fillChart(theme, width, view === undefined);
  }

  private fillControls({ setup, draws }: Studies['samples'], view: PairView | undefined): void {
    const known = view !== undefined;
    show(this.partner.element, known);
    setNumber(this.draws.field, draws);
    show(this.reset, setup !== fileSample);
    for (const part of [this.rows, this.share, this.seed.element]) show(part, known);
    if (!known) return;
    const partner = view.candidates.includes(view.population.name) ? view.population.name : view.empirical.name;
    setChoices(
      this.partner.select,
      view.candidates.map((value) => ({ value, text: value })),
    );
    this.partner.select.value = setup.partner ?? partner;
    fillRow(this.rows, setup.drawn?.rows ?? view.rows, setup.drawn !== null);
    setAttributes(this.rows.querySelector('.number-field')!, { min: 1, max: mostRows });
    setNumber(this.seed.field, setup.drawn?.seed ?? view.seed);
    const { counts } = view;
    show(this.share, counts?.length === 2);
    if (counts?.length !== 2) return;
    const [, second] = counts;
    setText(this.share.querySelector('.slider-name')!, `${second!.value} in`);
    const handle = this.share.querySelector<HTMLInputElement>('.slider')!;
    setAttributes(handle, { max: view.rows });
    // What was asked for last, though its answer is still on the way: two presses of a key are two steps.
    const count = setup.counts?.[1] ?? second!.count;
    setSlider(handle, count);
    fillRow(this.share, count, setup.counts !== null);
  }

  private fillChart(theme: Theme, width: number, isHidden: boolean): void {
    const { sampling } = this.studies;
    const view = sampling.state.answer?.value;
    const isPending = sampling.state.status === 'pending';
    const rows = isPending ? (sampling.state.progress?.rows ?? []) : (view?.rows ?? []);
    const isThere = rows.length > 0;
    this.compute.disabled = isPending;
    for (const part of [this.compute, this.draws.element, this.quantity.element]) show(part, !isHidden);
    for (const part of [this.key, this.table]) show(part, isThere);
    this.chart.toggleAttribute('hidden', !isThere);
    const done = isPending ? undefined : view;
    for (const part of [this.save, this.law, this.notes]) show(part, done !== undefined && isThere);
    if (!isThere || width === 0 || !this.chartDrawn(rows, this.shown, theme, width, done)) return;
    const none = { derived: null, fit: null };
    const words = chartInWords(done ?? { barrier: none, distance: none }, rows, this.shown);
    drawSampling(this.chart, rows, this.shown, words, Math.min(widestChart, width), theme);
    this.body.replaceChildren(...rows.map(tableRow));
    if (done === undefined) return;
    setText(
      this.law,
      `${this.shown}: ${lawInWords(done[this.shown])}.${done.isWhole ? '' : ' The draws were stopped early.'}`,
    );
    this.notes.replaceChildren(...done.notes.map((text) => html('li', 'hint', { text })));
  }

  private toggle(samples: boolean): void {
    const studies = this.context.scene()?.state.preferences.studies;
    if (studies !== undefined)
      this.context.dispatch({ type: 'preferencesChanged', change: { studies: { ...studies, samples } } });
  }

  private draw(change: Partial<NonNullable<SampleSetup['drawn']>>): void {
    const { setup } = this.studies.samples;
    const shown = this.studies.pair.state.answer?.value;
    if (shown === undefined) return;
    const before = setup.drawn ?? { rows: shown.rows, seed: shown.seed };
    this.set({ drawn: { ...before, ...change }, counts: null });
  }

  private setCount(count: number): void {
    const rows = this.studies.pair.state.answer?.value.rows;
    if (rows === undefined) return;
    this.set({ counts: withCount(rows, Math.max(0, Math.min(rows, Math.round(count)))) });
  }

  private set(change: Partial<SampleSetup>): void {
    const { studies } = this;
    const setup = { ...studies.samples.setup, ...change };
    studies.samples = { ...studies.samples, setup: change === fileSample ? fileSample : setup };
    this.again();
  }

  /** Draws the scene once more: what changed isn't part of its state. */
  private again(): void {
    this.studies.changed();
  }

  private run(): void {
    const scene = this.context.scene();
    if (scene !== undefined) this.studies.startSampling(scene);
  }

  private saveTable(): void {
    const csv = this.studies.sampling.state.answer?.value.csv;
    const name = this.context.scene()?.loss.name ?? 'loss';
    if (csv !== undefined) this.context.host.saveText(csv, `${name}-samples.csv`);
  }
}

function tableRow({ n, split, barrier, distance, exact, law }: SamplingRow): HTMLElement {
  const mean = ({ mean: value, error }: SamplingRow['barrier']): string =>
    `${formatNumber(value, 4)} ± ${formatNumber(error, 2)}`;
  const known = (value: number | null | undefined): string => (value == null ? '–' : formatNumber(value, 4));
  const cells = [
    `${formatNumber(100 * split, 3)} %`,
    mean(barrier),
    known(exact?.barrier),
    known(law.barrier),
    mean(distance),
    known(exact?.distance),
    known(law.distance),
  ];
  return html('tr', '', {}, [
    html('th', 'number', { text: String(n), attributes: { scope: 'row' } }),
    ...cells.map((text) => html('td', 'number', { text })),
  ]);
}
