/** Medians, spreads and ratios of samples. */
import type { Case, Row } from './measure';

export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const left = sorted[below] ?? NaN;
  const right = sorted[below + 1] ?? left;
  return left + (right - left) * (position - below);
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The row of a contender, where it ran and its result agrees with ours. */
export function counted(one: Case, name: string): Row | undefined {
  return one.rows.find((row) => row.name === name && row.agrees && row.samples.length > 0);
}

/** How many times the second contender's median the first one's is; NaN where one of them doesn't count. */
export function ratioOf(one: Case, above: string, below: string): number {
  const [first, second] = [counted(one, above), counted(one, below)];
  return first === undefined || second === undefined ? NaN : median(first.samples) / median(second.samples);
}
