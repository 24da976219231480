/**
 * The whole answer for a loss L(x) = f(|x − c|) that is written with roots: ∇L = f′(r)·(x − c)/r, so the critical points other than c are the
 * spheres on which f′ vanishes. At c, with f twice continuously differentiable up to 0: L is differentiable only if f′(0) = 0, and its Hessian
 * is then f″(0) times the identity; where f′ keeps a sign near 0, c is a strict minimum or maximum.
 */
import type { TapeOracle } from '../../compile/oracle';
import { down, up } from '../../interval/rounding';
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import { type Box, boundsOf, intersects } from '../box';
import { BoxMap } from '../boxMap';
import { enclosureOf } from '../degenerate/degenerateProver';
import type { AnalyzedKink, AnalyzedManifold, AnalyzedPoint } from '../report';
import { EquationSystem } from '../search/equationSystem';
import { type ProvedPoint, solveAll } from '../search/search';
import { shortestIn } from '../shortest';
import { writtenOut, type TermsLoss } from '../terms';
import { radialForm, rootSpheres } from './radialForm';

export interface RadialSets {
  readonly points: readonly AnalyzedPoint[];
  readonly manifolds: readonly AnalyzedManifold[];
  readonly kinks: readonly AnalyzedKink[];
}

const mostBatches = 300;
const samplesOf = 240;

/** Null where the loss is not of this kind, or something is not decided. */
export function* radialSets(
  loss: TermsLoss & { readonly parameters: readonly Node[] },
  oracle: TapeOracle,
  box: Box,
): Generator<number, RadialSets | null, boolean> {
  const { pool, parameters } = loss;
  const n = parameters.length;
  const written = writtenOut(loss);
  const sphere = n < 2 || written === null ? undefined : rootSpheres(written, n)[0]?.sphere;
  if (sphere === undefined) return null;
  const r = pool.parameter(0, 'r');
  const form = radialForm(pool, written!, sphere.center, r);
  if (form === null) return null;
  const [slope, bend] = [1, 2].reduce<Node[]>(
    (found) => [...found, differentiate(pool, [found[found.length - 1] ?? form], r)[0]!],
    [],
  ) as [Node, Node];
  const place = enclosureOf(sphere.center);
  const [nearest, farthest] = distances(box, place);
  const maps = { slope: new BoxMap([slope], [r]), bend: new BoxMap([bend], [r]) };
  const middle = aroundCenter(pool, form, slope, maps, r, farthest);
  if (middle === null) return null;
  const from = middle.upTo;
  let roots: readonly ProvedPoint[] = [];
  if (farthest > from) {
    const system = new EquationSystem(pool, [slope], [r]);
    const range = { low: Float64Array.of(from), high: Float64Array.of(farthest) };
    const found = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), range, mostBatches);
    if (found === null) return null;
    roots = found;
  }
  const manifolds: AnalyzedManifold[] = [];
  for (const { enclosure } of roots) {
    const [low, high] = [enclosure.low[0]!, enclosure.high[0]!];
    if (low <= from && middle.kind !== 'none') return null;
    if (high < nearest[0] || low > farthest) continue;
    // The distances that occur in the box are all between its nearest and its farthest point.
    if (low < nearest[1]) return null;
    const curvature = maps.bend.of(enclosure);
    if (curvature === null || (curvature.low[0]! <= 0 && curvature.high[0]! >= 0)) return null;
    const radius = shortestIn(low, high);
    const samples = onSphere(
      sphere.center.map((c) => c.toNumber()),
      radius,
      box,
    );
    if (samples.length === 0) return null;
    manifolds.push({
      dimension: n - 1,
      value: oracle.value(samples[0]!),
      stability: curvature.low[0]! > 0 ? 'minimum' : 'maximum',
      morseIndex: curvature.low[0]! > 0 ? 0 : 1,
      samples,
      equations: null,
      flattest: null,
      reason: `The loss depends on the distance from one point alone, and its slope along the radius is 0 at ${short(radius)}, proved by Krawczyk's test: every point at that distance is critical, a ${n === 2 ? 'curve' : n === 3 ? 'surface' : 'set of dimension 3'}.`,
    });
  }
  if (!intersects(place, box)) return { points: [], manifolds, kinks: [] };
  const point = sphere.center.map((c) => c.toNumber());
  if (middle.kind === 'smooth') {
    const value = oracle.value(point);
    const curvature = shortestIn(middle.bend[0], middle.bend[1]);
    const isMinimum = curvature > 0;
    const central: AnalyzedPoint = {
      point,
      enclosure: boundsOf(place),
      value,
      eigenvalues: point.map(() => curvature),
      eigenvectors: point.map((_, i) => point.map((__, k) => (i === k ? 1 : 0))),
      morseIndex: isMinimum ? 0 : n,
      kind: isMinimum ? 'minimum' : 'maximum',
      proof: 'proved',
      reason: `The loss depends on the distance r from here alone; its slope in r is exactly 0 at r = 0 and its second derivative in r, which is every curvature here, is ${isMinimum ? 'positive' : 'negative'}.`,
    };
    return { points: [central], manifolds, kinks: [] };
  }
  const kinks: AnalyzedKink[] =
    middle.kind === 'none'
      ? []
      : [
          {
            point,
            value: oracle.value(point),
            kind: middle.kind === 'rises' ? 'nonsmooth-minimum' : 'nonsmooth-maximum',
            reason: `The tip of a cone: the loss ${middle.kind} along every ray from here, proved up to the distance ${short(from)}.`,
          },
        ];
  return { points: [], manifolds, kinks };
}

interface Middle {
  /** Decided for distances up to here; there is no other critical point so near. */
  readonly upTo: number;
  readonly kind: 'smooth' | 'rises' | 'falls' | 'none';
  /** f″ there, for `smooth`. */
  readonly bend: readonly [number, number];
}

function aroundCenter(
  pool: TermsLoss['pool'],
  form: Node,
  slope: Node,
  maps: { readonly slope: BoxMap; readonly bend: BoxMap },
  r: Node,
  farthest: number,
): Middle | null {
  const zero = new Map([[r, pool.rational(Rational.zero)]]);
  const isDefined = (node: Node): boolean =>
    new BoxMap([node], [r]).of({ low: Float64Array.of(0), high: Float64Array.of(0) }) !== null;
  if (!isDefined(form)) return null;
  for (let share = 0.5; share > 1e-9; share /= 4) {
    const upTo = share * farthest;
    const near = { low: Float64Array.of(0), high: Float64Array.of(upTo) };
    const bend = maps.bend.of(near);
    if (isDefined(slope)) {
      const [start] = substitute(pool, [slope], zero);
      const isFlat = start!.kind === 'rational' && start!.value.isZero;
      const at = maps.bend.of({ low: Float64Array.of(0), high: Float64Array.of(0) });
      if (isFlat && bend !== null && at !== null && (bend.low[0]! > 0 || bend.high[0]! < 0))
        return { upTo, kind: 'smooth', bend: [at.low[0]!, at.high[0]!] };
    }
    const along = maps.slope.of(near);
    if (along !== null && along.low[0]! > 0) return { upTo, kind: 'rises', bend: [0, 0] };
    if (along !== null && along.high[0]! < 0) return { upTo, kind: 'falls', bend: [0, 0] };
  }
  return null;
}

/** Bounds of the least distance of the box from a point, and a bound above all distances. */
function distances(box: Box, place: Box): [nearest: [number, number], farthest: number] {
  let [least, most, far] = [0, 0, 0];
  box.low.forEach((low, i) => {
    const gap = Math.max(0, down(low - place.high[i]!), down(place.low[i]! - box.high[i]!));
    const wide = Math.max(0, up(low - place.low[i]!), up(place.high[i]! - box.high[i]!));
    const reach = Math.max(up(box.high[i]! - place.low[i]!), up(place.high[i]! - low));
    least = Math.max(0, down(least + down(gap * gap)));
    most = up(most + up(wide * wide));
    far = up(far + up(reach * reach));
  });
  return [[down(Math.sqrt(least)), up(Math.sqrt(most))], up(Math.sqrt(far))];
}

/** Points of the sphere in the box, spread over its directions by a fixed irrational lattice. */
function onSphere(center: readonly number[], radius: number, box: Box): number[][] {
  const n = center.length;
  const points: number[][] = [];
  for (let k = 0; k < samplesOf * (n - 1); k++) {
    const direction =
      n === 2
        ? [Math.cos((2 * Math.PI * k) / samplesOf), Math.sin((2 * Math.PI * k) / samplesOf)]
        : Array.from({ length: n }, (_, i) => Math.cos(1 + k * Math.sqrt([2, 3, 5, 7][i]!) * Math.PI));
    const size = Math.hypot(...direction);
    const point = center.map((c, i) => c + (radius * direction[i]!) / size);
    if (point.every((x, i) => x >= box.low[i]! && x <= box.high[i]!)) points.push(point);
  }
  return points;
}

function short(x: number): string {
  return String(Number(x.toPrecision(6)));
}
