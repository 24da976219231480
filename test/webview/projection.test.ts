import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plotFrame } from '../../src/picture/frame';
import { Projection, hitTest } from '../../webview/plot/projection';

const frame = plotFrame(500, 400, []);

describe('projection', () => {
  const projection = new Projection(frame, { x: [-2, 3], y: [10, 20] }, [2, 0], false);

  it('puts the lowest value at the left and at the bottom', () => {
    expect(projection.pixel([10, 7, -2], NaN)).toEqual([frame.left, frame.top + frame.innerHeight]);
    expect(projection.pixel([20, 7, 3], NaN)).toEqual([frame.left + frame.innerWidth, frame.top]);
  });

  it('comes back from pixels, and leaves the other parameters as they are', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, noNaN: true }), fc.double({ min: 10, max: 20, noNaN: true }), (x, y) => {
        const [back, other, again] = projection.point(projection.pixel([y, 0, x], NaN), [0, 42, 0]);
        expect(back).toBeCloseTo(y, 9);
        expect(other).toBe(42);
        expect(again).toBeCloseTo(x, 9);
      }),
    );
  });

  it('stands a point of a curve at the height of its loss', () => {
    const curve = new Projection(frame, { x: [0, 1], y: [0, 100] }, [0, 0], true);
    expect(curve.pixel([0.5], 100)).toEqual([frame.left + frame.innerWidth / 2, frame.top]);
    expect(curve.point([frame.left, frame.top + 30], [0.7])).toEqual([0]);
  });

  it('knows what lies in the frame', () => {
    expect(projection.contains([frame.left, frame.top])).toBe(true);
    expect(projection.contains([frame.left - 2, frame.top])).toBe(false);
    expect(projection.contains([frame.left - 2, frame.top], 3)).toBe(true);
  });
});

describe('hit test', () => {
  const places = [[10, 10], null, [14, 10], [100, 100]] as const;

  it('finds the nearest place within reach', () => {
    expect(hitTest(places, [13, 10], 12)).toBe(2);
    expect(hitTest(places, [11, 10], 12)).toBe(0);
    expect(hitTest(places, [100, 108], 12)).toBe(3);
  });

  it('takes the first of two as near, and none out of reach', () => {
    expect(hitTest(places, [12, 10], 12)).toBe(0);
    expect(hitTest(places, [60, 60], 12)).toBe(-1);
  });
});
