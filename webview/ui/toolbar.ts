/** Buttons over the plot: zoom, reset, crosshair, starts, picture; the level scale and the axes. */
import type { Scene } from '../model/scene';
import { levelScales } from '../../src/picture/levels';
import type { LevelScale } from '../../src/picture/levels';
import { panBy, zoomAt } from '../plot/viewport';
import type { View } from '../plot/viewport';
import { iconButton, labelledSelect, setChoices, setPressed } from './controls';
import type { Context, Part } from './context';
import { html, show } from './dom';

export const zoomStep = 1.4;

export class Toolbar implements Part {
  readonly element: HTMLElement;
  private readonly crosshair: HTMLButtonElement;
  private readonly placing: HTMLButtonElement;
  private readonly levels;
  private readonly axisX;
  private readonly axisY;

  constructor(
    private readonly context: Context,
    exportPicture: () => void,
  ) {
    const { dispatch } = context;
    this.crosshair = iconButton('crosshair', 'Crosshair moved by the arrow keys', () => {
      const on = this.context.scene()?.state.crosshair !== true;
      dispatch({ type: 'crosshairSet', on });
    });
    this.placing = iconButton('start', 'Add a start where the plot is clicked next', () =>
      dispatch({ type: 'placingSet', on: this.context.scene()?.state.placing !== true }),
    );
    this.levels = labelledSelect(
      'Levels',
      [{ value: 'automatic', text: 'automatic' }, ...levelScales.map((scale) => ({ value: scale, text: scale }))],
      (value) => dispatch({ type: 'preferencesChanged', change: { levelScale: value as 'automatic' | LevelScale } }),
    );
    this.axisX = labelledSelect('Across', [], (value) => this.chooseAxis(0, Number(value)));
    this.axisY = labelledSelect('Up', [], (value) => this.chooseAxis(1, Number(value)));
    this.element = html('div', 'toolbar', { attributes: { role: 'group', 'aria-label': 'Plot' } }, [
      iconButton('plus', 'Zoom in', () => this.zoom(1 / zoomStep)),
      iconButton('minus', 'Zoom out', () => this.zoom(zoomStep)),
      iconButton('home', 'Back to the box', () => dispatch({ type: 'viewChanged', view: null })),
      this.crosshair,
      this.placing,
      iconButton('save', 'Export picture as SVG', exportPicture),
      html('span', 'spring'),
      this.axisX.element,
      this.axisY.element,
      this.levels.element,
    ]);
  }

  update(scene: Scene): void {
    const { state, loss } = scene;
    setPressed(this.crosshair, state.crosshair);
    setPressed(this.placing, state.placing);
    this.levels.select.value = state.preferences.levelScale;
    show(this.levels.element, !scene.isCurve);
    const choosable = loss.parameters.length > 2;
    show(this.axisX.element, choosable);
    show(this.axisY.element, choosable);
    const names = loss.parameters.map(({ name }, index) => ({ value: String(index), text: name }));
    setChoices(this.axisX.select, names);
    setChoices(this.axisY.select, names);
    this.axisX.select.value = String(state.setup.axes[0]);
    this.axisY.select.value = String(state.setup.axes[1]);
  }

  private zoom(factor: number): void {
    const scene = this.context.scene();
    if (scene !== undefined) this.context.dispatch({ type: 'viewChanged', view: zoomAt(scene.view, 0.5, 0.5, factor) });
  }

  /** Choosing the parameter of the other axis swaps the two. */
  private chooseAxis(which: 0 | 1, parameter: number): void {
    const axes = this.context.scene()?.state.setup.axes;
    if (axes === undefined) return;
    const other = which === 0 ? axes[1] : axes[0];
    const kept = other === parameter ? axes[which] : other;
    this.context.dispatch({ type: 'axesChosen', axes: which === 0 ? [parameter, kept] : [kept, parameter] });
  }
}

/** What a key does to the view, or undefined for another key. Arrows show more of the side they point to. */
export function keyToView(key: string, view: View, large: boolean): { readonly view: View | null } | undefined {
  const share = large ? 0.5 : 0.1;
  switch (key) {
    case 'ArrowLeft':
      return { view: panBy(view, -share, 0) };
    case 'ArrowRight':
      return { view: panBy(view, share, 0) };
    case 'ArrowUp':
      return { view: panBy(view, 0, share) };
    case 'ArrowDown':
      return { view: panBy(view, 0, -share) };
    case '+':
    case '=':
      return { view: zoomAt(view, 0.5, 0.5, 1 / zoomStep) };
    case '-':
    case '_':
      return { view: zoomAt(view, 0.5, 0.5, zoomStep) };
    case '0':
      return { view: null };
    default:
      return undefined;
  }
}
