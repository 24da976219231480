/** A bifurcation diagram as points of a plane: the constant across, a coordinate or the loss upwards. */
import type { BifurcationView, BranchCurveView, SampleView } from '../../../src/landscape/branches/views';
import type { Bounds, CriticalKind, Proof } from '../../../src/landscape/views';
import type { FormulaLossView } from '../../../src/landscape/views';
import { formatNumber, formatPoint } from '../../../src/picture/numbers';

/** What stands upwards: the number of a parameter, or the loss. */
export type Vertical = number | 'loss';

export interface DiagramLine {
  readonly kind: BranchCurveView['kind'];
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface DiagramDot {
  readonly kind: CriticalKind;
  readonly proof: Proof;
  readonly x: number;
  readonly y: number;
}

export interface DiagramMark {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface DiagramPicture {
  readonly horizontal: Bounds;
  readonly vertical: Bounds;
  readonly lines: readonly DiagramLine[];
  readonly dots: readonly DiagramDot[];
  readonly marks: readonly DiagramMark[];
}

/** The names of constants with a range that the loss uses. */
export function rangedConstants(loss: FormulaLossView): readonly { readonly name: string; readonly range: Bounds }[] {
  return loss.constants.flatMap(({ name, range }) =>
    range === null || !(range[0] < range[1]) ? [] : [{ name, range }],
  );
}

/** Everything in data units; the vertical interval holds it all, with a margin. */
export function diagramPicture(
  view: Pick<BifurcationView, 'branches' | 'points'> | null,
  samples: readonly SampleView[],
  range: Bounds,
  vertical: Vertical,
  n: number,
): DiagramPicture {
  const upwards = (point: ArrayLike<number>, value: number): number =>
    vertical === 'loss' ? value : (point[vertical] ?? NaN);
  const lines = (view?.branches ?? []).map(({ kind, places }): DiagramLine => {
    const points: (readonly [number, number])[] = [];
    for (let k = 0; k < places.length; k += n + 2) {
      const place = places.subarray(k, k + n + 2);
      points.push([place[n]!, upwards(place, place[n + 1]!)]);
    }
    return { kind, points };
  });
  const dots = samples.flatMap(({ at, points }) =>
    points.map(({ point, value, kind, proof }): DiagramDot => ({ kind, proof, x: at, y: upwards(point, value) })),
  );
  const marks = (view?.points ?? []).map(({ kind, at, point, value }): DiagramMark => ({
    x: at,
    y: upwards(point, value),
    text: nameOf(kind),
  }));
  const heights = [...lines.flatMap(({ points }) => points.map(([, y]) => y)), ...dots.map(({ y }) => y)].filter(
    Number.isFinite,
  );
  const low = heights.reduce((least, y) => Math.min(least, y), Infinity);
  const high = heights.reduce((most, y) => Math.max(most, y), -Infinity);
  const margin = high > low ? (high - low) * 0.08 : Math.max(0.5, Math.abs(low) * 0.1);
  const interval: Bounds = low <= high ? [low - margin, high + margin] : [-1, 1];
  return { horizontal: range, vertical: interval, lines, dots, marks };
}

/** `fold`, `degenerate point`. */
export function nameOf(kind: BifurcationView['points'][number]['kind']): string {
  return kind === 'degenerate' ? 'degenerate point' : kind;
}

/** `pitchfork at m = 0, (w, v) = (0, 0)`. */
export function placeInWords(
  { kind, at, point }: BifurcationView['points'][number],
  { along, parameters }: Pick<BifurcationView, 'along' | 'parameters'>,
): string {
  const names = parameters.length === 1 ? (parameters[0] ?? '') : `(${parameters.join(', ')})`;
  return `${nameOf(kind)} at ${along} = ${formatNumber(at, 6)}, ${names} = ${formatPoint(point, 5)}`;
}

/** `minimum at −1, maximum at 0`; of many points their number by kind. */
export function pointsInWords({ points }: SampleView): string {
  if (points.length === 0) return 'none';
  if (points.length <= 6)
    return points
      .map(
        ({ kind, point, proof }) =>
          `${kind.replace(/-/g, ' ')} ${formatPoint(point, 4)}${proof === 'proved' ? '' : ' (numerical)'}`,
      )
      .join(', ');
  const counts = new Map<string, number>();
  for (const { kind } of points) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${String(count)} × ${kind.replace(/-/g, ' ')}`).join(', ');
}
