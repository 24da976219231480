import { describe, expect, it } from 'vitest';
import { signedBars } from '../../webview/plot/bars';

describe('signed bars', () => {
  it('puts negative values left of zero and positive ones right of it, lengths in proportion', () => {
    const { zero, bars } = signedBars([-2, 1], ['−2', '1'], 260);
    expect(bars[0]!.x + bars[0]!.width).toBeCloseTo(zero, 9);
    expect(bars[1]!.x).toBe(zero);
    expect(bars[0]!.width / bars[1]!.width).toBeCloseTo(2, 9);
    expect(bars.map((bar) => bar.labelAnchor)).toEqual(['end', 'start']);
  });

  it.each([[[3, 5]], [[-3, -5]], [[-1e-9, 4]], [[0, 0]], [[7]], [[-100, 0.001, 100]]])('keeps %j inside', (values) => {
    const labels = values.map(String);
    const { bars } = signedBars(values, labels, 200);
    for (const bar of bars) {
      expect(bar.x).toBeGreaterThanOrEqual(0);
      expect(bar.x + bar.width).toBeLessThanOrEqual(200);
    }
  });

  it('shows the smallest value that is not zero, and no bar for zero', () => {
    const { bars } = signedBars([0, 1e-12, 1], ['0', 'tiny', '1'], 200);
    expect(bars[0]!.width).toBe(0);
    expect(bars[1]!.width).toBe(1);
  });

  it('takes infinite and undefined values without spoiling the others', () => {
    const { bars } = signedBars([NaN, Infinity, 2], ['undefined', '∞', '2'], 200);
    expect(bars[2]!.width).toBeGreaterThan(50);
    expect(bars.every((bar) => Number.isFinite(bar.x) && Number.isFinite(bar.width))).toBe(true);
  });
});
