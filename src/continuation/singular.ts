/** Where curves of critical points turn round or cross: found by Newton's method, and certified where it can be. */
import { type Box, around, boundsOf } from '../analysis/box';
import type { EquationSystem } from '../analysis/search/equationSystem';
import { krawczyk } from '../analysis/search/krawczyk';
import { type SignedPermutation, apply } from '../analysis/symmetry/discrete';
import { symmetricEigen } from '../linalg/eigen';
import { solve } from '../linalg/solve';
import type { CriticalFamily } from './family';
import type { ScaledFamily, Station } from './follow';
import { type NormalForm, normalFormAt } from './normalForm';

export type SingularProof =
  /** Krawczyk's test of the extended system: exactly one solution, and a regular one, lies in the enclosure. */
  | { readonly proof: 'proved'; readonly by: 'fold' | 'symmetry'; readonly symmetry: SignedPermutation | null }
  | { readonly proof: 'numerical'; readonly reason: string };

/** A point (x, λ) where the Hessian over x is singular. */
export interface SingularPoint {
  /** n + 1 coordinates (x, λ). */
  readonly at: Float64Array;
  /** Bounds of each of them; no wider than known where `certificate` is proved, else the point itself. */
  readonly enclosure: readonly (readonly [low: number, high: number])[];
  readonly value: number;
  readonly form: NormalForm;
  readonly certificate: SingularProof;
}

const rounds = 40;

/** The fold between two neighbouring stations whose tangents turn round in λ; null where Newton's method finds none. */
export function foldBetween(scaled: ScaledFamily, from: Station, to: Station): SingularPoint | null {
  const { n, family } = scaled;
  const [first, second] = [from.tangent[n]!, to.tangent[n]!];
  const share = first === second ? 0.5 : first / (first - second);
  const guess = between(from, to, Math.min(1, Math.max(0, share)));
  const system = family.foldSystem();
  const start = Float64Array.from([...guess, ...flattest(family, guess)]);
  const found = settle(system, scaled, start, reach(scaled, from, to));
  if (found === null) return null;
  const certificate = proveFold(family, system, scaled, found);
  return describe(scaled, found.subarray(0, n + 1), found.subarray(n + 1, 2 * n + 1), 'fold', certificate);
}

/** The crossing between two neighbouring stations of opposite orientation; null where Newton's method finds none. */
export function crossingBetween(
  scaled: ScaledFamily,
  from: Station,
  to: Station,
  symmetries: readonly SignedPermutation[],
): SingularPoint | null {
  const { n, family } = scaled;
  const guess = between(from, to, 0.5);
  const system = family.branchSystem();
  const start = Float64Array.from([...guess, ...flattest(family, guess), 0]);
  const found = settle(system, scaled, start, reach(scaled, from, to));
  if (found === null) return null;
  const v = found.subarray(n + 1, 2 * n + 1);
  const certificate = proveCrossing(family, system, scaled, found, symmetries);
  const point = describe(scaled, found.subarray(0, n + 1), v, 'crossing', certificate);
  // With μ ≠ 0 it is a near miss: the curves of L itself pass each other.
  const push = Math.abs(found[2 * n + 1]!);
  return point !== null && certificate.certificate.proof === 'numerical' && push > 1e-9 * point.form.scale
    ? null
    : point;
}

interface Certified {
  readonly certificate: SingularProof;
  readonly enclosure: SingularPoint['enclosure'] | null;
}

function describe(
  scaled: ScaledFamily,
  at: Float64Array,
  v: Float64Array,
  equation: 'fold' | 'crossing',
  { certificate, enclosure }: Certified,
): SingularPoint | null {
  const form = normalFormAt(scaled, at, v, equation, certificate.proof === 'proved' && certificate.by === 'symmetry');
  if (form === null) return null;
  return {
    at: Float64Array.from(at),
    enclosure: enclosure ?? Array.from(at, (x) => [x, x] as const),
    value: scaled.family.oracle.value(at),
    form,
    certificate,
  };
}

function between(from: Station, to: Station, share: number): Float64Array {
  return from.at.map((x, i) => x + share * (to.at[i]! - x));
}

/** How far from the guess a solution may lie: a little more than the two stations do. */
function reach(scaled: ScaledFamily, from: Station, to: Station): number {
  return 2 * scaled.distance(from.at, to.at) + 1e-9;
}

/** The unit eigenvector of the Hessian over x with the least curvature in size. */
function flattest(family: CriticalFamily, at: Float64Array): Float64Array {
  const n = family.dimension;
  const whole = new Float64Array((n + 1) ** 2);
  family.oracle.hessian(at, whole);
  const block = Float64Array.from({ length: n * n }, (_, k) => whole[Math.floor(k / n) * (n + 1) + (k % n)]!);
  const { values, vectors } = symmetricEigen(block, n);
  let best = 0;
  values.forEach((value, k) => {
    if (Math.abs(value) < Math.abs(values[best]!)) best = k;
  });
  return vectors[best]!;
}

/** Newton's method for an extended system; null where it leaves the neighbourhood or does not settle. */
function settle(
  system: EquationSystem,
  scaled: ScaledFamily,
  start: Float64Array,
  within: number,
): Float64Array | null {
  const size = system.dimension;
  const unknowns = Float64Array.from(start);
  const values = new Float64Array(size);
  const jacobian = new Float64Array(size * size);
  let last = Infinity;
  for (let round = 0; round < rounds; round++) {
    system.evaluate(unknowns, values, jacobian);
    const step = solve(jacobian, values, size);
    if (step === null) return null;
    let relative = 0;
    for (let i = 0; i < size; i++) {
      unknowns[i] = unknowns[i]! - step[i]!;
      relative = Math.max(relative, Math.abs(step[i]!) / (scaled.sides[i] ?? 1));
    }
    if (!(scaled.distance(unknowns, start) <= within)) return null;
    if (relative < 1e-14 || (relative < 1e-10 && relative >= last)) return unknowns;
    last = relative;
  }
  return last < 1e-9 ? unknowns : null;
}

const regionShares = [1e-5, 1e-7, 1e-9];

/**
 * A regular solution of Moore and Spence's equations is a simple quadratic fold: were the kernel of H wider, v·∂∇L/∂λ = 0
 * or D³L[v, v, v] = 0, their Jacobian would have a null vector.
 */
function proveFold(
  family: CriticalFamily,
  system: EquationSystem,
  scaled: ScaledFamily,
  found: Float64Array,
): Certified {
  if (!family.isExact) return unproved(heldConstant);
  for (const share of regionShares) {
    const box = around(
      found,
      found.map((_, i) => share * (scaled.sides[i] ?? 1)),
    );
    const outcome = krawczyk(system, box, found);
    if (outcome.kind === 'unique')
      return {
        certificate: { proof: 'proved', by: 'fold', symmetry: null },
        enclosure: tight(system, outcome.image, scaled.n),
      };
  }
  return unproved('Krawczyk’s test does not show that the equations of a fold have a regular solution there');
}

/**
 * Let an involution g leave L unchanged for every λ. Then (x, λ, v, μ) ↦ (gx, λ, −gv, −μ) carries solutions of the
 * equations of a crossing to solutions; in a box that it maps to itself, the only solution is its own image: gx = x, gv =
 * −v, and μ = 0. With D³L[v, v, v] = 0 by the symmetry, a regular solution has a transversal second curve.
 */
function proveCrossing(
  family: CriticalFamily,
  system: EquationSystem,
  scaled: ScaledFamily,
  found: Float64Array,
  symmetries: readonly SignedPermutation[],
): Certified {
  if (!family.isExact) return unproved(heldConstant);
  const { n } = scaled;
  const side = Math.max(...scaled.sides.subarray(0, n));
  for (const g of symmetries) {
    if (!isInvolution(g)) continue;
    const x = found.subarray(0, n);
    const v = found.subarray(n + 1, 2 * n + 1);
    const [gx, gv] = [apply(g, x), apply(g, v)];
    const fixed = x.map((entry, i) => (entry + gx[i]!) / 2);
    const turned = v.map((entry, i) => (entry - gv[i]!) / 2);
    if (fixed.some((entry, i) => Math.abs(entry - x[i]!) > 1e-9 * side)) continue;
    if (turned.some((entry, i) => Math.abs(entry - v[i]!) > 1e-6)) continue;
    const center = Float64Array.from([...fixed, found[n]!, ...turned, 0]);
    for (const share of regionShares) {
      // The same radius for all of x, and for all of v: the symmetry maps the box to itself.
      const radii = center.map((_, i) => share * (i < n ? side : i === n ? scaled.sides[n]! : 1));
      const outcome = krawczyk(system, around(center, radii), center);
      if (outcome.kind === 'unique')
        return {
          certificate: { proof: 'proved', by: 'symmetry', symmetry: g },
          enclosure: tight(system, outcome.image, n),
        };
    }
  }
  return unproved(
    'no symmetry of the loss makes the curves cross, and double arithmetic cannot tell a crossing from a near miss',
  );
}

const heldConstant = 'another constant of the loss is not a rational number';

function unproved(reason: string): Certified {
  return { certificate: { proof: 'numerical', reason }, enclosure: null };
}

function isInvolution({ from, signs }: SignedPermutation): boolean {
  return from.every((source, i) => from[source] === i && signs[i]! * signs[source]! === 1);
}

/** Bounds of x and λ, shrunk as far as the test goes: the solution stays inside. */
function tight(system: EquationSystem, image: Box, n: number): [number, number][] {
  let box = image;
  for (let round = 0; round < 6; round++) {
    const outcome = krawczyk(system, box);
    if (outcome.kind !== 'unique' && outcome.kind !== 'contracted') break;
    box = outcome.image;
  }
  return boundsOf(box).slice(0, n + 1);
}
