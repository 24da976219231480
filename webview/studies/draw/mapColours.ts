/** The colours of a map's classes, their swatches, and the critical points they lead to. */
import { basinLabel } from '../../../src/dynamics/maps/basins';
import { glyphOf } from '../../../src/picture/glyphs';
import type { GlyphColour } from '../../../src/picture/glyphs';
import { distinctColours, mix } from '../../draw/theme';
import type { Theme } from '../../draw/theme';
import { svg } from '../../ui/dom';
import type { MapClass } from '../model/mapClasses';
import { hatched } from './classMap';
import type { MapPlaces } from './classMap';

/** Of each kind the first has the colour of its glyph; the others have colours of their own: all can be told apart. */
export function coloursOf(classes: readonly MapClass[], theme: Theme): ReadonlyMap<number, string> {
  const firsts = new Map<string, number>();
  for (const { label, kind } of classes)
    if (kind !== null && !firsts.has(glyphOf(kind).colour)) firsts.set(glyphOf(kind).colour, label);
  const bases = [...firsts.keys()].map((name) => theme.glyphs[name as GlyphColour]);
  const others = distinctColours([...bases, ...theme.series], theme.background, 1.5).slice(bases.length);
  let used = 0;
  const softened = (colour: string): string => mix(colour, theme.background, 0.25);
  return new Map(
    classes.map(({ label, kind }) => {
      if (kind === null) return [label, nowhereColour(label, theme)];
      const { colour } = glyphOf(kind);
      if (firsts.get(colour) === label) return [label, softened(theme.glyphs[colour])];
      return [label, softened(others[used++ % others.length] ?? theme.foreground)];
    }),
  );
}

/** Those that go nowhere have no hue; those that diverge are hatched. */
function nowhereColour(label: number, theme: Theme): string {
  switch (label) {
    case basinLabel.diverged:
      return hatched;
    case basinLabel.leftDomain:
      return mix(theme.background, theme.foreground, 0.45);
    case basinLabel.failed:
      return mix(theme.background, theme.foreground, 0.65);
    case basinLabel.unknown:
      return theme.background;
    default:
      return mix(theme.background, theme.foreground, 0.18);
  }
}

/** The critical point itself, where it lies in the picture. */
export function glyphAt(
  { kind, point }: MapClass,
  [first, second]: readonly [number, number],
  { x, y }: MapPlaces,
  theme: Theme,
): SVGElement[] {
  if (kind === null || point === null) return [];
  return [
    svg('path', {
      d: glyphOf(kind).path,
      transform: `translate(${x(point[first]!).toFixed(1)},${y(point[second]!).toFixed(1)})`,
      fill: theme.glyphs[glyphOf(kind).colour],
      stroke: theme.background,
      'stroke-width': 2,
    }),
  ];
}

/** A small square of a class. */
export function legendSwatch(fill: string, theme: Theme): SVGSVGElement {
  const stroke = { stroke: theme.muted, 'stroke-width': 1 };
  return svg('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, [
    svg('rect', { x: -7, y: -7, width: 14, height: 14, ...stroke, fill: fill === hatched ? theme.background : fill }),
    ...(fill === hatched ? [svg('path', { d: 'M-7,-1L-1,-7M-7,6L6,-7M-1,7L7,-1', ...stroke, fill: 'none' })] : []),
  ]);
}
