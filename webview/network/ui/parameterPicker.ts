/** Chooses one of thousands of parameters: a block by its name, and a place in it. */
import type { BlockView } from '../../../src/landscape/views';
import { numberField, setChoices, setNumber } from '../../ui/controls';
import { html, setText, show } from '../../ui/dom';
import { blockAt, elementName, indexIn, placeIn } from '../model/blocks';

export class ParameterPicker {
  readonly element: HTMLElement;
  private readonly block: HTMLSelectElement;
  private readonly fields: readonly HTMLInputElement[];
  private readonly name = html('code', 'parameter-name');
  private blocks: readonly BlockView[] = [];
  private index = 0;

  /** `choose` hears the parameter's number in the order of a point. */
  constructor(
    label: string,
    private readonly choose: (index: number) => void,
  ) {
    this.block = html('select', '', {
      attributes: { 'aria-label': `${label}: parameter` },
      on: { change: () => this.pick(this.blocks[Number(this.block.value)]?.offset ?? 0) },
    });
    this.fields = ['row', 'column'].map((side, at) =>
      numberField({ name: `${label}: ${side}`, minimum: 1, step: 1, change: (value) => this.move(at, value) }),
    );
    this.element = html('div', 'field parameter-picker', { attributes: { role: 'group', 'aria-label': label } }, [
      html('span', '', { text: label }),
      this.block,
      ...this.fields,
      this.name,
    ]);
  }

  update(blocks: readonly BlockView[], index: number): void {
    this.blocks = blocks;
    this.index = index;
    const block = blockAt(blocks, index);
    if (block === undefined) return;
    setChoices(
      this.block,
      blocks.map(({ name }, at) => ({ value: String(at), text: name })),
    );
    this.block.value = String(blocks.indexOf(block));
    const place = placeIn(block, index - block.offset);
    this.fields.forEach((field, at) => {
      show(field, at < block.shape.length);
      field.max = String(block.shape[at] ?? 1);
      if (place[at] !== undefined) setNumber(field, place[at] + 1);
    });
    setText(this.name, elementName(block, index - block.offset));
    show(this.name, block.shape.length > 0);
  }

  private move(at: number, value: number): void {
    const block = blockAt(this.blocks, this.index);
    const size = block?.shape[at];
    if (block === undefined || size === undefined || !Number.isInteger(value) || value < 1 || value > size) return;
    const place = placeIn(block, this.index - block.offset).map((old, k) => (k === at ? value - 1 : old));
    this.pick(block.offset + indexIn(block, place));
  }

  /** Kept at once: two events in one frame must both count. */
  private pick(index: number): void {
    this.index = index;
    this.choose(index);
  }
}
