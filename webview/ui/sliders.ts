/** Sliders: constants with a range, and the parameters that are not on an axis. */
import type { Scene } from '../model/scene';
import { ConstantSliders, fillRow, sliderRow } from './constantSliders';
import type { Context, Part } from './context';
import { section } from './controls';
import { changes, html, keyed, setText, show } from './dom';

/** More hidden parameters than this have no slider: they stay at the first start. */
const mostSliders = 12;

export class Sliders implements Part {
  readonly element: HTMLElement;
  private readonly constants: ConstantSliders;
  private readonly parameters = html('div', 'sliders');
  private readonly more = html('p', 'hint');
  private readonly changed = changes();

  constructor(private readonly context: Context) {
    const { dispatch, host } = context;
    this.constants = new ConstantSliders({ dispatch, host, state: () => context.scene()?.state });
    this.element = section('Sliders', 'sliders', [this.parameters, this.more, ...this.constants.elements]);
  }

  update(scene: Scene): void {
    const { loss, at } = scene;
    const { axes, overrides } = scene.state.setup;
    if (!this.changed(loss, at, axes, overrides)) return;
    const shown = this.constants.update(loss, overrides);
    const hidden = loss.parameters.flatMap((parameter, index) => (axes.includes(index) ? [] : [{ parameter, index }]));
    show(this.element, shown + hidden.length > 0);
    const rest = hidden.length - mostSliders;
    show(this.more, rest > 0);
    setText(this.more, `${String(rest)} more parameters stay where the first start has them.`);
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
}
