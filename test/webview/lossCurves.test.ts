import { describe, expect, it } from 'vitest';
import { decadeTicks } from '../../webview/plot/decades';
import { lossPath, lossScale, onLossScale } from '../../webview/plot/lossCurves';

const run = (values: readonly number[], isStray = false): { values: Float64Array; isStray: boolean } => ({
  values: Float64Array.from(values),
  isStray,
});

describe('the axis of loss against step', () => {
  it('is logarithmic by itself where positive values span decades, linear otherwise', () => {
    expect(lossScale([run([100, 1, 0.01])], 'automatic').isLogarithmic).toBe(true);
    expect(lossScale([run([5, 4, 3])], 'automatic').isLogarithmic).toBe(false);
    expect(lossScale([run([100, -1])], 'automatic').isLogarithmic).toBe(false);
  });

  it('does as it is told', () => {
    expect(lossScale([run([5, 4, 3])], 'logarithmic').isLogarithmic).toBe(true);
    expect(lossScale([run([100, 0.001])], 'linear').isLogarithmic).toBe(false);
  });

  it('measures from the lowest value where some are negative', () => {
    const scale = lossScale([run([3, -1, -2])], 'logarithmic');
    expect(scale.offset).toBe(-2);
    expect(onLossScale(scale, 8)).toBeCloseTo(1, 12);
    expect(onLossScale(scale, -2)).toBe(scale.interval[0]);
  });

  it('is not stretched by a run that diverges', () => {
    const scale = lossScale([run([4, 3, 2]), run([4, 40, 1e30], true)], 'automatic');
    expect(scale.isLogarithmic).toBe(false);
    expect(scale.interval[1]).toBeLessThan(50);
  });

  it('is not stretched by what a run does outside of the box', () => {
    const scale = lossScale([{ ...run([1, 0, -1, -2, -1e5]), within: 3 }], 'automatic');
    expect(scale.interval[0]).toBeGreaterThan(-5);
    expect(scale.interval[0]).toBeLessThan(-2);
  });

  it.each([[[NaN, Infinity]], [[7]], [[0, 0]], [[]]])('has an interval for %j', (values) => {
    const { interval } = lossScale([run(values)], 'automatic');
    expect(interval[0]).toBeLessThan(interval[1]);
    expect(interval.every(Number.isFinite)).toBe(true);
  });
});

describe('the path of a run', () => {
  it('breaks at values that cannot be shown', () => {
    const scale = lossScale([run([1, 2, 3, 4])], 'linear');
    const path = lossPath(
      Float64Array.of(1, NaN, 3, 4),
      scale,
      (step) => step,
      (place) => place,
    );
    expect(path).toBe('M0.0,1.0M2.0,3.0L3.0,4.0');
  });

  it('is thinned for long runs', () => {
    const scale = lossScale([run([0, 1])], 'linear');
    const path = lossPath(
      new Float64Array(10_001),
      scale,
      (step) => step,
      (place) => place,
    );
    expect(path.split(/[ML]/).length).toBeLessThan(2600);
  });
});

describe('decades', () => {
  it('are labelled as people write them', () => {
    expect(decadeTicks([-3.2, 3.4], 10).map((tick) => tick.label)).toEqual([
      '10⁻³',
      '0.01',
      '0.1',
      '1',
      '10',
      '100',
      '1000',
    ]);
  });

  it('are as few as asked for', () => {
    expect(decadeTicks([-12, 6], 4).length).toBeLessThanOrEqual(5);
  });
});
