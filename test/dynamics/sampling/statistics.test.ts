import { describe, expect, test } from 'vitest';
import { samplingLaw, lawAt } from '../../../src/dynamics/sampling/law';
import { absoluteMoment, binomial, estimate, fitPower, gamma } from '../../../src/dynamics/sampling/statistics';

test('means and their standard errors', () => {
  expect(estimate([1, 2, 3, 4])).toEqual({ mean: 2.5, error: Math.sqrt(5 / 3 / 4) });
  expect(estimate([7])).toEqual({ mean: 7, error: 0 });
});

test('a power law is found again', () => {
  const points = [5, 20, 80, 320].map((n) => ({ n, estimate: { mean: 0.125 / n, error: 0.01 / n } }));
  const fit = fitPower(points)!;
  expect(fit.exponent).toBeCloseTo(-1, 12);
  expect(fit.coefficient).toBeCloseTo(0.125, 12);
  // Four equal weights of (12.5)² at ln n with the variance (ln 4)²·5/4.
  expect(fit.error).toBeCloseTo(1 / (12.5 * Math.sqrt(4 * (5 / 4)) * Math.log(4)), 12);
  expect(fitPower(points.slice(0, 1))).toBeNull();
  expect(fitPower(points.map(({ n }) => ({ n, estimate: { mean: 0, error: 0 } })))).toBeNull();
});

describe('the binomial distribution', () => {
  test('is that of sums of coefficients', () => {
    expect([...binomial(4, 0.5)].map((share) => share * 16)).toEqual([1, 4, 6, 4, 1].map((x) => expect.closeTo(x, 12)));
    const skew = binomial(3, 0.2);
    expect([...skew]).toEqual([0.512, 0.384, 0.096, 0.008].map((x) => expect.closeTo(x, 12)));
  });

  test('has its mean and variance where factorials would overflow', () => {
    const [n, p] = [2000, 0.3];
    const shares = binomial(n, p);
    const mean = shares.reduce((sum, share, k) => sum + share * k, 0);
    const variance = shares.reduce((sum, share, k) => sum + share * (k - mean) ** 2, 0);
    expect(mean).toBeCloseTo(n * p, 8);
    expect(variance).toBeCloseTo(n * p * (1 - p), 7);
  });
});

test('Γ and the moments of the normal distribution', () => {
  expect(gamma(0.5)).toBeCloseTo(Math.sqrt(Math.PI), 13);
  expect(gamma(5)).toBeCloseTo(24, 11);
  expect([0, 1, 2, 4].map(absoluteMoment)).toEqual([1, Math.sqrt(2 / Math.PI), 1, 3].map((x) => expect.closeTo(x, 12)));
});

describe('laws from how a quantity grows', () => {
  test('a square on one side', () => {
    const law = samplingLaw((offset) => (offset > 0 ? offset ** 2 : 0), 0.5, 0.1)!;
    expect(law.leading!.exponent).toBe(-1);
    expect(law.leading!.coefficient).toBeCloseTo(1 / 8, 12);
    expect(law.below).toBeNull();
    expect(lawAt(law, 0.5, 20)).toBeCloseTo(1 / 160, 14);
  });

  test('roots on both sides add up', () => {
    const law = samplingLaw((offset) => 2 * Math.sqrt(Math.abs(offset)), 1, 0.2)!;
    expect(law.leading!.exponent).toBe(-1 / 4);
    expect(law.leading!.coefficient).toBeCloseTo(2 * absoluteMoment(0.5), 10);
  });

  test('nothing near the population, and no power', () => {
    expect(samplingLaw(() => 0, 1, 0.1)!.leading).toBeNull();
    expect(samplingLaw((offset) => (offset > 0.06 ? 1 : 0), 1, 0.1)).toBeNull();
    expect(samplingLaw((offset) => Math.exp(-1 / Math.abs(offset)), 1, 0.5)).toBeNull();
  });
});
