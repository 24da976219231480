import type { Tick } from '../../picture/axisTicks';
import type { Frame } from '../../picture/frame';
import type { Palette } from './palette';

/** Maps a value on an axis to a pixel. */
export type Scale = (value: number) => number;

/** A whole picture that stands alone. */
export function standingSvg(title: string, width: number, height: number, palette: Palette, markup: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui,sans-serif" font-size="11" role="img" aria-label="${escape(title)}"><title>${escape(title)}</title>` +
    `<rect width="100%" height="100%" fill="${palette.background}"/>${markup}</svg>`
  );
}

/** One axis: its ticks, where they lie, and its name. */
export interface Axis {
  readonly ticks: readonly Tick[];
  readonly at: Scale;
  readonly name: string;
}

export function drawAxes(frame: Frame, palette: Palette, horizontal: Axis, vertical: Axis): string {
  const bottom = frame.top + frame.innerHeight;
  const below = horizontal.ticks
    .map(({ value, label }) => {
      const x = pixel(horizontal.at(value));
      return `<path d="M${x},${bottom}v4" stroke="${palette.muted}"/><text x="${x}" y="${bottom + 15}" text-anchor="middle">${escape(label)}</text>`;
    })
    .join('');
  const beside = vertical.ticks
    .map(({ value, label }) => {
      const y = vertical.at(value);
      return `<path d="M${frame.left},${pixel(y)}h-4" stroke="${palette.muted}"/><text x="${frame.left - 7}" y="${pixel(y + 3.8)}" text-anchor="end">${escape(label)}</text>`;
    })
    .join('');
  const middleX = frame.left + frame.innerWidth / 2;
  const middleY = frame.top + frame.innerHeight / 2;
  const title = `font-style="italic" font-size="12" text-anchor="middle" fill="${palette.foreground}"`;
  return (
    `<g fill="${palette.muted}">${plotRect(frame, 'none', palette.muted)}${below}${beside}` +
    `<text ${title} x="${pixel(middleX)}" y="${bottom + 31}">${escape(horizontal.name)}</text>` +
    `<text ${title} transform="translate(13,${pixel(middleY)})rotate(-90)">${escape(vertical.name)}</text></g>`
  );
}

export function plotRect(frame: Frame, fill = 'none', stroke = 'none'): string {
  return `<rect x="${frame.left}" y="${frame.top}" width="${frame.innerWidth}" height="${frame.innerHeight}" fill="${fill}" stroke="${stroke}"/>`;
}

/** The pattern of places where a loss is undefined. */
export function hatch(palette: Palette): string {
  return `<pattern id="hole" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${palette.background}"/><path d="M0,0v6" stroke="${palette.muted}" stroke-opacity=".5"/></pattern>`;
}

export function clipId(frame: Frame): string {
  return `plot-${frame.innerWidth}-${frame.innerHeight}`;
}

export function pixel(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text as XML character data; also used in attribute values. */
export function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
