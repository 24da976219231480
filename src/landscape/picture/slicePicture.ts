/** A standing picture of a slice through a loss of many parameters. */
import { axisTicks } from '../../picture/axisTicks';
import { type Frame, innerHeightOf, plotFrame } from '../../picture/frame';
import { summarize } from '../../picture/levels';
import type { SliceView } from '../explore/views';
import { fillBands } from './bands';
import type { PictureStyle } from './drawPicture';
import { type Palette, paletteOf } from './palette';
import { type Axis, type Scale, clipId, drawAxes, escape, hatch, pixel, plotRect, standingSvg } from './svg';

/** Badges are broken into lines of about this many characters for each hundred pixels of width. */
const charactersPerHundred = 17;

/** Draws a slice with the projected paths, and under it what it hides. */
export function renderSlice(name: string, view: SliceView, style: PictureStyle): string {
  const palette = paletteOf(style);
  const { frame, markup } = view.axes[1] === null ? linePlot(view, style, palette) : planePlot(view, style, palette);
  const lines = style.legend ? captions(view, style.width) : [];
  const captionMarkup = lines
    .map(({ text, colour }, i) => {
      const y = frame.height + 14 + 15 * i;
      const fill = colour === undefined ? palette.foreground : seriesColour(palette, colour);
      return `<text x="12" y="${y}" fill="${fill}">${escape(text)}</text>`;
    })
    .join('');
  const height = frame.height + (lines.length === 0 ? 0 : 15 * lines.length + 8);
  return standingSvg(`Slice of ${name}`, style.width, height, palette, markup + captionMarkup);
}

interface Plot {
  readonly frame: Frame;
  readonly markup: string;
}

function planePlot(view: SliceView, style: PictureStyle, palette: Palette): Plot {
  const { a, b, grid } = view;
  const vertical = axisTicks(b[0], b[1], innerHeightOf(style.width), false);
  const frame = plotFrame(style.width, style.width, vertical);
  const { bands, hasHoles } = fillBands(grid, frame, style.levels, palette);
  const left: Scale = (value) => frame.left + ((value - a[0]) / (a[1] - a[0])) * frame.innerWidth;
  const top: Scale = (value) => frame.top + ((b[1] - value) / (b[1] - b[0])) * frame.innerHeight;
  const id = clipId(frame);
  const hole = hasHoles ? hatch(palette) : '';
  const paths = view.runs.map(({ places }, i) => {
    let path = '';
    for (let t = 0; t < places.length; t += 2) {
      const [x, y] = [left(places[t]!), top(places[t + 1]!)];
      if (Math.abs(x) < 1e5 && Math.abs(y) < 1e5) path += `${path === '' ? 'M' : 'L'}${pixel(x)},${pixel(y)}`;
    }
    const colour = seriesColour(palette, i);
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6" stroke-dasharray="5 3"/>`;
  });
  const centre = `<path d="M${pixel(left(0) - 5)},${pixel(top(0))}h10m-5,-5v10" stroke="${palette.foreground}" stroke-width="1.6"/>`;
  return {
    frame,
    markup:
      `<defs><clipPath id="${id}">${plotRect(frame)}</clipPath>${hole}</defs>` +
      `<g clip-path="url(#${id})">${plotRect(frame, hole === '' ? palette.background : 'url(#hole)')}` +
      `${bands}${paths.join('')}${centre}</g>` +
      drawAxes(frame, palette, horizontalAxis(view, frame, left), { ticks: vertical, at: top, name: view.axes[1]! }),
  };
}

function linePlot(view: SliceView, style: PictureStyle, palette: Palette): Plot {
  const { a, grid, axes } = view;
  const { low, high } = summarize(grid.values);
  const pad = high > low ? 0.06 * (high - low) : 1;
  const [bottom, ceiling] = low <= high ? [low - pad, high + pad] : [-1, 1];
  const height = Math.round(style.width * 0.62);
  const vertical = axisTicks(bottom, ceiling, innerHeightOf(height), false);
  const frame = plotFrame(style.width, height, vertical);
  const left: Scale = (value) => frame.left + ((value - a[0]) / (a[1] - a[0])) * frame.innerWidth;
  const top: Scale = (value) => frame.top + ((ceiling - value) / (ceiling - bottom)) * frame.innerHeight;
  let path = '';
  grid.values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const x = a[0] + ((a[1] - a[0]) * i) / (grid.columns - 1);
    path += `${i === 0 || Number.isNaN(grid.values[i - 1]!) ? 'M' : 'L'}${pixel(left(x))},${pixel(top(value))}`;
  });
  const { barrier } = view;
  const mark =
    barrier === null || !(barrier.height > 0)
      ? ''
      : `<circle cx="${pixel(left(barrier.at))}" cy="${pixel(top(barrier.value))}" r="4" fill="none" stroke="${palette.foreground}" stroke-width="1.6"/>`;
  return {
    frame,
    markup:
      `${plotRect(frame)}<path d="${path}" fill="none" stroke="${palette.ramp[0]!}" stroke-width="2"/>${mark}` +
      drawAxes(frame, palette, horizontalAxis(view, frame, left), {
        ticks: vertical,
        at: top,
        name: axes[0] === '' ? '' : 'loss',
      }),
  };
}

function horizontalAxis({ a, axes }: SliceView, frame: Frame, at: Scale): Axis {
  return { ticks: axisTicks(a[0], a[1], frame.innerWidth, true), at, name: axes[0] };
}

function captions(view: SliceView, width: number): { readonly text: string; readonly colour?: number }[] {
  const most = Math.max(20, Math.floor((width / 100) * charactersPerHundred));
  const names = view.runs.map(({ optimizer }, colour) => ({ text: `– – ${optimizer}, projected`, colour }));
  return [...names, ...view.badges.flatMap((badge) => wrap(badge, most).map((text) => ({ text })))];
}

function wrap(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]!;
    if (last !== '' && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function seriesColour(palette: Palette, index: number): string {
  return palette.series[index % palette.series.length]!;
}
