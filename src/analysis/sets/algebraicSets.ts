/**
 * The whole answer for a loss whose critical set exact algebra takes apart into points and sets of higher dimension. Null
 * where it does not, or where there is no such set: the search by intervals is then the way.
 */
import type { TapeOracle } from '../../compile/oracle';
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import { type Box, intersects } from '../box';
import { liesWithin } from './componentProof';
import { type DescribedSets, describeSets } from './criticalSets';
import { type Component, decompose } from './decompose';
import { EquationSystem } from '../search/equationSystem';
import { BoxMap } from '../boxMap';
import { solveAll } from '../search/search';
import { shortestIn } from '../shortest';

/** A loss as the algebra sees it. */
export interface AlgebraicLoss {
  readonly pool: Pool;
  readonly gradient: readonly Node[];
  readonly parameters: readonly Node[];
  /** Exact values of the constants by index; undefined where one is not rational. */
  readonly exact: readonly (Rational | undefined)[];
}

export interface AlgebraicSets extends Omit<DescribedSets, 'singles'> {
  /** Isolated critical points: enclosures, exact where the point is rational. */
  readonly points: readonly { readonly enclosure: Box; readonly exact: readonly Rational[] | null }[];
  /** Critical points that may be all of a component in the box: they are, where they are alone in a region that holds it. */
  readonly alone: readonly { readonly exact: readonly Rational[]; readonly holds: (region: Box) => boolean }[];
}

const kinky = new Set(['abs', 'sign', 'relu', 'step', 'rightSign']);
/** Boxes a search for one component's points may look at, in batches. */
const mostBatches = 400;

/** The formula is the loss where all `conditions` are ≥ 0; `inside` tells so at a point, and samples are kept there alone. */
export function* algebraicSets(
  loss: AlgebraicLoss,
  oracle: TapeOracle,
  box: Box,
  inside: (sample: readonly number[]) => boolean = () => true,
  conditions: readonly Node[] = [],
): Generator<number, AlgebraicSets | null, boolean> {
  const { pool, parameters } = loss;
  const gradient = withoutConstants(loss);
  if (gradient === null || !gradient.every(isSmooth)) return null;
  const components = decompose(pool, gradient, parameters);
  if (components === null) return null;
  const sets = components.filter(({ free, equations }) => free.length > equations.length);
  if (sets.length === 0 || sets.some(({ equations }) => equations.length > 1)) return null;
  const described = describeSets(pool, oracle, parameters, gradient, sets, box, inside, conditions);
  if (described === null) return null;
  const alone: AlgebraicSets['alone'][number][] = [];
  for (const { component, places } of described.singles) {
    const exact = exactZero(pool, component.conditions, parameters, places[0]!);
    if (exact === null) return null;
    alone.push({ exact, holds: (region) => liesWithin(component, parameters, box, region) });
  }
  const points: { enclosure: Box; exact: readonly Rational[] | null }[] = [];
  for (const component of components) {
    if (component.free.length > component.equations.length) continue;
    const found = yield* solveComponent(loss, component, box);
    if (found === null) return null;
    for (const point of found) {
      if (!intersects(point.enclosure, box)) continue;
      const near = points.filter((other) => intersects(other.enclosure, point.enclosure));
      // Two components may give one rational point; enclosures that merely overlap may be one point or two.
      if (near.length > 0 && [point, ...near].some(({ exact }) => exact === null)) return null;
      if (near.some(({ exact }) => exact!.every((x, i) => x.equals(point.exact![i]!)))) continue;
      const on = sets.map((set) => liesOn(pool, parameters, set, point));
      if (on.includes('unknown')) return null;
      if (!on.includes('yes')) points.push(point);
    }
  }
  const { manifolds, plateaus, edges } = described;
  return { manifolds, plateaus, edges, points, alone };
}

function withoutConstants({ pool, gradient, exact }: AlgebraicLoss): Node[] | null {
  const values = new Map<Node, Node>();
  for (const node of reachable(gradient)) {
    if (node.kind !== 'constant') continue;
    const value = exact[node.index];
    if (value === undefined) return null;
    values.set(node, pool.rational(value));
  }
  return values.size === 0 ? [...gradient] : substitute(pool, gradient, values);
}

function isSmooth(root: Node): boolean {
  return reachable([root]).every(
    (node) =>
      !(node.kind === 'function' && kinky.has(node.name)) &&
      node.kind !== 'maximum' &&
      node.kind !== 'minimum' &&
      node.kind !== 'select' &&
      node.kind !== 'total' &&
      node.kind !== 'power' &&
      // A root may be defined where its derivative is not: the algebra of the gradient would miss such points.
      !(node.kind === 'product' && node.factors.some(({ base, exponent }) => base.varies && !exponent.isInteger)),
  );
}

type Solution = AlgebraicSets['points'][number];

/** The points of a component with as many equations as unknowns, or more; null where they are not all found. */
function* solveComponent(
  { pool, parameters }: AlgebraicLoss,
  { free, solved, equations }: Component,
  box: Box,
): Generator<number, Solution[] | null, boolean> {
  const coordinates = parameters.map((parameter) => solved.get(parameter) ?? parameter);
  if (free.length === 0) {
    if (equations.length > 0) return [];
    const exact = coordinates.map((node) => (node.kind === 'rational' ? node.value : null));
    if (exact.some((value) => value === null)) return null;
    const point = exact as Rational[];
    const bounds = point.map((value) => value.bounds());
    return [
      {
        enclosure: {
          low: Float64Array.from(bounds, ([low]) => low),
          high: Float64Array.from(bounds, ([, high]) => high),
        },
        exact: point,
      },
    ];
  }
  const system = new EquationSystem(pool, equations.slice(0, free.length), free);
  const axes = free.map((parameter) => parameters.indexOf(parameter));
  const inner = {
    low: Float64Array.from(axes, (axis) => box.low[axis]!),
    high: Float64Array.from(axes, (axis) => box.high[axis]!),
  };
  const proved = yield* solveAll(
    system,
    (x, values, jacobian) => system.evaluate(x, values, jacobian),
    inner,
    mostBatches,
  );
  if (proved === null) return null;
  const rest = equations.slice(free.length);
  const image = new BoxMap([...coordinates, ...rest], free);
  const points: Solution[] = [];
  for (const { enclosure } of proved) {
    const full = image.of(enclosure);
    if (full === null) return null;
    const extra = rest.map((_, k) => [full.low[parameters.length + k]!, full.high[parameters.length + k]!] as const);
    if (extra.some(([low, high]) => low > 0 || high < 0)) continue;
    const exact = exactZero(pool, equations, free, enclosure);
    if (extra.length > 0 && exact === null) return null;
    points.push({
      enclosure: { low: full.low.slice(0, parameters.length), high: full.high.slice(0, parameters.length) },
      exact: exact === null ? null : exactly(pool, coordinates, free, exact),
    });
  }
  return points;
}

/** The simplest decimals in the enclosure, where all equations hold exactly there; null where one does not, or is no number. */
function exactZero(
  pool: Pool,
  equations: readonly Node[],
  free: readonly Node[],
  { low, high }: Box,
): readonly Rational[] | null {
  const point = Array.from(low, (least, i) => {
    const near = shortestIn(least, high[i]!);
    const size = Rational.fromDecimal(String(Math.abs(near)));
    return near < 0 ? size.negate() : size;
  });
  return exactly(pool, equations, free, point)?.every((value) => value.isZero) === true ? point : null;
}

/** The values of expressions at a rational point; null where one is not a rational. */
function exactly(
  pool: Pool,
  expressions: readonly Node[],
  free: readonly Node[],
  point: readonly Rational[],
): Rational[] | null {
  const values = new Map(free.map((parameter, i) => [parameter, pool.rational(point[i]!)]));
  const found = substitute(pool, expressions, values).map((node) => (node.kind === 'rational' ? node.value : null));
  return found.some((value) => value === null) ? null : (found as Rational[]);
}

/** Whether a point lies on a set: all conditions of the set vanish there. */
function liesOn(
  pool: Pool,
  parameters: readonly Node[],
  set: Component,
  { enclosure, exact }: Solution,
): 'yes' | 'no' | 'unknown' {
  if (exact !== null) {
    const values = new Map(parameters.map((parameter, i) => [parameter, pool.rational(exact[i]!)]));
    const at = substitute(pool, set.conditions, values);
    if (at.every((node) => node.kind === 'rational')) {
      return at.every((node) => node.kind === 'rational' && node.value.isZero) ? 'yes' : 'no';
    }
  }
  const image = new BoxMap(set.conditions, parameters).of(enclosure);
  if (image === null) return 'unknown';
  return image.low.some((low, k) => low > 0 || image.high[k]! < 0) ? 'no' : 'unknown';
}
