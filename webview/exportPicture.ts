/** The plot as a standalone SVG: no script, no font or picture from outside, every colour written out. */
import { fontFamily } from './draw/axes';
import type { Theme } from './draw/theme';
import { svg, svgNamespace } from './ui/dom';

const titleHeight = 26;
const legendGap = 4;
/** Attributes that mean something only in the panel. */
const panelOnly = /^(aria-|data-|class$|role$|tabindex$)/;

/** `plot` and `legend` are the live pictures; `title` stands above, `description` inside for screen readers. */
export function exportPicture(
  plot: SVGSVGElement,
  legend: SVGSVGElement,
  theme: Theme,
  title: string,
  description: string,
): string {
  const width = Number(plot.getAttribute('width') ?? 0);
  const plotHeight = Number(plot.getAttribute('height') ?? 0);
  const legendHeight = Number(legend.getAttribute('height') ?? 0);
  const height = titleHeight + plotHeight + legendGap + legendHeight;
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
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
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
