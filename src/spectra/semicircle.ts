/**
 * Wigner's semicircle on [−2, 2], the limit of the eigenvalues of (G + Gᵀ)/√(2n) (Wigner, Annals of Mathematics 67, 1958), and how
 * far a spectrum is from it.
 */

/** √(4 − x²)/2π. */
export function semicircleDensity(x: number): number {
  return x * x >= 4 ? 0 : Math.sqrt(4 - x * x) / (2 * Math.PI);
}

/** The share below x. */
export function semicircleShare(x: number): number {
  if (x <= -2) return 0;
  if (x >= 2) return 1;
  return 0.5 + (x * Math.sqrt(4 - x * x)) / (4 * Math.PI) + Math.asin(x / 2) / Math.PI;
}

/** The second, fourth and sixth moment: Catalan's numbers. */
export const semicircleMoments = [1, 2, 5] as const;

/** Kolmogorov's distance of values (ascending) from a semicircle: the largest difference of the shares below any x. */
export function semicircleDistance(values: ArrayLike<number>, centre = 0, radius = 2): number {
  const n = values.length;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const share = semicircleShare((2 * (values[i]! - centre)) / radius);
    largest = Math.max(largest, Math.abs((i + 1) / n - share), Math.abs(share - i / n));
  }
  return largest;
}

/** Means of λ², λ⁴ and λ⁶. */
export function evenMoments(values: ArrayLike<number>): [number, number, number] {
  let [second, fourth, sixth] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const square = values[i]! * values[i]!;
    second += square;
    fourth += square * square;
    sixth += square * square * square;
  }
  const n = Math.max(1, values.length);
  return [second / n, fourth / n, sixth / n];
}

/** A semicircle laid over any spectrum. */
export interface FittedSemicircle {
  readonly centre: number;
  /** Half its width; 0 where all values are one. */
  readonly radius: number;
  /** Kolmogorov's distance of the values inside from it. */
  readonly distance: number;
  /** How many values, in ascending order, lie below it and above it. */
  readonly below: number;
  readonly above: number;
}

/** A value within this share of the radius beyond an edge may be the edge's own fluctuation. */
const margin = 0.1;
/** At least this share of the values stays inside: a spectrum with heavy tails would fall out value by value. */
const leastInside = 0.8;

/**
 * Fits a semicircle by mean and variance (the radius is twice the standard deviation), leaves out what lies clearly outside of it, and
 * fits again until nothing more falls out, or a fifth of all would: so that outliers don't widen the circle they stand out of. `values` are ascending.
 */
export function fitSemicircle(values: Float64Array): FittedSemicircle {
  let [from, to] = [0, values.length];
  for (;;) {
    const inside = values.subarray(from, to);
    const centre = inside.reduce((sum, x) => sum + x, 0) / inside.length;
    const variance = inside.reduce((sum, x) => sum + (x - centre) ** 2, 0) / inside.length;
    const radius = 2 * Math.sqrt(variance);
    const reach = radius * (1 + margin);
    let [low, high] = [from, to];
    while (low < to && values[low]! < centre - reach) low++;
    while (high > low && values[high - 1]! > centre + reach) high--;
    if ((low === from && high === to) || radius === 0 || high - low < leastInside * values.length) {
      const distance = radius === 0 ? 1 : semicircleDistance(inside, centre, radius);
      return { centre, radius, distance, below: from, above: values.length - to };
    }
    [from, to] = [low, high];
  }
}
