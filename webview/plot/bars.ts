/** Layout of signed bars with their numbers. */
import { labelWidth } from '../../src/picture/axisTicks';

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** The number stands at the bar's outer end. */
  readonly labelX: number;
  readonly labelAnchor: 'start' | 'end';
}

/** The gap between bar and number, and the margin beyond the number. */
const labelGap = 5;
const margin = 5;

/**
 * Bars from a common zero, lengths in proportion, the longest as long as its number leaves room for; a value that is not
 * zero is at least 1 pixel long. All-positive values have their zero at the left edge, all-negative ones at the right.
 */
export function signedBars(
  values: readonly number[],
  labels: readonly string[],
  width: number,
): { readonly zero: number; readonly bars: readonly Bar[] } {
  const largest = Math.max(...values.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)), 0);
  const share = (value: number): number => (largest === 0 || !Number.isFinite(value) ? 0 : Math.abs(value) / largest);
  const roomOf = (isNegative: boolean): { readonly reach: number; readonly label: number } => {
    const side = values.flatMap((value, index) =>
      value < 0 === isNegative ? [{ share: share(value), label: labelWidth(labels[index]!) + labelGap + margin }] : [],
    );
    return { reach: Math.max(0, ...side.map((bar) => bar.share)), label: Math.max(0, ...side.map((bar) => bar.label)) };
  };
  const [left, right] = [roomOf(true), roomOf(false)];
  const reach = left.reach + right.reach;
  const unit = reach === 0 ? 0 : Math.max(0, width - left.label - right.label - 2) / reach;
  const zero = Math.round(left.label + left.reach * unit) + 0.5;
  const bars = values.map((value): Bar => {
    const length = value === 0 ? 0 : Math.max(1, share(value) * unit);
    return value < 0
      ? { x: zero - length, width: length, labelX: zero - length - labelGap, labelAnchor: 'end' }
      : { x: zero, width: length, labelX: zero + length + labelGap, labelAnchor: 'start' };
  });
  return { zero, bars };
}
