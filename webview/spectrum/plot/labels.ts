/** Where the labels of outliers stand, so that no two touch and no line crosses another. */
import { labelWidth } from '../../../src/picture/axisTicks';

/** Something at a place of the axis that would like a label. */
export interface Marked {
  readonly x: number;
  readonly text: string;
  /** Of too many, those of the highest rank keep their labels. */
  readonly rank: number;
}

export interface PlacedLabel {
  readonly text: string;
  /** Centre of the label, and of what it labels. */
  readonly x: number;
  readonly mark: number;
}

const gap = 8;

/** Labels in one row between two ends, in the order of their places, each as near to its place as the others let it. */
export function placeLabels(marks: readonly Marked[], left: number, right: number): readonly PlacedLabel[] {
  const kept = [...marks].sort((a, b) => a.x - b.x);
  while (kept.length > 0) {
    const widths = kept.map(({ text }) => labelWidth(text));
    const total = widths.reduce((sum, width) => sum + width, 0) + gap * (kept.length - 1);
    if (total <= right - left) return spread(kept, widths, left, right);
    const least = kept.reduce((a, b) => (b.rank < a.rank ? b : a));
    kept.splice(kept.indexOf(least), 1);
  }
  return [];
}

function spread(
  marks: readonly Marked[],
  widths: readonly number[],
  left: number,
  right: number,
): readonly PlacedLabel[] {
  const x = marks.map((mark) => mark.x);
  const apart = (i: number): number => (widths[i - 1]! + widths[i]!) / 2 + gap;
  for (let i = 0; i < x.length; i++) {
    x[i] = Math.max(x[i]!, i === 0 ? left + widths[0]! / 2 : x[i - 1]! + apart(i));
  }
  for (let i = x.length - 1; i >= 0; i--) {
    x[i] = Math.min(x[i]!, i === x.length - 1 ? right - widths[i]! / 2 : x[i + 1]! - apart(i + 1));
  }
  return marks.map(({ text, x: mark }, i) => ({ text, mark, x: x[i]! }));
}
