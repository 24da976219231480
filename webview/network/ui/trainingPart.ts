/** Runs of optimizers on a loss of many parameters: their options, how they go, and the plot of loss against step. */
import { formatNumber } from '../../../src/picture/numbers';
import { LossPlot } from '../../draw/lossPlot';
import type { LossCurve } from '../../draw/lossPlot';
import { seriesColour } from '../../draw/runLayer';
import type { Theme } from '../../draw/theme';
import { withOption } from '../../model/options';
import { memo } from '../../model/memo';
import { ownMethods } from '../../model/methods';
import { optionsOf, stopInWords } from '../../model/runs';
import type { LossPlotScale } from '../../state/state';
import { iconButton, labelledSelect, numberField, section, setChoices, setNumber, textButton } from '../../ui/controls';
import { changes, html, keyed, setAttributes, setText, show } from '../../ui/dom';
import {
  fillOptimizerMenu,
  fillOptions,
  optimizerMenu,
  optionKey,
  optionFields,
  swatch,
} from '../../ui/optimizerControls';
import type { NetworkScene, RunScene } from '../model/networkScene';
import { mostRuns, mostSteps } from '../state/setup';
import { AnswerLine } from './answerLine';
import type { NetworkContext, NetworkPart } from './context';

export class TrainingPart implements NetworkPart {
  readonly element: HTMLElement;
  private readonly menu: HTMLSelectElement;
  private readonly ownChanged = changes();
  private readonly list = html('ul', 'runs-list');
  private readonly nothing = html('p', 'hint');
  private readonly train: HTMLButtonElement;
  private readonly scale;
  private readonly plot = new LossPlot(() => undefined);
  private readonly place = html('div', 'loss-plot-place');
  private readonly lines = new WeakMap<Element, AnswerLine>();
  private readonly curves = memo((runs: readonly RunScene[], theme: Theme) =>
    runs.flatMap((run) => curveOf(run, theme) ?? []),
  );

  constructor(private readonly context: NetworkContext) {
    const { change } = context;
    this.menu = optimizerMenu((optimizer) => change({ type: 'runAdded', optimizer }));
    this.train = textButton('Train', () => this.start(), 'primary');
    this.scale = labelledSelect(
      'Loss axis',
      ['automatic', 'linear', 'logarithmic'].map((value) => ({ value, text: value })),
      (value) => context.dispatch({ type: 'preferencesChanged', change: { lossPlotScale: value as LossPlotScale } }),
    );
    this.place.append(this.plot.element);
    this.element = section(
      'Training',
      'training',
      [
        this.list,
        html('div', 'actions', {}, [this.train, this.nothing]),
        this.place,
        html('div', 'fields', {}, [this.scale.element]),
      ],
      [this.menu],
    );
  }

  /** Makes all runs that are not made, and those that were given up. */
  start(): void {
    this.context.change({ type: 'trained' });
    for (const [id, { status }] of this.context.explorations.known.runs)
      if (status === 'cancelled' || status === 'failed') this.context.explorations.retryRun(id);
  }

  update(scene: NetworkScene, theme: Theme): void {
    const { runs, state } = scene;
    const isAnyOpen = runs.some(({ run, state: going }) => !run.isWanted || going?.status === 'cancelled');
    const curves = this.curves(runs, theme);
    show(this.menu, runs.length < mostRuns);
    if (this.ownChanged(scene.loss.optimizers)) fillOptimizerMenu(this.menu, ownMethods(scene.loss));
    show(this.train, isAnyOpen);
    const isNew = curves.length === 0;
    setText(this.nothing, runs.length === 0 ? 'No run yet: add an optimizer.' : 'No run yet.');
    show(this.nothing, isNew && runs.every(({ state: going }) => going?.status !== 'pending'));
    keyed(
      this.list,
      runs,
      ({ run, definition }) => `${String(run.id)} ${run.optimizer} ${definition.options.map(optionKey).join()}`,
      (run) => this.row(run),
      (row, run) => this.fillRow(row, run, scene, theme),
    );
    show(this.place, !isNew);
    show(this.scale.element, !isNew);
    this.scale.select.value = state.preferences.lossPlotScale;
    const width = isNew ? 0 : Math.floor(this.place.clientWidth);
    if (width === 0) return;
    const last = Math.max(...curves.map(({ values, steps }) => steps?.at(-1) ?? values.length - 1));
    this.plot.update({ curves, last, step: null, scale: state.preferences.lossPlotScale }, theme, width);
  }

  private row({ run, definition, name }: RunScene): HTMLLIElement {
    const { change, explorations } = this.context;
    const { id } = run;
    const fields = optionFields(definition, (option, value) => this.setOption(id, option, value));
    const start = labelledSelect('start', [], (value) =>
      change({ type: 'runChanged', id, change: { start: Number(value) } }),
    );
    start.select.classList.add('run-start');
    start.select.setAttribute('aria-label', `${name}: start`);
    const steps = numberField({
      name: `${name}: steps`,
      minimum: 1,
      maximum: mostSteps,
      step: 1,
      change: (value) => change({ type: 'runChanged', id, change: { steps: Math.round(value) } }),
    });
    steps.classList.add('run-steps');
    const line = new AnswerLine({
      name,
      doing: `Training ${name}`,
      failed: 'The run could not be made',
      cancel: () => explorations.cancelRun(id),
      retry: () => explorations.retryRun(id),
    });
    const row = html('li', 'run-row', {}, [
      html('div', 'run-head', {}, [
        swatch(),
        html('span', 'run-title', { attributes: { title: `${definition.rule}\n${definition.source}` } }),
        iconButton('remove', `Remove ${name}`, () => change({ type: 'runRemoved', id })),
      ]),
      html('div', 'fields', {}, [
        ...fields,
        start.element,
        html('label', 'field', {}, [html('span', '', { text: 'steps' }), steps]),
      ]),
      line.element,
      html('p', 'run-result'),
    ]);
    this.lines.set(row, line);
    return row;
  }

  private fillRow(row: Element, scene: RunScene, { loss }: NetworkScene, theme: Theme): void {
    const { run, definition, name, state } = scene;
    setAttributes(row.querySelector('.swatch line')!, { stroke: seriesColour(theme, run.colour) });
    setText(row.querySelector('.run-title')!, name);
    fillOptions(row, optionsOf(definition, run.options));
    const start = row.querySelector<HTMLSelectElement>('.run-start')!;
    const count = Math.max(1, loss.starts.length);
    setChoices(
      start,
      Array.from({ length: count }, (_, index) => ({ value: String(index), text: String(index + 1) })),
    );
    start.value = String(run.start);
    show(start.parentElement!, count > 1);
    setNumber(row.querySelector<HTMLInputElement>('.run-steps')!, run.steps);
    const result = row.querySelector<HTMLElement>('.run-result')!;
    const line = this.lines.get(row);
    if (state === null) {
      show(result, false);
      if (line !== undefined) show(line.element, false);
      return;
    }
    const { progress, answer, status } = state;
    line?.update(state, progress === null ? null : progress.step / Math.max(1, progress.steps));
    setText(result, resultText(scene));
    show(result, resultText(scene) !== '');
    const stop = answer?.value.stop;
    result.classList.toggle('is-bad', status === 'ready' && stop !== 'budget' && stop !== 'converged');
    setAttributes(result, { title: answer?.value.reason });
  }

  private setOption(id: number, option: string, value: number | null): void {
    const run = this.context.scene()?.setup.runs.find((one) => one.id === id);
    if (run === undefined) return;
    const options = withOption(run.options, option, value);
    this.context.change({ type: 'runChanged', id, change: { options } });
  }
}

/** How far the run is, or how it ended. */
function resultText({ state, definition }: RunScene): string {
  if (state === null) return '';
  const { progress, answer, status } = state;
  if (status === 'pending' && progress !== null)
    return `step ${String(progress.step)} of ${String(progress.steps)}, loss ${formatNumber(progress.value)}`;
  if (answer === null) return '';
  const { values, gradientNorm } = answer.value;
  return [
    `loss ${formatNumber(values.at(-1) ?? NaN)}`,
    `gradient norm ${formatNumber(gradientNorm, 3)}`,
    `${stopInWords(answer.value)}${definition.order === 2 ? ' (second order)' : ''}`,
  ].join(' · ');
}

/** The curve while it is trained, and when it is done. Null where nothing is known. */
function curveOf({ run, state }: RunScene, theme: Theme): LossCurve | null {
  if (state === null) return null;
  const look = { key: String(run.id), colour: seriesColour(theme, run.colour), dash: undefined };
  const { answer, progress, status } = state;
  if (status === 'pending' && progress !== null && progress.heardSteps.length > 1)
    return { ...look, values: Float64Array.from(progress.heardValues), steps: progress.heardSteps, isStray: false };
  if (answer === null) return null;
  const { values, stop } = answer.value;
  if (!values.some(Number.isFinite)) return null;
  return { ...look, values, isStray: stop === 'diverged' || stop === 'left-domain' };
}
