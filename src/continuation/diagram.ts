/** All critical points of a loss against one of its constants: curves through certified samples, and where they meet. */
import type { AnalyzedPoint } from '../analysis/report';
import type { SignedPermutation } from '../analysis/symmetry/discrete';
import { solve } from '../linalg/solve';
import type { CriticalFamily } from './family';
import { type FollowedCurve, ScaledFamily, type Station, type Window, follow } from './follow';
import { type SingularPoint, crossingBetween, foldBetween } from './singular';

/** The critical points at one value of the constant. */
export interface Sample {
  readonly at: number;
  readonly points: readonly Pick<AnalyzedPoint, 'point' | 'enclosure' | 'eigenvalues' | 'proof'>[];
}

/** A piece of a curve along which the Hessian has the same number of negative eigenvalues. */
export interface Branch {
  /** Number of negative eigenvalues. */
  readonly index: number;
  /** n + 1 coordinates (x, λ) a place. */
  readonly places: Float64Array;
  /** Numbers of the singular points it begins and ends at; null where it leaves the window or was given up. */
  readonly from: number | null;
  readonly to: number | null;
  /** True where the following was given up at an end. */
  readonly isCut: boolean;
}

export interface Diagram {
  readonly branches: readonly Branch[];
  readonly singular: readonly SingularPoint[];
  /** By sample, by point: the number of the branch through it, or null. */
  readonly joined: readonly (readonly (number | null)[])[];
  /** False where it was stopped. */
  readonly isWhole: boolean;
}

/** The longest step of a curve, in sides of the window. */
const longest = 1 / 60;
const mostStations = 4_000;
/** Points nearer than this, in sides of the window, are one. */
const same = 1e-5;

/**
 * Follows the curve of every sampled point that is on none yet, both ways. Yields the share done; sent true, it ends with
 * what it has. `symmetries` leave the loss unchanged for every value of the constant.
 */
export function* traceDiagram(
  family: CriticalFamily,
  window: Window,
  samples: readonly Sample[],
  symmetries: readonly SignedPermutation[],
): Generator<number, Diagram, boolean> {
  const scaled = new ScaledFamily(family, window);
  const singular: SingularPoint[] = [];
  const branches: Branch[] = [];
  const joined = samples.map(({ points }) => points.map((): number | null => null));
  const all = samples.reduce((sum, { points }) => sum + points.length, 0);
  const count = (): number => joined.reduce((sum, row) => sum + row.filter((entry) => entry !== null).length, 0);
  const tried = joined.map((row) => row.map(() => false));
  let isWhole = true;
  // From the middle outwards: ends of the range are often special.
  const order = samples
    .map((_, k) => k)
    .sort((a, b) => Math.abs(a - samples.length / 2) - Math.abs(b - samples.length / 2));
  for (const k of order) {
    const { at, points } = samples[k]!;
    for (const [p, point] of points.entries()) {
      if (joined[k]![p] !== null || tried[k]![p] === true || !isRegular(point.eigenvalues)) continue;
      tried[k]![p] = true;
      const start = Float64Array.from([...point.point, at]);
      const halves: FollowedCurve[] = [];
      for (const way of [1, -1] as const) {
        if (halves[0]?.end === 'closed') break;
        const work = follow(scaled, start, way, { window, longest, most: mostStations });
        let step = work.next(false);
        while (step.done !== true) {
          const stop: boolean = yield all === 0 ? 1 : count() / all;
          if (stop) isWhole = false;
          step = work.next(stop);
        }
        halves.push(step.value);
      }
      const curve = wholeCurve(halves);
      if (curve.stations.length > 1)
        cut(scaled, curve, symmetries, singular, branches, (branch, from, to) =>
          join(scaled, samples, joined, branch, from, to),
        );
      if (!isWhole) return { branches, singular, joined, isWhole };
    }
  }
  return { branches, singular, joined, isWhole };
}

/** The Hessian is far enough from singular to follow a curve from there. */
function isRegular(eigenvalues: readonly number[]): boolean {
  const sizes = eigenvalues.map(Math.abs);
  return Math.min(...sizes) > 1e-7 * Math.max(...sizes);
}

interface WholeCurve {
  readonly stations: readonly Station[];
  readonly isClosed: boolean;
  /** Whether it was given up at its first and at its last station. */
  readonly lost: readonly [boolean, boolean];
}

/** The half followed downwards, reversed, and then the one upwards. */
function wholeCurve([up, down]: readonly FollowedCurve[]): WholeCurve {
  const isLost = (half: FollowedCurve | undefined): boolean =>
    half !== undefined && half.end !== 'left' && half.end !== 'closed';
  const back = [...(down?.stations.slice(1) ?? [])].reverse().map(turned);
  const stations = [...back, ...(up?.stations ?? [])];
  return { stations, isClosed: up?.end === 'closed', lost: [isLost(down), isLost(up)] };
}

function turned({ at, tangent, index, orientation }: Station): Station {
  // det[J; −t] = −det[J; t].
  return { at, tangent: tangent.map((t) => -t), index, orientation: -orientation };
}

/** Cuts a curve where its Hessian is singular, and at the window. */
function cut(
  scaled: ScaledFamily,
  { stations, isClosed, lost }: WholeCurve,
  symmetries: readonly SignedPermutation[],
  singular: SingularPoint[],
  branches: Branch[],
  joinPiece: (branch: number, from: Station, to: Station) => void,
): void {
  const { n } = scaled;
  const closed = isClosed ? [...stations, stations[0]!] : stations;
  let piece: Float64Array[] = [inside(scaled, closed[0]!, closed[1]!)];
  let begins: number | null = null;
  let isCut = lost[0];
  const finish = (end: number | null, isLost: boolean): void => {
    const from = closed[Math.max(0, at - 1)]!;
    const places = new Float64Array(piece.length * (n + 1));
    piece.forEach((place, i) => places.set(place, i * (n + 1)));
    const index = indexOf(scaled, piece, from.index);
    branches[branches.length] = { index, places, from: begins, to: end, isCut: isCut || isLost };
  };
  let at = 1;
  for (; at < closed.length; at++) {
    const [from, to] = [closed[at - 1]!, closed[at]!];
    const number = branches.length;
    const event = eventBetween(scaled, from, to, symmetries, singular);
    if (event !== null) {
      const place = singular[event]!.at;
      piece.push(place);
      finish(event, false);
      joinPiece(number, from, { ...to, at: place });
      piece = [place];
      begins = event;
      isCut = false;
      joinPiece(number + 1, { ...from, at: place }, to);
    } else {
      joinPiece(number, from, to);
    }
    piece.push(inside(scaled, to, from));
  }
  finish(null, lost[1]);
}

/** The index of a piece: that of its middle place. */
function indexOf(scaled: ScaledFamily, piece: readonly Float64Array[], fallback: number): number {
  if (piece.length < 2) return fallback;
  const k = Math.floor((piece.length - 1) / 2);
  const middle = piece.length > 2 ? piece[Math.max(1, k)]! : piece[0]!.map((x, i) => (x + piece[1]![i]!) / 2);
  return scaled.index(middle);
}

/** The number of the singular point between two stations, found now or before; null where there is none. */
function eventBetween(
  scaled: ScaledFamily,
  from: Station,
  to: Station,
  symmetries: readonly SignedPermutation[],
  singular: SingularPoint[],
): number | null {
  const { n } = scaled;
  const turns = from.tangent[n]! * to.tangent[n]! < 0;
  const crosses = from.orientation * to.orientation < 0;
  if (!turns && !crosses) return null;
  const point =
    (crosses ? crossingBetween(scaled, from, to, symmetries) : null) ?? (turns ? foldBetween(scaled, from, to) : null);
  if (point === null) return null;
  const known = singular.findIndex(({ at }) => scaled.distance(at, point.at) < same);
  return known >= 0 ? known : singular.push(point) - 1;
}

/** The station, or where the way to it from `neighbour` leaves the window. */
function inside(scaled: ScaledFamily, station: Station, neighbour: Station): Float64Array {
  if (scaled.contains(station.at)) return station.at;
  const { n } = scaled;
  let share = 1;
  let side = -1;
  scaled.window.forEach(([low, high], i) => {
    const [a, b] = [neighbour.at[i]!, station.at[i]!];
    const part = b > high ? (high - a) / (b - a) : b < low ? (low - a) / (b - a) : 1;
    if (part < share) [share, side] = [part, i];
  });
  const chord = neighbour.at.map((x, i) => x + share * (station.at[i]! - x));
  if (side !== n) return chord;
  const [low, high] = scaled.window[n]!;
  chord[n] = station.at[n]! > high ? high : low;
  return atConstant(scaled, chord, scaled.distance(station.at, neighbour.at)) ?? chord;
}

/** Finds the sampled points that a step of a curve passes. */
function join(
  scaled: ScaledFamily,
  samples: readonly Sample[],
  joined: readonly (number | null)[][],
  branch: number,
  from: Station,
  to: Station,
): void {
  const { n } = scaled;
  const [a, b] = [from.at[n]!, to.at[n]!];
  samples.forEach(({ at, points }, k) => {
    if ((at - a) * (at - b) > 0 || a === b || points.length === 0) return;
    const share = (at - a) / (b - a);
    const place = atConstant(
      scaled,
      from.at.map((x, i) => (i === n ? at : x + share * (to.at[i]! - x))),
      scaled.distance(from.at, to.at),
    );
    if (place === null) return;
    points.forEach(({ point, enclosure }, p) => {
      if (joined[k]![p] !== null) return;
      const isInside = enclosure.every(([low, high], i) => place[i]! >= low && place[i]! <= high);
      if (isInside || scaled.distance([...point, at], place) < 1e-7) joined[k]![p] = branch;
    });
  });
}

/** The critical point near a guess at its value of the constant. */
function atConstant(scaled: ScaledFamily, guess: Float64Array, within: number): Float64Array | null {
  const { n, sides } = scaled;
  const at = Float64Array.from(guess);
  const residual = new Float64Array(n);
  const jacobian = new Float64Array((n + 1) ** 2);
  for (let round = 0; round < 12; round++) {
    scaled.evaluate(at, residual, jacobian);
    const block = Float64Array.from({ length: n * n }, (_, k) => jacobian[Math.floor(k / n) * (n + 1) + (k % n)]!);
    const step = solve(block, residual, n);
    if (step === null) return null;
    let size = 0;
    for (let i = 0; i < n; i++) {
      at[i] = at[i]! - step[i]! * sides[i]!;
      size = Math.max(size, Math.abs(step[i]!));
    }
    if (!(scaled.distance(at, guess) <= within)) return null;
    if (size < 1e-13) break;
  }
  return at;
}
