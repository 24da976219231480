/** The picture as a standalone SVG, of the same shapes. */
import { fontFamily } from '../../draw/axes';
import { svg } from '../../ui/dom';
import type { Shape } from '../geometry/picture';
import type { Look } from './look';

/** The text of the SVG file; `description` is for screen readers. */
export function standalonePicture(
  shapes: readonly Shape[],
  look: Look,
  size: readonly [width: number, height: number],
  title: string,
  description: string,
): string {
  const [width, height] = size;
  const picture = svg('svg', { width, height, viewBox: `0 0 ${String(width)} ${String(height)}`, role: 'img' }, [
    svg('title', {}, [title]),
    svg('desc', {}, [description]),
    svg('rect', { width, height, fill: look.theme.background }),
    ...shapes.map((shape) => elementOf(shape, look)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

function elementOf(shape: Shape, look: Look): SVGElement {
  switch (shape.form) {
    case 'face': {
      const colour = look.face(shape.stability, shape.shade);
      return svg('path', { d: `${pathOf(shape.points)}Z`, fill: colour, stroke: colour, 'stroke-width': 0.7 });
    }
    case 'line': {
      const { colour, width, opacity } = look.stroke(shape.ink);
      const stroke = { stroke: colour, 'stroke-width': width, 'stroke-opacity': opacity, 'stroke-linecap': 'round' };
      return svg('path', { d: pathOf(shape.points), fill: 'none', ...stroke });
    }
    case 'glyph': {
      const { path, fill, stroke } = look.glyph(shape.glyph);
      const transform = `translate(${shape.x.toFixed(1)},${shape.y.toFixed(1)})`;
      return svg('path', { d: path, transform, fill, stroke, 'stroke-width': 1.6 });
    }
    case 'text': {
      const at = { x: shape.x.toFixed(1), y: (shape.y + 4).toFixed(1), 'text-anchor': 'middle' };
      const font = { 'font-size': 11, 'font-family': fontFamily, fill: look.theme.foreground };
      const halo = { stroke: look.theme.background, 'stroke-width': 3, 'paint-order': 'stroke' };
      return svg('text', { ...at, ...font, ...halo }, [shape.text]);
    }
  }
}

function pathOf(points: readonly number[]): string {
  const corners: string[] = [];
  for (let k = 0; k < points.length; k += 2) corners.push(`${points[k]!.toFixed(1)},${points[k + 1]!.toFixed(1)}`);
  return `M${corners.join('L')}`;
}
