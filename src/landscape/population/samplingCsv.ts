import type { SamplingRow } from './views';

const header = [
  'n',
  'draws',
  'split',
  'barrier_mean',
  'barrier_error',
  'barrier_exact',
  'barrier_law',
  'distance_mean',
  'distance_error',
  'distance_exact',
  'distance_law',
];

/** The rows of a study as a table: one line a size, numbers in full precision, nothing where nothing is known. */
export function samplingCsv(rows: readonly SamplingRow[]): string {
  const lines = rows.map(({ n, draws, split, barrier, distance, exact, law }) => [
    n,
    draws,
    split,
    barrier.mean,
    barrier.error,
    exact?.barrier ?? null,
    law.barrier,
    distance.mean,
    distance.error,
    exact?.distance ?? null,
    law.distance,
  ]);
  return [header, ...lines].map((cells) => `${cells.map((cell) => cell ?? '').join(',')}\n`).join('');
}
