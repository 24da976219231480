/** Shades the places where units are dead: the more of them, the stronger. */
import { setAttributes, svg } from '../ui/dom';
import { fontFamily } from './axes';
import type { DeadField } from './deadField';
import type { Theme } from './theme';

export function drawDeadUnits(group: SVGGElement, field: DeadField | undefined, theme: Theme): void {
  if (field === undefined) {
    group.replaceChildren();
    return;
  }
  const filled = field.dead.filter((path) => path !== '');
  setAttributes(group, { 'data-dead': filled.length });
  group.replaceChildren(
    ...field.seams
      .filter((path) => path !== '')
      .map((d) =>
        svg('path', {
          class: 'seam',
          d,
          fill: 'none',
          stroke: theme.foreground,
          'stroke-opacity': 0.45,
          'stroke-width': 0.9,
          'stroke-dasharray': '2 4',
        }),
      ),
    ...filled.map((d) =>
      svg('path', {
        class: 'dead',
        d,
        fill: theme.foreground,
        'fill-opacity': Math.min(0.22, 0.44 / filled.length),
        stroke: theme.foreground,
        'stroke-opacity': 0.8,
        'stroke-width': 1.2,
      }),
    ),
    ...field.labels.map(({ text, place: [x, y] }) =>
      svg(
        'text',
        {
          class: 'dead-label',
          x: x.toFixed(1),
          y: (y + 4).toFixed(1),
          'text-anchor': 'middle',
          'font-size': 11,
          'font-family': fontFamily,
          fill: theme.foreground,
          stroke: theme.background,
          'stroke-width': 3,
          'stroke-opacity': 0.8,
          'paint-order': 'stroke',
        },
        [text],
      ),
    ),
  );
}
