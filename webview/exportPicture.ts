/** The plot as a standalone SVG: no script, no font or picture from outside, every colour written out. */
import { fontFamily } from './draw/axes';
import type { Theme } from './draw/theme';
import { labelWidth } from '../src/picture/axisTicks';
import { svg, svgNamespace } from './ui/dom';

const titleHeight = 26;
const legendGap = 4;
const glyphRow = 22;
const glyphLeft = 12;
/** Attributes that mean something only in the panel. */
const panelOnly = /^(aria-|data-|class$|role$|tabindex$)/;

/** What goes into the picture. */
export interface PictureParts {
  /** The live pictures. */
  readonly plot: SVGSVGElement;
  readonly legend: SVGSVGElement;
  /** The lists of glyphs and lines with their names. */
  readonly glyphs: readonly HTMLElement[];
  /** Stands above. */
  readonly title: string;
  /** Is inside, for screen readers. */
  readonly description: string;
}

/** The text of the SVG file. */
export function exportPicture(parts: PictureParts, theme: Theme): string {
  const { plot, legend, title, description } = parts;
  const width = Number(plot.getAttribute('width') ?? 0);
  const plotHeight = Number(plot.getAttribute('height') ?? 0);
  const legendHeight = Number(legend.getAttribute('height') ?? 0);
  const names = glyphRows(parts.glyphs, width, theme);
  const glyphsAt = titleHeight + plotHeight + legendGap + legendHeight;
  const height = glyphsAt + names.height;
  const picture = svg('svg', {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
  });
  picture.append(
    svg('title', {}, [title]),
    svg('desc', {}, [description]),
    svg('rect', { width, height, fill: theme.background }),
    svg('text', { x: 12, y: 18, fill: theme.foreground, 'font-size': 13, 'font-family': fontFamily }, [title]),
    moved(plot, titleHeight),
    moved(legend, titleHeight + plotHeight + legendGap),
    svg('g', { transform: `translate(0,${String(glyphsAt)})` }, names.elements),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

/** The glyphs with their names, in as many rows as they need. */
function glyphRows(
  lists: readonly HTMLElement[],
  width: number,
  theme: Theme,
): { readonly elements: readonly SVGElement[]; readonly height: number } {
  let [x, row] = [glyphLeft, 0];
  const elements = lists
    .flatMap((list) => [...list.children])
    .map((item) => {
      const name = item.textContent ?? '';
      const wide = 24 + labelWidth(name) + 16;
      if (x > glyphLeft && x + wide > width) [x, row] = [glyphLeft, row + 1];
      const shapes = [...(item.querySelector('svg')?.childNodes ?? [])].map((shape) => shape.cloneNode(true));
      const text = { x: 14, y: 4, fill: theme.foreground, 'font-size': 11, 'font-family': fontFamily };
      const group = svg('g', { transform: `translate(${String(x + 10)},${String(row * glyphRow + 12)})` }, [
        ...shapes,
        svg('text', text, [name]),
      ]);
      x += wide;
      return group;
    });
  return { elements, height: elements.length === 0 ? 0 : (row + 1) * glyphRow + 4 };
}

/** A safe file name for the picture of a loss. */
export function pictureName(loss: string): string {
  return `${loss.replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'loss'}.svg`;
}

function moved(source: SVGSVGElement, y: number): SVGGElement {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const group = document.createElementNS(svgNamespace, 'g');
  group.setAttribute('transform', `translate(0,${String(y)})`);
  group.append(...copy.childNodes);
  for (const element of group.querySelectorAll('[visibility="hidden"]')) element.remove();
  for (const element of group.querySelectorAll('*'))
    for (const { name } of [...element.attributes]) if (panelOnly.test(name)) element.removeAttribute(name);
  return group;
}
