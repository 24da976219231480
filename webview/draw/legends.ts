/** The colour scale with its levels, and the glyphs with their names. */
import { kindInWords } from '../model/features';
import type { Feature } from '../model/features';
import type { FeatureKind } from '../../src/picture/glyphs';
import type { Frame } from '../../src/picture/frame';
import type { Levels } from '../../src/picture/levels';
import { formatNumber } from '../../src/picture/numbers';
import { glyphOf, isSet } from '../../src/picture/glyphs';
import { legendLabels } from '../plot/legendLayout';
import { changes, html, setAttributes, svg } from '../ui/dom';
import { fontFamily } from './axes';
import { hatchPattern } from './hatch';
import type { Theme } from './theme';

/** What the colour scale says of a picture. */
export interface Coloured {
  readonly projection: { readonly frame: Frame };
  /** Undefined for a curve. */
  readonly field: { readonly levels: Levels } | undefined;
  readonly hasHoles: boolean;
}

const barHeight = 12;
const legendHeight = 34;

/** One swatch a band, labelled where there is room; what is undefined is named at the end. */
export class ColourLegend {
  readonly element = svg('svg', { class: 'colour-legend', role: 'img' });
  private readonly changed = changes();

  update(drawn: Coloured, theme: Theme, width: number): void {
    if (!this.changed(drawn.field, drawn.hasHoles, theme, width)) return;
    const thresholds = drawn.field?.levels.thresholds ?? [];
    const isEmpty = thresholds.length === 0 && !drawn.hasHoles;
    setAttributes(this.element, {
      width,
      height: isEmpty ? 0 : legendHeight,
      viewBox: `0 0 ${String(width)} ${String(legendHeight)}`,
      'aria-label': describe(drawn),
    });
    const { left, innerWidth } = drawn.projection.frame;
    const holeWidth = drawn.hasHoles ? 76 : 0;
    const barWidth = innerWidth - (holeWidth > 0 && thresholds.length > 0 ? holeWidth + 12 : 0);
    const text = { fill: theme.muted, 'font-size': 11, 'font-family': fontFamily };
    const swatch = barWidth / Math.max(1, thresholds.length);
    const swatches = thresholds.map((_, index) =>
      svg('rect', {
        x: (left + index * swatch).toFixed(2),
        y: 2,
        width: (swatch + (index < thresholds.length - 1 ? 0.5 : 0)).toFixed(2),
        height: barHeight,
        fill: theme.ramp(thresholds.length < 2 ? 0.5 : index / (thresholds.length - 1)),
      }),
    );
    const labels = legendLabels(thresholds, swatch, left, width).flatMap(({ x, label, mark }) => [
      svg('line', { x1: mark, x2: mark, y1: 2, y2: barHeight + 6, stroke: theme.muted, 'stroke-opacity': 0.8 }),
      svg('text', { ...text, x, y: legendHeight - 5, 'text-anchor': 'middle' }, [label]),
    ]);
    const border = svg('rect', {
      x: left,
      y: 2,
      width: barWidth,
      height: barHeight,
      fill: 'none',
      stroke: theme.border,
    });
    const hatch = hatchPattern('legend-hatch');
    setAttributes(hatch.querySelector('rect')!, { fill: theme.background });
    setAttributes(hatch.querySelector('path')!, { stroke: theme.muted });
    const holeX = left + innerWidth - holeWidth;
    const holes = drawn.hasHoles
      ? [
          svg('rect', {
            x: holeX,
            y: 2,
            width: holeWidth,
            height: barHeight,
            fill: 'url(#legend-hatch)',
            stroke: theme.border,
          }),
          svg('text', { ...text, x: holeX + holeWidth / 2, y: legendHeight - 5, 'text-anchor': 'middle' }, [
            'undefined',
          ]),
        ]
      : [];
    this.element.replaceChildren(
      svg('defs', {}, [hatch]),
      ...(thresholds.length > 0 ? [...swatches, border, ...labels] : []),
      ...holes,
    );
  }
}

/** The glyphs present in the report, each once. */
export class GlyphLegend {
  readonly element = html('ul', 'glyph-legend', { attributes: { 'aria-label': 'Legend of the critical points' } });
  private readonly changed = changes();

  update(features: readonly Feature[], theme: Theme): void {
    if (!this.changed(features, theme)) return;
    const seen = new Map<string, Feature>();
    for (const feature of features) {
      const key = `${feature.kind} ${feature.proof ?? ''}`;
      if (!seen.has(key)) seen.set(key, feature);
    }
    this.element.replaceChildren(
      ...[...seen.values()].map((feature) =>
        html('li', '', {}, [glyphPicture(feature.kind, feature.proof !== 'numerical', theme), nameOf(feature)]),
      ),
    );
  }
}

/** A glyph in a small picture of its own; numerical ones are hollow. */
export function glyphPicture(kind: FeatureKind, isFilled: boolean, theme: Theme): SVGSVGElement {
  const glyph = glyphOf(kind);
  const colour = theme.glyphs[glyph.colour];
  const shape =
    kind === 'plateau'
      ? svg('path', {
          d: 'M-6,-3H-5.9M0,-5H0.1M5,-1H5.1M-3,3H-2.9M3,5H3.1',
          stroke: colour,
          'stroke-width': 3.4,
          'stroke-linecap': 'round',
        })
      : isSet(kind)
        ? svg('path', { d: 'M-8,4C-4,-7,3,8,8,-4', fill: 'none', stroke: colour, 'stroke-width': 2.5 })
        : svg('path', {
            d: glyph.path,
            fill: kind === 'unresolved' || !isFilled ? 'none' : colour,
            stroke: colour,
            'stroke-width': isFilled && kind !== 'unresolved' ? 0 : 1.8,
            'stroke-dasharray': kind === 'unresolved' ? '3 2' : undefined,
            'stroke-linejoin': 'round',
          });
  return svg('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, [shape]);
}

function nameOf(feature: Feature): string {
  const name = kindInWords(feature.kind);
  return feature.proof === null ? name : `${name}, ${feature.proof}`;
}

function describe(drawn: Coloured): string {
  const levels = drawn.field?.levels;
  const lowest = levels?.thresholds[0];
  const highest = levels?.thresholds.at(-1);
  const scale =
    levels === undefined || lowest === undefined || highest === undefined
      ? ''
      : `Colour scale, ${levels.scale}, from ${formatNumber(lowest, 3)} to above ${formatNumber(highest, 3)}. `;
  return `${scale}${drawn.hasHoles ? 'Hatched where the loss is undefined.' : ''}`.trim();
}
