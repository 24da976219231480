/** The optimizers in play: their options, their colours, how each run ended; and a menu to add one. */
import type { OptimizerDefinition } from '../../src/optimizers/optimizer';
import { dashOf, seriesColour } from '../draw/runLayer';
import type { Theme } from '../draw/theme';
import { formatNumber, formatPoint } from '../../src/picture/numbers';
import { findMethod, ownMethods } from '../model/methods';
import { lastStep, optionsOf, stopInWords } from '../model/runs';
import type { RunResult } from '../model/runs';
import type { Scene } from '../model/scene';
import type { RunSetup } from '../state/state';
import { iconButton, section, textButton } from './controls';
import type { Context, Part } from './context';
import { changes, html, keyed, setAttributes, setText, show } from './dom';
import { fillOptimizerMenu, fillOptions, optimizerMenu, optionKey, optionFields, swatch } from './optimizerControls';

export class OptimizersPart implements Part {
  readonly element: HTMLElement;
  private readonly list = html('ul', 'runs-list');
  private readonly nothing = html('p', 'hint', { text: 'No optimizer runs. Add one from the menu.' });
  private readonly reset: HTMLButtonElement;
  private readonly menu: HTMLSelectElement;
  private readonly changed = changes();
  private readonly ownChanged = changes();

  constructor(private readonly context: Context) {
    this.reset = textButton('As in the file', () => context.dispatch({ type: 'runsReset' }));
    this.menu = optimizerMenu((optimizer) => context.dispatch({ type: 'runAdded', optimizer }));
    this.element = section('Optimizers', 'optimizers', [this.nothing, this.list], [this.reset, this.menu]);
  }

  update(scene: Scene, theme: Theme): void {
    const { loss } = scene;
    if (this.ownChanged(loss.optimizers)) fillOptimizerMenu(this.menu, ownMethods(loss));
    const { setups } = scene;
    if (!this.changed(setups, loss.optimizers, scene.runs, scene.step, theme)) return;
    show(this.nothing, setups.length === 0);
    show(this.reset, scene.state.setup.runs !== null);
    keyed(
      this.list,
      setups.flatMap((setup) => {
        const definition = findMethod(loss, setup.optimizer);
        return definition === undefined ? [] : [{ setup, definition }];
      }),
      // A method of the file that has changed has other options.
      ({ setup, definition }) => `${String(setup.id)} ${definition.options.map(optionKey).join()}`,
      ({ setup, definition }) => this.row(setup, definition),
      (row, { setup, definition }) => {
        const options = optionsOf(definition, setup.options);
        setAttributes(row.querySelector('.swatch line')!, { stroke: seriesColour(theme, setup.colour) });
        fillOptions(row, options);
        const results = scene.runs.filter((result) => result.setup.id === setup.id);
        fillResults(row.querySelector('.results')!, results, scene.step, seriesColour(theme, setup.colour));
      },
    );
  }

  private row(setup: RunSetup, definition: OptimizerDefinition): HTMLLIElement {
    const { dispatch } = this.context;
    const fields = optionFields(definition, (option, value) =>
      dispatch({ type: 'runOptionSet', id: setup.id, option, value }),
    );
    return html('li', 'run-row', {}, [
      html('div', 'run-head', {}, [
        swatch(),
        html('span', 'run-title', {
          text: definition.title,
          attributes: { title: `${definition.rule}\n${definition.source}` },
        }),
        iconButton('remove', `Remove ${definition.title}`, () => dispatch({ type: 'runRemoved', id: setup.id })),
      ]),
      html('div', 'fields', {}, fields),
      html('ul', 'results'),
    ]);
  }
}

/** One line a start: where the run is now, and how it ended. */
function fillResults(list: Element, results: readonly RunResult[], step: number, colour: string): void {
  keyed(
    list,
    results,
    ({ startIndex }) => String(startIndex),
    () => html('li', '', {}, [swatch(), html('span', 'now'), html('span', 'stop')]),
    (row, { run, startIndex }) => {
      setAttributes(row.querySelector('line')!, {
        stroke: colour,
        'stroke-width': 2,
        'stroke-dasharray': dashOf(startIndex),
      });
      show(row.querySelector<HTMLElement>('.now')!, true);
      const at = Math.min(step, lastStep(run));
      const n = run.dimension;
      const point = run.points.subarray(at * n, (at + 1) * n);
      const where = n <= 4 ? ` at ${formatPoint(point, 4)}` : '';
      setText(
        row.querySelector('.now')!,
        `${results.length > 1 ? `start ${String(startIndex + 1)}: ` : ''}${formatNumber(run.values[at] ?? NaN)}${where}`,
      );
      setText(row.querySelector('.stop')!, stopInWords(run));
      setAttributes(row, { title: run.reason });
      row.classList.toggle('is-bad', run.stop === 'diverged' || run.stop === 'left-domain' || run.stop === 'singular');
    },
  );
}
