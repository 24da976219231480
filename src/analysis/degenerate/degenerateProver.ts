/** Degenerate critical points at rational places: found, proved to be alone, and classified. */
import { NotRepresentable } from '../../compile/ring';
import type { TapeOracle } from '../../compile/oracle';
import { symmetricEigen } from '../../linalg/eigen';
import type { Node } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { provedAlone } from './alone';
import { type Box, around, relativeWidth } from '../box';
import { Elimination } from './elimination';
import { type ExactConstants, type ExactPoint, type ReducedGerm, exactJet, reduceGerm } from './germ';
import { type GermVerdict, cubicName, formText, germKind } from './germKind';
import { kindFromEdge } from './kindFromEdge';
import { milnorNumber } from './milnor';
import { blockInertia } from '../search/inertia';
import type { ConstantBounds, IntervalSystem } from '../search/intervalSystem';
import type { MultiplicityProver } from './multiplicity';
import { simplestIn } from './rationalLinear';
import { shortestIn } from '../shortest';

/** A degenerate point that is proved to exist, to be alone in its region, and to be of its kind. */
export interface DegenerateProof {
  readonly region: Box;
  readonly enclosure: Box;
  /** Where it is rational. */
  readonly point: readonly Rational[] | null;
  readonly corank: number;
  readonly verdict: GermVerdict;
}

/** Degrees to which a germ is expanded, one after the other, by its number of variables. */
const degreesByCorank: readonly (readonly number[])[] = [[], [4, 6, 10, 14], [3, 4, 6, 8], [4, 6], [4, 6]];
/** The degree to which a germ with a degenerate cubic form is expanded for its name. */
const degreeForNames = 11;
/** So many places are tried at most: each costs milliseconds. */
const mostAttempts = 60;
/** Fractions that are no short decimals are looked for in boxes below this share of the searched box. */
const widestForFractions = 2 ** -16;
/** What counts as 0 beside numbers of the size 1; slopes on a box count as larger than so much at most. */
const nearlyZero = 1e-9;
const mostScale = 1e6;
/** Half widths that are tried for the region, as shares of the searched box. */
const regionShares = [0.6, 0.15, 0.04, 0.01, 2 ** -9, 2 ** -12, 2 ** -16, 2 ** -20, 2 ** -24];

/** Tries to prove degenerate points; remembers where it tried. */
export class DegenerateProver {
  private readonly tried = new Set<string>();
  private readonly elimination: Elimination;

  constructor(
    private readonly system: IntervalSystem,
    private readonly oracle: TapeOracle,
    private readonly gradient: readonly Node[],
    private readonly bounds: ConstantBounds,
    private readonly exact: readonly (Rational | undefined)[],
    private readonly target: Box,
    private readonly multiplicity: MultiplicityProver | null = null,
  ) {
    this.elimination = new Elimination(gradient, exact);
  }

  /** Looks for a degenerate point near a box that other tests left undecided; its region where one is proved. */
  prove(box: Box): DegenerateProof | null {
    const decimals = Array.from(box.low, (low, i) => {
      const slack = (box.high[i]! - low) / 2;
      return shortestIn(low - slack, box.high[i]! + slack);
    });
    // A decimal is the likely place; other fractions only show once the box is small.
    const found = this.looksDegenerate(decimals, box) ? this.attempt(decimals.map(exactDecimal)) : null;
    if (found !== null) return found;
    const byPower = this.byMultiplicity(box);
    if (byPower !== null || relativeWidth(box, this.target) > widestForFractions) return byPower;
    const fractions = Array.from(box.low, (low, i) => {
      const slack = (box.high[i]! - low) / 2;
      return simplestIn(low - slack, box.high[i]! + slack);
    });
    const looks = this.looksDegenerate(
      fractions.map((x) => x.toNumber()),
      box,
    );
    return looks ? this.attempt(fractions) : null;
  }

  private byMultiplicity(box: Box): DegenerateProof | null {
    const proof = this.multiplicity?.prove(this.system, box) ?? null;
    return proof === null ? null : { ...proof, point: null };
  }

  /** Tries a given point once; null where it is not proved, or was tried before. */
  attempt(point: readonly Rational[]): DegenerateProof | null {
    const key = point.map(({ key: text }) => text).join(' ');
    if (this.tried.has(key) || this.tried.size >= mostAttempts) return null;
    this.tried.add(key);
    try {
      return this.proveAt(point);
    } catch (error) {
      if (error instanceof NotRepresentable || error instanceof RangeError) return null;
      throw error;
    }
  }

  /** Places that were tried may be tried again. */
  forget(): void {
    this.tried.clear();
  }

  /** A quick look in double arithmetic: the gradient vanishes and the Hessian is singular, as far as can be seen. */
  private looksDegenerate(point: readonly number[], box: Box): boolean {
    const n = point.length;
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    this.oracle.gradient(point, gradient);
    // Most places are left out before the box is looked at.
    if (!gradient.every((slope) => Math.abs(slope) <= nearlyZero * (1 + mostScale))) return false;
    this.system.gradient(box);
    for (let i = 0; i < n; i++) {
      const scale = Math.max(Math.abs(this.system.gradientLow[i]!), Math.abs(this.system.gradientHigh[i]!));
      if (!(Math.abs(gradient[i]!) <= nearlyZero * (1 + Math.min(scale, mostScale)))) return false;
    }
    this.oracle.hessian(point, hessian);
    const magnitudes = Array.from(symmetricEigen(hessian, n).values, Math.abs);
    return Math.min(...magnitudes) <= nearlyZero * Math.max(1e-300, ...magnitudes);
  }

  private proveAt(point: readonly Rational[]): DegenerateProof | null {
    const constants: ExactConstants = {
      constant: (index) => {
        const value = this.exact[index];
        if (value === undefined) throw new NotRepresentable('a constant that is not rational');
        return value;
      },
    };
    const jet = exactJet(this.gradient, constants, point);
    if (!jet.gradient.every((component) => component.isZero)) return null;
    const germ = this.expand(constants, jet);
    if (germ === null || germ.order === null) return null;
    const named = (verdict: GermVerdict): GermVerdict =>
      verdict.name === '' ? { ...verdict, name: this.nameOf(constants, jet, germ) } : verdict;
    const proof = this.surround(point, germ) ?? this.surroundExactly(point, germ);
    return proof === null ? null : { ...proof, verdict: named(proof.verdict) };
  }

  /** Arnold's name where it takes more than the leading form. */
  private nameOf(constants: ExactConstants, jet: ExactPoint, { order, split, leading }: ReducedGerm): string {
    if (order !== 3 || split.kernel.length !== 2) return '';
    const germ = reduceGerm(this.gradient, constants, jet, degreeForNames);
    const milnor = milnorNumber(germ.gradient, germ.space);
    return milnor === null ? '' : cubicName({ ...germ, order, leading }, milnor);
  }

  private expand(constants: ExactConstants, jet: ExactPoint): ReducedGerm | null {
    const first = reduceGerm(this.gradient, constants, jet, 3);
    const corank = first.split.kernel.length;
    if (corank === 0) return null;
    if (first.order !== null) return first;
    for (const degree of degreesByCorank[corank] ?? []) {
      const germ = reduceGerm(this.gradient, constants, jet, degree);
      if (germ.order !== null) return germ;
    }
    return null;
  }

  private surround(point: readonly Rational[], germ: ReducedGerm): DegenerateProof | null {
    const center = Float64Array.from(point, (x) => x.toNumber());
    for (const share of regionShares) {
      const radii = this.target.low.map((low, i) => share * (this.target.high[i]! - low));
      const request = {
        gradient: this.gradient,
        constants: this.bounds,
        germ,
        point: point.map((x) => x.bounds()),
        radii,
      };
      let inertia;
      try {
        inertia = provedAlone(this.system, request);
      } catch (error) {
        if (error instanceof NotRepresentable) continue;
        throw error;
      }
      if (inertia === null) continue;
      const verdict = germKind(germ, inertia.positive, inertia.negative);
      if (verdict === null) return null;
      const region = regionWithin(center, radii);
      if (region === null) return null;
      return { region, enclosure: enclosureOf(point), point, corank: germ.split.kernel.length, verdict };
    }
    return null;
  }

  /** For polynomials whose leading forms do not tell that the point is alone, or of which kind it is. */
  private surroundExactly(point: readonly Rational[], germ: ReducedGerm): DegenerateProof | null {
    const center = Float64Array.from(point, (x) => x.toNumber());
    const enclosure = enclosureOf(point);
    this.system.hessian(enclosure);
    const inertia = blockInertia(this.system, germ.split.pivots);
    for (const share of regionShares) {
      const radii = this.target.low.map((low, i) => share * (this.target.high[i]! - low));
      if (!this.elimination.isAlone(point, radii)) continue;
      const region = regionWithin(center, radii);
      if (region === null) return null;
      this.system.gradient(region);
      if (!this.system.defined || !this.system.smooth) continue;
      const decided = inertia === null ? null : germKind(germ, inertia.positive, inertia.negative);
      const verdict = decided ?? this.verdictFromEdge(region, enclosure, germ);
      return verdict === null ? null : { region, enclosure, point, corank: germ.split.kernel.length, verdict };
    }
    return null;
  }

  private verdictFromEdge(region: Box, enclosure: Box, germ: ReducedGerm): GermVerdict | null {
    const edge = kindFromEdge(this.system, region, enclosure);
    if (edge === null) return null;
    const form = formText(germ.leading, germ.split.kernel.length);
    return { kind: edge.kind, name: '', form, further: edge.reason };
  }
}

/** A box around a point that is near `center`, within these distances of it. */
function regionWithin(center: Float64Array, radii: Float64Array): Box | null {
  const clear = radii.map((radius, i) => radius * (1 - 2 ** -30) - 2 ** -50 * Math.abs(center[i]!));
  return clear.every((radius) => radius > 0) ? around(center, clear) : null;
}

/** The smallest box of doubles around a point. */
export function enclosureOf(point: readonly Rational[]): Box {
  const bounds = point.map((x) => x.bounds());
  return {
    low: Float64Array.from(bounds, ([low]) => low),
    high: Float64Array.from(bounds, ([, high]) => high),
  };
}

/** The decimal as it is printed, exactly: 0.1 is 1/10. */
function exactDecimal(value: number): Rational {
  const size = Rational.fromDecimal(String(Math.abs(value)));
  return value < 0 ? size.negate() : size;
}
