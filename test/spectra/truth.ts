import { readFileSync } from 'node:fs';

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** What dense matrices gave, drawn by another program: means and deviations of a single draw. */
export const truth = JSON.parse(readFileSync('test/fixtures/truth/spectra.json', 'utf8')) as {
  readonly semicircle: readonly (readonly [number, number])[];
  readonly noise: readonly ({
    readonly n: number;
    readonly draws: number;
    readonly shares: readonly ({ readonly x: number } & Moments)[];
  } & Readonly<Record<'negative' | 'largest' | 'smallest' | 'distance' | 'second' | 'fourth', Moments>>)[];
  readonly spiked: readonly ({ readonly n: number; readonly beta: number; readonly draws: number } & Readonly<
    Record<'largest' | 'next' | 'overlap' | 'negative', Moments>
  >)[];
};
