import { describe, expect, it } from 'vitest';
import { plotFrame } from '../../src/picture/frame';
import { curveInterval, curvePath, gaps } from '../../webview/plot/curve';
import { Projection } from '../../webview/plot/projection';

const xs = Float64Array.from({ length: 11 }, (_, index) => index);

describe('the curve of a one-parameter loss', () => {
  it('shows all values with a margin', () => {
    const [low, high] = curveInterval(Float64Array.of(1, 2, 3, NaN));
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(3);
    expect(high - low).toBeLessThan(3);
  });

  it('does not let a pole flatten the rest', () => {
    const values = Float64Array.from({ length: 801 }, (_, index) => 1 / (index - 400.3) ** 2);
    const [, high] = curveInterval(values);
    expect(high).toBeLessThan(Math.max(...values) / 10);
  });

  it('has an interval for a constant, and for nothing', () => {
    for (const values of [Float64Array.of(5, 5), Float64Array.of(NaN), new Float64Array()]) {
      const [low, high] = curveInterval(values);
      expect(low).toBeLessThan(high);
    }
  });

  it('breaks the path where the loss is undefined', () => {
    const values = xs.map((x) => (x > 3 && x < 6 ? NaN : x));
    const projection = new Projection(plotFrame(300, 200, []), { x: [0, 10], y: [0, 10] }, [0, 0], true);
    expect(curvePath(xs, values, projection).match(/M/g)).toHaveLength(2);
  });

  it('finds the gaps, at the ends too', () => {
    const values = Float64Array.of(NaN, NaN, 1, 1, NaN, 1, 1, 1, 1, 1, NaN);
    expect(gaps(xs, values)).toEqual([
      [-0.5, 1.5],
      [3.5, 4.5],
      [9.5, 10.5],
    ]);
    expect(gaps(xs, new Float64Array(11))).toEqual([]);
  });
});
