import type { TapeOracle } from '../compile/oracle';
import { symmetricEigen } from '../linalg/eigen';
import { type AlgebraicLoss, type AlgebraicSets, algebraicSets } from './sets/algebraicSets';
import { type Box, boundsOf, intersects, relativeWidth } from './box';
import type { DegenerateProof, DegenerateProver } from './degenerate/degenerateProver';
import { certifiedInertia } from './search/inertia';
import type { IntervalSystem } from './search/intervalSystem';
import type { CriticalKind } from './kinds';
import type { Node } from '../symbolic/node';
import { piecewiseSets } from './kinks/piecewise';
import { mergeOpen, outline, type Region } from './search/regions';
import { type Unaudited, auditOf } from './audit/audit';
import type { AnalyzedPoint, Analysis } from './report';
import { type ProvedPoint, type SearchResult, searchZeros } from './search/search';
import { criticalEquations } from './search/newtonCandidate';
import { shortestIn } from './shortest';

/** A region wider than this share of the searched box is no single point. */
const widestPoint = 2 ** -8;
/** An eigenvalue below this share of the largest one counts as 0 where a degenerate point is described. */
const flatShare = 1e-3;

/**
 * All critical points of a loss in a box. A generator as `searchZeros`: it yields the number of waiting boxes,
 * and `next(true)` ends the search with what is known.
 */
export function* analyzeCriticalPoints(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  prover: DegenerateProver,
  loss: AlgebraicLoss & { readonly value: Node },
): Generator<number, Analysis, boolean> {
  const found = yield* find(system, oracle, box, prover, loss);
  const audit = yield* auditOf(system, box, found);
  if (audit.status !== 'mismatch') return { ...found, audit };
  return { ...found, complete: false, openReason: 'the audit by the degree of the gradient does not agree', audit };
}

function* find(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  prover: DegenerateProver,
  loss: AlgebraicLoss & { readonly value: Node },
): Generator<number, Unaudited, boolean> {
  const sets = yield* algebraicSets(loss, oracle, box);
  if (sets !== null) {
    const analysis = assembleSets(system, oracle, box, prover, sets);
    if (analysis !== null) return analysis;
  }
  const pieces = yield* piecewiseSets(loss, loss.value, oracle, box);
  if (pieces !== null) {
    const { manifolds, plateaus, kinks } = pieces;
    const points = pieces.points.map(({ enclosure }) =>
      describeProved(system, oracle, box, { region: enclosure, enclosure, degenerate: null }),
    );
    if (points.every(({ proof }) => proof === 'proved')) {
      return {
        points: points.sort(byKindAndValue),
        manifolds,
        plateaus,
        kinks,
        unresolved: [],
        complete: true,
        openReason: '',
      };
    }
  }
  const found = yield* searchZeros(system, criticalEquations(oracle), box, prover);
  return assemble(system, oracle, box, found);
}

function assemble(system: IntervalSystem, oracle: TapeOracle, box: Box, found: SearchResult): Unaudited {
  const points = found.proved.map((proved) =>
    proved.degenerate === null
      ? describeProved(system, oracle, box, proved)
      : describeExact(system, oracle, proved, proved.degenerate),
  );
  const unresolved: Box[] = [];
  for (const region of mergeOpen(found.open, box)) {
    const degenerate = describeDegenerate(oracle, box, region);
    if (degenerate === null) unresolved.push(...outline(region, box));
    else points.push(degenerate);
  }
  points.sort(byKindAndValue);
  return {
    points,
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: unresolved.map((open) => boundsOf(clipped(open, box))),
    complete: unresolved.length === 0 && !found.ambiguous,
    openReason: openReason(found, unresolved.length),
  };
}

/** The answer where exact algebra found all: null where a point is neither regular nor decided. */
function assembleSets(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  prover: DegenerateProver,
  sets: AlgebraicSets,
): Unaudited | null {
  const points: AnalyzedPoint[] = [];
  for (const { enclosure, exact } of sets.points) {
    system.hessian(enclosure);
    if (system.nowhereDefined) continue;
    if (!system.defined || !system.smooth) return null;
    if (certifiedInertia(system.hessianLow, system.hessianHigh, system.dimension) !== null) {
      points.push(describeProved(system, oracle, box, { region: enclosure, enclosure, degenerate: null }));
      continue;
    }
    const proof = exact === null ? null : prover.attempt(exact);
    if (proof === null) return null;
    points.push(describeExact(system, oracle, { region: proof.region, enclosure, degenerate: proof }, proof));
  }
  const { manifolds, plateaus } = sets;
  return {
    points: points.sort(byKindAndValue),
    manifolds,
    plateaus,
    kinks: [],
    unresolved: [],
    complete: true,
    openReason: '',
  };
}

/** The part of an open box that lies in the searched one. */
function clipped(open: Box, box: Box): Box {
  return {
    low: open.low.map((low, i) => Math.min(box.high[i]!, Math.max(low, box.low[i]!))),
    high: open.high.map((high, i) => Math.max(box.low[i]!, Math.min(high, box.high[i]!))),
  };
}

function byKindAndValue(a: AnalyzedPoint, b: AnalyzedPoint): number {
  return order(a.kind) - order(b.kind) || a.value - b.value || comparePoints(a.point, b.point);
}

function openReason(found: SearchResult, regions: number): string {
  if (found.ambiguous) return 'two enclosures overlap and may hold one and the same point';
  if (regions === 0) return '';
  if (found.open.some(({ smooth }) => !smooth))
    return 'the loss has a kink there, or critical points that are not isolated';
  if (found.open.some(({ defined }) => !defined)) return 'the loss is not defined everywhere there';
  if (found.open.some(({ reason }) => reason === 'stopped')) {
    return 'the search ended there before it was decided: the critical points may not be isolated, or lie very close together';
  }
  return 'the critical points there may not be isolated';
}

function describeProved(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  { enclosure }: ProvedPoint,
): AnalyzedPoint {
  const n = system.dimension;
  system.hessian(enclosure);
  const inertia = certifiedInertia(system.hessianLow, system.hessianHigh, n);
  const value = shortestIn(system.valueLow, system.valueHigh);
  const point = Array.from(enclosure.low, (low, i) => shortestIn(low, enclosure.high[i]!));
  const eigen = eigenAt(oracle, point);
  const onEdge = point.some((_, i) => enclosure.low[i]! <= box.low[i]! || enclosure.high[i]! >= box.high[i]!);
  const edge = onEdge ? ' It lies on the edge of the box, as far as its enclosure tells.' : '';
  const common = { point, enclosure: boundsOf(enclosure), value, ...eigen };
  if (inertia === null) {
    return {
      ...common,
      morseIndex: eigen.eigenvalues.filter((lambda) => lambda < 0).length,
      kind: 'degenerate',
      proof: 'numerical',
      reason: `Exactly one critical point lies in the enclosure, but the signs of the curvatures could not be proved.${edge}`,
    };
  }
  const { negative } = inertia;
  const kind: CriticalKind = negative === 0 ? 'minimum' : negative === n ? 'maximum' : 'saddle';
  const signs =
    negative === 0
      ? 'positive definite'
      : negative === n
        ? 'negative definite'
        : `indefinite (${negative} of ${n} curvatures negative)`;
  return {
    ...common,
    morseIndex: negative,
    kind,
    proof: 'proved',
    reason: `Krawczyk's test proves exactly one critical point in the enclosure, and the Hessian is ${signs} on all of it.${edge}`,
  };
}

/** A degenerate point that exact algebra decided. */
function describeExact(
  system: IntervalSystem,
  oracle: TapeOracle,
  { enclosure, region }: ProvedPoint,
  proof: DegenerateProof,
): AnalyzedPoint {
  const { verdict, corank } = proof;
  const point = proof.point.map((x) => x.toNumber());
  system.gradient(enclosure);
  const eigen = eigenAt(oracle, point);
  const largest = Math.max(1e-300, ...eigen.eigenvalues.map(Math.abs));
  // What exact algebra proves to be 0 is shown as 0, not as a rounding error.
  const eigenvalues = cleared(eigen.eigenvalues, corank);
  const flat = corank === 1 ? 'one curvature is 0' : `${corank} curvatures are 0`;
  const named = verdict.name === '' ? '' : `, Arnold's ${verdict.name}`;
  const radius = Math.min(...region.low.map((low, i) => (region.high[i]! - low) / 2));
  return {
    point,
    enclosure: boundsOf(enclosure),
    value: shortestIn(system.valueLow, system.valueHigh),
    eigenvalues,
    eigenvectors: eigen.eigenvectors,
    morseIndex: eigenvalues.filter((lambda) => lambda < -1e-12 * largest).length,
    kind: verdict.kind,
    proof: 'proved',
    reason:
      `The gradient is exactly 0 and ${flat}; there the loss goes like ${verdict.form} once the other directions follow ` +
      `(splitting lemma)${named}: a ${verdict.kind.replace(/-/g, ' ')}. No other critical point lies within ${Number(radius.toPrecision(2))} of it.`,
  };
}

/** The `count` eigenvalues of least magnitude set to 0. */
function cleared(eigenvalues: readonly number[], count: number): number[] {
  const order = eigenvalues.map((_, i) => i).sort((a, b) => Math.abs(eigenvalues[a]!) - Math.abs(eigenvalues[b]!));
  const zero = new Set(order.slice(0, count));
  return eigenvalues.map((value, i) => (zero.has(i) ? 0 : value));
}

/** A tiny region that no test decides, where the Hessian is singular as far as can be seen: a degenerate point. */
function describeDegenerate(oracle: TapeOracle, box: Box, region: Region): AnalyzedPoint | null {
  if (!(relativeWidth(region.box, box) <= widestPoint)) return null;
  if (!region.members.every(({ defined, smooth, reason }) => defined && smooth && reason === 'small')) return null;
  const around = region.box;
  if (!intersects(around, box)) return null;
  const point = Array.from(around.low, (low, i) => shortestIn(low, around.high[i]!));
  const eigen = eigenAt(oracle, point);
  const magnitudes = eigen.eigenvalues.map(Math.abs);
  const largest = Math.max(...magnitudes);
  if (!Number.isFinite(largest) || Math.min(...magnitudes) > flatShare * largest) return null;
  const zero = magnitudes.filter((magnitude) => magnitude <= flatShare * Math.max(largest, 1e-300)).length;
  const flat =
    zero === magnitudes.length
      ? 'All curvatures vanish'
      : zero === 1
        ? 'One curvature vanishes'
        : `${zero} curvatures vanish`;
  return {
    point,
    enclosure: boundsOf(around),
    value: oracle.value(point),
    ...eigen,
    morseIndex: eigen.eigenvalues.filter((lambda) => lambda < -flatShare * largest).length,
    kind: 'degenerate',
    proof: 'numerical',
    reason: `${flat} here as far as can be seen, so the interval test can prove neither existence nor kind; everything around the enclosure is excluded.`,
  };
}

function eigenAt(oracle: TapeOracle, point: readonly number[]): Pick<AnalyzedPoint, 'eigenvalues' | 'eigenvectors'> {
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  const { values, vectors } = symmetricEigen(hessian, n);
  return { eigenvalues: Array.from(values), eigenvectors: vectors.map((vector) => Array.from(vector)) };
}

const kindOrder: readonly CriticalKind[] = [
  'minimum',
  'degenerate-minimum',
  'saddle',
  'degenerate-saddle',
  'monkey-saddle',
  'degenerate',
  'degenerate-maximum',
  'maximum',
];

function order(kind: CriticalKind): number {
  return kindOrder.indexOf(kind);
}

function comparePoints(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
