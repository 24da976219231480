/** Why the step shown goes as it does: one sentence, and the numbers it is made of. */
import type { ExplanationView } from '../../../src/landscape/dynamics/views';
import { formatNumber } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import { AnswerLine } from '../../network/ui/answerLine';
import { labelledSelect, numberField, setChoices, setNumber } from '../../ui/controls';
import { changes, html, setAttributes, setText, show, svg } from '../../ui/dom';
import { componentsCaption, drawComponents, drawMultipliers, multipliersInWords } from '../draw/whyCharts';
import type { WhyAsker } from '../host/studies';
import { explainedRun, whyQuestion, type WhyStage } from '../model/questions';
import type { Dispatch } from '../../state/store';
import type { StudySetup } from '../state/setup';

const barsWidth = 230;

/** What the part is given beside what it shows. */
export interface WhyControls {
  readonly dispatch: Dispatch;
  readonly why: WhyAsker;
  readonly studies: () => StudySetup;
  /** What to do where there is no run, and to see another step. */
  readonly hints: { readonly none: string; readonly step: string };
  /** Chooses a step, where there is no playhead for it. */
  readonly setStep?: (step: number) => void;
}

export class WhyPart {
  readonly element: HTMLElement;
  private readonly details: HTMLDetailsElement;
  private readonly run;
  private readonly hint = html('p', 'hint');
  private readonly sentence = html('p', 'why-sentence', { attributes: { role: 'status' } });
  private readonly list = html('dl', 'details');
  private readonly caption = html('figcaption', 'hint');
  private readonly components = svg('svg', { class: 'why-components' });
  private readonly circle = svg('svg', { class: 'why-circle' });
  private readonly circleFigure: HTMLElement;
  private readonly charts: HTMLElement;
  private readonly line: AnswerLine;
  private readonly changed = changes();
  private readonly choiceChanged = changes();
  private readonly step: HTMLInputElement | null;

  constructor(private readonly controls: WhyControls) {
    const { why, setStep } = controls;
    this.run = labelledSelect('Run', [], (explained) => this.set({ explained }));
    this.step =
      setStep === undefined
        ? null
        : numberField({ name: 'Step explained', minimum: 1, step: 1, change: (step) => setStep(Math.round(step) - 1) });
    this.line = new AnswerLine({
      name: 'explanation',
      doing: 'Looking at the step',
      failed: 'The step could not be explained',
      retry: () => why.retry(),
    });
    this.circleFigure = html('figure', '', {}, [html('figcaption', 'hint', { text: 'multipliers' }), this.circle]);
    this.charts = html('div', 'why-charts', {}, [
      html('figure', '', {}, [this.caption, this.components]),
      this.circleFigure,
    ]);
    this.details = html('details', 'why', { on: { toggle: () => this.toggled() } }, [
      html('summary', '', {}, [html('h2', '', { attributes: { id: 'part-why' }, text: 'Why this step' })]),
      html('div', 'fields', {}, [
        this.run.element,
        ...(this.step === null
          ? []
          : [html('label', 'field why-step', {}, [html('span', '', { text: 'step' }), this.step])]),
      ]),
      this.hint,
      this.line.element,
      this.sentence,
      this.charts,
      this.list,
    ]);
    this.element = html('section', 'part part-why', { attributes: { 'aria-labelledby': 'part-why' } }, [this.details]);
  }

  update(stage: WhyStage, theme: Theme): void {
    const { explains } = stage.studies;
    // Only where the choice changed: a frame may come between a press and its toggle.
    if (this.choiceChanged(explains)) this.details.open = explains;
    if (!explains) return;
    const { why, hints } = this.controls;
    const { state } = why;
    const question = whyQuestion(stage);
    const chosen = explainedRun(stage);
    this.line.update(state, null);
    // While the runs play, a reader would not come to an end with any sentence.
    setAttributes(this.sentence, { 'aria-live': stage.isPlaying ? 'off' : 'polite' });
    if (
      !this.changed(
        state,
        JSON.stringify(stage.runs.map(({ key, text }) => [key, text])),
        chosen?.key,
        question?.step,
        theme,
      )
    )
      return;
    setChoices(
      this.run.select,
      stage.runs.map(({ key, text }) => ({ value: key, text })),
    );
    if (chosen !== undefined) this.run.select.value = chosen.key;
    show(this.run.element, stage.runs.length > 1);
    if (this.step !== null) {
      show(this.step.parentElement!, chosen !== undefined);
      setAttributes(this.step, { max: Math.max(1, chosen?.last ?? 1) });
      setNumber(this.step, (question?.step ?? 0) + 1);
    }
    setText(this.hint, stage.runs.length === 0 ? hints.none : hints.step);
    const isOver = chosen !== undefined && stage.step > Math.max(0, chosen.last - 1);
    const view = question === null ? undefined : state.answer?.value;
    for (const part of [this.sentence, this.charts, this.list]) {
      show(part, view !== undefined);
      part.classList.toggle('is-old', state.status === 'pending');
    }
    if (view === undefined) return;
    setText(
      this.sentence,
      `${isOver ? 'Last step' : 'Step'} ${String(view.step + 1)} of ${chosen?.title ?? ''}: ${view.sentence.replace(/\.?$/, '.')}`,
    );
    setText(this.caption, componentsCaption(view));
    drawComponents(this.components, view, barsWidth, theme);
    show(this.circleFigure, view.modes !== null);
    if (view.modes !== null) drawMultipliers(this.circle, view, theme);
    this.list.replaceChildren(
      ...detailsOf(view).flatMap(([label, text]) => [html('dt', '', { text: label }), html('dd', '', { text })]),
    );
  }

  private toggled(): void {
    if (this.controls.studies().explains !== this.details.open) this.set({ explains: this.details.open });
  }

  private set(change: Partial<StudySetup>): void {
    const { dispatch, studies } = this.controls;
    dispatch({ type: 'preferencesChanged', change: { studies: { ...studies(), ...change } } });
  }
}

/** The numbers, each with its name. */
export function detailsOf(view: ExplanationView): readonly (readonly [string, string])[] {
  const { rate, limit, stabilityLimit, escape, observedEscape, nearest } = view;
  const short = (value: number): string => formatNumber(value, 4);
  return [
    ['loss', short(view.value)],
    ['model falls by', short(view.predictedDecrease)],
    ['loss falls by', short(view.actualDecrease)],
    ['gradient length', short(view.gradientLength)],
    ['step length', short(view.stepLength)],
    ...(rate === null ? [] : ([['learning rate η', short(rate)]] as const)),
    ['2/λmax', stabilityLimit === null ? 'none: no curvature is positive' : short(stabilityLimit)],
    ...(limit === null
      ? []
      : ([['stable below η', `${short(limit)}${view.isFrozen ? ', its state held' : ''}`]] as const)),
    ...(view.modes === null ? [] : ([['multipliers', multipliersInWords(view)]] as const)),
    ...(nearest === null
      ? []
      : ([['nearest critical point', `${nearest.name}, ${short(nearest.distance)} away`]] as const)),
    ...(escape === null
      ? []
      : ([
          [
            'way out',
            `${escape.law}, from ${short(escape.from)} to ${short(escape.to)}: ${short(escape.steps)} steps predicted, ` +
              (observedEscape === null ? 'not reached in the run' : `${String(observedEscape)} made`),
          ],
        ] as const)),
  ];
}
