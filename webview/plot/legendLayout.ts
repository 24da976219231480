/** Which levels of the colour scale are labelled, and where. */
import { formatNumber } from '../../src/picture/numbers';
import { labelWidth } from '../../src/picture/axisTicks';

export interface LegendLabel {
  readonly label: string;
  /** Centre of the label, and the level's own place, in pixels. */
  readonly x: number;
  readonly mark: number;
}

const gap = 10;

/**
 * Labels that do not touch: the levels at equal distances in the list, as many as fit. Swatch `i` begins at
 * `left + i × swatch`; labels stay between 0 and `width`.
 */
export function legendLabels(
  thresholds: readonly number[],
  swatch: number,
  left: number,
  width: number,
): readonly LegendLabel[] {
  const digits = tellingDigits(thresholds);
  for (let every = 1; every <= thresholds.length; every++) {
    const labels = thresholds.flatMap((threshold, index): LegendLabel[] => {
      if (index % every !== 0) return [];
      const label = formatNumber(threshold, digits);
      const half = labelWidth(label) / 2;
      const mark = left + index * swatch;
      return [{ label, mark, x: Math.min(width - half, Math.max(half, mark)) }];
    });
    const fits = labels.every((label, index) => {
      const next = labels[index + 1];
      return next === undefined || label.x + (labelWidth(label.label) + labelWidth(next.label)) / 2 + gap <= next.x;
    });
    if (fits) return labels;
  }
  return [];
}

/** As few digits, from three on, as tell all levels apart. */
function tellingDigits(thresholds: readonly number[]): number {
  for (let digits = 3; digits < 12; digits++)
    if (new Set(thresholds.map((threshold) => formatNumber(threshold, digits))).size === thresholds.length)
      return digits;
  return 12;
}
