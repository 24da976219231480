/** The rectified units of a loss: which rows each answers at the point, and who dies in which run. */
import { seriesColour } from '../draw/runLayer';
import type { Theme } from '../draw/theme';
import { deathsOf, stateInWords, unitStates } from '../model/units';
import type { Scene } from '../model/scene';
import { formatPoint } from '../../src/picture/numbers';
import { section } from './controls';
import type { Context, Part } from './context';
import { changes, html, setAttributes, setText, show } from './dom';
import { swatch } from './optimizerControls';

export class UnitsPart implements Part {
  readonly element: HTMLElement;
  /** Whether dead regions are shaded in the plot. */
  shades = true;
  private readonly place = html('p', 'hint');
  private readonly list = html('dl', 'details');
  private readonly deaths = html('ul', 'unit-deaths', { attributes: { 'aria-live': 'polite' } });
  private readonly changed = changes();
  private readonly runsChanged = changes();

  /** `redraw` asks for a frame. */
  constructor(
    private readonly context: Context,
    redraw: () => void,
  ) {
    const box = html('input', '', {
      attributes: { type: 'checkbox', checked: true },
      on: {
        change: () => {
          this.shades = box.checked;
          redraw();
        },
      },
    });
    this.element = section('Units', 'units', [
      html('label', 'field', {}, [box, html('span', '', { text: 'shade where units are dead' })]),
      this.place,
      this.list,
      this.deaths,
    ]);
  }

  update(scene: Scene, theme: Theme): void {
    const { units } = scene.loss;
    show(this.element, units.length > 0);
    if (units.length === 0) return;
    const point = scene.probe?.point ?? scene.at;
    if (this.changed(scene.evaluator, scene.probe, point)) {
      setText(
        this.place,
        `${scene.probe === null ? 'At the start' : 'At the point'} ${formatPoint(point.slice(0, 8), 4)}; a unit is dead where it answers no row.`,
      );
      this.list.replaceChildren(
        ...unitStates(scene.evaluator, point).flatMap((state) => [
          html('dt', '', { text: state.unit.label }),
          html('dd', state.answered === 0 ? 'is-dead' : '', { text: stateInWords(state) }),
        ]),
      );
    }
    if (this.runsChanged(scene.runs, theme)) this.tellDeaths(scene, theme);
  }

  private tellDeaths(scene: Scene, theme: Theme): void {
    const items = scene.runs.flatMap((result) =>
      deathsOf(scene.evaluator, result).map(({ unit, step }) => {
        const mark = swatch();
        setAttributes(mark.querySelector('line')!, { stroke: seriesColour(theme, result.setup.colour) });
        const start = scene.starts.length > 1 ? `, start ${String(result.startIndex + 1)}` : '';
        const label = scene.loss.units[unit]?.label ?? '';
        const jump = html('button', 'text-button', {
          attributes: { type: 'button', title: 'Moves the playhead to this step' },
          text: `step ${String(step)}`,
          on: { click: () => this.context.dispatch({ type: 'scrubbed', step }) },
        });
        return html('li', '', {}, [
          mark,
          html('span', '', { text: `${result.definition.title}${start}: ${label} dies at ` }),
          jump,
        ]);
      }),
    );
    show(this.deaths, items.length > 0);
    this.deaths.replaceChildren(...items);
  }
}
