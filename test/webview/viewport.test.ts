import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bringIntoView, isDrawable, panBy, sameView, zoomAt } from '../../webview/plot/viewport';

const view = { x: [-2, 2], y: [0, 10] } as const;

describe('zoom', () => {
  it('keeps the point under the pointer', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.1, max: 10, noNaN: true }), (fx, fy, factor) => {
        const next = zoomAt(view, fx, fy, factor);
        expect(next.x[0] + (next.x[1] - next.x[0]) * fx).toBeCloseTo(-2 + 4 * fx, 9);
        expect(next.y[0] + (next.y[1] - next.y[0]) * fy).toBeCloseTo(10 * fy, 9);
        expect(next.x[1] - next.x[0]).toBeCloseTo(4 * factor, 9);
      }),
    );
  });

  it('stops before floating-point numbers get too coarse, and before they overflow', () => {
    let [near, far]: [typeof view | ReturnType<typeof zoomAt>, typeof view | ReturnType<typeof zoomAt>] = [view, view];
    for (let step = 0; step < 300; step++) [near, far] = [zoomAt(near, 0.3, 0.3, 0.5), zoomAt(far, 0.3, 0.3, 2)];
    expect(isDrawable(near) && isDrawable(far)).toBe(true);
    expect(near.x[1]).toBeGreaterThan(near.x[0]);
  });
});

describe('pan', () => {
  it('moves by shares of the spans', () => {
    expect(panBy(view, 0.5, -0.1)).toEqual({ x: [0, 4], y: [-1, 9] });
  });

  it('stays where it is at the end of the numbers', () => {
    const far = { x: [1e11, 1e11 + 1], y: [0, 1] } as const;
    expect(panBy(far, 1e13, 0)).toBe(far);
  });
});

describe('bringing a point into view', () => {
  it('changes nothing for a visible point, and shows another with a margin', () => {
    expect(sameView(bringIntoView(view, 1, 5), view)).toBe(true);
    const next = bringIntoView(view, 5, -3);
    expect(next.x[0]).toBeLessThan(5);
    expect(next.x[1]).toBeGreaterThan(5);
    expect(next.x[1] - next.x[0]).toBeCloseTo(4, 12);
    expect(next.y[0]).toBeLessThan(-3);
  });
});
