import { oriented } from '../linalg/eigen';
import { RandomGenerator } from '../random/generator';
import { Krylov, type RitzValues, type SymmetricOperator } from './krylov';

export interface Eigenpair {
  readonly value: number;
  /** n components, length 1, the largest one positive. */
  readonly vector: Float64Array;
  /** An eigenvalue lies within this distance of `value`: a bound of ‖A·vector − value·vector‖ (Parlett, theorem 4.5.1). */
  readonly residual: number;
}

export interface LanczosSettings {
  /** How many pairs at either end. */
  readonly lowest: number;
  readonly highest: number;
  /** A pair has converged once its residual is below this share of ‖A‖. */
  readonly tolerance: number;
  /** A value within this share of ‖A‖ of 0 is not counted as negative. */
  readonly zero: number;
  /** Most vectors of length n kept beside the pairs found. */
  readonly basis: number;
  readonly maximumProducts: number;
  readonly seed: number;
}

export const standardLanczos: LanczosSettings = {
  lowest: 5,
  highest: 5,
  tolerance: 1e-8,
  zero: 1e-10,
  basis: 100,
  maximumProducts: 2000,
  seed: 1,
};

export interface ExtremeEigenpairs {
  /** Ascending from the lowest. */
  readonly lowest: readonly Eigenpair[];
  /** Descending from the highest. */
  readonly highest: readonly Eigenpair[];
  /** `converged`: every pair is below the tolerance; else what cut the iteration short. */
  readonly end: 'converged' | 'budget' | 'stopped' | 'not-finite';
  /** True where a second run in the complement found no further copy of a multiple eigenvalue. */
  readonly copiesChecked: boolean;
  /** A has at least this many negative eigenvalues: that many Ritz values of one orthonormal basis are (Courant–Fischer). */
  readonly negativeAtLeast: number;
  /** A lower bound of ‖A‖, close to it. */
  readonly size: number;
  /** Products with A. */
  readonly products: number;
}

/**
 * The lowest and the highest eigenpairs of a symmetric operator on n dimensions, n ≥ 1. A generator: it yields the share done in
 * [0, 1] after each product, and `next(true)` ends it with what is known.
 *
 * One Krylov space holds one vector of each eigenspace, so multiple eigenvalues would be missed. Pairs that have converged
 * are therefore set aside and a new start is run in their orthogonal complement, until the complement has nothing
 * beyond the pairs found at either end. An invariant space (breakdown) ends a run early in the same way.
 */
export function* extremeEigenpairs(
  operator: SymmetricOperator,
  n: number,
  settings: LanczosSettings,
): Generator<number, ExtremeEigenpairs, boolean> {
  return yield* new Search(operator, n, settings).run();
}

/** How one run in the complement ended. `whole`: the space is exhausted. */
type RunEnd = 'settled' | 'invariant' | 'whole' | 'given-up' | 'budget' | 'stopped' | 'not-finite';

class Search {
  private readonly random: RandomGenerator;
  private readonly lowest: number;
  private readonly highest: number;
  private readonly found: Eigenpair[] = [];
  /** For each pair found, how far A·vector leads out of the space of its run and the earlier ones. */
  private readonly leaks: number[] = [];
  private lowDone: boolean;
  private highDone: boolean;
  private size = 0;
  private products = 0;
  private progress = 0;
  private negativeAtLeast = 0;
  private copiesChecked = true;

  constructor(
    private readonly operator: SymmetricOperator,
    private readonly n: number,
    private readonly settings: LanczosSettings,
  ) {
    this.random = new RandomGenerator(settings.seed);
    this.lowest = Math.min(n, settings.lowest);
    this.highest = Math.min(n, settings.highest);
    this.lowDone = this.lowest === 0;
    this.highDone = this.highest === 0;
  }

  *run(): Generator<number, ExtremeEigenpairs, boolean> {
    while (!(this.lowDone && this.highDone)) {
      const low = this.lowDone ? 0 : Math.max(1, this.lowest - this.found.length);
      const high = this.highDone ? 0 : Math.max(1, this.highest - this.found.length);
      const room = this.n - this.found.length;
      const capacity = Math.min(room, Math.max(this.settings.basis, 2 * (low + high) + 8));
      const krylov = new Krylov(
        this.found.map(({ vector }) => vector),
        this.random.normals(this.n),
        capacity,
        this.size,
      );
      const { end, ritz } = yield* this.grow(krylov, low, high);
      if (end === 'budget' || end === 'stopped' || end === 'not-finite') {
        if (this.hasEnough() && end !== 'not-finite') {
          this.copiesChecked = false;
          break;
        }
        const rest = ritz === null ? [] : ritz.values.map((_, i) => i);
        return this.result(end, [...this.found, ...Array.from(rest, (i) => this.pair(krylov, ritz!, i))]);
      }
      this.take(krylov, ritz!, end);
    }
    return this.result('converged', this.found);
  }

  /** Grows one Krylov space until the `low` lowest and `high` highest pairs in it are settled. */
  private *grow(
    krylov: Krylov,
    low: number,
    high: number,
  ): Generator<number, { readonly end: RunEnd; readonly ritz: RitzValues | null }, boolean> {
    const room = this.n - this.found.length;
    const before = this.products;
    // What stays after a restart: more than is wanted, or it would learn nothing new.
    const spare = Math.max(3, Math.floor((this.settings.basis / 2 - low - high) / 2));
    let nextCheck = low + high + 2;
    for (;;) {
      if (!krylov.grow(this.operator)) return { end: 'not-finite', ritz: this.ritzOf(krylov, low, high) };
      this.products++;
      this.size = Math.max(this.size, krylov.size);
      const k = krylov.basis.length;
      const whole = k === room;
      const invariant = whole || krylov.beta === 0;
      if (invariant || krylov.full || k >= nextCheck) {
        nextCheck = k + Math.max(2, Math.ceil(k / 8));
        // Of an invariant space every pair is exact: take all that may belong to an end.
        const ritz = invariant
          ? krylov.ritz(this.lowDone ? 0 : this.lowest, this.highDone ? 0 : this.highest)
          : krylov.ritz(low, high);
        this.countNegative(ritz);
        if (whole) return { end: 'whole', ritz };
        if (invariant) return { end: 'invariant', ritz };
        if (this.settled(ritz, low + high)) return { end: 'settled', ritz };
        // A search for copies that takes longer than everything before it is given up.
        if (this.hasEnough() && this.products - before > before + 20) return { end: 'given-up', ritz };
        if (krylov.full) {
          krylov.restart(krylov.ritz(low === 0 ? 0 : low + spare, high === 0 ? 0 : high + spare));
          nextCheck = krylov.basis.length + 8;
        }
      }
      this.progress = Math.max(this.progress, this.products / this.settings.maximumProducts);
      const stop: boolean = yield Math.min(1, this.progress);
      if (stop || this.products >= this.settings.maximumProducts) {
        return { end: stop ? 'stopped' : 'budget', ritz: this.ritzOf(krylov, low, high) };
      }
    }
  }

  private ritzOf(krylov: Krylov, low: number, high: number): RitzValues | null {
    if (krylov.basis.length === 0) return null;
    const ritz = krylov.ritz(low, high);
    this.countNegative(ritz);
    return ritz;
  }

  /** Whether this run need not go on: its pairs have converged, or lie beyond those already found. */
  private settled({ values, residuals, low }: RitzValues, wanted: number): boolean {
    if (values.length < wanted) return false;
    const slack = this.settings.tolerance * this.size;
    let converged = 0;
    for (let i = 0; i < values.length; i++) {
      const beyond =
        i < low
          ? values[i]! - residuals[i]! >= this.lowBound() - slack
          : values[i]! + residuals[i]! <= this.highBound() + slack;
      if (residuals[i]! <= slack || beyond) converged++;
    }
    if (this.found.length === 0) this.progress = Math.max(this.progress, (0.8 * converged) / values.length);
    return converged === values.length;
  }

  /** The highest of the lowest pairs found; ∞ while there are too few. */
  private lowBound(): number {
    const values = this.found.map(({ value }) => value).sort((a, b) => a - b);
    return values[this.lowest - 1] ?? Infinity;
  }

  private highBound(): number {
    const values = this.found.map(({ value }) => value).sort((a, b) => b - a);
    return values[this.highest - 1] ?? -Infinity;
  }

  private hasEnough(): boolean {
    return this.found.length >= Math.min(this.n, this.lowest + this.highest);
  }

  /** Sets the pairs of a run aside that belong to the ends, and notes which end is done. */
  private take(krylov: Krylov, ritz: RitzValues, end: RunEnd): void {
    const exact = end === 'invariant' || end === 'whole';
    const slack = this.settings.tolerance * this.size;
    const [lowBound, highBound] = [this.lowBound(), this.highBound()];
    const { values, residuals, low, high } = ritz;
    const chosen = new Set<number>();
    const last = values.length - 1;
    let [newLow, newHigh] = [0, 0];
    for (let i = 0; i < low; i++) {
      if (!(values[i]! < lowBound - slack) || !(exact || residuals[i]! <= slack)) break;
      chosen.add(i);
      newLow++;
    }
    for (let i = 0; i < high; i++) {
      if (!(values[last - i]! > highBound + slack) || !(exact || residuals[last - i]! <= slack)) break;
      chosen.add(last - i);
      newHigh++;
    }
    const pairs = Array.from(chosen, (i) => this.pair(krylov, ritz, i));
    this.leaks.push(...Array.from(chosen, (i) => Math.hypot(residuals[i]!, this.rounding())));
    this.found.push(...pairs);
    this.lowDone ||= newLow === 0;
    this.highDone ||= newHigh === 0;
    if (end === 'given-up') {
      this.lowDone = this.highDone = true;
      this.copiesChecked = false;
    }
    if (end === 'whole' || this.found.length === this.n) this.lowDone = this.highDone = true;
  }

  private pair(krylov: Krylov, ritz: RitzValues, i: number): Eigenpair {
    return {
      value: ritz.values[i]!,
      vector: oriented(krylov.combine(ritz.coordinates[i]!)),
      residual: Math.hypot(ritz.residuals[i]!, this.coupling(), this.rounding()),
    };
  }

  /** Every product is rounded. */
  private rounding(): number {
    return 8 * Number.EPSILON * (2 + Math.sqrt(this.n)) * this.size;
  }

  /** How far A leads from the complement back to the pairs set aside, at most: A is symmetric, so as far as the other way. */
  private coupling(): number {
    return Math.hypot(...this.leaks);
  }

  /**
   * The pairs found and the Ritz vectors of a run are one orthonormal set, on which A is diagonal up to a matrix of norm
   * at most `coupling`; by Weyl's inequality values below −coupling stay negative.
   */
  private countNegative({ all }: RitzValues): void {
    const margin = this.coupling() + this.settings.zero * this.size;
    const values = [...all, ...this.found.map(({ value }) => value)];
    this.negativeAtLeast = Math.max(this.negativeAtLeast, values.filter((value) => value < -margin).length);
  }

  private result(end: ExtremeEigenpairs['end'], pairs: readonly Eigenpair[]): ExtremeEigenpairs {
    const sorted = [...pairs].sort((a, b) => a.value - b.value);
    return {
      lowest: sorted.slice(0, this.lowest),
      highest: sorted.reverse().slice(0, this.highest),
      end,
      copiesChecked: end === 'converged' && this.copiesChecked,
      negativeAtLeast: this.negativeAtLeast,
      size: this.size,
      products: this.products,
    };
  }
}
