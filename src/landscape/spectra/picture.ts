import { axisTicks } from '../../picture/axisTicks';
import { histogram } from '../../picture/histogram';
import { innerHeightOf, plotFrame } from '../../picture/frame';
import { circleShape, reachOf } from '../../picture/semicircle';
import type { PictureTheme } from '../requests';
import { paletteOf } from '../picture/palette';
import { type Scale, drawAxes, pixel, plotRect, standingSvg } from '../picture/svg';
import type { SpectrumView } from './views';

const bins = 32;

/** A small standing picture: the histogram, the semicircle, and a mark at every outlier. */
export function spectrumPicture(title: string, view: SpectrumView, width: number, theme: PictureTheme): string {
  const palette = paletteOf(theme);
  const height = Math.round(width * 0.7);
  const [low, high] = reachOf(view);
  const { bars, top } = histogram(view.values, view.circle, low, high, bins);
  const vertical = axisTicks(0, top, innerHeightOf(height), false);
  const frame = plotFrame(width, height, vertical);
  const x: Scale = (value) => frame.left + ((value - low) / (high - low)) * frame.innerWidth;
  const y: Scale = (value) => frame.top + (1 - value / top) * frame.innerHeight;
  const rects = bars
    .map(({ from, to, density }) => {
      const fill = palette.ramp[1]!;
      return `<rect x="${pixel(x(from))}" y="${pixel(y(density))}" width="${pixel(Math.max(0.5, x(to) - x(from) - 0.5))}" height="${pixel(y(0) - y(density))}" fill="${fill}"/>`;
    })
    .join('');
  const circle = circleShape(view.circle)
    .map(([value, density], i) => `${i === 0 ? 'M' : 'L'}${pixel(x(value))},${pixel(y(density))}`)
    .join('');
  const marks = view.outliers
    .filter(({ leaves }) => leaves)
    .map(({ position }) => `<path d="M${pixel(x(position))},${pixel(y(0))}l-4,-9h8z" fill="${palette.series[0]!}"/>`)
    .join('');
  const axes = drawAxes(
    frame,
    palette,
    { ticks: axisTicks(low, high, frame.innerWidth, true), at: x, name: 'eigenvalue' },
    { ticks: vertical, at: y, name: 'density' },
  );
  const curve = `<path d="${circle}" fill="none" stroke="${palette.foreground}" stroke-width="1.6"/>`;
  return standingSvg(title, width, height, palette, plotRect(frame) + rects + curve + marks + axes);
}
