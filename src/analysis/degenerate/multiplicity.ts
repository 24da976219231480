/**
 * Degenerate points that need not be rational, by exact algebra: a slope has a factor to a power.
 *
 * Let v be a direction with vᵢ = 1 and ∂ᵥL = fᵐ·u, m ≥ 2, and let the equations f = 0, ∂ⱼL = 0 (j ≠ i) have exactly one zero p in R, by
 * Krawczyk's test, and u no zero there. Then p is the only critical point in R. In the coordinates along v and the axes j ≠ i, row v of
 * the Hessian at p is 0, since m ≥ 2, and by symmetry column v too. So the Jacobian's determinant there is ∂ᵥf·det(H without i): both
 * factors are not 0, the kernel is spanned by v, and along the manifold ∂ⱼL = 0 (which leaves p along v) f grows like ∂ᵥf·t. The reduced
 * germ of the splitting lemma is therefore u·(∂ᵥf)ᵐ·t^(m+1)/(m + 1) + …
 *
 * Where L is a sum of functions of single parameters and a rest, several axes may have this at once: the germ is the sum of theirs.
 */
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import { type Box, around, contains, midpoint } from '../box';
import { BoxMap } from '../boxMap';
import { EquationSystem } from '../search/equationSystem';
import { blockInertia } from '../search/inertia';
import type { IntervalSystem } from '../search/intervalSystem';
import { krawczyk, tighten } from '../search/krawczyk';
import { newtonCandidate } from '../search/newtonCandidate';
import { signedForm } from '../symmetry/normalForm';
import { type GermVerdict, type Growth, growthVerdict } from './germKind';
import { type PowerFactor, factorsWithPowers } from './powerFactors';

export interface MultiplicityProof {
  readonly region: Box;
  readonly enclosure: Box;
  readonly corank: number;
  readonly verdict: GermVerdict;
}

/** A slope with a power in it, and the direction it belongs to. */
interface Part extends PowerFactor {
  readonly axis: number;
  readonly direction: readonly number[];
}

interface Candidate {
  readonly parts: readonly Part[];
  readonly equations: EquationSystem;
  /** The factors, then the rests. */
  readonly map: BoxMap;
}

/** Half widths that are tried for the region, as shares of the searched box. */
const regionShares = [0.6, 0.15, 0.04, 0.01, 2 ** -9, 2 ** -12, 2 ** -16, 2 ** -20, 2 ** -24];
/** Directions eᵢ + c·eⱼ beside the axes. */
const slants = [1, -1, 2, -2, 0.5, -0.5];
const mostCandidates = 24;

export class MultiplicityProver {
  private made: readonly Candidate[] | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly gradient: readonly Node[],
    private readonly parameters: readonly Node[],
    private readonly exact: readonly (Rational | undefined)[],
    private readonly target: Box,
  ) {}

  /** A degenerate point whose region holds the box, or null. */
  prove(system: IntervalSystem, box: Box): MultiplicityProof | null {
    this.made ??= this.candidates();
    for (const candidate of this.made) {
      const image = candidate.map.of(box);
      if (image === null) continue;
      if (candidate.parts.some((_, k) => image.low[k]! > 0 || image.high[k]! < 0)) continue;
      const proof = surround(system, candidate, box, this.target);
      if (proof !== null) return proof;
    }
    return null;
  }

  private candidates(): Candidate[] {
    const { pool, parameters } = this;
    // x − y and −(y − x) have to be the same where slopes are added.
    const plain = withoutConstants(pool, this.gradient, this.exact)?.map((slope) => signedForm(pool, slope));
    if (plain === undefined) return [];
    const n = parameters.length;
    const unit = (axis: number): number[] => Array.from({ length: n }, (_, i) => (i === axis ? 1 : 0));
    const alongAxes = plain.map((slope, axis) =>
      factorsWithPowers(pool, slope, parameters).map((factor): Part => ({ ...factor, axis, direction: unit(axis) })),
    );
    const slanted = plain.flatMap((slope, axis) =>
      plain.flatMap((other, j): Part[] => {
        if (j === axis || n > 3) return [];
        return slants.flatMap((c) => {
          const along = pool.add(slope, pool.scale(Rational.fromNumber(c), other));
          const direction = unit(axis).map((x, i) => (i === j ? c : x));
          return factorsWithPowers(pool, along, parameters).map((factor): Part => ({ ...factor, axis, direction }));
        });
      }),
    );
    const single = [...alongAxes.flat(), ...slanted].map((part) => [part]);
    const groups = [
      ...severalOf(alongAxes.filter((_, axis) => standsAlone(plain[axis]!, parameters, axis))),
      ...single,
    ];
    return groups.slice(0, mostCandidates).map((parts) => ({
      parts,
      equations: new EquationSystem(
        pool,
        plain.map((slope, j) => parts.find(({ axis }) => axis === j)?.factor ?? slope),
        parameters,
      ),
      map: new BoxMap([...parts.map(({ factor }) => factor), ...parts.map(({ rest }) => rest)], parameters),
    }));
  }
}

/** The slope depends on its own parameter alone; by symmetry of the Hessian no other slope depends on that parameter. */
function standsAlone(slope: Node, parameters: readonly Node[], axis: number): boolean {
  const below = new Set(reachable([slope]));
  return parameters.every((parameter, j) => j === axis || !below.has(parameter));
}

/** All choices of one part each for two or more of the axes. */
function severalOf(axes: readonly (readonly Part[])[]): Part[][] {
  let groups: Part[][] = [[]];
  for (const parts of axes) groups = groups.flatMap((group) => [group, ...parts.map((part) => [...group, part])]);
  return groups.filter((group) => group.length > 1).sort((a, b) => b.length - a.length);
}

function surround(system: IntervalSystem, candidate: Candidate, box: Box, target: Box): MultiplicityProof | null {
  const { equations, parts } = candidate;
  const sides = target.low.map((low, i) => target.high[i]! - low);
  const widths = box.low.map((low, i) => Math.max(4 * (box.high[i]! - low), 2 ** -8 * sides[i]!));
  const center = newtonCandidate(equations.evaluate.bind(equations), midpoint(box), widths);
  if (center === null) return null;
  for (const share of regionShares) {
    const region = around(
      center,
      sides.map((side) => share * side),
    );
    if (!contains(region, box)) return null;
    const proof = aloneIn(system, candidate, region, center);
    if (proof === null) continue;
    const enclosure = tighten(equations, region, proof.image, center);
    const verdict = verdictAt(system, candidate, enclosure, proof.signs);
    return verdict === null ? null : { region, enclosure, corank: parts.length, verdict };
  }
  return null;
}

type Sign = 1 | -1;

/** One critical point in the region, and the signs of the rests there. */
function aloneIn(
  system: IntervalSystem,
  { equations, map, parts }: Candidate,
  region: Box,
  center: Float64Array,
): { readonly image: Box; readonly signs: readonly Sign[] } | null {
  const outcome = krawczyk(equations, region, center);
  if (outcome.kind !== 'unique') return null;
  const image = map.of(region);
  if (image === null) return null;
  const signs = parts.map((_, k) => signIn(image.low[parts.length + k]!, image.high[parts.length + k]!));
  if (!signs.every((sign) => sign !== 0)) return null;
  // The loss itself has to be smooth there, so that its gradient is what was factored.
  system.gradient(region);
  return system.defined && system.smooth ? { image: outcome.image, signs } : null;
}

function signIn(low: number, high: number): Sign | 0 {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

function verdictAt(
  system: IntervalSystem,
  { parts, equations }: Candidate,
  enclosure: Box,
  signs: readonly Sign[],
): GermVerdict | null {
  const n = equations.dimension;
  equations.hessian(enclosure);
  const growth: Growth[] = [];
  for (const [index, { axis, power, direction }] of parts.entries()) {
    const slope = slopeAlong(equations, axis, direction);
    if (slope === 0) return null;
    growth.push({ order: power + 1, rises: signs[index]! * (power % 2 === 0 ? 1 : slope) > 0 });
  }
  system.hessian(enclosure);
  const others = Array.from({ length: n }, (_, i) => i).filter((i) => !parts.some(({ axis }) => axis === i));
  const inertia = blockInertia(system, others);
  return inertia === null ? null : growthVerdict(growth, inertia.positive, inertia.negative);
}

/** The sign of ∂ᵥ of the equation that stands in row `axis`. The entries of v are small powers of 2: their products are exact. */
function slopeAlong(equations: EquationSystem, axis: number, direction: readonly number[]): Sign | 0 {
  const n = equations.dimension;
  let low = 0;
  let high = 0;
  let size = 0;
  direction.forEach((v, j) => {
    const [a, b] = [v * equations.hessianLow[axis * n + j]!, v * equations.hessianHigh[axis * n + j]!];
    low += Math.min(a, b);
    high += Math.max(a, b);
    size += Math.max(Math.abs(a), Math.abs(b));
  });
  // A few additions: far less than this is lost to rounding.
  const slack = 2 ** -45 * size;
  return signIn(low - slack, high + slack);
}

function withoutConstants(
  pool: Pool,
  gradient: readonly Node[],
  exact: readonly (Rational | undefined)[],
): Node[] | null {
  const values = new Map<Node, Node>();
  for (const node of reachable(gradient)) {
    if (node.kind !== 'constant') continue;
    const value = exact[node.index];
    if (value === undefined) return null;
    values.set(node, pool.rational(value));
  }
  return values.size === 0 ? [...gradient] : substitute(pool, gradient, values);
}
