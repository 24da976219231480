/** Colours and widths of what is in the picture. */
import { glyphOf } from '../../../src/picture/glyphs';
import { seriesColour } from '../../draw/runLayer';
import { type Theme, mix } from '../../draw/theme';
import type { Feature } from '../../model/features';
import type { Ink, Mark } from '../geometry/picture';
import type { Stability } from '../model/sets';

/** Shades between the darkest and the brightest face. */
const shades = 24;

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly opacity: number;
}

export interface GlyphLook {
  readonly path: string;
  readonly fill: string;
  readonly stroke: string;
}

export class Look {
  private readonly faces = new Map<Stability, readonly string[]>();

  constructor(
    readonly theme: Theme,
    private readonly features: readonly Feature[],
  ) {}

  set(stability: Stability): string {
    return this.theme.glyphs[glyphOf(`${stability}-set`).colour];
  }

  face(stability: Stability, shade: number): string {
    let ramp = this.faces.get(stability);
    if (ramp === undefined) {
      const [dark, bright] = [mix(this.set(stability), 'black', 0.6), mix(this.set(stability), 'white', 0.28)];
      ramp = Array.from({ length: shades }, (_, k) => mix(dark, bright, k / (shades - 1)));
      this.faces.set(stability, ramp);
    }
    return ramp[Math.min(shades - 1, Math.max(0, Math.round(shade * (shades - 1))))]!;
  }

  stroke(ink: Ink): Stroke {
    switch (ink.kind) {
      case 'box':
        return { colour: this.theme.muted, width: 1, opacity: ink.isBehind ? 0.45 : 0.9 };
      case 'set':
        return { colour: this.set(ink.stability), width: 2.4, opacity: 1 };
      case 'path':
        return { colour: this.path(ink.colour), width: ink.isHint ? 1 : 2.6, opacity: ink.isHint ? 0.5 : 1 };
    }
  }

  path(colour: number | null): string {
    return colour === null ? this.theme.foreground : seriesColour(this.theme, colour);
  }

  glyph(glyph: Mark['glyph']): GlyphLook {
    const { background, foreground } = this.theme;
    if (glyph === 'flattest')
      return { path: 'M-5,0A5,5,0,1,1,5,0A5,5,0,1,1,-5,0Z', fill: background, stroke: foreground };
    if (glyph === 'start') return { path: 'M-3.4,-3.4H3.4V3.4H-3.4Z', fill: foreground, stroke: background };
    const kind = this.features[glyph.feature]?.kind ?? 'degenerate';
    return { path: glyphOf(kind).path, fill: this.theme.glyphs[glyphOf(kind).colour], stroke: background };
  }
}
