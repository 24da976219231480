import { describe, expect, it } from 'vitest';
import { adaptResolution } from '../../webview/plot/resolution';

describe('resolution', () => {
  it('goes to the resolution that takes the budget', () => {
    let cells = 60;
    for (let frame = 0; frame < 20; frame++) cells = adaptResolution(cells, cells ** 2 / 1000, 9, 24, 320);
    expect(cells).toBeGreaterThan(90);
    expect(cells).toBeLessThan(100);
  });

  it('does not jump after one slow frame, and keeps its bounds', () => {
    expect(adaptResolution(90, 1e6, 9, 24, 160)).toBe(60);
    expect(adaptResolution(25, 1e6, 9, 24, 160)).toBe(24);
    expect(adaptResolution(150, 0, 9, 24, 160)).toBe(160);
  });
});
