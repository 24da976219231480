import { describe, expect, it } from 'vitest';
import { labelWidth } from '../../src/picture/axisTicks';
import { legendLabels } from '../../webview/plot/legendLayout';

describe('labels of the colour scale', () => {
  it.each([
    [340, [0, 1, 2, 3, 4]],
    [240, Array.from({ length: 16 }, (_, index) => index * 123.456)],
    [640, Array.from({ length: 16 }, (_, index) => 10 ** (index - 8))],
    [60, [1e-7, 2e-7, 3e-7]],
  ])('in %d pixels neither touch nor leave the picture', (width, thresholds) => {
    const labels = legendLabels(thresholds, (width - 40) / thresholds.length, 40, width);
    expect(labels.length).toBeGreaterThan(0);
    labels.forEach(({ label, x }, index) => {
      const half = labelWidth(label) / 2;
      expect(x - half).toBeGreaterThanOrEqual(-1e-9);
      expect(x + half).toBeLessThanOrEqual(width + 1e-9);
      const next = labels[index + 1];
      if (next !== undefined) expect(x + half).toBeLessThan(next.x - labelWidth(next.label) / 2);
    });
  });

  it('marks the level itself even where its label had to move', () => {
    const [first] = legendLabels([0.00471, 28.2], 100, 4, 204);
    expect(first!.mark).toBe(4);
    expect(first!.x).toBeGreaterThan(4);
  });

  it('has as many digits as tell the levels apart', () => {
    const labels = legendLabels([122.31, 122.32, 122.33], 200, 4, 700).map(({ label }) => label);
    expect(labels).toEqual(['122.31', '122.32', '122.33']);
    expect(legendLabels([0.5, 1.25, 2.00001], 200, 4, 700).map(({ label }) => label)).toEqual(['0.5', '1.25', '2']);
  });

  it('has nothing to say about no levels', () => {
    expect(legendLabels([], 10, 0, 100)).toEqual([]);
  });
});
