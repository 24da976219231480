/** Why the step shown goes as it does: one sentence, and the numbers it is made of. */
import type { ExplanationView } from '../../../src/landscape/dynamics/views';
import { formatNumber } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import { AnswerLine } from '../../network/ui/answerLine';
import { labelledSelect, setChoices } from '../../ui/controls';
import type { Context, Part } from '../../ui/context';
import { changes, html, setAttributes, setText, show, svg } from '../../ui/dom';
import { drawComponents, drawMultipliers, multipliersInWords } from '../draw/whyCharts';
import type { Studies } from '../host/studies';
import { explainedRun, runKey, whyQuestion } from '../model/questions';
import type { StudySetup } from '../state/setup';

const barsWidth = 230;

export class WhyPart implements Part {
  readonly element: HTMLElement;
  private readonly details: HTMLDetailsElement;
  private readonly run;
  private readonly hint = html('p', 'hint');
  private readonly sentence = html('p', 'why-sentence', { attributes: { role: 'status' } });
  private readonly list = html('dl', 'details');
  private readonly components = svg('svg', { class: 'why-components' });
  private readonly circle = svg('svg', { class: 'why-circle' });
  private readonly circleFigure: HTMLElement;
  private readonly charts: HTMLElement;
  private readonly line: AnswerLine;
  private readonly changed = changes();
  private readonly choiceChanged = changes();

  constructor(
    private readonly context: Context,
    private readonly studies: Studies,
  ) {
    this.run = labelledSelect('Run', [], (explained) => this.set({ explained }));
    this.line = new AnswerLine({
      name: 'explanation',
      doing: 'Looking at the step',
      failed: 'The step could not be explained',
      retry: () => studies.why.retry(),
    });
    this.circleFigure = html('figure', '', {}, [html('figcaption', 'hint', { text: 'multipliers' }), this.circle]);
    this.charts = html('div', 'why-charts', {}, [
      html('figure', '', {}, [
        html('figcaption', 'hint', { text: 'gradient along each eigenvector' }),
        this.components,
      ]),
      this.circleFigure,
    ]);
    this.details = html('details', 'why', { on: { toggle: () => this.toggled() } }, [
      html('summary', '', {}, [html('h2', '', { attributes: { id: 'part-why' }, text: 'Why this step' })]),
      html('div', 'fields', {}, [this.run.element]),
      this.hint,
      this.line.element,
      this.sentence,
      this.charts,
      this.list,
    ]);
    this.element = html('section', 'part part-why', { attributes: { 'aria-labelledby': 'part-why' } }, [this.details]);
  }

  update(scene: Scene, theme: Theme): void {
    const { explains } = scene.state.preferences.studies;
    // Only where the choice changed: a frame may come between a press and its toggle.
    if (this.choiceChanged(explains)) this.details.open = explains;
    if (!explains) return;
    const { state } = this.studies.why;
    const question = whyQuestion(scene);
    const chosen = explainedRun(scene);
    this.line.update(state, null);
    // While the runs play, a reader would not come to an end with any sentence.
    setAttributes(this.sentence, { 'aria-live': scene.state.playing ? 'off' : 'polite' });
    if (!this.changed(state, scene.runs, chosen, question?.step, theme)) return;
    setChoices(
      this.run.select,
      scene.runs.map((result) => ({
        value: runKey(result),
        text: `${result.definition.title}${scene.starts.length > 1 ? `, start ${String(result.startIndex + 1)}` : ''}`,
      })),
    );
    if (chosen !== undefined) this.run.select.value = runKey(chosen);
    show(this.run.element, scene.runs.length > 1);
    setText(
      this.hint,
      scene.runs.length === 0
        ? 'Add an optimizer to have its steps explained.'
        : 'Move the playhead of the runs to ask about another step.',
    );
    const isOver = chosen !== undefined && scene.step > Math.max(0, chosen.run.values.length - 2);
    const view = question === null ? undefined : state.answer?.value;
    for (const part of [this.sentence, this.charts, this.list]) {
      show(part, view !== undefined);
      part.classList.toggle('is-old', state.status === 'pending');
    }
    if (view === undefined) return;
    setText(
      this.sentence,
      `${isOver ? 'Last step' : 'Step'} ${String(view.step + 1)} of ${chosen?.definition.title ?? ''}: ${view.sentence.replace(/\.?$/, '.')}`,
    );
    drawComponents(this.components, view, barsWidth, theme);
    show(this.circleFigure, view.modes !== null);
    if (view.modes !== null) drawMultipliers(this.circle, view, theme);
    this.list.replaceChildren(
      ...detailsOf(view).flatMap(([label, text]) => [html('dt', '', { text: label }), html('dd', '', { text })]),
    );
  }

  private toggled(): void {
    const scene = this.context.scene();
    if (scene !== undefined && scene.state.preferences.studies.explains !== this.details.open)
      this.set({ explains: this.details.open });
  }

  private set(change: Partial<StudySetup>): void {
    const studies = this.context.scene()?.state.preferences.studies;
    if (studies !== undefined)
      this.context.dispatch({ type: 'preferencesChanged', change: { studies: { ...studies, ...change } } });
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
