import { absoluteMoment } from './statistics';

/** How a quantity grows on one side of the population: scale·δ^power for a sample whose mean is δ away. */
export interface Side {
  readonly scale: number;
  readonly power: number;
}

/** What a quantity is on average over samples of n rows, as n grows. */
export interface SamplingLaw {
  readonly above: Side | null;
  readonly below: Side | null;
  /** The leading term, coefficient·n^exponent; null where the quantity is 0 near the population. */
  readonly leading: { readonly coefficient: number; readonly exponent: number } | null;
}

/** Powers further apart than this share are not those of one power law. */
const steady = 0.05;

/**
 * The law of a quantity that depends on a sample through the mean of its standard numbers alone, and is 0 for the
 * population. The mean of n rows is about normal with the deviation σ/√n around the population's (central limit theorem), so
 * that with Q(±δ) ≈ scale·δ^power the average is ½·Σ scale·σ^power·E|Z|^power·n^(−power/2) over both sides. The power and
 * the scale come from Q itself at δ, δ/2 and δ/4; null where Q follows no power there.
 */
export function samplingLaw(
  quantity: (offset: number) => number,
  deviation: number,
  delta: number,
): SamplingLaw | null {
  const above = sideOf((offset) => quantity(offset), delta);
  const below = sideOf((offset) => quantity(-offset), delta);
  if (above === 'none' || below === 'none') return null;
  const terms = [above, below].flatMap((side) =>
    side === null
      ? []
      : [
          {
            exponent: -side.power / 2,
            coefficient: 0.5 * side.scale * deviation ** side.power * absoluteMoment(side.power),
          },
        ],
  );
  const [first, second] = terms.sort((a, b) => b.exponent - a.exponent);
  if (first === undefined) return { above, below, leading: null };
  const joined = second !== undefined && Math.abs(second.exponent - first.exponent) < 1e-3;
  const coefficient = joined ? first.coefficient + second.coefficient : first.coefficient;
  return { above, below, leading: { coefficient, exponent: first.exponent } };
}

function sideOf(quantity: (offset: number) => number, delta: number): Side | null | 'none' {
  const [far, middle, near] = [quantity(delta), quantity(delta / 2), quantity(delta / 4)];
  if (far === 0 && middle === 0 && near === 0) return null;
  if (!(far > 0 && middle > 0 && near > 0)) return 'none';
  const [wide, narrow] = [Math.log2(far / middle), Math.log2(middle / near)];
  if (!(narrow > 0) || Math.abs(wide - narrow) > steady * narrow) return 'none';
  // A power that is a half or a whole within its own uncertainty is one.
  const rounded = Math.round(narrow * 2) / 2;
  const power = Math.abs(rounded - narrow) <= Math.max(1e-3, 2 * Math.abs(wide - narrow)) ? rounded : narrow;
  return { power, scale: near / (delta / 4) ** power };
}

/** The value of a law at n rows. */
export function lawAt({ above, below }: SamplingLaw, deviation: number, n: number): number {
  return [above, below].reduce(
    (sum, side) =>
      side === null
        ? sum
        : sum + 0.5 * side.scale * (deviation / Math.sqrt(n)) ** side.power * absoluteMoment(side.power),
    0,
  );
}
