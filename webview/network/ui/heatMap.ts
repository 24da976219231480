/** One block of parameters as a picture of cells, which pointer and arrow keys read. */
import type { BlockView } from '../../../src/landscape/views';
import { formatNumber } from '../../../src/picture/numbers';
import { fontFamily } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { html, setAttributes, setText, svg } from '../../ui/dom';
import { diverging, divergingBytes } from '../draw/diverging';
import { blockPicture, elementName, placeIn, shapeInWords } from '../model/blocks';
import type { BlockPicture } from '../model/blocks';

const largestCell = 24;
const legendSteps = 21;
/** Rows and columns of the table of values. */
const mostInTable = 40;

export class HeatMap {
  readonly element: HTMLElement;
  private readonly caption = html('figcaption');
  private readonly canvas = html('canvas', '', { attributes: { 'aria-hidden': 'true' } });
  private readonly cursor = html('div', 'heat-cursor', { attributes: { hidden: true } });
  private readonly surface: HTMLElement;
  private readonly legend = svg('svg', { class: 'heat-legend', 'aria-hidden': 'true', width: 168, height: 24 });
  private readonly table: HTMLDetailsElement;
  private readonly tableBody = html('div', 'heat-table');
  private picture: BlockPicture | undefined;
  private point: ArrayLike<number> = [];
  private block: BlockView;
  private cellSize = largestCell;
  private at = 0;

  /** `read` hears what the cell under the pointer or the cursor holds. */
  constructor(
    block: BlockView,
    private readonly read: (text: string) => void,
  ) {
    this.block = block;
    this.surface = html(
      'div',
      'heat-surface',
      { attributes: { tabindex: 0, role: 'group', 'aria-label': block.name } },
      [this.canvas, this.cursor],
    );
    this.surface.addEventListener('pointermove', (event) => this.pointAt(event));
    this.surface.addEventListener('pointerleave', () => this.leave());
    this.surface.addEventListener('focus', () => this.moveTo(this.at));
    this.surface.addEventListener('blur', () => this.leave());
    this.surface.addEventListener('keydown', (event) => this.key(event));
    this.table = html('details', 'heat-values', { on: { toggle: () => this.fillTable() } }, [
      html('summary', '', { text: 'Values' }),
      this.tableBody,
    ]);
    this.element = html('figure', 'heat', {}, [this.caption, this.surface, this.legend, this.table]);
  }

  /** Draws the block at a point, in so many pixels of width. */
  update(block: BlockView, point: ArrayLike<number>, theme: Theme, width: number): void {
    this.block = block;
    this.point = point;
    const picture = blockPicture(block, point);
    this.picture = picture;
    const { columns, rows, cell, low, high } = picture;
    this.cellSize = Math.max(2, Math.min(largestCell, Math.floor(width / columns)));
    const range = `from ${formatNumber(low, 3)} to ${formatNumber(high, 3)}`;
    const many = cell[0] * cell[1];
    const sampled = many === 1 ? '' : ` Each cell shows the entry of largest magnitude of ${cell.join(' × ')}.`;
    setText(this.caption, `${block.name}: ${shapeInWords(block)}, ${range}.${sampled}`);
    setAttributes(this.surface, {
      'aria-label': `${block.name}, ${shapeInWords(block)}, ${range}.${sampled} Arrows read its entries.`,
    });
    setAttributes(this.canvas, { width: columns, height: rows });
    this.canvas.style.width = this.surface.style.width = `${String(columns * this.cellSize)}px`;
    this.canvas.style.height = this.surface.style.height = `${String(rows * this.cellSize)}px`;
    this.paint(picture, theme);
    this.drawLegend(picture, theme);
    this.fillTable();
  }

  private paint({ columns, rows, shown, reach }: BlockPicture, theme: Theme): void {
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    const image = context.createImageData(columns, rows);
    shown.forEach((index, at) => {
      if (index < 0) return;
      const bytes = divergingBytes(theme, reach > 0 ? this.value(index) / reach : 0);
      image.data.set([...bytes, 255], 4 * at);
    });
    context.putImageData(image, 0, 0);
  }

  private drawLegend({ reach }: BlockPicture, theme: Theme): void {
    const [width, height] = [168, 24];
    const swatch = width / legendSteps;
    const text = { y: 22, fill: theme.muted, 'font-size': 10, 'font-family': fontFamily };
    const end = formatNumber(reach, 2);
    this.legend.toggleAttribute('hidden', !(reach > 0));
    setAttributes(this.legend, { width, height, viewBox: `0 0 ${String(width)} ${String(height)}` });
    this.legend.replaceChildren(
      ...Array.from({ length: legendSteps }, (_, i) =>
        svg('rect', {
          x: (i * swatch).toFixed(1),
          y: 1,
          width: (swatch + 0.4).toFixed(1),
          height: 9,
          fill: diverging(theme, (2 * i) / (legendSteps - 1) - 1),
        }),
      ),
      svg('rect', { x: 0.5, y: 0.5, width: width - 1, height: 10, fill: 'none', stroke: theme.border }),
      svg('text', { ...text, x: 0 }, [`−${end}`]),
      svg('text', { ...text, x: width / 2, 'text-anchor': 'middle' }, ['0']),
      svg('text', { ...text, x: width, 'text-anchor': 'end' }, [end]),
    );
  }

  private value(index: number): number {
    return this.point[this.block.offset + index] ?? NaN;
  }

  private pointAt(event: PointerEvent): void {
    const { picture } = this;
    if (picture === undefined) return;
    const box = this.surface.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / this.cellSize);
    const row = Math.floor((event.clientY - box.top) / this.cellSize);
    if (column >= 0 && row >= 0 && column < picture.columns && row < picture.rows)
      this.moveTo(row * picture.columns + column);
  }

  private key(event: KeyboardEvent): void {
    const { picture } = this;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -(picture?.columns ?? 1), ArrowDown: picture?.columns ?? 1 }[
      event.key
    ];
    if (picture === undefined || step === undefined) return;
    event.preventDefault();
    this.moveTo(this.at + step);
  }

  private moveTo(at: number): void {
    const { picture, cellSize } = this;
    const index = picture?.shown[at];
    if (picture === undefined || index === undefined || index < 0) return;
    this.at = at;
    const { style } = this.cursor;
    style.left = `${String((at % picture.columns) * cellSize)}px`;
    style.top = `${String(Math.floor(at / picture.columns) * cellSize)}px`;
    style.width = style.height = `${String(cellSize)}px`;
    this.cursor.hidden = false;
    this.read(`${elementName(this.block, index)} = ${formatNumber(this.value(index), 6)}`);
  }

  private leave(): void {
    if (document.activeElement === this.surface) return;
    this.cursor.hidden = true;
    this.read('');
  }

  /** The values as a table, made only while it is open. */
  private fillTable(): void {
    if (!this.table.open) return this.tableBody.replaceChildren();
    const { shape } = this.block;
    const [rows, columns] = shape.length === 2 ? [shape[0]!, shape[1]!] : [shape[0] ?? 1, 1];
    const [shownRows, shownColumns] = [Math.min(rows, mostInTable), Math.min(columns, mostInTable)];
    const body = Array.from({ length: shownRows }, (_, row) =>
      html('tr', '', {}, [
        html('th', '', { attributes: { scope: 'row' }, text: elementRow(this.block, row * columns) }),
        ...Array.from({ length: shownColumns }, (__, column) =>
          html('td', '', { text: formatNumber(this.value(row * columns + column), 4) }),
        ),
      ]),
    );
    const isCut = shownRows < rows || shownColumns < columns;
    this.tableBody.replaceChildren(
      html('table', '', { attributes: { 'aria-label': this.block.name } }, [html('tbody', '', {}, body)]),
      ...(isCut
        ? [html('p', 'hint', { text: `The first ${String(shownRows)} rows and ${String(shownColumns)} columns.` })]
        : []),
    );
  }
}

function elementRow(block: BlockView, index: number): string {
  return `${block.name}[${String((placeIn(block, index)[0] ?? 0) + 1)}]`;
}
