import { describe, expect, it } from 'vitest';
import type { CriticalPointView } from '../../src/landscape/views';
import { Continuation, type Place } from '../../webview/model/continuation';
import { LossEvaluator } from '../../webview/model/evaluator';
import { featuresOf } from '../../webview/model/features';
import { lossView } from '../browser/fixtures';
import { pointAt, reportOf } from './samples';

/** Evaluators of one loss for values of its only constant. */
function evaluators(text: string): (value: number) => LossEvaluator {
  const loss = lossView(text);
  return (value) => new LossEvaluator(loss, Float64Array.of(value));
}

function known(point: readonly number[], kind: CriticalPointView['kind'], morseIndex: number): CriticalPointView {
  return { ...pointAt(...point), kind, morseIndex };
}

/** Follows a report from the first value over the others; the places at the last. */
function along(
  text: string,
  points: readonly CriticalPointView[],
  values: readonly number[],
): readonly (Place | null)[] {
  const at = evaluators(text);
  const continuation = new Continuation();
  const report = { ...reportOf(...points), parameters: lossView(text).parameters.map(({ name }) => name) };
  expect(continuation.follow(report, at(values[0]!), true)).toBeNull();
  let places: readonly (Place | null)[] | null = null;
  for (const value of values.slice(1)) places = continuation.follow(report, at(value), false);
  return places!;
}

const well = 'const a = 1 in [-2, 4]\nloss f(x, y) = x^4/4 - a*x^2/2 + y^2 on x in [-3, 3], y in [-3, 3]';
const wellPoints = [known([1, 0], 'minimum', 0), known([-1, 0], 'minimum', 0), known([0, 0], 'saddle', 1)];

describe('critical points followed while a slider moves', () => {
  it.each([
    ['in small steps', [1, 1.1, 1.2, 1.3, 1.44]],
    ['in one step', [1, 1.44]],
    ['in a step that has to be halved', [1, 3.61]],
  ])('go where the wells go, %s', (_, values) => {
    const places = along(well, wellPoints, values);
    const root = Math.sqrt(values.at(-1)!);
    [
      [root, 0],
      [-root, 0],
      [0, 0],
    ].forEach((expected, index) => {
      const { point, derivatives } = places[index]!;
      expect(Math.hypot(point[0]! - expected[0]!, point[1]! - expected[1]!)).toBeLessThan(1e-8);
      expect(Math.hypot(...derivatives.gradient)).toBeLessThan(1e-8);
    });
  });

  it('are lost where they end in a fold, and where two would become one', () => {
    const fold = 'const a = 1 in [-1, 2]\nloss f(x) = x^3/3 - a*x on x in [-3, 3]';
    const ends = [known([1], 'minimum', 0), known([-1], 'maximum', 1)];
    expect(along(fold, ends, [1, 0.5, 0.1, -0.1, -0.5])).toEqual([null, null]);
    // Behind the pitchfork only the middle is left, a minimum then: none of the three is it.
    expect(along(well, wellPoints, [1, 0.3, -0.5])).toEqual([null, null, null]);
  });

  it('never change places in a comb of wells', () => {
    const comb = 'const s = 0 in [0, 3]\nloss f(x) = (x - s)^2/20 - cos(2*pi*(x - s)) on x in [-5, 5]';
    const minima = [-2, -1, 0, 1, 2].map((k) => {
      let x = k;
      for (let round = 0; round < 20; round++) {
        x -= (x / 10 + 2 * Math.PI * Math.sin(2 * Math.PI * x)) / (0.1 + 4 * Math.PI ** 2 * Math.cos(2 * Math.PI * x));
      }
      return known([x], 'minimum', 0);
    });
    for (const shift of [0.01, 0.1, 0.3, 0.9, 2.5]) {
      along(comb, minima, [0, shift]).forEach((place, index) => {
        if (place !== null) expect(place.point[0]! - shift).toBeCloseTo(minima[index]!.point[0]!, 6);
        else expect(shift).toBeGreaterThan(0.1);
      });
    }
  });

  it('stay where they are degenerate and the gradient still vanishes, and are lost elsewhere', () => {
    const flat = 'const a = 0 in [-1, 1]\nloss f(x, y) = x^2/2 + (y - a)^4 on x in [-2, 2], y in [-2, 2]';
    const point = known([0, 0], 'degenerate-minimum', 0);
    expect(along(flat.replace('y - a', 'y*(1 + a)'), [point], [0, 0.5])[0]!.point).toEqual(Float64Array.of(0, 0));
    expect(along(flat, [point], [0, 0.5])).toEqual([null]);
  });

  it('are followed anew from the next report, also one that was made on the way', () => {
    const at = evaluators(well);
    const continuation = new Continuation();
    const first = reportOf(...wellPoints);
    continuation.follow(first, at(1), true);
    continuation.follow(first, at(1.2), false);
    const second = reportOf(...[Math.sqrt(1.2), -Math.sqrt(1.2)].map((x) => known([x, 0], 'minimum', 0)));
    expect(continuation.follow(second, at(1.3), false)!.map((place) => place!.point[0]!.toFixed(6))).toEqual([
      Math.sqrt(1.3).toFixed(6),
      (-Math.sqrt(1.3)).toFixed(6),
    ]);
    const third = reportOf(...wellPoints);
    expect(continuation.follow(third, at(1), true)).toBeNull();
  });

  it('are told as numerical, and what was lost has no place', () => {
    const report = reportOf(...wellPoints);
    const [moved] = along(well, wellPoints, [1, 1.44]);
    const [first, second] = featuresOf(report, [moved!, null, null]);
    expect(first!.label).toBe('minimum at (1.2, 0), value −0.5184, followed, not proved yet');
    expect(first!.proof).toBe('numerical');
    expect(first!.isFollowed).toBe(true);
    expect(first!.eigenvalues).toEqual([2, expect.closeTo(2.88, 6)]);
    expect(second!.label).toBe('minimum, lost');
    expect(second!.anchor[0]).toBeNaN();
  });
});
