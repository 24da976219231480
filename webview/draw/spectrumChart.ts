/** Eigenvalues as signed bars about a common zero: to the right where the loss curves upward, to the left downward. */
import { formatNumber } from '../../src/picture/numbers';
import { signedBars } from '../plot/bars';
import { setAttributes, svg } from '../ui/dom';
import { fontFamily } from './axes';
import type { Theme } from './theme';

const rowHeight = 20;
/** More eigenvalues than this are shown by their ends. */
const mostRows = 24;

/** Draws into `picture`; `width` in pixels. */
export function drawSpectrum(picture: SVGSVGElement, values: ArrayLike<number>, width: number, theme: Theme): void {
  const all = Array.from(values);
  const rows = all.length <= mostRows ? all : [...all.slice(0, mostRows / 2), ...all.slice(-mostRows / 2)];
  const labels = rows.map((value) => formatNumber(value, 5));
  const { zero, bars } = signedBars(rows, labels, width);
  const height = Math.max(1, rows.length) * rowHeight;
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': `Eigenvalues of the Hessian: ${all.map((value) => formatNumber(value, 5)).join(', ')}`,
  });
  picture.replaceChildren(
    ...bars.flatMap((bar, index) => {
      const value = rows[index]!;
      const y = index * rowHeight;
      return [
        svg('rect', {
          class: 'bar',
          x: bar.x.toFixed(1),
          y: y + 4,
          width: bar.width.toFixed(1),
          height: rowHeight - 8,
          rx: 1.5,
          fill: value < 0 ? theme.negative : theme.positive,
        }),
        svg(
          'text',
          {
            x: bar.labelX.toFixed(1),
            y: y + 14,
            'text-anchor': bar.labelAnchor,
            fill: theme.foreground,
            'font-size': 11,
            'font-family': fontFamily,
          },
          [labels[index]!],
        ),
      ];
    }),
    svg('line', { x1: zero, x2: zero, y1: 0, y2: height, stroke: theme.muted }),
  );
}
