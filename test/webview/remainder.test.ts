import { describe, expect, it } from 'vitest';
import { circleDirections, remainderInWords, remainders } from '../../webview/model/remainder';
import { LossEvaluator } from '../../webview/model/evaluator';
import type { Derivatives } from '../../webview/model/evaluator';
import { lossView } from '../browser/fixtures';

const all = circleDirections(2, 0, 1, 12);
const text = 'loss f(x, y) = x^2/2 + x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2]';

function at(source: string, point: readonly number[], directions: readonly ArrayLike<number>[] = all, reach = 1) {
  const evaluator = new LossEvaluator(lossView(source), new Float64Array());
  return remainders((p) => evaluator.value(p), point, evaluator.derivatives(point), directions, reach);
}

describe('the remainder of the quadratic model', () => {
  it('has the values that are worked out by hand for the step (0.3, 0.2) and its halves', () => {
    const length = Math.hypot(0.3, 0.2);
    const { points } = at(text, [1, 1], [[0.3 / length, 0.2 / length]], length);
    [0.03, 0.003625, 0.0004453125, 0.0000551757812].forEach((value, k) => {
      expect(points[k]!.remainder).toBeCloseTo(value, 12);
    });
  });

  it('falls with the third power where cubic terms are, faster where symmetry removes them', () => {
    expect(at(text, [1, 1]).line!.slope).toBeCloseTo(3, 1);
    expect(remainderInWords(at(text, [1, 1]))).toContain('cubic');
    expect(at(text, [0, 0]).line!.slope).toBeCloseTo(4, 6);
    expect(remainderInWords(at(text, [0, 0]))).toContain('below fourth order vanish');
    expect(at('loss s(x, y) = x^2 - y^2 + x^3*y^3', [0, 0]).line!.slope).toBeCloseTo(6, 4);
  });

  it('a quadratic loss leaves nothing; a kink leaves the first power', () => {
    const exact = at('loss q(x, y) = 3x^2 - x*y + 7y^2 - 2x + 1', [0.3, -1.7]);
    expect(exact.line).toBeNull();
    expect(remainderInWords(exact)).toContain('exact');
    const kink = at('loss k(x, y) = abs(x) + y^2', [0, 0.5]);
    expect(kink.line!.slope).toBeCloseTo(1, 2);
    expect(remainderInWords(kink)).toContain('not smooth');
  });

  it('says where the loss ends', () => {
    const edge = at('loss l(x, y) = log(x) + y^2', [1e-9, 0.5]);
    expect(remainderInWords(edge)).toContain('undefined close by');
  });

  it('every direction is a unit vector of the plane, with its opposite', () => {
    const derivatives: Derivatives = { value: 0, gradient: new Float64Array(3), hessian: new Float64Array(9) };
    const directions = circleDirections(3, 2, 0, 5);
    expect(directions).toHaveLength(10);
    for (const d of directions) {
      expect(Math.hypot(...d)).toBeCloseTo(1, 12);
      expect(d[1]).toBe(0);
      expect(directions.some((other) => Math.hypot(...other.map((v, i) => v + d[i]!)) < 1e-9)).toBe(true);
    }
    const cubic = remainders((p) => p[0]! ** 3, [0, 0, 0], derivatives, directions, 1);
    expect(cubic.line!.slope).toBeCloseTo(3, 9);
  });
});
