/** A model's prediction and its data on one scale. */
import type { PredictionView } from '../../../src/landscape/explore/views';

export interface DataFit {
  /** On the scale of the targets: probabilities where the model gives scores. */
  readonly predictions: Float64Array;
  readonly targets: Float64Array;
  /** The values the scale reaches over. */
  readonly low: number;
  readonly high: number;
  readonly isProbability: boolean;
  /** The two values of the target where it has no others. */
  readonly classes: readonly [low: number, high: number] | null;
}

export function dataFit({ predictions: raw, columns, scale }: PredictionView): DataFit {
  const isProbability = scale === 'logit';
  const predictions = isProbability ? raw.map(sigmoid) : raw;
  const targets = columns.at(-1) ?? new Float64Array(0);
  const values = [...new Set(targets)].sort((a, b) => a - b);
  const classes = values.length === 2 ? ([values[0]!, values[1]!] as const) : null;
  // Scores against ±1 give probabilities of +1.
  const shown = isProbability && classes?.[0] === -1 ? targets.map((value) => (value + 1) / 2) : targets;
  const [low, high] = isProbability ? [0, 1] : rangeOf(predictions, shown);
  return { predictions, targets: shown, low, high, isProbability, classes };
}

/** What is said about the rows. */
export function rowsInWords({ rows, allRows }: PredictionView): string {
  if (allRows === 0) return 'The table has no rows.';
  if (rows === allRows) return rows === 1 ? 'One row of data.' : `${String(rows)} rows of data.`;
  return `${String(rows)} of ${String(allRows)} rows are drawn, evenly chosen.`;
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

function rangeOf(...lists: readonly Float64Array[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists)
    for (const value of list)
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  if (low > high) return [0, 1];
  return high > low ? [low, high] : [low - 1, high + 1];
}
