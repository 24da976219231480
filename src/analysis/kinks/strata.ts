/**
 * Stationary points where several seams meet. Where the kinks of S vanish the pieces that meet agree, so their gradients differ by
 * combinations of the kinks' gradients. A point there is stationary only if the gradient of one of them, and then of all, is such a
 * combination too: the determinants of n − |S| bordered minors vanish. With the |S| kinks these are n equations; which of their zeros are
 * stationary the convex hull of the gradients decides.
 */
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { type Box, intersects, midpoint } from '../box';
import { BoxMap } from '../boxMap';
import { EquationSystem } from '../search/equationSystem';
import { solveAll } from '../search/search';
import { examineComponent, isFreeOf } from '../sets/componentProof';
import { type Component, decompose } from '../sets/decompose';
import { sampleComponent, thinned } from '../sets/setSamples';
import { GroupTest, type Stationarity, stationarityAt } from './clarke';
import { isPlateau } from './interior';
import type { Piece } from './pieces';
import { rationalIn } from './rationalPoint';
import { withoutRoots } from './roots';
import { placeOf } from './seamSets';
import type { Seams } from './seams';

const mostBatches = 120;

/** The stationary points where the seams of `least` or more kinks meet; null where they are not all found. */
export function* strataPoints(
  pool: Pool,
  pieces: readonly Piece[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Seams | null, boolean> {
  const count = pieces[0]!.sides.length;
  const n = parameters.length;
  const points: Box[] = [];
  const sets: (readonly (readonly number[])[])[] = [];
  for (let bits = 1; bits < 1 << count; bits++) {
    const subset = Array.from({ length: count }, (_, k) => k).filter((k) => (bits >> k) & 1);
    if (subset.length > n) continue;
    for (const group of groupsOf(pieces, subset)) {
      if (subset.length === 1 && !isRooted(pool, group, subset[0]!)) continue;
      if (group.some((piece) => isPlateau(pool, piece, parameters)) || subset.some((k) => isVoid(group, k))) continue;
      const found = yield* onStratum(pool, pieces, group, subset, parameters, box);
      if (found === null) return null;
      points.push(...found.points);
      sets.push(...found.sets);
    }
  }
  return { points, sets };
}

/** Pieces that differ in the sides of the subset alone, all of them; where one does not meet the box, neither does the stratum. */
function groupsOf(pieces: readonly Piece[], subset: readonly number[]): Piece[][] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const key = piece.sides.filter((_, k) => !subset.includes(k)).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [piece]);
    else group.push(piece);
  }
  return [...groups.values()].filter((group) => group.length === 1 << subset.length);
}

/** Across the k-th seam nothing changes: its points belong to the stratum without it. */
function isVoid(group: readonly Piece[], k: number): boolean {
  return group.every((piece) =>
    group.some(
      (other) => other.value === piece.value && other.sides.every((side, i) => (side === piece.sides[i]) !== (i === k)),
    ),
  );
}

/** Broken powers of the seam's argument stand on both sides: its slope has no bound there, or no derivative. */
export function isRooted(pool: Pool, group: readonly Piece[], k: number): boolean {
  return group.every(({ value, conditions }) => withoutRoots(pool, value, [conditions[k]!]).rooted);
}

function* onStratum(
  pool: Pool,
  pieces: readonly Piece[],
  group: readonly Piece[],
  subset: readonly number[],
  parameters: readonly Node[],
  box: Box,
): Generator<number, Seams | null, boolean> {
  const base = group[0]!;
  const n = parameters.length;
  const kinks = subset.map((k) => base.conditions[k]!);
  const { value } = withoutRoots(pool, base.value, kinks);
  if (value === null) return null;
  const others = base.conditions.filter((_, k) => !subset.includes(k));
  const slopes = (node: Node): Node[] => parameters.map((parameter) => differentiate(pool, [node], parameter)[0]!);
  const normals = kinks.map(slopes);
  const rows = regularRows(normals, parameters, box);
  // Linear kinks that depend on each other never meet, or meet where fewer of them do: that stratum's answer counts.
  if (rows === null) {
    const isLinear = normals.flat().every((slope) => slope.kind === 'rational');
    return isLinear || decompose(pool, kinks, parameters)?.length === 0 ? { points: [], sets: [] } : null;
  }
  const gradient = slopes(value);
  const minors = Array.from({ length: n }, (_, i) => i)
    .filter((i) => !rows.includes(i))
    .map((i) =>
      determinant(
        pool,
        [gradient, ...normals].map((vector) => [...rows, i].map((row) => vector[row]!)),
      ),
    );
  const equations = [...kinks, ...minors];
  const elsewhere = new BoxMap(others, parameters);
  const outside = (part: Box): boolean => elsewhere.of(part)?.high.some((high) => high < 0) ?? false;
  const test = new GroupTest(pool, group, kinks, subset.length, others, parameters, rows);
  const judge = (enclosure: Box): Stationarity => {
    const point = rationalIn(pool, equations, parameters, enclosure);
    const exactly = point === null ? 'unknown' : stationarityAt(pool, pieces, parameters, point);
    return exactly === 'unknown' ? test.at(enclosure) : exactly;
  };
  const components = decompose(pool, equations, parameters);
  if (components !== null && components.every((component) => component.equations.length === 0)) {
    const excluded = (at: Box): boolean => outside(at) || test.at(at) === 'no';
    return fromComponents(pool, components, parameters, box, { others, outside, judge, excluded });
  }
  const system = new EquationSystem(pool, equations, parameters);
  const proved = yield* solveAll(system, (x, g, h) => system.evaluate(x, g, h), box, mostBatches, {
    excludes: outside,
  });
  return proved === null
    ? null
    : judged(
        proved.map(({ enclosure }) => enclosure).filter((at) => !outside(at)),
        judge,
      );
}

function judged(candidates: readonly Box[], judge: (at: Box) => Stationarity): Seams | null {
  const answers = candidates.map(judge);
  return answers.includes('unknown') ? null : { points: candidates.filter((_, i) => answers[i] === 'yes'), sets: [] };
}

interface StratumTests {
  readonly others: readonly Node[];
  readonly outside: (at: Box) => boolean;
  readonly judge: (at: Box) => Stationarity;
  /** No point in the enclosure is stationary, if the equations hold there. */
  readonly excluded: (at: Box) => boolean;
}

function fromComponents(
  pool: Pool,
  components: readonly Component[],
  parameters: readonly Node[],
  box: Box,
  { others, outside, judge, excluded }: StratumTests,
): Seams | null {
  const points: Box[] = [];
  const sets: (readonly number[])[][] = [];
  for (const component of components) {
    if (examineComponent(pool, component, parameters, box, others).kind === 'misses') continue;
    if (component.free.length === 0) {
      const place = placeOf(component, parameters, [0, 0]);
      const answer = place === null ? 'unknown' : outside(place) || !intersects(place, box) ? 'no' : judge(place);
      if (answer === 'unknown') return null;
      if (answer === 'yes') points.push(place!);
      continue;
    }
    const samples = thinned(sampleComponent(pool, component, parameters, box));
    if (samples.length === 0) return null;
    const answers = samples.map((sample) => {
      const at = Float64Array.from(sample);
      return outside({ low: at, high: at }) ? 'no' : judge({ low: at, high: at });
    });
    if (answers.includes('unknown')) return null;
    const isNowhere = answers.every((answer) => answer === 'no');
    if (isNowhere && !excludedAlong(component, parameters, box, excluded)) return null;
    sets.push(samples.filter((_, i) => answers[i] === 'yes'));
  }
  return { points, sets: sets.filter((set) => set.length > 0) };
}

const mostPieces = 600;

/** No point of a component that is solved for its parameters is stationary in the box: shown by cutting it into pieces. */
function excludedAlong(
  component: Component,
  parameters: readonly Node[],
  box: Box,
  excluded: (at: Box) => boolean,
): boolean {
  return isFreeOf(component, parameters, [], box, mostPieces, (at) => !intersects(at, box) || excluded(at));
}

/** Rows where the kinks' gradients are regular in the middle of the box, or near it; null where none are found. */
function regularRows(normals: readonly (readonly Node[])[], parameters: readonly Node[], box: Box): number[] | null {
  const map = new BoxMap(normals.flat(), parameters);
  const n = parameters.length;
  for (const share of [0, 0.137, 0.311]) {
    const at = midpoint(box).map((x, i) => x + share * (0.5 + i / 7) * (box.high[i]! - x));
    const image = map.of({ low: at, high: at });
    if (image === null) continue;
    const rows = normals.map((_, k) =>
      Array.from({ length: n }, (__, i) => (image.low[k * n + i]! + image.high[k * n + i]!) / 2),
    );
    const chosen = pivotsOf(rows, n);
    if (chosen !== null) return chosen;
  }
  return null;
}

/** Columns of a regular square part of full rank, by elimination with the largest pivots. */
function pivotsOf(rows: readonly (readonly number[])[], n: number): number[] | null {
  const left = rows.map((row) => [...row]);
  const chosen: number[] = [];
  for (const row of left) {
    let best = -1;
    for (let i = 0; i < n; i++) {
      if (!chosen.includes(i) && (best < 0 || Math.abs(row[i]!) > Math.abs(row[best]!))) best = i;
    }
    if (best < 0 || !(Math.abs(row[best]!) > 1e-9)) return null;
    chosen.push(best);
    for (const other of left) {
      if (other === row) continue;
      const factor = other[best]! / row[best]!;
      other.forEach((x, i) => (other[i] = x - factor * row[i]!));
    }
  }
  return chosen.sort((a, b) => a - b);
}

function determinant(pool: Pool, matrix: readonly (readonly Node[])[]): Node {
  const [first, ...rest] = matrix;
  if (rest.length === 0) return first![0]!;
  return pool.sum(
    first!.map((entry, column) => ({
      node: pool.multiply(
        entry,
        determinant(
          pool,
          rest.map((row) => row.filter((_, i) => i !== column)),
        ),
      ),
      coefficient: column % 2 === 0 ? Rational.one : Rational.minusOne,
    })),
  );
}
