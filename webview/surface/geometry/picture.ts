/** What is drawn, farthest first: a painter's list of plain shapes, the same for the screen and for the saved picture. */
import type { Shapes, Stability } from '../model/sets';
import type { Projector } from './camera';
import { type Label, axisLabels, cubeEdges, labelBeside } from './labels';

export type Ink =
  | { readonly kind: 'box'; readonly isBehind: boolean }
  | { readonly kind: 'set'; readonly stability: Stability }
  | { readonly kind: 'path'; readonly colour: number | null; readonly isHint: boolean };

export type Shape =
  | { readonly form: 'face'; readonly stability: Stability; readonly shade: number; readonly points: readonly number[] }
  | { readonly form: 'line'; readonly ink: Ink; readonly points: readonly number[] }
  | { readonly form: 'glyph'; readonly glyph: Mark['glyph']; readonly x: number; readonly y: number }
  | { readonly form: 'text'; readonly text: string; readonly x: number; readonly y: number };

/** A point with a glyph, and a name where it has one. */
export interface Mark {
  readonly point: readonly number[];
  readonly glyph: 'flattest' | 'start' | { readonly feature: number };
  readonly name: string | null;
}

export interface PicturedPath {
  readonly colour: number | null;
  readonly points: Float64Array;
}

/** Lines lie this much nearer than they are, in half sides of the box, so that a path on a surface is not lost in its faces. */
const nearer = 0.03;

/** The shapes in the order they are painted in. */
export function pictureOf(
  projector: Projector,
  shapes: Shapes,
  paths: readonly PicturedPath[],
  marks: readonly Mark[],
  names: readonly string[],
): readonly Shape[] {
  const edges = cubeEdges(projector).map(({ from, to, isBehind }): Shape & { form: 'line' } => ({
    form: 'line',
    ink: { kind: 'box', isBehind },
    points: [from.x, from.y, to.x, to.y],
  }));
  const isBehind = ({ ink }: Shape & { form: 'line' }): boolean => ink.kind === 'box' && ink.isBehind;
  const sorted: { readonly depth: number; readonly shape: Shape }[] = [];
  for (const { stability, mesh } of shapes.surfaces) addFaces(sorted, projector, stability, mesh);
  for (const { stability, segments } of shapes.curves)
    for (const [from, to] of segments)
      addLine(sorted, projector, { kind: 'set', stability }, Float64Array.from([...from, ...to]));
  for (const { colour, points } of paths) addLine(sorted, projector, { kind: 'path', colour, isHint: false }, points);
  const pixels = marks.map((mark) => ({ mark, at: projector.pixel(mark.point) }));
  for (const { mark, at } of pixels) {
    if (mark.glyph === 'flattest') continue;
    sorted.push({ depth: at.depth + 2 * nearer, shape: { form: 'glyph', glyph: mark.glyph, x: at.x, y: at.y } });
  }
  sorted.sort((a, b) => a.depth - b.depth);
  // What a surface hides of a path shows through faintly; the flattest point is never hidden.
  const hints: typeof sorted = [];
  for (const { colour, points } of paths) addLine(hints, projector, { kind: 'path', colour, isHint: true }, points);
  const taken: Label[] = [];
  for (const { mark, at } of pixels) {
    const label = mark.name === null ? null : labelBeside(mark.name, at, taken, projector);
    if (label !== null) taken.push(label);
  }
  const flattest = pixels
    .filter(({ mark }) => mark.glyph === 'flattest')
    .map(({ mark, at }): Shape => ({ form: 'glyph', glyph: mark.glyph, x: at.x, y: at.y }));
  const labels = [...taken, ...axisLabels(projector, names, taken)];
  return [
    ...edges.filter(isBehind),
    ...sorted.map(({ shape }) => shape),
    ...hints.map(({ shape }) => shape),
    ...edges.filter((edge) => !isBehind(edge)),
    ...flattest,
    ...labels.map(({ text, x, y }): Shape => ({ form: 'text', text, x, y })),
  ];
}

interface Deep {
  readonly depth: number;
  readonly shape: Shape;
}

function addFaces(
  list: Deep[],
  projector: Projector,
  stability: Stability,
  { vertices, normals, polygons }: Shapes['surfaces'][number]['mesh'],
): void {
  const pixels = Array.from({ length: vertices.length / 3 }, (_, k) =>
    projector.pixel(vertices.subarray(3 * k, 3 * k + 3)),
  );
  for (const polygon of polygons) {
    let [depth, shade] = [0, 0];
    const points: number[] = [];
    for (const vertex of polygon) {
      const pixel = pixels[vertex]!;
      depth += pixel.depth;
      shade += projector.shade(normals[3 * vertex]!, normals[3 * vertex + 1]!, normals[3 * vertex + 2]!);
      points.push(pixel.x, pixel.y);
    }
    const corners = polygon.length;
    list.push({ depth: depth / corners, shape: { form: 'face', stability, shade: shade / corners, points } });
  }
}

/** Piece by piece, each with its own depth; pieces with a corner that is no number are left out. */
function addLine(list: Deep[], projector: Projector, ink: Ink, points: Float64Array): void {
  for (let k = 3; k < points.length; k += 3) {
    const [from, to] = [projector.pixel(points.subarray(k - 3, k)), projector.pixel(points.subarray(k, k + 3))];
    if (!Number.isFinite(from.x + from.y + to.x + to.y)) continue;
    list.push({
      depth: (from.depth + to.depth) / 2 + nearer,
      shape: { form: 'line', ink, points: [from.x, from.y, to.x, to.y] },
    });
  }
}
