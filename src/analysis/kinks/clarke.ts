/**
 * Whether 0 lies in Clarke's generalised gradient at a point of a piecewise smooth loss: the convex hull of the gradients of the pieces
 * that meet there with an interior (Clarke, Optimization and Nonsmooth Analysis, 1983, theorem 2.5.1; Scholtes, Introduction to Piecewise
 * Differentiable Equations, 2012, §4.3). Where a slope grows without bound across a seam, as that of √|c|, every multiple of ∇c is added.
 */
import { type Interval, intervalRing as ring } from '../../compile/ring';
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';
import { invertIntervals } from '../degenerate/alone';
import { zeroInHull, zeroInHullOfBoxes } from './hull';
import { linearForm } from './interior';
import { type Piece, isFlat } from './pieces';
import { withoutRoots } from './roots';

/** `plateau`: on the edge of an open region where the loss is constant. */
export type Stationarity = 'yes' | 'no' | 'plateau' | 'unknown';

/** At a rational point, exactly; `unknown` where a value is not rational. */
export function stationarityAt(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  point: readonly Rational[],
): Stationarity {
  const n = parameters.length;
  const values = new Map(parameters.map((parameter, i) => [parameter, pool.rational(point[i]!)]));
  const exact = (nodes: readonly Node[]): Rational[] | null => {
    const found = substitute(pool, nodes, values).map((node) => (node.kind === 'rational' ? node.value : null));
    return found.every((value) => value !== null) ? found : null;
  };
  const gradientOf = (node: Node): Node[] => parameters.map((parameter) => differentiate(pool, [node], parameter)[0]!);
  const vectors: Rational[][] = [];
  const lines: Rational[][] = [];
  for (const piece of pieces) {
    const sides = exact(piece.conditions);
    if (sides === null) return 'unknown';
    if (sides.some((side) => side.isNegative)) continue;
    const zero = piece.conditions.filter((_, k) => sides[k]!.isZero);
    const normals = zero.map((condition) => exact(gradientOf(condition)));
    if (!normals.every((normal) => normal !== null)) return 'unknown';
    // Some direction leads into the piece's interior, unless the normals hold 0 in their hull.
    if (zero.length > 0 && zeroInHull(normals, n).holds) {
      if (zero.every((condition) => linearForm(condition, n) !== null)) continue;
      return 'unknown';
    }
    if (isFlat(pool, piece, parameters)) return 'plateau';
    const { value, steep } = withoutRoots(pool, piece.value, zero);
    const gradient = value === null ? null : exact(gradientOf(value));
    if (gradient === null) return 'unknown';
    vectors.push(gradient);
    lines.push(...steep.map((condition) => normals[zero.indexOf(condition)]!));
  }
  if (vectors.length === 0) return 'unknown';
  return zeroInHull(vectors, n, lines).holds ? 'yes' : 'no';
}

/**
 * The same at the point of an enclosure where the kinks of a group of pieces vanish and the loss along them is stationary: the gradients are
 * then combinations of the kinks' gradients, and only their coefficients count.
 */
export class GroupTest {
  private readonly map: BoxMap;
  private readonly othersCount: number;

  constructor(
    pool: Pool,
    private readonly group: readonly Piece[],
    kinks: readonly Node[],
    private readonly count: number,
    others: readonly Node[],
    parameters: readonly Node[],
    private readonly rows: readonly number[],
  ) {
    const slopes = (node: Node): Node[] => rows.map((row) => differentiate(pool, [node], parameters[row]!)[0]!);
    this.map = new BoxMap(
      [...others, ...kinks.flatMap(slopes), ...group.flatMap(({ value }) => slopes(value))],
      parameters,
    );
    this.othersCount = others.length;
  }

  at(enclosure: Box): Stationarity {
    const image = this.map.of(enclosure);
    if (image === null) return 'unknown';
    const s = this.count;
    for (let k = 0; k < this.othersCount; k++) {
      if (image.high[k]! < 0) return 'no';
      if (!(image.low[k]! > 0)) return 'unknown';
    }
    const at = (k: number): Interval => [image.low[this.othersCount + k]!, image.high[this.othersCount + k]!];
    // Row r, column k: how fast the k-th kink grows along the r-th parameter.
    const matrix = this.rows.map((_, r) => Array.from({ length: s }, (__, k) => at(k * s + r)));
    const inverse = invertIntervals(matrix);
    if (inverse === null) return 'unknown';
    const shares = this.group.map((_, j) =>
      inverse.map((row) =>
        row.reduce<Interval>((sum, entry, r) => ring.add(sum, ring.multiply(entry, at(s * s + j * s + r))), ring.zero),
      ),
    );
    const answer = zeroInHullOfBoxes(shares, s);
    return answer === 'inside' ? 'yes' : answer === 'outside' ? 'no' : 'unknown';
  }
}
