/** The cube's edges, and where names and ends of the axes stand, so that no two labels overlap. */
import { labelWidth } from '../../../src/picture/axisTicks';
import { formatNumber } from '../../../src/picture/numbers';
import type { Pixel, Projector } from './camera';

export interface Edge {
  readonly from: Pixel;
  readonly to: Pixel;
  /** It meets the corner that is farthest from the eye. */
  readonly isBehind: boolean;
}

/** A text around a place, both anchored in the middle. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

type Corner = readonly [number, number, number];

interface AxisEdge extends Edge {
  readonly axis: number;
  /** It lies on the outline. */
  readonly isOutline: boolean;
}

export function cubeEdges(projector: Projector): readonly Edge[] {
  return allEdges(projector);
}

const lineHeight = 15;

/** Half of what a label takes. */
export function halfSize(text: string): readonly [x: number, y: number] {
  return [labelWidth(text) / 2 + 3, lineHeight / 2];
}

/** Names first, then the ends; one that would overlap another or leave the picture is left out. `taken` come before all. */
export function axisLabels(projector: Projector, names: readonly string[], taken: readonly Label[]): readonly Label[] {
  const edges = allEdges(projector);
  const nameLabels: Label[] = [];
  const endLabels: Label[] = [];
  for (const axis of [0, 1, 2]) {
    const outline = edges.filter((edge) => edge.axis === axis && edge.isOutline);
    // The two in the plane stand below, the third on the left.
    const order = (edge: Edge): number => (axis === 2 ? edge.from.x + edge.to.x : -(edge.from.y + edge.to.y));
    const [edge] = outline.sort((a, b) => order(a) - order(b));
    if (edge === undefined) continue;
    const { from, to } = edge;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length < 24) continue;
    let [nx, ny] = [-(to.y - from.y) / length, (to.x - from.x) / length];
    const [mx, my] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    if (nx * (mx - projector.width / 2) + ny * (my - projector.height / 2) < 0) [nx, ny] = [-nx, -ny];
    const beside = (text: string, x: number, y: number, gap: number): Label => {
      const [w, h] = halfSize(text);
      const away = gap + Math.abs(nx) * w + Math.abs(ny) * h;
      return { text, x: x + nx * away, y: y + ny * away };
    };
    nameLabels.push(beside(names[axis] ?? '', mx, my, 8));
    const [low, high] = projector.box[axis]!;
    // A little towards the middle, so that the ends of two axes at one corner stay apart.
    const inner = (share: number): readonly [number, number] => [
      from.x + share * (to.x - from.x),
      from.y + share * (to.y - from.y),
    ];
    endLabels.push(beside(formatNumber(low, 4), ...inner(0.06), 4), beside(formatNumber(high, 4), ...inner(0.94), 4));
  }
  return placed([...nameLabels, ...endLabels], taken, projector);
}

/** A place for a label beside a point: right, left, above or below, inside the picture and off what is taken. */
export function labelBeside(text: string, at: Pixel, taken: readonly Label[], projector: Projector): Label | null {
  const [w, h] = halfSize(text);
  const places = [
    [at.x + w + 9, at.y],
    [at.x - w - 9, at.y],
    [at.x, at.y - h - 10],
    [at.x, at.y + h + 10],
  ] as const;
  return (
    placed(
      places.map(([x, y]) => ({ text, x, y })),
      taken,
      projector,
    )[0] ?? null
  );
}

function placed(labels: readonly Label[], taken: readonly Label[], { width, height }: Projector): Label[] {
  const kept: Label[] = [];
  for (const label of labels) {
    const [w, h] = halfSize(label.text);
    const inside = label.x - w >= 0 && label.x + w <= width && label.y - h >= 0 && label.y + h <= height;
    if (inside && [...taken, ...kept].every((other) => !overlap(label, other))) kept.push(label);
  }
  return kept;
}

export function overlap(a: Label, b: Label): boolean {
  const [[wa, ha], [wb, hb]] = [halfSize(a.text), halfSize(b.text)];
  return Math.abs(a.x - b.x) < wa + wb && Math.abs(a.y - b.y) < ha + hb;
}

function allEdges(projector: Projector): AxisEdge[] {
  const ends = [-1, 1] as const;
  return [0, 1, 2].flatMap((axis) => {
    const [j, k] = [0, 1, 2].filter((other) => other !== axis) as [number, number];
    return ends.flatMap((a) =>
      ends.map((b): AxisEdge => {
        const corner = (end: number): Corner => {
          const at: [number, number, number] = [0, 0, 0];
          [at[axis], at[j], at[k]] = [end, a, b];
          return at;
        };
        const [front, side] = [projector.faces(j, a), projector.faces(k, b)];
        return {
          axis,
          from: projector.ofCube(...corner(-1)),
          to: projector.ofCube(...corner(1)),
          isBehind: !front && !side,
          isOutline: front !== side,
        };
      }),
    );
  });
}
