/**
 * Stationary points on the seams between smooth pieces: 0 is in Clarke's generalised gradient, the convex hull of the
 * pieces' gradients there (Clarke, Optimization and Nonsmooth Analysis, 1983, §2.5).
 */
import type { TapeOracle } from '../compile/oracle';
import { differentiate } from '../symbolic/differentiate';
import type { Node } from '../symbolic/node';
import type { Pool } from '../symbolic/pool';
import type { Box } from './box';
import { BoxMap } from './boxMap';
import { EquationSystem } from './equationSystem';
import { kinkKind } from './kinkKind';
import type { Piece } from './pieces';
import { solveAll } from './search';

const mostBatches = 200;

/** Enclosures of the stationary points on all seams; null where a seam is not decided. */
export function* seamPoints(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  oracle: TapeOracle,
  box: Box,
): Generator<number, Box[] | null, boolean> {
  const found: Box[] = [];
  const flat = (piece: Piece): boolean =>
    parameters.every((parameter) => isZero(differentiate(pool, [piece.value], parameter)[0]!));
  for (const [first, second, k] of neighbours(pieces)) {
    // The edge of a plateau is stationary all along; it belongs to the plateau.
    if (flat(first) || flat(second)) continue;
    const points = yield* onSeam(pool, first, second, k, parameters, box);
    if (points === null) return null;
    found.push(...points);
  }
  if (parameters.length === 2) {
    for (const corner of yield* corners(pool, pieces, parameters, box)) {
      // Where two seams cross, the hull of four gradients is told by the loss around: an extremum is stationary.
      const { kind } = kinkKind(
        oracle,
        Array.from(corner.low, (low, i) => (low + corner.high[i]!) / 2),
        box,
      );
      if (kind !== 'nonsmooth-saddle') found.push(corner);
    }
  }
  return found;
}

/** Pairs of pieces that differ in the side of one kink alone, and that kink. */
function neighbours(pieces: readonly Piece[]): [Piece, Piece, number][] {
  const pairs: [Piece, Piece, number][] = [];
  pieces.forEach((first, i) => {
    for (const second of pieces.slice(i + 1)) {
      const differing = first.sides.flatMap((side, k) => (side === second.sides[k] ? [] : [k]));
      if (differing.length === 1) pairs.push([first, second, differing[0]!]);
    }
  });
  return pairs;
}

/** λ·∇L₁ + (1 − λ)·∇L₂ = 0 with 0 ≤ λ ≤ 1 where the kink's argument is 0: as many equations as unknowns. */
function* onSeam(
  pool: Pool,
  first: Piece,
  second: Piece,
  k: number,
  parameters: readonly Node[],
  box: Box,
): Generator<number, Box[] | null, boolean> {
  const n = parameters.length;
  const share = pool.parameter(n, 'share');
  const rest = pool.subtract(pool.integer(1), share);
  const slope = (piece: Piece, parameter: Node): Node => differentiate(pool, [piece.value], parameter)[0]!;
  const equations = parameters.map((parameter) =>
    pool.add(pool.multiply(share, slope(first, parameter)), pool.multiply(rest, slope(second, parameter))),
  );
  const others = new BoxMap(
    first.conditions.filter((_, i) => i !== k),
    parameters,
  );
  const outside = (part: Box): boolean => {
    const own = { low: part.low.slice(0, n), high: part.high.slice(0, n) };
    return others.of(own)?.high.some((high) => high < 0) ?? false;
  };
  const unknowns = [...parameters, share];
  const system = new EquationSystem(pool, [...equations, first.conditions[k]!], unknowns);
  const extended = { low: Float64Array.from([...box.low, 0]), high: Float64Array.from([...box.high, 1]) };
  const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), extended, mostBatches, {
    excludes: outside,
  });
  if (proved === null) return null;
  const held = proved.filter(({ enclosure }) => !outside(enclosure));
  return held.map(({ enclosure }) => ({
    low: enclosure.low.slice(0, n),
    high: enclosure.high.slice(0, n),
  }));
}

/** Points in the plane where the arguments of two kinks vanish. */
function* corners(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Box[], boolean> {
  const found: Box[] = [];
  for (const piece of pieces) {
    for (let i = 0; i < piece.conditions.length; i++) {
      for (let j = 0; j < i; j++) {
        const system = new EquationSystem(pool, [piece.conditions[i]!, piece.conditions[j]!], parameters);
        const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), box, mostBatches);
        const meets = new BoxMap(piece.conditions, parameters);
        const inPiece = (corner: Box): boolean => meets.of(corner)?.high.every((high) => high >= 0) ?? true;
        found.push(...(proved ?? []).map(({ enclosure }) => enclosure).filter(inPiece));
      }
    }
  }
  return found;
}

function isZero(node: Node): boolean {
  return node.kind === 'rational' && node.value.isZero;
}
