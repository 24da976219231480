/** The shape and colour of each kind of critical point: never one without the other. */

/** What can be marked in a picture: kinds of critical points, of kinks, of sets, and what is not decided. */
export type FeatureKind =
  | 'minimum'
  | 'maximum'
  | 'saddle'
  | 'degenerate-minimum'
  | 'degenerate-maximum'
  | 'degenerate-saddle'
  | 'monkey-saddle'
  | 'degenerate'
  | 'nonsmooth-minimum'
  | 'nonsmooth-maximum'
  | 'nonsmooth-saddle'
  | 'minimum-set'
  | 'maximum-set'
  | 'saddle-set'
  | 'mixed-set'
  | 'plateau'
  | 'unresolved';

/** Names of theme colours. */
export type GlyphColour = 'minimum' | 'maximum' | 'saddle' | 'degenerate' | 'kink' | 'unresolved';

export interface Glyph {
  /** A closed path of about 12 pixels around the origin. */
  readonly path: string;
  readonly colour: GlyphColour;
}

const circle = 'M5.2,0A5.2,5.2,0,1,1,-5.2,0A5.2,5.2,0,1,1,5.2,0Z';

/** The glyph of a kind; sets use the one they are made of, and are drawn as curves or dots. */
export function glyphOf(kind: FeatureKind): Glyph {
  switch (kind) {
    case 'minimum':
      return { path: circle, colour: 'minimum' };
    case 'maximum':
      return { path: polygon(regular(3, 7, -90)), colour: 'maximum' };
    case 'saddle':
      return { path: polygon(regular(4, 6.6, -90)), colour: 'saddle' };
    case 'degenerate-minimum':
      return { path: polygon(regular(4, 6.8, -45)), colour: 'minimum' };
    case 'degenerate-maximum':
      return { path: polygon(regular(3, 7, 90)), colour: 'maximum' };
    case 'degenerate-saddle':
      return { path: polygon(star(4, 7.6, 3.1, -90)), colour: 'saddle' };
    case 'monkey-saddle':
      return { path: polygon(star(3, 8.4, 3, -90)), colour: 'saddle' };
    case 'degenerate':
      return { path: polygon(star(5, 7.8, 3.5, -90)), colour: 'degenerate' };
    case 'nonsmooth-minimum':
      return { path: 'M-6.5,-6L-3.4,-6L0,1L3.4,-6L6.5,-6L1.5,6L-1.5,6Z', colour: 'kink' };
    case 'nonsmooth-maximum':
      return { path: 'M-6.5,6L-3.4,6L0,-1L3.4,6L6.5,6L1.5,-6L-1.5,-6Z', colour: 'kink' };
    case 'nonsmooth-saddle':
      return { path: polygon(star(4, 8, 2.2, -45)), colour: 'kink' };
    case 'minimum-set':
      return { path: circle, colour: 'minimum' };
    case 'maximum-set':
      return { path: circle, colour: 'maximum' };
    case 'saddle-set':
      return { path: circle, colour: 'saddle' };
    case 'mixed-set':
    case 'plateau':
      return { path: circle, colour: 'degenerate' };
    case 'unresolved':
      return { path: polygon(regular(4, 8.5, -45)), colour: 'unresolved' };
  }
}

/** True for what is drawn as a curve or as dots, not as one glyph. */
export function isSet(kind: FeatureKind): boolean {
  return kind === 'plateau' || kind.endsWith('-set');
}

type Corner = readonly [x: number, y: number];

function regular(corners: number, radius: number, firstDegrees: number): readonly Corner[] {
  return Array.from({ length: corners }, (_, index) => corner(radius, firstDegrees + (360 * index) / corners));
}

function star(points: number, outer: number, inner: number, firstDegrees: number): readonly Corner[] {
  return Array.from({ length: 2 * points }, (_, index) =>
    corner(index % 2 === 0 ? outer : inner, firstDegrees + (180 * index) / points),
  );
}

function corner(radius: number, degrees: number): Corner {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function polygon(corners: readonly Corner[]): string {
  return `${corners.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(2)},${y.toFixed(2)}`).join('')}Z`;
}
