/** Draws critical points, sets, kinks and unresolved boxes; each glyph can be reached by keyboard. */
import type { Feature } from '../model/features';
import type { Scene } from '../model/scene';
import { glyphOf, isSet } from '../../src/picture/glyphs';
import type { Pixel, Projection } from '../plot/projection';
import { keyed, setAttributes, svg } from '../ui/dom';
import type { Theme } from './theme';

/** Where each feature stands, or null where it is outside the frame. */
export function featurePlaces(scene: Scene, projection: Projection): readonly (Pixel | null)[] {
  return scene.features.map((feature) => {
    const anchors = isSet(feature.kind) ? feature.samples : [feature.anchor];
    const pixels = anchors.map((point) => pixelOf(scene, projection, point));
    const middle = pixels[Math.floor(pixels.length / 2)];
    const visible = middle !== undefined && projection.contains(middle, 2) ? middle : undefined;
    return visible ?? pixels.find((pixel) => projection.contains(pixel, 2)) ?? null;
  });
}

/** Sets as dots, and unresolved boxes: the part without focus. */
export function drawSets(group: SVGGElement, scene: Scene, projection: Projection, theme: Theme): void {
  const shapes = scene.features.flatMap((feature) => {
    const colour = theme.glyphs[glyphOf(feature.kind).colour];
    if (!isSet(feature.kind)) return [];
    return feature.samples.flatMap((sample) => {
      const [cx, cy] = pixelOf(scene, projection, sample);
      if (!projection.contains([cx, cy])) return [];
      // A point of the set that lies off the plane shown is a hint only.
      const dot = isSampleOnSlice(scene, sample)
        ? { r: 2.4, stroke: theme.background, 'stroke-width': 0.6 }
        : { r: 1.3, 'fill-opacity': 0.35 };
      return [svg('circle', { cx, cy, fill: colour, ...dot })];
    });
  });
  const boxes = scene.features.filter(({ box }) => box !== null && meetsSlice(scene, box));
  const colour = theme.glyphs[glyphOf('unresolved').colour];
  group.replaceChildren(...(boxes.length > 0 ? [boxesShape(boxes, scene, projection, colour)] : []), ...shapes);
}

export interface GlyphEvents {
  readonly select: (index: number) => void;
}

/** One focusable glyph a feature. Off the slice shown, a glyph is fainter and says so. */
export function drawGlyphs(
  group: SVGGElement,
  scene: Scene,
  theme: Theme,
  places: readonly (Pixel | null)[],
  events: GlyphEvents,
): void {
  const { selected } = scene.state;
  const tabStop =
    selected !== null && places[selected] != null ? selected : places.findIndex((place) => place !== null);
  const items = scene.features.map((feature, index) => ({ feature, index, place: places[index] ?? null }));
  keyed(
    group,
    items,
    ({ index }) => String(index),
    ({ index }) => {
      const mark = svg('g', { role: 'button', class: 'glyph' }, [
        svg('circle', { class: 'glyph-ring', r: 11, fill: 'none' }),
        svg('path', { class: 'glyph-shape' }),
      ]);
      mark.addEventListener('focus', () => events.select(index));
      return mark;
    },
    (mark, { feature, index, place }) => {
      const glyph = glyphOf(feature.kind);
      const colour = theme.glyphs[glyph.colour];
      const onSlice = isOnSlice(scene, feature);
      const chosen = index === selected;
      const where = onSlice ? '' : ', outside the slice shown';
      setAttributes(mark, {
        transform: place === null ? 'translate(-999,-999)' : `translate(${place[0].toFixed(1)},${place[1].toFixed(1)})`,
        tabindex: place === null ? undefined : index === tabStop ? 0 : -1,
        'aria-hidden': place === null ? 'true' : undefined,
        visibility: place === null ? 'hidden' : undefined,
        'aria-label': feature.label + where,
        'aria-pressed': chosen ? 'true' : 'false',
        opacity: opacityOf(scene, feature, onSlice),
        'data-kind': feature.kind,
        'data-proof': feature.proof ?? undefined,
      });
      setAttributes(mark.children[0]!, {
        stroke: chosen ? theme.foreground : 'none',
        'stroke-width': 1.5,
      });
      const isFilled = feature.proof !== 'numerical' && feature.kind !== 'unresolved';
      setAttributes(mark.children[1]!, {
        d: feature.kind === 'unresolved' || isSet(feature.kind) ? 'M0,0' : glyph.path,
        fill: isFilled ? colour : theme.background,
        'fill-opacity': isFilled ? 1 : 0.75,
        stroke: isFilled ? theme.background : colour,
        'stroke-width': isFilled ? 1.2 : 2,
        'stroke-linejoin': 'round',
      });
    },
  );
}

/** What is older than the sliders and was not followed is fainter; so is what lies off the slice. */
function opacityOf(scene: Scene, feature: Feature, onSlice: boolean): number | undefined {
  if (!onSlice) return 0.35;
  const { status, partial } = scene.state.report;
  return status === 'pending' && !partial && !feature.isFollowed ? 0.45 : undefined;
}

function pixelOf(scene: Scene, projection: Projection, point: readonly number[]): Pixel {
  return projection.pixel(point, scene.isCurve ? scene.evaluator.value(point) : NaN);
}

/** Whether a feature lies in the plane shown: always for one and two parameters. */
function isOnSlice(scene: Scene, feature: Feature): boolean {
  const { axes } = scene.state.setup;
  return scene.loss.parameters.every(
    ({ low, high }, index) =>
      axes.includes(index) ||
      feature.samples.some((sample) => Math.abs((sample[index] ?? 0) - scene.at[index]!) <= (high - low) * 1e-3),
  );
}

/** The same of one point of a set, within a fiftieth of the box. */
function isSampleOnSlice(scene: Scene, sample: readonly number[]): boolean {
  const { axes } = scene.state.setup;
  return scene.loss.parameters.every(
    ({ low, high }, index) =>
      axes.includes(index) || Math.abs((sample[index] ?? 0) - scene.at[index]!) <= (high - low) / 50,
  );
}

/** All boxes in one path, so that those which overlap, side by side or behind one another, do not add up to a patch. */
function boxesShape(features: readonly Feature[], scene: Scene, projection: Projection, colour: string): SVGElement {
  return svg('path', {
    d: features.map((feature) => boxOutline(feature, scene, projection)).join(''),
    fill: colour,
    'fill-opacity': 0.12,
    stroke: colour,
    'stroke-dasharray': '4 3',
    'stroke-opacity': 0.45,
    'stroke-width': 0.7,
  });
}

function boxOutline(feature: Feature, scene: Scene, projection: Projection): string {
  const [axisX, axisY] = projection.axes;
  const [x0, x1] = (feature.box?.[axisX] ?? [0, 0]).map((value) => projection.x(value)) as [number, number];
  const [y1, y0] = scene.isCurve
    ? [projection.frame.top + projection.frame.innerHeight, projection.frame.top]
    : ((feature.box?.[axisY] ?? [0, 0]).map((value) => projection.y(value)) as [number, number]);
  // A box thinner than a few pixels would vanish.
  const [width, height] = [Math.max(6, x1 - x0), Math.max(6, y1 - y0)];
  const corner = `${((x0 + x1 - width) / 2).toFixed(1)},${((y0 + y1 - height) / 2).toFixed(1)}`;
  return `M${corner}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
}

/** Whether a box meets the plane shown. */
function meetsSlice(scene: Scene, box: NonNullable<Feature['box']>): boolean {
  const { axes } = scene.state.setup;
  return box.every(
    ([low, high], index) => axes.includes(index) || (low <= scene.at[index]! && scene.at[index]! <= high),
  );
}
