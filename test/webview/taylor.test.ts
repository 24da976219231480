import { describe, expect, it } from 'vitest';
import { levelCurves, modelLevels, modelValue } from '../../webview/model/taylor';
import type { QuadraticModel } from '../../webview/model/taylor';

const radius = 100;

/** Models of every shape: name, gradient, H₁₁ H₁₂ H₂₂. */
const shapes: readonly (readonly [string, QuadraticModel['gradient'], QuadraticModel['hessian']])[] = [
  ['ellipse', [0.3, -0.2], [0.02, 0.005, 0.03]],
  ['ellipse downward', [0.5, 0.1], [-0.02, 0.004, -0.01]],
  ['circle at its centre', [0, 0], [0.02, 0, 0.02]],
  ['hyperbola', [0.4, 0.3], [0.02, 0.01, -0.03]],
  ['hyperbola at its centre', [0, 0], [0.02, 0.01, -0.03]],
  ['turned hyperbola', [0, 0], [0, 0.05, 0]],
  ['parabola', [0.2, 0.5], [0.02, 0, 0]],
  ['parabola along a slanted axis', [1, -0.3], [0.01, 0.01, 0.01]],
  ['trough', [0.2, 0], [0.02, 0, 0]],
  ['plane', [0.7, -0.4], [0, 0, 0]],
];

describe('level curves of the quadratic model', () => {
  it.each(shapes)('%s: every point has the level, evaluated directly', (_, gradient, hessian) => {
    const model: QuadraticModel = { value: 3, gradient, hessian };
    const levels = modelLevels(model, 46);
    expect(levels).toHaveLength(3);
    const change = levels[2]! - levels[1]!;
    for (const level of levels)
      for (const curve of levelCurves(model, level, radius))
        for (const [x, y] of curve) {
          // Far out, rounding grows with the size of the terms.
          const size = 1 + (Math.abs(x) + Math.abs(y)) ** 2 * Math.max(...hessian.map(Math.abs));
          expect(Math.abs(modelValue(model, x, y) - level)).toBeLessThan(1e-9 * (change + size));
        }
  });

  it('the level through the point passes through it where the slope is not zero', () => {
    for (const [name, gradient, hessian] of shapes) {
      if (Math.hypot(...gradient) === 0) continue;
      const model: QuadraticModel = { value: -1, gradient, hessian };
      const distance = Math.min(
        ...levelCurves(model, -1, radius).flatMap((curve) =>
          curve.slice(1).map((point, index) => distanceToSegment(curve[index]!, point)),
        ),
      );
      expect(distance, name).toBeLessThan(2);
    }
  });

  it('an ellipse is one closed curve; a hyperbola has two branches, two lines at its centre', () => {
    const ellipse: QuadraticModel = { value: 0, gradient: [0, 0], hessian: [2, 0, 8] };
    const [curve, ...rest] = levelCurves(ellipse, 4, radius);
    expect(rest).toEqual([]);
    expect(curve![0]![0]).toBeCloseTo(curve!.at(-1)![0], 9);
    expect(Math.max(...curve!.map(([x]) => x))).toBeCloseTo(2, 2);
    expect(Math.max(...curve!.map(([, y]) => y))).toBeCloseTo(1, 2);
    const saddle: QuadraticModel = { value: 0, gradient: [0, 0], hessian: [2, 0, -2] };
    expect(levelCurves(saddle, 1, radius)).toHaveLength(2);
    const lines = levelCurves(saddle, 0, radius);
    expect(lines).toHaveLength(2);
    for (const line of lines) for (const [x, y] of line) expect(Math.abs(x)).toBeCloseTo(Math.abs(y), 9);
  });

  it('has no curve where the model never takes the level, and none for a constant', () => {
    expect(levelCurves({ value: 0, gradient: [0, 0], hessian: [1, 0, 1] }, -1, radius)).toEqual([]);
    expect(modelLevels({ value: 5, gradient: [0, 0], hessian: [0, 0, 0] }, 46)).toEqual([]);
  });

  it('the branches of a hyperbola reach beyond the picture', () => {
    const curves = levelCurves({ value: 0, gradient: [0.1, 0], hessian: [0.02, 0, -0.02] }, 0.3, radius);
    for (const curve of curves)
      for (const end of [curve[0]!, curve.at(-1)!]) expect(Math.hypot(...end)).toBeGreaterThan(radius);
  });
});

/** From the origin. */
function distanceToSegment(a: readonly [number, number], b: readonly [number, number]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, -(a[0] * dx + a[1] * dy) / square));
  return Math.hypot(a[0] + t * dx, a[1] + t * dy);
}
