/** How the points that a search finds are told. */
import type { TapeOracle } from '../compile/oracle';
import { symmetricEigen } from '../linalg/eigen';
import { type Box, boundsOf, intersects, relativeWidth } from './box';
import type { DegenerateProof } from './degenerate/degenerateProver';
import type { CriticalKind } from './kinds';
import type { AnalyzedPoint } from './report';
import { certifiedInertia } from './search/inertia';
import type { IntervalSystem } from './search/intervalSystem';
import type { Region } from './search/regions';
import type { ProvedPoint } from './search/search';
import { shortestIn } from './shortest';

/** A region wider than this share of the searched box is no single point. */
const widestPoint = 2 ** -8;
/** An eigenvalue below this share of the largest one counts as 0 where a degenerate point is described. */
const flatShare = 1e-3;

/** A regular point: its place by Krawczyk's test, its kind by the signs of its curvatures. */
export function describeProved(
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
export function describeExact(
  system: IntervalSystem,
  oracle: TapeOracle,
  { enclosure, region }: ProvedPoint,
  proof: DegenerateProof,
): AnalyzedPoint {
  const { verdict, corank } = proof;
  const point =
    proof.point?.map((x) => x.toNumber()) ?? Array.from(enclosure.low, (low, i) => shortestIn(low, enclosure.high[i]!));
  system.gradient(enclosure);
  const eigen = eigenAt(oracle, point);
  const largest = Math.max(1e-300, ...eigen.eigenvalues.map(Math.abs));
  // What exact algebra proves to be 0 is shown as 0, not as a rounding error.
  const eigenvalues = cleared(eigen.eigenvalues, corank);
  const flat = corank === 1 ? 'one curvature is 0' : `${corank} curvatures are 0`;
  const named = verdict.name === '' ? '' : `, Arnold's ${verdict.name}`;
  const further = verdict.further === undefined ? '' : `; that does not decide, but ${verdict.further}`;
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
      `${proof.point === null ? "The gradient has a factor to a power, and Krawczyk's test proves exactly one zero of it in the enclosure" : 'The gradient is exactly 0'} and ${flat}; there the loss goes like ${verdict.form} once the other directions follow ` +
      `(splitting lemma)${named}${further}: a ${verdict.kind.replace(/-/g, ' ')}. No other critical point lies within ${Number(radius.toPrecision(2))} of it.`,
  };
}

/** The `count` eigenvalues of least magnitude set to 0. */
function cleared(eigenvalues: readonly number[], count: number): number[] {
  const order = eigenvalues.map((_, i) => i).sort((a, b) => Math.abs(eigenvalues[a]!) - Math.abs(eigenvalues[b]!));
  const zero = new Set(order.slice(0, count));
  return eigenvalues.map((value, i) => (zero.has(i) ? 0 : value));
}

/** A tiny region that no test decides, where the Hessian is singular as far as can be seen: a degenerate point. */
export function describeDegenerate(oracle: TapeOracle, box: Box, region: Region): AnalyzedPoint | null {
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
