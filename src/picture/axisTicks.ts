/** Where an axis has its ticks, and what they say: as many round numbers as fit without touching. */
import { formatNumber } from './numbers';
import { roundStep, roundTicks } from './roundTicks';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Widths are estimated, since pure layout cannot measure: a digit of an 11 px system font is about 6.4 px wide. */
export const digitWidth = 6.4;
export const lineHeight = 15;

/** Estimated width in pixels of a tick label. */
export function labelWidth(label: string): number {
  return label.length * digitWidth;
}

/**
 * Ticks between `low` and `high` for an axis of `length` pixels. Labels along a horizontal axis need their width and
 * those along a vertical one a line's height; the count is lowered until neighbours keep a clear gap.
 */
export function axisTicks(low: number, high: number, length: number, horizontal: boolean): readonly Tick[] {
  for (let count = Math.max(2, Math.floor(length / (horizontal ? 56 : 46))); count >= 1; count--) {
    const values = roundTicks(low, high, count);
    const step = roundStep(low, high, count);
    const ticks = values.map((value) => ({ value, label: tickLabel(value, step) }));
    const widest = Math.max(0, ...ticks.map((tick) => labelWidth(tick.label)));
    const room = ticks.length > 1 ? (Math.abs(step) / (high - low)) * length : length;
    if (room >= (horizontal ? widest + 12 : lineHeight)) return ticks;
  }
  return [];
}

/** A label that tells neighbours `step` apart from each other, with no superfluous digit. */
export function tickLabel(value: number, step: number): string {
  if (Math.abs(value) < step * 1e-6) return '0';
  const magnitude = Math.max(Math.abs(value), step);
  const digits = Math.min(
    15,
    Math.max(1, Math.floor(Math.log10(magnitude)) - Math.floor(Math.log10(step * 1.0001)) + 1),
  );
  return formatNumber(value, digits);
}
