/** A mean over draws against the number of rows, on logarithmic axes, with error bars and what is predicted. */
import type { SamplingRow } from '../../../src/landscape/population/views';
import { plotFrame } from '../../../src/picture/frame';
import { drawAxes } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { decadeTicks } from '../../plot/decades';
import { setAttributes, svg } from '../../ui/dom';
import type { Quantity } from '../model/samples';

const height = 280;
/** Part of a decade left free at each end. */
const margin = 0.12;

/** Draws the rows that are known; points of mean 0 have no place on a logarithmic axis and are left out. */
export function drawSampling(
  picture: SVGSVGElement,
  rows: readonly SamplingRow[],
  quantity: Quantity,
  words: string,
  width: number,
  theme: Theme,
): void {
  const values = rows.flatMap(({ [quantity]: { mean, error }, exact, law }) =>
    [mean + error, mean - error, mean, exact?.[quantity] ?? 0, law[quantity] ?? 0].filter((value) => value > 0),
  );
  const [low, high] = values.length === 0 ? [-3, 0] : [Math.log10(least(values)), Math.log10(most(values))];
  const vertical = [Math.floor(low - margin), Math.ceil(high + margin)] as const;
  const sizes = rows.map(({ n }) => Math.log10(n));
  const across = sizes.length === 0 ? ([0, 3] as const) : ([least(sizes) - margin, most(sizes) + margin] as const);
  const ticks = decadeTicks(vertical, 6);
  const frame = plotFrame(width, height, ticks);
  const x = (place: number): number => frame.left + ((place - across[0]) / (across[1] - across[0])) * frame.innerWidth;
  const y = (place: number): number =>
    frame.top + (1 - (place - vertical[0]) / (vertical[1] - vertical[0])) * frame.innerHeight;
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': words,
  });
  const axes = svg('g');
  drawAxes(
    axes,
    {
      frame,
      horizontal: rows.map(({ n }) => ({ value: Math.log10(n), label: String(n) })),
      vertical: ticks,
      x,
      y,
      xName: 'rows n',
      yName: `mean ${quantity}`,
    },
    theme,
  );
  const line = (pick: (row: SamplingRow) => number | null | undefined): string =>
    rows
      .flatMap((row) => {
        const value = pick(row);
        return value != null && value > 0
          ? [`${x(Math.log10(row.n)).toFixed(1)},${y(Math.log10(value)).toFixed(1)}`]
          : [];
      })
      .map((place, i) => `${i === 0 ? 'M' : 'L'}${place}`)
      .join('');
  const [ink, measured] = [theme.foreground, theme.positive];
  picture.replaceChildren(
    axes,
    svg('path', {
      class: 'sampling-law',
      d: line(({ law }) => law[quantity]),
      fill: 'none',
      stroke: theme.negative,
      'stroke-width': 1.8,
    }),
    svg('path', {
      class: 'sampling-exact',
      d: line(({ exact }) => exact?.[quantity]),
      fill: 'none',
      stroke: ink,
      'stroke-width': 1.2,
      'stroke-dasharray': '2 3',
    }),
    ...rows.flatMap(({ n, [quantity]: { mean, error } }) => {
      if (!(mean > 0)) return [];
      const at = x(Math.log10(n)).toFixed(1);
      const bottom = mean - error > 0 ? Math.max(vertical[0], Math.log10(mean - error)) : vertical[0];
      return [
        svg('line', {
          class: 'sampling-error',
          x1: at,
          x2: at,
          y1: y(Math.log10(mean + error)).toFixed(1),
          y2: y(bottom).toFixed(1),
          stroke: measured,
          'stroke-width': 1.6,
        }),
        svg('circle', {
          class: 'sampling-mean',
          cx: at,
          cy: y(Math.log10(mean)).toFixed(1),
          r: 4,
          fill: measured,
          stroke: theme.background,
          'stroke-width': 1,
        }),
      ];
    }),
  );
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
