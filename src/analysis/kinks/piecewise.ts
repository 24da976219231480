/** The whole answer for a loss with kinks: its smooth pieces are searched one by one, and their seams for stationary points. */
import type { TapeOracle } from '../../compile/oracle';
import { differentiate } from '../../symbolic/differentiate';
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { zeroFactors } from '../../symbolic/factors';
import { substitute } from '../../symbolic/substitute';
import { type AlgebraicLoss, algebraicSets } from '../sets/algebraicSets';
import { type Box, intersects, midpoint } from '../box';
import { BoxMap } from '../boxMap';
import { EquationSystem } from '../search/equationSystem';
import { kinkKind } from './kinkKind';
import { type Stationarity, stationarityAt } from './clarke';
import { hasInteriorAt, isEmpty } from './interior';
import { type Piece, isFlat, piecesOf } from './pieces';
import { rationalIn } from './rationalPoint';
import type { AnalyzedKink, AnalyzedManifold, AnalyzedPlateau } from '../report';
import { type ProvedPoint, solveAll } from '../search/search';
import { seamPoints } from './seams';
import { shortestIn } from '../shortest';
import { writtenOut } from '../terms';

export interface PiecewiseSets {
  /** Critical points inside the pieces, where the loss is smooth. */
  readonly points: readonly { readonly enclosure: Box }[];
  readonly manifolds: readonly AnalyzedManifold[];
  readonly plateaus: readonly AnalyzedPlateau[];
  readonly kinks: readonly AnalyzedKink[];
}

/** A sample of a set counts for a piece where the piece's conditions exceed this: rounding puts points of the edge near 0. */
const clearOfEdge = 1e-9;
/** Batches of boxes one search may look at. */
const mostBatches = 300;

/** All critical points, sets and stationary kinks, or null where some piece or seam is not decided. */
export function* piecewiseSets(
  loss: AlgebraicLoss,
  value: Node,
  oracle: TapeOracle,
  box: Box,
): Generator<number, PiecewiseSets | null, boolean> {
  const { pool, parameters } = loss;
  const written = writtenOut({ ...loss, value });
  const pieces = written === null ? null : piecesOf(pool, withAbsoluteFactors(pool, written), parameters, box);
  if (pieces === null) return null;
  const points: { enclosure: Box }[] = [];
  const manifolds: AnalyzedManifold[] = [];
  const plateaus: AnalyzedPlateau[] = [];
  const kinks: AnalyzedKink[] = [];
  const flat = pieces.filter((piece) => isFlat(pool, piece, parameters));
  /** `enclosure` holds a stationary point, or, with a note, it is a sample of a set of them: near it. */
  const addKink = (enclosure: Box, note = ''): void => {
    const meeting = pieces.filter((piece) => sideOf(piece, parameters, enclosure) !== 'outside');
    if (note === '' && meeting.every((piece) => piece.value === meeting[0]!.value)) {
      // The kinks there are those of branches that are not taken: the loss is smooth.
      if (!points.some((other) => intersects(other.enclosure, enclosure))) points.push({ enclosure });
      return;
    }
    // The edge of a plateau is stationary all along; it belongs to the plateau.
    if (meeting.some((piece) => flat.includes(piece) && hasInteriorAt(pool, piece, parameters, enclosure))) return;
    const point = Array.from(enclosure.low, (low, i) => shortestIn(low, enclosure.high[i]!));
    if (
      kinks.some((other) => other.point.every((x, i) => Math.abs(x - point[i]!) <= 1e-9 * (box.high[i]! - box.low[i]!)))
    )
      return;
    const { kind, reason } = kinkKind(oracle, point, box);
    kinks.push({ point, value: oracle.value(point), kind, reason: `${reason}${note}` });
  };
  const addKinks = (samples: readonly (readonly number[])[]): void => {
    for (const sample of spread(samples)) {
      const at = Float64Array.from(sample);
      addKink({ low: at, high: at }, ' It is one of a whole set of such points on this seam.');
    }
  };
  const judge = (enclosure: Box): Stationarity => {
    const point = rationalIn(pool, [], parameters, enclosure);
    return point === null ? 'unknown' : stationarityAt(pool, pieces, parameters, point);
  };
  for (const piece of pieces) {
    // The formula of no region: what is stationary on its seams is found with those of the pieces that meet there.
    if (isEmpty(piece, parameters.length)) continue;
    const found = yield* solvePiece(loss, piece, oracle, box);
    if (found === null) return null;
    for (const enclosure of found.points) {
      const side = exactSideOf(pool, piece, parameters, enclosure);
      if (side === 'unknown') return null;
      if (side === 'inside') points.push({ enclosure });
      else if (side === 'edge') {
        // Without an interior there, its gradient is none of the loss: all that meet count.
        const answer = hasInteriorAt(pool, piece, parameters, enclosure) ? 'yes' : judge(enclosure);
        if (answer === 'unknown') return null;
        if (answer === 'yes') addKink(enclosure);
      }
    }
    for (const samples of found.edges) {
      const held = new BoxMap(piece.conditions, parameters);
      const own = samples.filter((sample) => {
        const at = Float64Array.from(sample);
        return held.of({ low: at, high: at })?.high.every((high) => high >= 0) ?? false;
      });
      addKinks(own);
    }
    manifolds.push(...found.manifolds);
    plateaus.push(...found.plateaus);
  }
  const seams = yield* seamPoints(pool, pieces, parameters, box);
  if (seams === null) return null;
  for (const enclosure of seams.points) {
    if (intersects(enclosure, box)) addKink(enclosure);
  }
  for (const samples of seams.sets) addKinks(samples);
  // A kink inside a plateau or on a set of critical points is none of its own.
  const own = kinks.filter(({ point }) => !points.some(({ enclosure }) => near(midpoint(enclosure), point, box)));
  return { points, manifolds, plateaus, kinks: own };
}

/** |a·b| as |a|·|b|: kinks whose arguments have no critical zeros where they cross. */
function withAbsoluteFactors(pool: Pool, value: Node): Node {
  const apart = new Map<Node, Node>();
  for (const node of reachable([value])) {
    if (node.kind !== 'function' || node.name !== 'abs' || node.argument.kind !== 'product') continue;
    const { factors } = node.argument;
    if (!factors.every(({ exponent }) => exponent.isInteger)) continue;
    apart.set(node, pool.product(factors.map(({ base, exponent }) => ({ base: pool.apply('abs', base), exponent }))));
  }
  return apart.size === 0 ? value : substitute(pool, [value], apart)[0]!;
}

/** A few of many samples: both ends and the middle. */
function spread(samples: readonly (readonly number[])[]): (readonly number[])[] {
  const last = samples.length - 1;
  return last < 0 ? [] : [...new Set([0, Math.floor(last / 2), last])].map((k) => samples[k]!);
}

function near(a: ArrayLike<number>, b: readonly number[], box: Box): boolean {
  return b.every((x, i) => Math.abs(x - a[i]!) <= 1e-9 * (box.high[i]! - box.low[i]!));
}

/** Where an enclosure lies: strictly inside the piece, outside, or on its edge as far as can be told. */
function sideOf(piece: Piece, parameters: readonly Node[], enclosure: Box): 'inside' | 'outside' | 'edge' | 'unknown' {
  const image = new BoxMap(piece.conditions, parameters).of(enclosure);
  if (image === null) return 'unknown';
  if (image.high.some((high) => high < 0)) return 'outside';
  return image.low.every((low) => low > 0) ? 'inside' : 'edge';
}

/** The same for the enclosure of one zero of the piece's gradient, at its exact place: `unknown` where a condition may vanish, or not quite. */
function exactSideOf(
  pool: Pool,
  piece: Piece,
  parameters: readonly Node[],
  enclosure: Box,
): 'inside' | 'outside' | 'edge' | 'unknown' {
  const side = sideOf(piece, parameters, enclosure);
  if (side !== 'edge') return side;
  const gradient = parameters.map((parameter) => differentiate(pool, [piece.value], parameter)[0]!);
  const point = rationalIn(pool, withoutPowers(pool, gradient), parameters, enclosure);
  if (point === null) return 'unknown';
  const values = new Map(parameters.map((parameter, i) => [parameter, pool.rational(point[i]!)]));
  const sides = substitute(pool, piece.conditions, values).map((node) =>
    node.kind === 'rational' ? node.value : null,
  );
  if (!sides.every((value) => value !== null)) return 'unknown';
  if (sides.some((value) => value.isNegative)) return 'outside';
  return sides.some((value) => value.isZero) ? 'edge' : 'inside';
}

interface PieceAnswer {
  readonly points: readonly Box[];
  readonly manifolds: readonly AnalyzedManifold[];
  readonly plateaus: readonly AnalyzedPlateau[];
  readonly edges: readonly (readonly (readonly number[])[])[];
}

function* solvePiece(
  { pool, parameters, exact }: AlgebraicLoss,
  piece: Piece,
  oracle: TapeOracle,
  box: Box,
): Generator<number, PieceAnswer | null, boolean> {
  const gradient = parameters.map((parameter) => differentiate(pool, [piece.value], parameter)[0]!);
  const conditions = new BoxMap(piece.conditions, parameters);
  const inside = (sample: readonly number[]): boolean => {
    const at = Float64Array.from(sample);
    return conditions.of({ low: at, high: at })?.low.every((low) => low > clearOfEdge) ?? false;
  };
  const sets = yield* algebraicSets({ pool, gradient, parameters, exact }, oracle, box, inside, piece.conditions);
  if (sets !== null && sets.alone.length === 0) {
    return {
      points: sets.points.map(({ enclosure }) => enclosure),
      manifolds: sets.manifolds,
      plateaus: sets.plateaus.map((plateau) => ({
        ...plateau,
        reason: 'In this region the gradient is identically 0: the units that could change the loss are dead.',
      })),
      edges: sets.edges,
    };
  }
  const found = yield* searchPiece(pool, gradient, parameters, conditions, box);
  return found === null
    ? null
    : { points: found.map(({ enclosure }) => enclosure), manifolds: [], plateaus: [], edges: [] };
}

/** The critical points of a piece's formula, in the boxes where the piece may hold; null where some are not decided. */
function* searchPiece(
  pool: Pool,
  gradient: readonly Node[],
  parameters: readonly Node[],
  conditions: BoxMap,
  box: Box,
): Generator<number, readonly ProvedPoint[] | null, boolean> {
  const system = new EquationSystem(pool, withoutPowers(pool, gradient), parameters);
  const elsewhere = (part: Box): boolean => conditions.of(part)?.high.some((high) => high < 0) ?? false;
  return yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), box, mostBatches, { excludes: elsewhere });
}

/** A power vanishes where its base does, and there the base is the better equation: |x|³ has the slope 3x². */
function withoutPowers(pool: Pool, gradient: readonly Node[]): Node[] {
  return gradient.map((slope) => pool.multiply(...(zeroFactors(pool, slope) ?? [slope])));
}
