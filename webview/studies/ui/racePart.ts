/** All optimizers in play against each other, from all starts, with equal budgets. */
import { findOptimizer } from '../../../src/optimizers/registry';
import { formatNumber } from '../../../src/picture/numbers';
import { seriesColour } from '../../draw/runLayer';
import type { Theme } from '../../draw/theme';
import type { HostClient } from '../../host/hostClient';
import { AnswerLine } from '../../network/ui/answerLine';
import { section, setNumber, textButton } from '../../ui/controls';
import type { Dispatch } from '../../state/store';
import { changes, html, setAttributes, setText, show } from '../../ui/dom';
import { swatch } from '../../ui/optimizerControls';
import type { RaceAsker, ShownRace } from '../host/studies';
import { raceQuestion } from '../model/questions';
import type { RaceQuestion, RaceStage } from '../model/questions';
import { raceColumns, sorted, turned } from '../model/raceOrder';
import type { RaceColumn, RaceOrder } from '../model/raceOrder';
import { limits } from '../state/setup';
import type { RaceSetup, StudySetup } from '../state/setup';
import { labelledNumber } from './fields';

const headings: Readonly<Record<RaceColumn, readonly [short: string, title: string]>> = {
  method: ['Method', 'The optimizer'],
  start: ['Start', 'Number of the start'],
  stepsToTolerance: ['Steps', 'Steps until every component of the gradient was below the tolerance'],
  costToTolerance: ['Cost', 'Gradient-equivalents until then'],
  finalLoss: ['Final loss', 'The loss at the end'],
  gradientNorm: ['Gradient', 'Length of the gradient at the end'],
  reached: ['Reached', 'The critical point the run ended at'],
  stop: ['Stopped', 'Why the run ended'],
};

const stopWords: Readonly<Record<ShownRace['view']['rows'][number]['stop'], string>> = {
  budget: 'budget spent',
  converged: 'converged',
  diverged: 'diverged',
  'left-domain': 'left the domain',
  singular: 'singular',
  refused: 'refused',
  stalled: 'stalled',
};

/** Where races are run: the loss shown, and who asks for them. */
export interface RaceContext {
  readonly dispatch: Dispatch;
  readonly host: Pick<HostClient, 'saveText'>;
  readonly race: RaceAsker;
  /** What is set up now. */
  readonly studies: () => StudySetup;
  /** The key of a question about the loss shown. */
  readonly keyOf: (question: RaceQuestion | null) => string;
  readonly start: () => void;
}

export class RacePart {
  readonly element: HTMLElement;
  private readonly hint = html('p', 'hint');
  private readonly numbers;
  private readonly searches: HTMLInputElement;
  private readonly searchFields: HTMLElement;
  private readonly start: HTMLButtonElement;
  private readonly save: HTMLButtonElement;
  private readonly line: AnswerLine;
  private readonly budget = html('p', 'hint');
  private readonly rates = html('ul', 'race-rates');
  private readonly heads = new Map<RaceColumn, HTMLTableCellElement>();
  private readonly body = html('tbody');
  private readonly table: HTMLElement;
  private readonly changed = changes();
  private order: RaceOrder = { column: 'method', descending: false };
  private stage: RaceStage | undefined;
  private theme: Theme | undefined;

  constructor(private readonly context: RaceContext) {
    const field = (name: 'steps' | 'cost' | 'tolerance' | 'seed', label: string, title: string) =>
      labelledNumber(label, `Race: ${label}`, title, limits[name], (value) =>
        this.set({ [name]: name === 'steps' || name === 'seed' ? Math.round(value) : value }),
      );
    this.numbers = {
      steps: field('steps', 'steps', 'The most steps of a run.'),
      cost: field(
        'cost',
        'gradient-equivalents',
        'The most a run may cost: a gradient is 1, a value 1/2, a Hessian 2n.',
      ),
      tolerance: field('tolerance', 'tolerance', 'A run is done once every component of the gradient is below this.'),
      seed: field('seed', 'seed', 'Of the random numbers of methods that draw some.'),
      low: labelledNumber('from', 'Race: lowest learning rate', 'The lowest rate tried.', limits.rate, (low) =>
        this.set({ low }),
      ),
      high: labelledNumber('to', 'Race: highest learning rate', 'The highest rate tried.', limits.rate, (high) =>
        this.set({ high }),
      ),
      rates: labelledNumber(
        'rates',
        'Race: number of learning rates',
        'Rates tried, evenly spaced in their logarithms.',
        limits.rates,
        (rates) => this.set({ rates: Math.round(rates) }),
      ),
    };
    this.searches = html('input', '', {
      attributes: { type: 'checkbox' },
      on: { change: () => this.set({ searches: this.searches.checked }) },
    });
    const { steps, cost, tolerance, seed, low, high, rates } = this.numbers;
    tolerance.field.classList.add('is-wide');
    this.searchFields = html('div', 'fields', {}, [low.element, high.element, rates.element]);
    this.start = textButton('Race', () => this.run(), 'primary');
    this.save = textButton('Save as CSV', () => this.saveTable());
    this.line = new AnswerLine({
      name: 'race',
      doing: 'Racing',
      failed: 'The race could not be run',
      cancel: () => context.race.cancel(),
      retry: () => this.run(),
    });
    this.table = html('div', 'race-table', { attributes: { role: 'region', tabindex: 0, 'aria-label': 'Results' } }, [
      html('table', '', {}, [
        html('thead', '', {}, [
          html(
            'tr',
            '',
            {},
            raceColumns.map((column) => this.head(column)),
          ),
        ]),
        this.body,
      ]),
    ]);
    this.element = section('Race', 'race', [
      this.hint,
      html('div', 'fields', {}, [steps.element, cost.element, tolerance.element, seed.element]),
      html('label', 'field', {}, [this.searches, html('span', '', { text: 'search for learning rates' })]),
      this.searchFields,
      html('div', 'actions', {}, [this.start, this.save]),
      this.line.element,
      this.table,
      this.budget,
      this.rates,
    ]);
  }

  update(stage: RaceStage, theme: Theme): void {
    this.stage = stage;
    this.theme = theme;
    const { race } = stage.studies;
    const { state } = this.context.race;
    const question = raceQuestion(stage);
    const isPending = state.status === 'pending';
    this.line.update(state, state.progress?.share ?? null);
    const isOld = state.answer !== null && state.answer.key !== this.context.keyOf(question);
    if (!this.changed(race, state, question === null, isOld, theme, this.order)) return;
    for (const name of ['steps', 'cost', 'tolerance', 'seed', 'low', 'high', 'rates'] as const)
      setNumber(this.numbers[name].field, race[name]);
    this.searches.checked = race.searches;
    show(this.searchFields, race.searches);
    const shown = state.answer?.value;
    setText(
      this.hint,
      question === null
        ? 'A race needs an optimizer and a start.'
        : isOld
          ? 'Something has changed since this race: run it again.'
          : 'Every optimizer in play, with its options, from every start; all with the same budget.',
    );
    show(this.hint, question === null || isOld || shown === undefined);
    this.start.disabled = question === null || isPending;
    setText(this.start, shown === undefined ? 'Race' : 'Race again');
    show(this.save, shown !== undefined);
    for (const part of [this.table, this.budget, this.rates]) {
      show(part, shown !== undefined);
      part.classList.toggle('is-old', isOld || isPending);
    }
    if (shown !== undefined) this.fill(shown, theme);
  }

  private fill(shown: ShownRace, theme: Theme): void {
    const { question, players, view } = shown;
    for (const [column, cell] of this.heads)
      setAttributes(cell, {
        'aria-sort': column !== this.order.column ? undefined : this.order.descending ? 'descending' : 'ascending',
      });
    this.body.replaceChildren(
      ...sorted(view.rows, this.order).map((row) => {
        const player = players[row.racer]!;
        const mark = swatch();
        setAttributes(mark.querySelector('line')!, { stroke: seriesColour(theme, player.colour) });
        const number = (value: number | null, digits = 4): HTMLTableCellElement =>
          html('td', 'number', { text: value === null ? '–' : formatNumber(value, digits) });
        const place =
          row.reached ??
          (row.nearest === null ? '–' : `– (${formatNumber(row.distance ?? NaN, 2)} from ${row.nearest})`);
        const isBad = ['diverged', 'left-domain', 'singular', 'refused'].includes(row.stop);
        return html('tr', isBad ? 'is-bad' : '', {}, [
          html('th', '', { attributes: { scope: 'row' } }, [mark, titleOf(player.optimizer)]),
          html('td', 'number', { text: String(row.start + 1) }),
          number(row.stepsToTolerance),
          number(row.costToTolerance),
          number(row.finalLoss),
          number(row.gradientNorm, 2),
          html('td', '', { text: place }),
          html('td', 'stop', { text: stopWords[row.stop], attributes: { title: row.reason } }),
        ]);
      }),
    );
    setText(
      this.budget,
      `Budget of a run: ${formatNumber(question.steps)} steps and ${formatNumber(question.cost)} gradient-equivalents. ` +
        `Steps and cost count until every component of the gradient is below ${formatNumber(question.tolerance)}; ` +
        `a critical point is reached within ${formatNumber(view.near, 3)}.${view.isWhole ? '' : ` So far ${String(view.rows.length)} of ${String(question.racers.length * question.starts.length)} runs were made.`}`,
    );
    const { search } = question;
    const searched = view.rates.flatMap((choice, racer) => (choice === null ? [] : [{ choice, racer }]));
    this.rates.replaceChildren(
      ...(search === null
        ? []
        : [
            `Learning rates: the best of ${String(search.count)} from ${formatNumber(search.low)} to ${formatNumber(search.high)}, ` +
              'by the mean final loss over all starts, with the budget of the race.',
            ...searched.map(
              ({ choice, racer }) =>
                `${titleOf(players[racer]!.optimizer)}: ${formatNumber(choice.rate, 3)}` +
                `${choice.isAtEnd ? ', at the end of the range: a better one may lie beyond' : ''} ` +
                `(the search cost ${formatNumber(choice.cost, 4)} gradient-equivalents)`,
            ),
          ]
      ).map((text) => html('li', 'hint', { text })),
    );
  }

  private head(column: RaceColumn): HTMLTableCellElement {
    const [text, title] = headings[column];
    const button = html('button', 'sort', {
      attributes: { type: 'button', title: `${title}. Press to sort.` },
      text,
      on: {
        click: () => {
          this.order = turned(this.order, column);
          if (this.stage !== undefined && this.theme !== undefined) this.update(this.stage, this.theme);
        },
      },
    });
    const cell = html('th', '', { attributes: { scope: 'col' } }, [button]);
    this.heads.set(column, cell);
    return cell;
  }

  private run(): void {
    this.context.start();
  }

  private saveTable(): void {
    const csv = this.context.race.state.answer?.value.view.csv;
    const name = this.stage?.loss.name ?? 'loss';
    if (csv !== undefined) this.context.host.saveText(csv, `${name}-race.csv`);
  }

  private set(change: Partial<RaceSetup>): void {
    const studies = this.context.studies();
    const race = { ...studies.race, ...change };
    this.context.dispatch({ type: 'preferencesChanged', change: { studies: { ...studies, race } } });
  }
}

function titleOf(optimizer: string): string {
  return findOptimizer(optimizer)?.title ?? optimizer;
}
