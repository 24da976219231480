/**
 * Stationary points on the seams between smooth pieces: 0 is in Clarke's generalised gradient, the convex hull of the
 * pieces' gradients there (Clarke, Optimization and Nonsmooth Analysis, 1983, §2.5).
 */
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';
import { EquationSystem } from '../search/equationSystem';
import { type Stationarity, stationarityAt } from './clarke';
import { isPlateau } from './interior';
import type { Piece } from './pieces';
import { rationalIn } from './rationalPoint';
import { solveAll } from '../search/search';
import { seamSets } from './seamSets';
import { isRooted, strataPoints } from './strata';

const mostBatches = 200;

export interface Seams {
  readonly points: readonly Box[];
  /** Samples of sets all of whose points are stationary. */
  readonly sets: readonly (readonly (readonly number[])[])[];
}

/** The stationary points on all seams, in enclosures; null where a seam is not decided. */
export function* seamPoints(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Seams | null, boolean> {
  const found: Box[] = [];
  const sets: (readonly (readonly number[])[])[] = [];
  for (const [first, second, k] of neighbours(pieces)) {
    // The edge of a plateau is stationary all along; it belongs to the plateau.
    if (isPlateau(pool, first, parameters) || isPlateau(pool, second, parameters)) continue;
    // Nothing changes across it, or it holds roots: then it is looked at as where several meet.
    if (first.value === second.value || isRooted(pool, [first, second], k)) continue;
    const points = yield* onSeam(pool, first, second, k, parameters, box);
    if (points === null) return null;
    const judge = (at: Box): Stationarity => onSeamAlone(pool, pieces, [first, second], k, parameters, at);
    const answers = points.points.map(judge);
    const ofSets = points.sets.map((set) =>
      set.map((sample) => judge({ low: Float64Array.from(sample), high: Float64Array.from(sample) })),
    );
    if ([answers, ...ofSets].some((all) => all.includes('unknown'))) return null;
    found.push(...points.points.filter((_, i) => answers[i] === 'yes'));
    const held = points.sets.map((set, s) => set.filter((_, i) => ofSets[s]![i] === 'yes'));
    sets.push(...held.filter((set) => set.length > 0));
  }
  const meetings = yield* strataPoints(pool, pieces, parameters, box);
  if (meetings === null) return null;
  found.push(...meetings.points);
  sets.push(...meetings.sets);
  return { points: found, sets };
}

/**
 * Whether a point where a combination of two gradients vanishes is stationary. It is where no other kink can vanish; where one can, as that of
 * |2x − 2y| on x = y, one of the two pieces may have no interior there, and all pieces that meet count.
 */
function onSeamAlone(
  pool: Pool,
  pieces: readonly Piece[],
  pair: readonly [Piece, Piece],
  k: number,
  parameters: readonly Node[],
  at: Box,
): Stationarity {
  const others = pair.flatMap(({ conditions }) => conditions.filter((_, i) => i !== k));
  const image = new BoxMap(others, parameters).of(at);
  if (image?.low.every((low) => low > 0) === true) return 'yes';
  const slopes = (node: Node): Node[] => parameters.map((parameter) => differentiate(pool, [node], parameter)[0]!);
  const [gradient, normal] = [slopes(pair[0].value), slopes(pair[0].conditions[k]!)];
  // The loss is stationary along the seam, exactly: else it is another point than the one found.
  const minors = gradient.flatMap((slope, i) =>
    gradient
      .slice(0, i)
      .map((other, j) => pool.subtract(pool.multiply(slope, normal[j]!), pool.multiply(other, normal[i]!))),
  );
  const point = rationalIn(pool, [pair[0].conditions[k]!, ...minors], parameters, at);
  return point === null ? 'unknown' : stationarityAt(pool, pieces, parameters, point);
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
): Generator<number, Seams | null, boolean> {
  const n = parameters.length;
  const share = pool.parameter(n, 'share');
  const slope = (piece: Piece, parameter: Node): Node => differentiate(pool, [piece.value], parameter)[0]!;
  // Written so that what both slopes share stands once: intervals then tell more.
  const equations = parameters.map((parameter) => {
    const far = slope(second, parameter);
    return pool.add(far, pool.multiply(share, pool.subtract(slope(first, parameter), far)));
  });
  const otherConditions = first.conditions.filter((_, i) => i !== k);
  const others = new BoxMap(otherConditions, parameters);
  const outside = (part: Box): boolean => {
    const own = { low: part.low.slice(0, n), high: part.high.slice(0, n) };
    return others.of(own)?.high.some((high) => high < 0) ?? false;
  };
  const unknowns = [...parameters, share];
  const along = seamSets(pool, [...equations, first.conditions[k]!], parameters, share, box, otherConditions);
  if (along !== null) return along;
  const system = new EquationSystem(pool, [...equations, first.conditions[k]!], unknowns);
  const extended = { low: Float64Array.from([...box.low, 0]), high: Float64Array.from([...box.high, 1]) };
  const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), extended, mostBatches, {
    excludes: outside,
  });
  if (proved === null) return null;
  const held = proved.filter(({ enclosure }) => !outside(enclosure));
  const points = held.map(({ enclosure }) => ({
    low: enclosure.low.slice(0, n),
    high: enclosure.high.slice(0, n),
  }));
  return { points, sets: [] };
}
