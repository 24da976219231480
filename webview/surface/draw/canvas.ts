/** Paints the shapes onto a canvas. */
import { fontFamily } from '../../draw/axes';
import type { Shape } from '../geometry/picture';
import type { Look } from './look';

/** The canvas is `width` × `height` pixels of the page. */
export function paint(
  canvas: HTMLCanvasElement,
  shapes: readonly Shape[],
  look: Look,
  width: number,
  height: number,
): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${String(width)}px`;
  canvas.style.height = `${String(height)}px`;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.font = `11px ${fontFamily}`;
  for (const shape of shapes) paintShape(pen, shape, look);
}

function paintShape(pen: CanvasRenderingContext2D, shape: Shape, look: Look): void {
  switch (shape.form) {
    case 'face': {
      const colour = look.face(shape.stability, shape.shade);
      trace(pen, shape.points);
      pen.closePath();
      pen.fillStyle = colour;
      pen.fill();
      // Closes the seams between faces.
      pen.strokeStyle = colour;
      pen.lineWidth = 0.7;
      pen.stroke();
      return;
    }
    case 'line': {
      const { colour, width, opacity } = look.stroke(shape.ink);
      trace(pen, shape.points);
      pen.globalAlpha = opacity;
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.stroke();
      pen.globalAlpha = 1;
      return;
    }
    case 'glyph': {
      const { path, fill, stroke } = look.glyph(shape.glyph);
      pen.save();
      pen.translate(shape.x, shape.y);
      const outline = new Path2D(path);
      pen.fillStyle = fill;
      pen.fill(outline);
      pen.strokeStyle = stroke;
      pen.lineWidth = 1.6;
      pen.stroke(outline);
      pen.restore();
      return;
    }
    case 'text':
      pen.strokeStyle = look.theme.background;
      pen.lineWidth = 3;
      pen.strokeText(shape.text, shape.x, shape.y);
      pen.fillStyle = look.theme.foreground;
      pen.fillText(shape.text, shape.x, shape.y);
  }
}

function trace(pen: CanvasRenderingContext2D, points: readonly number[]): void {
  pen.beginPath();
  pen.moveTo(points[0]!, points[1]!);
  for (let k = 2; k < points.length; k += 2) pen.lineTo(points[k]!, points[k + 1]!);
}
