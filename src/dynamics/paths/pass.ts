/** The lowest pass between two points of a loss, and the minimum-energy path over it. */
import { symmetricEigen } from '../../linalg/eigen';
import type { Oracle } from '../../optimizers/optimizer';
import { downhill } from './downhill';
import type { FlowPath } from './flow';
import { mostDecomposed, saddleNear } from './saddleNear';
import { distance, standardString, stringBetween } from './string';

export interface PassSettings {
  /** Saddles with one falling direction that are known already. */
  readonly known: readonly (readonly number[])[];
  /** Bounds that the path may not leave. */
  readonly box: readonly (readonly [number, number])[];
  readonly images?: number;
  /** Maps of points that leave the loss unchanged: what is found once is known at its images. */
  readonly symmetries?: readonly ((point: Float64Array) => Float64Array)[];
}

/** A saddle on the way, and what the flow from it reaches on both sides. */
interface Crossing {
  readonly saddle: Float64Array;
  readonly value: number;
  /** From the saddle down, on its two sides. */
  readonly sides: readonly [FlowPath, FlowPath];
}

export interface Pass {
  /** The path, `dimension` coordinates a point, from the first end to the second. */
  readonly points: Float64Array;
  /** The saddles it goes over, in their order; each belongs to the point of the path with this number. */
  readonly saddles: readonly { readonly point: Float64Array; readonly value: number; readonly at: number }[];
  /** The largest loss on it: that of its highest saddle, or of an end. */
  readonly value: number;
  /** How it was found: `flow` follows ways down from its saddles; `string` is as far as the string settled. */
  readonly kind: 'flow' | 'string';
  /** Why it is no more than a string; empty otherwise. */
  readonly reason: string;
  /** Known saddles that were looked at, beside those the string found. */
  readonly looked: number;
}

/** Of known saddles the lowest are looked at. */
const mostSaddles = 60;
const mostTops = 8;
/** Where ways down begin beside a saddle, as parts of the distance of the ends. */
const nearest = 1e-4;
const furthest = 2e-2;

/**
 * A string between the ends relaxes to a minimum-energy path; each of its tops is refined to a saddle. From these saddles
 * and the known ones ways lead down to minima on both sides; the path over the saddle that first joins the two
 * ends, the lowest saddles taken first (Kruskal), is the lowest among all paths over them. Yields the share done; sent
 * true, it ends with the string.
 */
export function* passBetween(
  oracle: Oracle,
  from: Float64Array,
  to: Float64Array,
  settings: PassSettings,
): Generator<number, Pass, boolean> {
  const n = oracle.dimension;
  const span = distance(from, to);
  const work = stringBetween(oracle, from, to, { ...standardString, images: settings.images ?? standardString.images });
  let step = work.next(false);
  let stopped = false;
  while (step.done !== true) {
    stopped = yield (0.5 * step.value) / standardString.rounds;
    step = work.next(stopped);
  }
  const { images: string, values } = step.value;
  const asString = (reason: string): Pass => ({
    points: joined(string, n),
    saddles: [],
    value: Math.max(...values),
    kind: 'string',
    reason,
    looked: 0,
  });
  if (stopped) return asString('it was stopped early');
  if (n > mostDecomposed) return asString(`the Hessian of more than ${mostDecomposed} parameters is not decomposed`);
  const tops = topsOf(values).slice(0, mostTops);
  if (tops.length === 0) return { ...asString(''), kind: 'flow' };
  const saddles: Float64Array[] = [];
  const add = (saddle: Float64Array | null): void => {
    if (saddle !== null && saddles.every((other) => distance(other, saddle) > 1e-7 * (1 + span))) saddles.push(saddle);
  };
  for (const top of tops) add(saddleNear(oracle, string[top]!, span / 20));
  const ceiling = Math.max(...values) + 1e-9 * (1 + Math.abs(Math.max(...values)));
  const known = settings.known
    .map((point) => Float64Array.from(point))
    .filter((point) => oracle.value(point) <= ceiling)
    .sort((a, b) => oracle.value(a) - oracle.value(b))
    .slice(0, mostSaddles);
  known.forEach(add);
  if (saddles.length === 0) return asString('its top could not be refined to a saddle with one falling direction');

  const down = { longest: span / 60, box: settings.box };
  const ends: FlowPath[] = [];
  for (const end of [from, to]) ends.push(yield* within(downhill(oracle, end, down), 0.55));
  const crossings: Crossing[] = [];
  const floor = Math.min(oracle.value(from), oracle.value(to));
  for (const [k, saddle] of saddles.entries()) {
    const way = lowestMode(oracle, saddle);
    const sides: FlowPath[] = [];
    for (const side of [1, -1]) {
      const start = beside(oracle, saddle, way, side * span, floor);
      sides.push(yield* within(downhill(oracle, start, down), 0.6 + (0.4 * k) / saddles.length));
    }
    crossings.push({ saddle, value: oracle.value(saddle), sides: sides as [FlowPath, FlowPath] });
  }
  const images = (settings.symmetries ?? []).flatMap((g) => crossings.map((crossing) => imageOf(g, crossing)));
  for (const image of images)
    if (crossings.every(({ saddle }) => distance(saddle, image.saddle) > 1e-7 * (1 + span))) crossings.push(image);
  const route = lowestRoute(crossings, ends as [FlowPath, FlowPath], 1e-4 * span);
  if (route === null) return asString('the ways down from its saddles do not lead to both ends');
  const points: Float64Array[] = [...pointsOf(ends[0]!)];
  const crossed: { point: Float64Array; value: number; at: number }[] = [];
  for (const { crossing, isForward } of route) {
    const [up, fall] = isForward ? crossing.sides : [crossing.sides[1], crossing.sides[0]];
    points.push(...pointsOf(up).reverse());
    crossed.push({ point: crossing.saddle, value: crossing.value, at: points.length });
    points.push(crossing.saddle, ...pointsOf(fall));
  }
  points.push(...pointsOf(ends[1]!).reverse());
  return {
    points: joined(points, n),
    saddles: crossed,
    value: Math.max(oracle.value(from), oracle.value(to), ...crossed.map(({ value }) => value)),
    kind: 'flow',
    reason: '',
    looked: known.length,
  };
}

function* within(work: Generator<number, FlowPath, boolean>, share: number): Generator<number, FlowPath, boolean> {
  let step = work.next(false);
  while (step.done !== true) step = work.next(yield share);
  return step.value;
}

/** Numbers of the images that are higher than both neighbours, the highest first. */
function topsOf(values: Float64Array): number[] {
  const tops: number[] = [];
  for (let k = 1; k < values.length - 1; k++)
    if (values[k]! >= values[k - 1]! && values[k]! > values[k + 1]!) tops.push(k);
  return tops.sort((a, b) => values[b]! - values[a]!);
}

function lowestMode(oracle: Oracle, point: Float64Array): Float64Array {
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  return symmetricEigen(hessian, n).vectors[0]!;
}

/** A point on one side of a saddle, far enough down its lowest mode that the way down begins. */
function beside(oracle: Oracle, saddle: Float64Array, way: Float64Array, side: number, floor: number): Float64Array {
  const value = oracle.value(saddle);
  const at = (part: number): Float64Array => saddle.map((x, i) => x + side * part * way[i]!);
  let part = nearest;
  while (part < furthest && value - oracle.value(at(part)) < 1e-6 * (value - floor)) {
    if (!(oracle.value(at(2 * part)) <= oracle.value(at(part)))) break;
    part *= 2;
  }
  return at(part);
}

function imageOf(g: (point: Float64Array) => Float64Array, { saddle, value, sides }: Crossing): Crossing {
  const image = (path: FlowPath): FlowPath => ({ ...path, points: joined(pointsOf(path).map(g), path.dimension) });
  return { saddle: g(saddle), value, sides: [image(sides[0]), image(sides[1])] };
}

interface Leg {
  readonly crossing: Crossing;
  /** From its first side to its second. */
  readonly isForward: boolean;
}

/** The way between the basins of two ends whose highest saddle is lowest; null where the crossings do not join them. */
function lowestRoute(
  crossings: readonly Crossing[],
  [from, to]: readonly [FlowPath, FlowPath],
  near: number,
): readonly Leg[] | null {
  const basins: Float64Array[] = [];
  const basinOf = (path: FlowPath): number => {
    const end = lastOf(path);
    const known = basins.findIndex((other) => distance(other, end) < near);
    return known >= 0 ? known : basins.push(end) - 1;
  };
  const [start, goal] = [basinOf(from), basinOf(to)];
  if (start === goal) return [];
  const edges = crossings
    .filter(({ sides }) => sides.every(({ end }) => end === 'critical'))
    .map((crossing) => ({ crossing, ends: crossing.sides.map(basinOf) as [number, number] }))
    .sort((a, b) => a.crossing.value - b.crossing.value);
  // A tree that grows by the lowest edges: the way in it is the lowest.
  const tree: typeof edges = [];
  for (const edge of edges) {
    if (wayIn(tree, edge.ends[0], edge.ends[1]) === null) tree.push(edge);
    const way = wayIn(tree, start, goal);
    if (way !== null) return way;
  }
  return null;
}

function wayIn(
  tree: readonly { readonly crossing: Crossing; readonly ends: readonly [number, number] }[],
  start: number,
  goal: number,
): Leg[] | null {
  const ways = new Map<number, Leg[]>([[start, []]]);
  for (const [basin, way] of ways) {
    if (basin === goal) return way;
    for (const { crossing, ends } of tree)
      for (const side of [0, 1] as const)
        if (ends[side] === basin && !ways.has(ends[1 - side]!))
          ways.set(ends[1 - side]!, [...way, { crossing, isForward: side === 0 }]);
  }
  return null;
}

function lastOf({ points, dimension }: FlowPath): Float64Array {
  return points.subarray(points.length - dimension);
}

function pointsOf({ points, dimension }: FlowPath): Float64Array[] {
  return Array.from({ length: points.length / dimension }, (_, k) =>
    points.subarray(k * dimension, (k + 1) * dimension),
  );
}

function joined(points: readonly Float64Array[], n: number): Float64Array {
  const all = new Float64Array(points.length * n);
  points.forEach((point, k) => all.set(point, k * n));
  return all;
}
