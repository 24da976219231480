/** Colours of pictures that stand outside the editor's style sheets. */
import type { GlyphColour } from '../../picture/glyphs';

export interface Palette {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  /** Contour lines, with their opacity. */
  readonly line: string;
  readonly lineOpacity: number;
  /** From the lowest band to the highest. */
  readonly ramp: readonly string[];
  readonly glyphs: Readonly<Record<GlyphColour, string>>;
  /** Optimizers, in order. */
  readonly series: readonly string[];
}

const light: Palette = {
  background: '#ffffff',
  foreground: '#1f1f1f',
  muted: '#5c5c5c',
  line: '#1d3f6e',
  lineOpacity: 0.35,
  ramp: ['#4a7fc4', '#85aedd', '#bcd5ee', '#e3eef8', '#f8fbfe'],
  glyphs: {
    minimum: '#1b7f3b',
    maximum: '#c62828',
    saddle: '#b26a00',
    degenerate: '#9c27b0',
    kink: '#00838f',
    unresolved: '#1f1f1f',
  },
  series: ['#d95f02', '#8e24aa', '#2e7d32', '#b8860b', '#c2185b', '#00838f', '#5e35b1', '#424242'],
};

const dark: Palette = {
  background: '#1f1f1f',
  foreground: '#e4e4e4',
  muted: '#a6a6a6',
  line: '#b7d3f5',
  lineOpacity: 0.35,
  ramp: ['#3f7fd0', '#2f5f9b', '#27466d', '#23344b', '#20262f'],
  glyphs: {
    minimum: '#6ad487',
    maximum: '#ff7b72',
    saddle: '#f2c14e',
    degenerate: '#e58bf5',
    kink: '#5ad1de',
    unresolved: '#e4e4e4',
  },
  series: ['#ff9e57', '#dc8cf0', '#7bd88f', '#f5d76e', '#ff8fb1', '#67d7e5', '#b39dff', '#f0f0f0'],
};

/** The palette for a kind of theme. */
export function paletteOf(theme: { readonly dark: boolean; readonly highContrast: boolean }): Palette {
  const palette = theme.dark ? dark : light;
  if (!theme.highContrast) return palette;
  const [background, foreground] = theme.dark ? ['#000000', '#ffffff'] : ['#ffffff', '#000000'];
  return { ...palette, background, foreground, muted: foreground, line: foreground, lineOpacity: 0.65 };
}

/** The colour at a share of the ramp: 0 the lowest band, 1 the highest. */
export function rampColour(palette: Palette, share: number): string {
  const position = Math.min(1, Math.max(0, share)) * (palette.ramp.length - 1);
  const below = Math.min(palette.ramp.length - 2, Math.floor(position));
  const [from, to] = [channels(palette.ramp[below]!), channels(palette.ramp[below + 1]!)];
  return `#${from.map((c, i) => hex(c + (to[i]! - c) * (position - below))).join('')}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0');
}
