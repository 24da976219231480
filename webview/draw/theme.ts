/** The editor's colours, read from its variables; the ramp of the contours and the colours of glyphs follow from them. */
import { color, interpolateRgbBasis, lab, rgb } from 'd3';
import type { GlyphColour } from '../../src/picture/glyphs';

export type ThemeKind = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

export interface Theme {
  readonly kind: ThemeKind;
  readonly reducedMotion: boolean;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly border: string;
  readonly focus: string;
  /** Contour lines. */
  readonly line: string;
  readonly lineOpacity: number;
  /** Colour of a band: 0 the lowest, 1 the highest. The lower the loss, the further from the background. */
  ramp(share: number): string;
  readonly glyphs: Readonly<Record<GlyphColour, string>>;
  /** Distinct colours of optimizers. */
  readonly series: readonly string[];
  readonly positive: string;
  readonly negative: string;
}

/** Reads the theme of this document. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  return themeFrom((name) => style.getPropertyValue(name).trim(), document.body.classList);
}

/** The theme from its variables and the classes of the body. High contrast light carries both high-contrast classes. */
export function themeFrom(variable: (name: string) => string, classes: { contains(name: string): boolean }): Theme {
  const kind: ThemeKind = classes.contains('vscode-high-contrast-light')
    ? 'high-contrast-light'
    : classes.contains('vscode-high-contrast')
      ? 'high-contrast'
      : classes.contains('vscode-light')
        ? 'light'
        : 'dark';
  const isLight = kind === 'light' || kind === 'high-contrast-light';
  const isContrast = kind === 'high-contrast' || kind === 'high-contrast-light';
  const read = (names: readonly string[], fallback: string): string =>
    names
      .map((name) => color(variable(name)))
      .find((found) => found !== null)
      ?.formatRgb() ?? fallback;
  const background = read(['--vscode-editor-background'], isLight ? 'white' : 'black');
  const foreground = read(['--vscode-editor-foreground', '--vscode-foreground'], isLight ? 'black' : 'white');
  const chart = (name: string, fallback: string): string => read([`--vscode-charts-${name}`], fallback);
  const blue = chart('blue', 'steelblue');
  const green = chart('green', 'seagreen');
  const red = chart('red', 'crimson');
  const yellow = chart('yellow', 'goldenrod');
  const orange = chart('orange', 'darkorange');
  const purple = chart('purple', 'mediumpurple');
  const magenta = read(['--vscode-terminal-ansiBrightMagenta', '--vscode-terminal-ansiMagenta'], 'orchid');
  const cyan = read(['--vscode-terminal-ansiBrightCyan', '--vscode-terminal-ansiCyan'], 'darkturquoise');
  const legible = (tint: string): string => withContrast(tint, background, isContrast ? 4.5 : 3);
  return {
    kind,
    reducedMotion: classes.contains('vscode-reduce-motion'),
    background,
    foreground,
    muted: isContrast ? foreground : read(['--vscode-descriptionForeground'], foreground),
    border: read(
      isContrast
        ? ['--vscode-contrastBorder', '--vscode-foreground']
        : ['--vscode-widget-border', '--vscode-panel-border'],
      mix(background, foreground, 0.25),
    ),
    focus: read(['--vscode-focusBorder', '--vscode-contrastActiveBorder'], blue),
    line: isContrast ? foreground : mix(blue, foreground, 0.45),
    lineOpacity: isContrast ? 0.75 : isLight ? 0.4 : 0.45,
    ramp: rampOf(background, blue, cyan, purple, isLight, isContrast),
    glyphs: {
      minimum: legible(green),
      maximum: legible(red),
      saddle: legible(yellow),
      degenerate: legible(magenta),
      kink: legible(cyan),
      unresolved: foreground,
    },
    series: distinctColours(
      [orange, magenta, green, red, cyan, purple, yellow, foreground],
      background,
      isContrast ? 4.5 : 3,
    ),
    positive: legible(blue),
    negative: legible(orange),
  };
}

function rampOf(
  background: string,
  blue: string,
  cyan: string,
  purple: string,
  isLight: boolean,
  isContrast: boolean,
): (share: number) => string {
  const strength = isContrast ? 0.62 : isLight ? 0.86 : 0.84;
  const low = mix(background, mix(blue, purple, 0.4), strength);
  const middle = mix(background, blue, strength * 0.66);
  const upper = mix(background, mix(blue, cyan, 0.6), strength * 0.36);
  const high = mix(background, cyan, strength * 0.08);
  return interpolateRgbBasis([low, middle, upper, high]);
}

/** Colours told apart, and how far two of them must be from each other in Lab space. */
const seriesLength = 24;
const seriesDistances = [22, 15, 10];

/**
 * Many colours that can be told apart on the background, the given ones first. One too near an earlier one (a theme's
 * orange and yellow may look the same) is left out; then come mixtures of each with the next and its lighter and darker
 * shades.
 */
export function distinctColours(tints: readonly string[], background: string, ratio: number): readonly string[] {
  const shades = tints.flatMap((tint) => ['black', 'white'].map((end) => mix(tint, end, 0.4)));
  const mixtures = tints.map((tint, index) => mix(tint, tints[(index + 1) % tints.length] ?? tint, 0.5));
  const candidates = [...tints, ...shades, ...mixtures].map((tint) => withContrast(tint, background, ratio));
  const chosen: string[] = [];
  for (const least of seriesDistances)
    for (const candidate of candidates)
      if (chosen.length < seriesLength && chosen.every((other) => distance(other, candidate) >= least))
        chosen.push(candidate);
  return chosen;
}

/** Distance of two colours in Lab space. */
export function distance(one: string, other: string): number {
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

/** Part of the way from one colour to another, in the perceptually even Lab space. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [lab(from), lab(to)];
  return lab(a.l + (b.l - a.l) * share, a.a + (b.a - a.a) * share, a.b + (b.b - a.b) * share)
    .rgb()
    .formatRgb();
}

/** The tint, made darker or lighter until its contrast with the background reaches `ratio` (WCAG 2 definition). */
export function withContrast(tint: string, background: string, ratio: number): string {
  const target = luminance(background) > 0.4 ? 'black' : 'white';
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(tint, target, share);
    if (contrast(candidate, background) >= ratio) return candidate;
  }
  return target;
}

/** Contrast ratio of two colours, 1 … 21 (WCAG 2). */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(text: string): number {
  const { r, g, b } = rgb(text);
  const [lr, lg, lb] = [r, g, b].map((part) => {
    const share = Math.max(0, Math.min(255, part)) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
}
