/** The remainder of the quadratic model against the length of the step, on logarithmic axes, with the fitted line. */
import { formatNumber } from '../../src/picture/numbers';
import { isClear } from '../model/remainder';
import type { RemainderPoint, Remainders } from '../model/remainder';
import { decadeTicks } from '../plot/decades';
import { setAttributes, svg } from '../ui/dom';
import { drawAxes } from './axes';
import type { Theme } from './theme';

const height = 210;
const margins = { left: 58, right: 12, top: 10, bottom: 40 };

/** Draws into `picture`, `width` pixels wide. Points lost in rounding are left out. */
export function drawRemainders(
  picture: SVGSVGElement,
  { points, line }: Remainders,
  width: number,
  theme: Theme,
): void {
  const shown = points.filter(isClear);
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label':
      line === null
        ? 'Remainder of the model against the step.'
        : `Remainder of the model against the step, on logarithmic axes: slope ${line.slope.toFixed(2)}.`,
  });
  if (shown.length < 2) {
    picture.replaceChildren();
    return;
  }
  const innerWidth = width - margins.left - margins.right;
  const innerHeight = height - margins.top - margins.bottom;
  const logs = (pick: (point: RemainderPoint) => number): readonly [number, number] => {
    const values = shown.map((point) => Math.log10(pick(point)));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const gap = Math.max(0.15, (high - low) * 0.05);
    return [low - gap, high + gap];
  };
  const [x0, x1] = logs(({ step }) => step);
  const [y0, y1] = logs(({ remainder }) => remainder);
  const x = (log: number): number => margins.left + ((log - x0) / (x1 - x0)) * innerWidth;
  const y = (log: number): number => margins.top + ((y1 - log) / (y1 - y0)) * innerHeight;
  const axes = svg('g', { 'aria-hidden': 'true' });
  drawAxes(
    axes,
    {
      frame: { width, height, left: margins.left, top: margins.top, innerWidth, innerHeight },
      horizontal: decadeTicks([x0, x1], innerWidth / 52),
      vertical: decadeTicks([y0, y1], innerHeight / 24),
      x,
      y,
      xName: 'step length',
      yName: 'remainder',
    },
    theme,
  );
  const logTwo = Math.log10(2);
  const lineAt = (log: number): number => (line === null ? 0 : line.slope * log + line.height * logTwo);
  const ends = [x0, x1].map((log) => `${x(log).toFixed(1)},${y(lineAt(log)).toFixed(1)}`);
  picture.replaceChildren(
    svg('clipPath', { id: 'remainder-clip' }, [
      svg('rect', { x: margins.left, y: margins.top, width: innerWidth, height: innerHeight }),
    ]),
    axes,
    ...(line === null
      ? []
      : [
          svg('path', {
            class: 'fitted',
            d: `M${ends.join('L')}`,
            'clip-path': 'url(#remainder-clip)',
            fill: 'none',
            stroke: theme.positive,
            'stroke-width': 1.5,
            'stroke-dasharray': '6 4',
          }),
        ]),
    ...shown.map(({ step, remainder }) =>
      svg(
        'circle',
        {
          class: 'remainder',
          cx: x(Math.log10(step)).toFixed(1),
          cy: y(Math.log10(remainder)).toFixed(1),
          r: 3,
          fill: theme.foreground,
        },
        [svg('title', {}, [`step ${formatNumber(step, 3)}: remainder ${formatNumber(remainder, 3)}`])],
      ),
    ),
  );
}
