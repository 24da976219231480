/** Sliders of the constants that have a range, and the buttons that write them to the file or take them back. */
import type { ConstantView } from '../../src/landscape/views';
import { formatNumber, roundToStep } from '../../src/picture/numbers';
import type { HostClient } from '../host/hostClient';
import { constantValues } from '../model/constants';
import type { LossSetup, PanelState } from '../state/state';
import type { Dispatch } from '../state/store';
import { iconButton, numberField, setNumber, setSlider, slider, textButton } from './controls';
import { html, keyed, setText, show } from './dom';

export interface SliderContext {
  readonly dispatch: Dispatch;
  readonly host: HostClient;
  readonly state: () => PanelState | undefined;
}

export class ConstantSliders {
  readonly elements: readonly HTMLElement[];
  private readonly rows = html('div', 'sliders');
  private readonly actions: HTMLElement;

  constructor(private readonly context: SliderContext) {
    const write = textButton('Write to file', () => this.writeToFile(), 'primary');
    const reset = textButton('Reset', () => context.dispatch({ type: 'constantsReset' }));
    this.actions = html('div', 'actions', {}, [write, reset]);
    this.elements = [this.rows, this.actions];
  }

  /** The number of sliders. */
  update(loss: { readonly constants: readonly ConstantView[] }, overrides: LossSetup['overrides']): number {
    const shown = loss.constants.filter((constant) => constant.range !== null);
    const values = new Map(loss.constants.map(({ name }, index) => [name, constantValues(loss, overrides)[index]!]));
    show(this.actions, Object.keys(overrides).length > 0);
    keyed(
      this.rows,
      shown,
      ({ name, range, structure }) => `${name} ${String(range)} ${structure ?? ''}`,
      (constant) => this.row(constant),
      (row, constant) => {
        const value = values.get(constant.name) ?? constant.value;
        fillRow(row, value, Object.hasOwn(overrides, constant.name));
        const was = row.querySelector('.was')!;
        setText(was, Object.hasOwn(overrides, constant.name) ? `in the file ${formatNumber(constant.value)}` : '');
      },
    );
    return shown.length;
  }

  private row(constant: ConstantView): HTMLElement {
    const { name } = constant;
    const [low, high] = constant.range ?? [0, 1];
    const step = constant.structure === 'whole' ? 1 : undefined;
    const row = sliderRow(
      name,
      `Constant ${name}`,
      low,
      high,
      (value) => this.context.dispatch({ type: 'constantMoved', name, value }),
      step,
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
    const state = this.context.state();
    if (state === undefined) return;
    const values = Object.entries(state.setup.overrides).map(([name, { value }]) => ({ name, value }));
    const revision = state.snapshot?.revision;
    if (revision !== undefined && values.length > 0) this.context.host.writeConstants(revision, values);
  }
}

/** A name, a slider and a number field for one value. */
export function sliderRow(
  name: string,
  spoken: string,
  low: number,
  high: number,
  move: (value: number) => void,
  step = (high - low) / 200,
): HTMLElement {
  const handle = slider(spoken, low, high, (value) => move(roundToStep(value, step)), step);
  const field = numberField({ name: `${spoken}, as a number`, step: step === 1 ? 1 : 'any', change: move });
  return html('div', 'slider-row', {}, [html('span', 'slider-name', { text: name }), handle, field]);
}

export function fillRow(row: HTMLElement, value: number, moved: boolean): void {
  setSlider(row.querySelector<HTMLInputElement>('.slider')!, value);
  setNumber(row.querySelector<HTMLInputElement>('.number-field')!, value);
  row.classList.toggle('is-moved', moved);
}
