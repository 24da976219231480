/** The starts as number fields, for those who do not drag. */
import type { Scene } from '../model/scene';
import { iconButton, numberField, section, setNumber, textButton } from './controls';
import type { Context, Part } from './context';
import { changes, html, keyed, show } from './dom';

/** A point with more coordinates than this is edited in the source only. */
const mostFields = 8;

export class StartsPart implements Part {
  readonly element: HTMLElement;
  private readonly list = html('ul', 'starts-list');
  private readonly reset: HTMLButtonElement;
  private readonly changed = changes();

  constructor(private readonly context: Context) {
    const { dispatch } = context;
    this.reset = textButton('Reset', () => dispatch({ type: 'startsReset' }));
    const add = iconButton('plus', 'Add a start', () => {
      const scene = context.scene();
      if (scene === undefined) return;
      const point = scene.state.setup.pinnedPoint ?? middleOf(scene);
      dispatch({ type: 'startsChanged', points: [...scene.starts, point] });
    });
    this.element = section('Starts', 'starts', [this.list], [this.reset, add]);
  }

  update(scene: Scene): void {
    const { loss, starts } = scene;
    if (!this.changed(loss, starts)) return;
    const isEdited = scene.state.setup.starts !== null;
    show(this.reset, isEdited);
    const names = loss.parameters.map(({ name }) => name);
    keyed(
      this.list,
      starts,
      (_, index) => `${String(index)} ${names.join(' ')}`,
      (_, index) => this.row(names, index),
      (row, start, index) => {
        row.querySelectorAll<HTMLInputElement>('.number-field').forEach((field, at) => {
          setNumber(field, start[at] ?? 0);
        });
        show(row.querySelector<HTMLElement>('.reveal')!, !isEdited && index < loss.starts.length);
      },
    );
  }

  private row(names: readonly string[], index: number): HTMLLIElement {
    const { dispatch, host } = this.context;
    const now = (): readonly (readonly number[])[] => this.context.scene()?.starts ?? [];
    const title = `Start ${String(index + 1)}`;
    const fields = names.slice(0, mostFields).map((name, at) =>
      html('label', 'field', {}, [
        html('span', '', { text: name }),
        numberField({
          name: `${title}: ${name}`,
          change: (value) =>
            dispatch({
              type: 'startsChanged',
              points: now().map((point, k) => (k === index ? point.map((old, i) => (i === at ? value : old)) : point)),
            }),
        }),
      ]),
    );
    const reveal = iconButton('source', `Show ${title.toLowerCase()} in source`, () => {
      const name = this.context.scene()?.loss.name;
      if (name !== undefined) host.reveal({ kind: 'start', name, index });
    });
    reveal.classList.add('reveal');
    return html('li', 'start-row', {}, [
      html('span', 'start-number', { text: String(index + 1) }),
      html('div', 'fields', {}, fields),
      reveal,
      iconButton('remove', `Remove ${title.toLowerCase()}`, () =>
        dispatch({ type: 'startsChanged', points: now().filter((_, k) => k !== index) }),
      ),
    ]);
  }
}

function middleOf(scene: Scene): readonly number[] {
  const point = [...scene.at];
  const [axisX, axisY] = scene.state.setup.axes;
  point[axisX] = (scene.view.x[0] + scene.view.x[1]) / 2;
  if (!scene.isCurve) point[axisY] = (scene.view.y[0] + scene.view.y[1]) / 2;
  return point;
}
