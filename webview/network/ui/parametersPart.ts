/** The parameters at the centre, each in its shape: numbers as numbers, vectors and matrices as heat maps. */
import type { BlockView } from '../../../src/landscape/views';
import { formatNumber } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import { section } from '../../ui/controls';
import { changes, html, keyed, setText, show } from '../../ui/dom';
import { shapeInWords } from '../model/blocks';
import type { NetworkScene } from '../model/networkScene';
import { HeatMap } from './heatMap';
import type { NetworkPart } from './context';

export class ParametersPart implements NetworkPart {
  readonly element: HTMLElement;
  private readonly hint = html('p', 'hint');
  private readonly numbers = html('dl', 'details numbers');
  private readonly maps = html('div', 'heat-maps');
  private readonly readout = html('output', 'readout', { attributes: { 'aria-live': 'polite' } });
  private readonly pictures = new WeakMap<Element, HeatMap>();
  private readonly drawn = new WeakMap<Element, (...parts: readonly unknown[]) => boolean>();
  private readonly visible = new Set<Element>();
  private readonly observer: IntersectionObserver;
  private readonly changed = changes();
  private latest: { readonly scene: NetworkScene; readonly theme: Theme } | undefined;

  constructor() {
    this.element = section('Parameters', 'parameters', [this.hint, this.numbers, this.maps], [this.readout]);
    // Only what can be seen is drawn.
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) this.visible.add(target);
        else this.visible.delete(target);
      this.drawVisible();
    });
  }

  update(scene: NetworkScene, theme: Theme): void {
    this.latest = { scene, theme };
    const { loss, point, centreName } = scene;
    if (this.changed(loss, point, centreName)) {
      const size = `${String(loss.parameters.length)} numbers`;
      const where = point === null ? 'They are known once the run is made.' : `At the centre: ${centreName}.`;
      setText(this.hint, `${size}. ${where}`);
      const scalars = loss.blocks.filter(({ shape }) => shape.length === 0);
      this.numbers.replaceChildren(
        ...scalars.flatMap(({ name, offset }) => [
          html('dt', '', { text: name }),
          html('dd', '', { text: point === null ? '…' : formatNumber(point[offset] ?? NaN, 6) }),
        ]),
      );
      show(this.numbers, scalars.length > 0);
      this.keepMaps(loss.blocks.filter(({ shape }) => shape.length > 0));
    }
    this.drawVisible();
  }

  private keepMaps(blocks: readonly BlockView[]): void {
    const before = new Set(this.maps.children);
    keyed(
      this.maps,
      blocks,
      (block) => `${block.name} ${shapeInWords(block)}`,
      (block) => {
        const map = new HeatMap(block, (text) => setText(this.readout, text));
        this.pictures.set(map.element, map);
        this.drawn.set(map.element, changes());
        this.observer.observe(map.element);
        return map.element;
      },
      () => undefined,
    );
    for (const element of before)
      if (element.parentElement === null) {
        this.observer.unobserve(element);
        this.visible.delete(element);
      }
  }

  private drawVisible(): void {
    if (this.latest === undefined) return;
    const { scene, theme } = this.latest;
    const { point, loss } = scene;
    const width = Math.floor(this.maps.clientWidth);
    if (point === null || width === 0) return;
    const blocks = loss.blocks.filter(({ shape }) => shape.length > 0);
    [...this.maps.children].forEach((element, at) => {
      const block = blocks[at];
      if (!this.visible.has(element) || block === undefined) return;
      if (this.drawn.get(element)?.(block, point, theme, width) === true)
        this.pictures.get(element)?.update(block, point, theme, width);
    });
  }
}
