/** Sliders: constants with a range, and the parameters that are not on an axis. */
import type { ConstantView } from '../../src/landscape/views';
import { constantValues } from '../model/scene';
import type { Scene } from '../model/scene';
import { formatNumber, roundToStep } from '../../src/picture/numbers';
import { iconButton, numberField, section, setNumber, setSlider, slider, textButton } from './controls';
import type { Context, Part } from './context';
import { changes, html, keyed, setText, show } from './dom';

/** More hidden parameters than this have no slider: they stay at the first start. */
const mostSliders = 12;

export class Sliders implements Part {
  readonly element: HTMLElement;
  private readonly constants = html('div', 'sliders');
  private readonly parameters = html('div', 'sliders');
  private readonly more = html('p', 'hint');
  private readonly write: HTMLButtonElement;
  private readonly reset: HTMLButtonElement;
  private readonly actions: HTMLElement;
  private readonly changed = changes();

  constructor(private readonly context: Context) {
    this.write = textButton('Write to file', () => this.writeToFile(), 'primary');
    this.reset = textButton('Reset', () => context.dispatch({ type: 'constantsReset' }));
    this.actions = html('div', 'actions', {}, [this.write, this.reset]);
    this.element = section('Sliders', 'sliders', [this.parameters, this.more, this.constants, this.actions]);
  }

  update(scene: Scene): void {
    const { loss, at } = scene;
    const { axes, overrides } = scene.state.setup;
    if (!this.changed(loss, at, axes, overrides)) return;
    const shown = loss.constants.filter((constant) => constant.range !== null);
    const hidden = loss.parameters.flatMap((parameter, index) => (axes.includes(index) ? [] : [{ parameter, index }]));
    const values = new Map(loss.constants.map(({ name }, index) => [name, constantValues(loss, overrides)[index]!]));
    show(this.element, shown.length + hidden.length > 0);
    const rest = hidden.length - mostSliders;
    show(this.more, rest > 0);
    setText(this.more, `${String(rest)} more parameters stay where the first start has them.`);
    show(this.actions, Object.keys(overrides).length > 0);
    keyed(
      this.constants,
      shown,
      ({ name, range }) => `${name} ${String(range)}`,
      (constant) => this.constantRow(constant),
      (row, constant) => {
        const value = values.get(constant.name) ?? constant.value;
        fillRow(row, value, Object.hasOwn(overrides, constant.name));
        const was = row.querySelector('.was')!;
        setText(was, Object.hasOwn(overrides, constant.name) ? `in the file ${formatNumber(constant.value)}` : '');
      },
    );
    keyed(
      this.parameters,
      hidden.slice(0, mostSliders),
      ({ parameter: { name, low, high } }) => `${name} ${String(low)} ${String(high)}`,
      ({ parameter, index }) =>
        sliderRow(parameter.name, `Parameter ${parameter.name}`, parameter.low, parameter.high, (value) => {
          const now = this.context.scene()?.at ?? at;
          this.context.dispatch({ type: 'parametersFixed', fixed: now.map((old, k) => (k === index ? value : old)) });
        }),
      (row, { index }) => fillRow(row, at[index]!, false),
    );
  }

  private constantRow(constant: ConstantView): HTMLElement {
    const { name } = constant;
    const [low, high] = constant.range ?? [0, 1];
    const row = sliderRow(name, `Constant ${name}`, low, high, (value) =>
      this.context.dispatch({ type: 'constantMoved', name, value }),
    );
    if (constant.documentation !== '') row.title = constant.documentation;
    row.append(
      iconButton('source', `Show constant ${name} in source`, () =>
        this.context.host.reveal({ kind: 'constant', name }),
      ),
      html('span', 'was'),
    );
    return row;
  }

  private writeToFile(): void {
    const scene = this.context.scene();
    if (scene === undefined) return;
    const values = Object.entries(scene.state.setup.overrides).map(([name, { value }]) => ({ name, value }));
    const revision = scene.state.snapshot?.revision;
    if (revision !== undefined && values.length > 0) this.context.host.writeConstants(revision, values);
  }
}

function sliderRow(
  name: string,
  spoken: string,
  low: number,
  high: number,
  move: (value: number) => void,
): HTMLElement {
  const step = (high - low) / 200;
  const handle = slider(spoken, low, high, (value) => move(roundToStep(value, step)));
  const field = numberField({ name: `${spoken}, as a number`, step: 'any', change: move });
  return html('div', 'slider-row', {}, [html('span', 'slider-name', { text: name }), handle, field]);
}

function fillRow(row: HTMLElement, value: number, moved: boolean): void {
  setSlider(row.querySelector<HTMLInputElement>('.slider')!, value);
  setNumber(row.querySelector<HTMLInputElement>('.number-field')!, value);
  row.classList.toggle('is-moved', moved);
}
