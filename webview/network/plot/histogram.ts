/** How many eigenvalues lie where, and the room a density with its error band needs. */

export interface Histogram {
  readonly low: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** Equal bins over all values, one edge of them at 0, so that no bar holds both signs. */
export function histogramOf(values: Float64Array, bins: number): Histogram {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { low: 0, width: 1, counts: [] };
  const least = Math.min(0, ...finite);
  const most = Math.max(0, ...finite);
  const width = most > least ? (most - least) / bins : 1;
  const below = Math.ceil(-least / width - 1e-9);
  const low = -below * width;
  const count = below + Math.max(1, Math.ceil(most / width - 1e-9));
  const counts = new Array<number>(count).fill(0);
  for (const value of finite) {
    // A value on an edge belongs to the bin on its right, but the greatest to the last one.
    const bin = Math.min(count - 1, Math.max(0, Math.floor((value - low) / width + 1e-9)));
    counts[bin]!++;
  }
  return { low, width, counts };
}

/** Heights on a logarithmic scale between the largest value and so many decades below it, 0 at the bottom. */
export function decadesBelow(values: Float64Array, decades: number): { readonly top: number; readonly bottom: number } {
  let largest = 0;
  for (const value of values) if (value > largest && Number.isFinite(value)) largest = value;
  const top = largest > 0 ? Math.log10(largest) : 0;
  return { top: top + 0.1, bottom: top - decades };
}

/** A closed band between two curves over the same places. */
export function bandPath(xs: readonly number[], upper: readonly number[], lower: readonly number[]): string {
  if (xs.length === 0) return '';
  const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;
  const there = xs.map((x, i) => point(x, upper[i]!));
  const back = xs.map((x, i) => point(x, lower[i]!)).reverse();
  return `M${[...there, ...back].join('L')}Z`;
}
