/** All that is known about the critical points of a loss in a box: searched, audited, and looked at as a whole. */
import type { TapeOracle } from '../compile/oracle';
import { type Unaudited, auditOf } from './audit/audit';
import { type Box, boundsOf, contains, intersects } from './box';
import { type DegenerateProver, enclosureOf } from './degenerate/degenerateProver';
import { onlyPointOf } from './degenerate/evenPowers';
import { describeDegenerate, describeExact, describeProved } from './describePoints';
import { type WholeLoss, lowestValue } from './infinity/statement';
import { conesOf } from './kinks/cones';
import { piecewiseSets } from './kinks/piecewise';
import type { CriticalKind } from './kinds';
import { radialSets } from './radial/radialAnswer';
import type { AnalyzedPoint, Analysis } from './report';
import { certifiedInertia } from './search/inertia';
import type { IntervalSystem } from './search/intervalSystem';
import { criticalEquations } from './search/newtonCandidate';
import { gatherScattered, mergeOpen, outline } from './search/regions';
import { type ProvedPoint, type SearchResult, searchZeros } from './search/search';
import { stepsOf } from './steps';
import { type AlgebraicSets, algebraicSets } from './sets/algebraicSets';
import { continuousSymmetries } from './symmetry/continuous';
import { generatorsOf, symmetriesOf, symmetryText } from './symmetry/discrete';
import { orbitsOf } from './symmetry/orbits';

/** What is known while the search goes on. */
export interface SearchProgress {
  /** Points found so far; the list grows. Those of kinks and of sets come at the end. */
  readonly points: readonly AnalyzedPoint[];
  /** Boxes that wait to be looked at. */
  readonly waiting: number;
}

/** Losses of more parameters are not looked at as a whole: there would be too many symmetries to try. */
const mostWhole = 4;

/** A generator: it yields what is known so far, and `next(true)` ends the search with that. */
export function* analyzeCriticalPoints(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  prover: DegenerateProver,
  loss: WholeLoss,
): Generator<SearchProgress, Analysis, boolean> {
  const points: AnalyzedPoint[] = [];
  const work = find(system, oracle, box, prover, loss, (point) => points.push(point));
  const found = yield* told(work, points);
  const { audit, points: judged } = yield* told(auditOf(system, box, found), points);
  const answer = { ...found, points: judged };
  const audited =
    audit.status === 'mismatch' ? doubted(answer, 'the audit by the degree of the gradient does not agree') : answer;
  if (oracle.dimension > mostWhole) return { ...audited, audit, symmetries: null, lowest: null };
  const discrete = symmetriesOf(loss, oracle);
  const { orbits, lacking } = orbitsOf(audited.points, discrete, boundsOf(box));
  const whole =
    lacking && found.complete ? doubted(audited, 'the list does not have the symmetry of the loss') : audited;
  return {
    ...whole,
    audit,
    symmetries: {
      generators: generatorsOf(discrete).map((g) => symmetryText(g, loss.names)),
      orbits,
      continuous: continuousSymmetries(loss.pool, loss.parameters, loss.gradient, loss.exact, oracle),
    },
    lowest: lowestValue(loss, system, oracle, box, { ...whole, audit }),
  };
}

function* told<Result>(
  work: Generator<number, Result, boolean>,
  points: readonly AnalyzedPoint[],
): Generator<SearchProgress, Result, boolean> {
  let step = work.next(false);
  while (step.done !== true) step = work.next(yield { points, waiting: step.value });
  return step.value;
}

function doubted(found: Unaudited, openReason: string): Unaudited {
  return { ...found, complete: false, openReason };
}

function* find(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  prover: DegenerateProver,
  loss: WholeLoss,
  tell: (point: AnalyzedPoint) => void,
): Generator<number, Unaudited, boolean> {
  const only = onlyPoint(system, oracle, box, prover, loss);
  if (only !== null) return only;
  const sets = yield* algebraicSets(loss, oracle, box);
  if (sets !== null) {
    const analysis = assembleSets(system, oracle, box, prover, sets);
    if (analysis !== null) return analysis;
    prover.forget();
  }
  const radial = yield* radialSets(loss, oracle, box);
  if (radial !== null) {
    return { ...radial, plateaus: [], unresolved: [], complete: true, openReason: '' };
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
  const known = new Map<ProvedPoint, AnalyzedPoint>();
  const describe = (proved: ProvedPoint): AnalyzedPoint => {
    let point = known.get(proved);
    if (point === undefined) {
      point =
        proved.degenerate === null
          ? describeProved(system, oracle, box, proved)
          : describeExact(system, oracle, proved, proved.degenerate);
      known.set(proved, point);
    }
    return point;
  };
  // A long loss is looked at in short batches, so that whoever waits for the thread does not wait long.
  const batch = Math.min(64, Math.max(1, Math.floor(1e5 / stepsOf(loss.value))));
  const cones = conesOf(loss, oracle, box);
  const found = yield* searchZeros(system, criticalEquations(oracle), box, prover, {
    batch,
    excludes: (part) => cones.some(({ region }) => contains(region, part)),
    found: (proved) => tell(describe(proved)),
  });
  const tips = cones.flatMap(({ kink }) => kink ?? []);
  return { ...assemble(oracle, box, found, describe), kinks: tips };
}

/** The answer for a sum of even powers of linear forms, where its only critical point is degenerate. */
function onlyPoint(
  system: IntervalSystem,
  oracle: TapeOracle,
  box: Box,
  prover: DegenerateProver,
  loss: WholeLoss,
): Unaudited | null {
  const only = onlyPointOf(loss);
  if (only === null || only.corank === 0) return null;
  const enclosure = enclosureOf(only.point);
  const points: AnalyzedPoint[] = [];
  if (intersects(enclosure, box)) {
    const near = prover.attempt(only.point);
    const form = near?.verdict ?? { kind: 'degenerate-minimum', name: '', form: 'a sum of even powers' };
    if (form.kind !== 'degenerate-minimum') return null;
    const proof = { region: box, enclosure, point: only.point, corank: only.corank, verdict: form };
    points.push(describeExact(system, oracle, { region: box, enclosure, degenerate: proof }, proof));
  }
  return {
    points,
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: [],
    complete: true,
    openReason: '',
  };
}

function assemble(
  oracle: TapeOracle,
  box: Box,
  found: SearchResult,
  describe: (proved: ProvedPoint) => AnalyzedPoint,
): Unaudited {
  const points = found.proved.map(describe);
  const unresolved: Box[] = [];
  const proved = found.proved.map(({ enclosure }) => enclosure);
  for (const region of gatherScattered(mergeOpen(found.open, box), proved)) {
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
  for (const { exact, holds } of sets.alone) {
    const proof = prover.attempt(exact);
    if (proof === null || !holds(proof.region)) return null;
    const { enclosure, region } = proof;
    if (intersects(enclosure, box))
      points.push(describeExact(system, oracle, { region, enclosure, degenerate: proof }, proof));
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
