/**
 * Stationary points where several seams meet, for losses whose kinks only add up: L = smooth + Σ kinks. Where the kinks k ∈ S vanish,
 * Clarke's generalised gradient is then the zonotope {g + Σ μₖ·Δₖ : 0 ≤ μₖ ≤ 1}, with g the gradient of one of the pieces that meet
 * there and Δₖ its jump across the k-th seam (Clarke 1983, §2.3, for sums with independent sides: all pieces do meet there).
 */
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';
import { EquationSystem } from '../search/equationSystem';
import { solveAll } from '../search/search';
import { isZero } from '../symmetry/normalForm';
import { type Piece, isFlat } from './pieces';

const mostBatches = 120;
const mostKinks = 4;

/** Enclosures of the stationary points where two or more seams meet; null where they are not all found. */
export function* cornerPoints(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Box[] | null, boolean> {
  const conditions = sharedConditions(pool, pieces);
  if (conditions === null || conditions.length > mostKinks || !addsUp(pool, pieces)) return null;
  const n = parameters.length;
  const found: Box[] = [];
  for (const subset of subsets(conditions.length)) {
    if (subset.length < 2) continue;
    if (subset.length > n) {
      if (
        !(yield* neverMeet(
          pool,
          subset.map((k) => conditions[k]!),
          parameters,
          box,
        ))
      )
        return null;
      continue;
    }
    for (const base of pieces) {
      // One base for each choice of the other sides.
      if (subset.some((k) => base.sides[k] !== 1)) continue;
      const points = yield* zonotopeZeros(pool, pieces, base, subset, conditions, parameters, box);
      if (points === null) return null;
      found.push(...points);
    }
  }
  return found;
}

/** The arguments of the kinks, where they are the same for all pieces; null for kinks inside of kinks. */
function sharedConditions(pool: Pool, pieces: readonly Piece[]): readonly Node[] | null {
  const first = pieces[0]!;
  const arguments_ = first.conditions.map((condition, k) =>
    first.sides[k] === 1 ? condition : pool.negate(condition),
  );
  const isShared = pieces.every((piece) =>
    piece.conditions.every(
      (condition, k) => (piece.sides[k] === 1 ? condition : pool.negate(condition)) === arguments_[k],
    ),
  );
  return isShared ? arguments_ : null;
}

/** The second difference across each two seams is identically 0. */
function addsUp(pool: Pool, pieces: readonly Piece[]): boolean {
  return pieces.every((piece) =>
    piece.sides.every((_, s) =>
      piece.sides.slice(0, s).every((__, t) => {
        const [a, b, both] = [[s], [t], [s, t]].map((flips) => flipped(pieces, piece, flips));
        if (a === undefined || b === undefined || both === undefined) return true;
        return isZero(pool, pool.subtract(pool.add(piece.value, both.value), pool.add(a.value, b.value)), []);
      }),
    ),
  );
}

/** The piece on the other side of some seams. */
function flipped(pieces: readonly Piece[], piece: Piece, flips: readonly number[]): Piece | undefined {
  return pieces.find(({ sides }) => sides.every((side, k) => (side === piece.sides[k]) !== flips.includes(k)));
}

function* zonotopeZeros(
  pool: Pool,
  pieces: readonly Piece[],
  base: Piece,
  subset: readonly number[],
  conditions: readonly Node[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Box[] | null, boolean> {
  const n = parameters.length;
  const neighbours = subset.map((k) => flipped(pieces, base, [k]));
  // A side that the box does not meet: the seam is not in the box either.
  if (neighbours.some((piece) => piece === undefined)) return [];
  // The edge of a plateau is stationary all along; it belongs to the plateau.
  if ([base, ...neighbours].some((piece) => isFlat(pool, piece!, parameters))) return null;
  const shares = subset.map((_, k) => pool.parameter(n + k, `share${k}`));
  const slopes = (piece: Piece): Node[] =>
    parameters.map((parameter) => differentiate(pool, [piece.value], parameter)[0]!);
  const own = slopes(base);
  const jumps = neighbours.map((piece) => slopes(piece!).map((slope, i) => pool.subtract(slope, own[i]!)));
  const equations = own.map((slope, i) =>
    pool.add(slope, ...shares.map((share, k) => pool.multiply(share, jumps[k]![i]!))),
  );
  const others = new BoxMap(
    base.conditions.filter((_, k) => !subset.includes(k)),
    parameters,
  );
  const outside = (part: Box): boolean =>
    others.of({ low: part.low.slice(0, n), high: part.high.slice(0, n) })?.high.some((high) => high < 0) ?? false;
  const system = new EquationSystem(
    pool,
    [...equations, ...subset.map((k) => conditions[k]!)],
    [...parameters, ...shares],
  );
  const extended = {
    low: Float64Array.from([...box.low, ...shares.map(() => 0)]),
    high: Float64Array.from([...box.high, ...shares.map(() => 1)]),
  };
  const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), extended, mostBatches, {
    excludes: outside,
  });
  return (
    proved
      ?.filter(({ enclosure }) => !outside(enclosure))
      .map(({ enclosure }) => ({ low: enclosure.low.slice(0, n), high: enclosure.high.slice(0, n) })) ?? null
  );
}

/** True where more arguments of kinks than there are parameters are shown not to vanish together in the box. */
function* neverMeet(
  pool: Pool,
  conditions: readonly Node[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, boolean, boolean> {
  const n = parameters.length;
  const system = new EquationSystem(pool, conditions.slice(0, n), parameters);
  const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), box, mostBatches);
  const rest = new BoxMap(conditions.slice(n), parameters);
  return (
    proved?.every(({ enclosure }) => {
      const image = rest.of(enclosure);
      return image !== null && image.low.some((low, k) => low > 0 || image.high[k]! < 0);
    }) ?? false
  );
}

function subsets(count: number): number[][] {
  return Array.from({ length: 1 << count }, (_, bits) =>
    Array.from({ length: count }, (__, k) => k).filter((k) => (bits >> k) & 1),
  );
}
