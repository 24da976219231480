/** How something measured goes with the size of the matrix: a mean a size, with bars of its error. */
import type { SampleView } from '../../../src/landscape/spectra/views';
import { axisTicks } from '../../../src/picture/axisTicks';
import { innerHeightOf, plotFrame } from '../../../src/picture/frame';
import { formatNumber } from '../../../src/picture/numbers';
import { drawAxes } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { setAttributes, svg } from '../../ui/dom';

/** One chart. */
export interface SizesChart {
  /** `distance from the semicircle`. */
  readonly name: string;
  readonly points: readonly { readonly n: number; readonly value: SampleView; readonly limit: number | null }[];
  /** What `limit` is; empty where there is none. */
  readonly limitName: string;
}

const height = 170;
/** Bars reach this many standard errors to either side. */
export const errorsShown = 2;

export function drawSizesChart(picture: SVGSVGElement, chart: SizesChart, width: number, theme: Theme): void {
  const { points } = chart;
  const ends = points.flatMap(({ value: { mean, error }, limit }) => [
    mean - errorsShown * error,
    mean + errorsShown * error,
    ...(limit === null ? [] : [limit]),
  ]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = most > least ? 0.08 * (most - least) : 0.1 * Math.max(1, Math.abs(most));
  const [low, high] = [least - room, most + room];
  const vertical = axisTicks(low, high, innerHeightOf(height), false);
  const frame = plotFrame(width, height, vertical);
  // Sizes double from one to the next: they stand at equal distances.
  const inset = 18;
  const logs = points.map(({ n }) => Math.log2(n));
  const [first, last] = [logs[0] ?? 0, logs.at(-1) ?? 1];
  const x = (n: number): number =>
    frame.left +
    inset +
    (last > first ? (Math.log2(n) - first) / (last - first) : 0.5) * (frame.innerWidth - 2 * inset);
  const y = (value: number): number => frame.top + ((high - value) / (high - low)) * frame.innerHeight;
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': `${chart.name}: ${points
      .map(({ n, value }) => `${formatNumber(value.mean, 3)} ± ${formatNumber(value.error, 2)} at n = ${String(n)}`)
      .join('; ')}`,
  });
  const axes = svg('g', { 'aria-hidden': 'true' }) as SVGGElement;
  const every = Math.max(1, Math.ceil((points.length * 40) / frame.innerWidth));
  const horizontal = points
    .filter((_, i) => (points.length - 1 - i) % every === 0)
    .map(({ n }) => ({ value: n, label: String(n) }));
  drawAxes(axes, { frame, horizontal, vertical, x, y, xName: 'n', yName: '' }, theme);
  const path = (values: readonly (readonly [number, number])[]): string =>
    values.map(([n, value], i) => `${i === 0 ? 'M' : 'L'}${x(n).toFixed(1)},${y(value).toFixed(1)}`).join('');
  const limits = points.flatMap(({ n, limit }) => (limit === null ? [] : [[n, limit] as const]));
  picture.replaceChildren(
    svg('path', {
      class: 'limit',
      d: path(limits),
      fill: 'none',
      stroke: theme.foreground,
      'stroke-dasharray': '5 3',
    }),
    svg('path', {
      class: 'means',
      d: path(points.map(({ n, value }) => [n, value.mean] as const)),
      fill: 'none',
      stroke: theme.positive,
      'stroke-opacity': 0.6,
    }),
    ...points.flatMap(({ n, value: { mean, error } }) => {
      const [above, below] = [y(mean + errorsShown * error), y(mean - errorsShown * error)];
      const place = x(n).toFixed(1);
      return [
        svg('path', {
          class: 'error-bar',
          d: `M${place},${above.toFixed(1)}V${below.toFixed(1)}m-4,0h8M${(x(n) - 4).toFixed(1)},${above.toFixed(1)}h8`,
          fill: 'none',
          stroke: theme.positive,
          'stroke-width': 1.5,
        }),
        svg('circle', { cx: place, cy: y(mean).toFixed(1), r: 3, fill: theme.positive }),
      ];
    }),
    axes,
  );
}
