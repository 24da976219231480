import type { Distribution } from '../../language/tree';
import { type SamplingLaw, lawAt, samplingLaw } from '../../dynamics/sampling/law';
import { binomial, estimate, fitPower } from '../../dynamics/sampling/statistics';
import { formatNumber } from '../../picture/numbers';
import { RandomGenerator } from '../../random/generator';
import type { FormulaLoss } from '../compileLoss';
import { standardNumbers } from '../drawTable';
import type { DriveOptions } from '../drive';
import { oracleOf } from '../oracle';
import { basinsOf } from './basins';
import { type Pair, findPair, pairSource } from './pair';
import { samplingCsv } from './samplingCsv';
import type { SamplingRequest } from './requests';
import type { BasinsView, QuantityLaw, SamplingProgress, SamplingRow, SamplingView } from './views';

type Quantity = 'barrier' | 'distance';
type Measured = Pick<BasinsView, Quantity | 'isProved'> & { readonly isSplit: boolean };

/** All samples are gone through up to this many rows of a choice of two values. */
const mostExactRows = 2_000;
/** Rarer samples add less to a mean than anyone sees. */
const negligible = 1e-12;

/** How a table's column is distributed in its standard numbers, where a sample can be told by their mean. */
interface Standard {
  readonly mean: number;
  readonly deviation: number;
  /** Of a choice of two values: how likely the second is. */
  readonly share: number | null;
}

/**
 * The barrier and the distance of the two lowest minima of the empirical loss, over many draws of several sizes, beside
 * what is predicted. A draw with one minimum counts as 0 in both.
 */
export async function samplingStudy(
  request: SamplingRequest,
  options: DriveOptions<SamplingProgress>,
): Promise<SamplingView> {
  const pair = findPair(pairSource(request), request.loss, request.partner);
  const study = new Study(pair, { ...options, progress: undefined });
  return study.run(request, options);
}

class Study {
  private readonly known = new Map<string, Measured>();
  private readonly sampled: FormulaLoss;
  private isProved = true;
  /** A sample matters through the shares of its values alone. */
  private isMean = false;

  constructor(
    private readonly pair: Pair,
    private readonly options: DriveOptions<unknown>,
  ) {
    this.sampled = pair.compile(pair.empirical);
  }

  async run(
    { sizes, draws, seed }: SamplingRequest,
    { progress, signal }: DriveOptions<SamplingProgress>,
  ): Promise<SamplingView> {
    const { pair } = this;
    const ordered = [...new Set(sizes)].sort((a, b) => a - b);
    const standard = this.standard();
    const notes: string[] = [];
    const laws = standard === undefined ? undefined : await this.laws(standard, ordered, notes);
    if (standard === undefined)
      notes.push('No law is derived: the table has several columns, or a choice of more than two values.');
    const rows: SamplingRow[] = [];
    for (const [i, n] of ordered.entries()) {
      const measured: Measured[] = [];
      for (let draw = 0; draw < draws && signal?.aborted !== true; draw++) {
        measured.push(await this.draw(n, seed + i * draws + draw, standard));
        progress?.({ share: (i + (draw + 1) / draws) / ordered.length, rows: [...rows] });
        await this.options.yield?.();
      }
      if (signal?.aborted === true) break;
      const exact = standard?.share == null || n > mostExactRows ? null : await this.exact(n, standard.share);
      const at = (quantity: Quantity): number | null => {
        const law = laws?.[quantity] ?? null;
        return law === null ? null : lawAt(law, standard!.deviation, n);
      };
      rows.push({
        n,
        draws: measured.length,
        barrier: estimate(measured.map(({ barrier }) => barrier)),
        distance: estimate(measured.map(({ distance }) => distance)),
        split: measured.filter(({ isSplit }) => isSplit).length / measured.length,
        exact,
        law: { barrier: at('barrier'), distance: at('distance') },
      });
      progress?.({ share: (i + 1) / ordered.length, rows: [...rows] });
    }
    if (rows.some(({ exact }) => exact !== null)) {
      notes.push('Exact means go through all samples, each by its probability; the draws are seeded and independent.');
    }
    if (!this.isProved && !(standard?.share === null && this.isMean))
      notes.push('Minima were found from many starts, or not all are proved: one may be missed.');
    const quantity = (name: Quantity): QuantityLaw => ({
      derived: laws?.[name]?.leading ?? null,
      fit: fitPower(rows.map((row) => ({ n: row.n, estimate: row[name] }))),
    });
    const view = {
      empirical: pair.empirical,
      population: pair.population,
      rows,
      barrier: quantity('barrier'),
      distance: quantity('distance'),
      notes,
      isProved: this.isProved,
      isWhole: rows.length === ordered.length,
    };
    return { ...view, csv: samplingCsv(rows) };
  }

  /** One draw. Samples of a choice are told by their counts, and measured once. */
  private async draw(n: number, seed: number, standard: Standard | undefined): Promise<Measured> {
    const distribution = this.column()?.distribution;
    if (distribution === undefined || (distribution.name !== 'choice' && !this.isMean)) {
      return this.measure(this.pair.compile(this.pair.empirical, { kind: 'rows', rows: n, seed }));
    }
    const numbers = standardNumbers(distribution, this.weights(), n, seed, 0, this.pair.table);
    if (distribution.name !== 'choice') return this.measure(this.ofMean(meanOf(numbers), standard!));
    const counts = distribution.arguments.map((_, i) => numbers.reduce((sum, at) => sum + (at === i ? 1 : 0), 0));
    return this.counted(counts);
  }

  private async counted(counts: readonly number[]): Promise<Measured> {
    const n = counts.reduce((sum, count) => sum + count, 0);
    // A mean over rows is that of the shares; a sum isn't, so that the size is part of the key.
    const key = `${this.isMean ? '' : n} ${counts.map((count) => count / n).join()}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const measured = await this.measure(this.pair.compile(this.pair.empirical, { kind: 'counts', counts }));
    this.known.set(key, measured);
    return measured;
  }

  private async measure(loss: FormulaLoss): Promise<Measured> {
    const { barrier, distance, minima, isProved } = await basinsOf(loss, this.options);
    if (!isProved) this.isProved = false;
    return { barrier, distance, isProved, isSplit: minima.length > 1 };
  }

  private async exact(n: number, share: number): Promise<SamplingRow['exact']> {
    const shares = binomial(n, share);
    let [barrier, distance] = [0, 0];
    for (const [k, probability] of shares.entries()) {
      if (probability < negligible) continue;
      if (this.options.signal?.aborted === true) return null;
      const measured = await this.counted([n - k, k]);
      barrier += probability * measured.barrier;
      distance += probability * measured.distance;
      await this.options.yield?.();
    }
    return { barrier, distance };
  }

  private column(): { readonly distribution: Distribution } | undefined {
    const { columns } = this.sampled.drawn.get(this.pair.table)!;
    return this.sampled.drawn.size === 1 && columns.length === 1 ? columns[0] : undefined;
  }

  private weights(): readonly number[] | undefined {
    return this.sampled.drawn.get(this.pair.table)!.weights[0];
  }

  private standard(): Standard | undefined {
    const distribution = this.column()?.distribution;
    switch (distribution?.name) {
      case 'normal':
        return { mean: 0, deviation: 1, share: null };
      case 'uniform':
        return { mean: 1 / 2, deviation: Math.sqrt(1 / 12), share: null };
      case 'choice': {
        if (distribution.arguments.length !== 2) return undefined;
        const [first, second] = this.weights() ?? [1, 1];
        const share = second! / (first! + second!);
        return { mean: share, deviation: Math.sqrt(share * (1 - share)), share: share > 0 && share < 1 ? share : null };
      }
      case undefined:
        return undefined;
    }
  }

  /** The empirical loss of a sample whose standard numbers have this mean, if nothing else of it matters. */
  private ofMean(mean: number, { share }: Standard): FormulaLoss {
    const draw =
      share === null
        ? ({ kind: 'single', at: mean } as const)
        : ({ kind: 'counts', counts: [1 - mean, mean] } as const);
    return this.pair.compile(this.pair.empirical, draw);
  }

  /** Whether a sample matters through the mean of its standard numbers alone: compared at random points, for two draws. */
  private followsMean(standard: Standard): boolean {
    const random = new RandomGenerator(1);
    const distribution = this.column()!.distribution;
    return [
      [3, 5],
      [8, 6],
    ].every(([rows, seed]) => {
      const drawn = this.pair.compile(this.pair.empirical, { kind: 'rows', rows: rows!, seed: seed! });
      const numbers = standardNumbers(distribution, this.weights(), rows!, seed!, 0, this.pair.table);
      const alone = this.ofMean(meanOf(numbers), standard);
      const [one, other] = [oracleOf(drawn), oracleOf(alone)];
      return Array.from({ length: 6 }).every(() => {
        const point = Float64Array.from(drawn.box, ([low, high]) => random.uniform(low, high));
        const [a, b] = [one.value(point), other.value(point)];
        return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a));
      });
    });
  }

  private async laws(
    standard: Standard,
    sizes: readonly number[],
    notes: string[],
  ): Promise<Readonly<Record<Quantity, SamplingLaw | null>> | undefined> {
    const { mean, deviation } = standard;
    if (!this.followsMean(standard)) {
      notes.push('No law is derived: the loss depends on more of a sample than its mean.');
      return undefined;
    }
    this.isMean = true;
    if (standard.share === null) {
      this.isProved = false;
      notes.push('Each sample is replaced by one row at its mean, which gives the same loss to rounding.');
    }
    const middle = sizes[Math.floor(sizes.length / 2)] ?? 100;
    // Where samples of a middle size usually are.
    const delta = Math.min(
      deviation / Math.sqrt(middle),
      standard.share === null ? Infinity : Math.min(mean, 1 - mean) / 2,
    );
    const at = new Map<number, Measured>();
    for (const offset of [0, ...[1, 1 / 2, 1 / 4].flatMap((part) => [part * delta, -part * delta])]) {
      at.set(offset, await this.measure(this.ofMean(mean + offset, standard)));
    }
    const zero = at.get(0)!;
    if (zero.isSplit) {
      notes.push(
        `No law is derived: the population has two minima itself, ${formatNumber(zero.distance, 4)} apart with a barrier of ${formatNumber(zero.barrier, 4)}.`,
      );
      return undefined;
    }
    const law = (quantity: Quantity): SamplingLaw | null =>
      samplingLaw((offset) => at.get(offset)![quantity], deviation, delta);
    const laws = { barrier: law('barrier'), distance: law('distance') };
    notes.push(...(['barrier', 'distance'] as const).map((name) => lawNote(name, laws[name], deviation)));
    return laws;
  }
}

function meanOf(numbers: Float64Array): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function lawNote(name: Quantity, law: SamplingLaw | null, deviation: number): string {
  const head = `Predicted ${name}`;
  if (law === null) return `${head}: none, it follows no power of the distance of a sample from the population.`;
  if (law.leading === null) return `${head}: 0, since samples near the population have one minimum.`;
  const { coefficient, exponent } = law.leading;
  const sides = (
    [
      ['above', law.above],
      ['below', law.below],
    ] as const
  ).flatMap(([side, one]) =>
    one === null ? [`0 ${side} it`] : [`${formatNumber(one.scale, 4)}·δ^${formatNumber(one.power, 4)} ${side} it`],
  );
  return (
    `${head}: ${formatNumber(coefficient, 5)}·n^${formatNumber(exponent, 4)}. A sample matters through its mean alone (compared at random points), which lies δ from the population's; ` +
    `there the ${name} is ${sides.join(' and ')}, and δ is about normal with the deviation ${formatNumber(deviation, 4)}/√n.`
  );
}
