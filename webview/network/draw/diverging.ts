/** Colours about a middle: the theme's negative colour, its background, its positive colour. */
import { rgb } from 'd3';
import { mix } from '../../draw/theme';
import type { Theme } from '../../draw/theme';

/** Steps on either side of the middle. */
const steps = 64;
/** How much of the full colour the ends have: in high contrast all of it. */
const strength = 0.95;

const tables = new WeakMap<Theme, readonly string[]>();

function tableOf(theme: Theme): readonly string[] {
  let table = tables.get(theme);
  if (table === undefined) {
    table = Array.from({ length: 2 * steps + 1 }, (_, i) => {
      const share = (i - steps) / steps;
      return mix(theme.background, share < 0 ? theme.negative : theme.positive, Math.abs(share) ** 0.8 * strength);
    });
    tables.set(theme, table);
  }
  return table;
}

/** The colour of a share between −1 and 1; what is not a number has the muted colour. */
export function diverging(theme: Theme, share: number): string {
  if (Number.isNaN(share)) return theme.muted;
  return tableOf(theme)[Math.round((Math.min(1, Math.max(-1, share)) + 1) * steps)]!;
}

/** The same as red, green and blue bytes. */
export function divergingBytes(theme: Theme, share: number): readonly [number, number, number] {
  const { r, g, b } = rgb(diverging(theme, share));
  return [r, g, b];
}
