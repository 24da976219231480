import { describe, expect, it } from 'vitest';
import { conditionNumber, curvatureInWords, norm, spectrumOf } from '../../webview/model/spectrum';

const derivatives = (hessian: readonly number[]): Parameters<typeof spectrumOf>[0] => ({
  value: 0,
  gradient: new Float64Array(Math.sqrt(hessian.length)),
  hessian: Float64Array.from(hessian),
});

describe('spectrum', () => {
  it('is ascending, with unit eigenvectors', () => {
    const spectrum = spectrumOf(derivatives([2, 1, 1, 2]))!;
    expect([...spectrum.values].map((value) => Number(value.toFixed(9)))).toEqual([1, 3]);
    for (const vector of spectrum.vectors) expect(norm(vector)).toBeCloseTo(1, 12);
    expect(spectrum.vectors[1]![0]! * spectrum.vectors[1]![1]!).toBeCloseTo(0.5, 9);
  });

  it('is undefined where a derivative is', () => {
    expect(spectrumOf(derivatives([1, NaN, NaN, 2]))).toBeUndefined();
    expect(spectrumOf(derivatives([Infinity]))).toBeUndefined();
  });

  it('has a condition number, infinite for a singular Hessian', () => {
    expect(conditionNumber(Float64Array.of(-4, 0.5, 2))).toBe(8);
    expect(conditionNumber(Float64Array.of(0, 2))).toBe(Infinity);
  });

  it('says in words how the loss curves', () => {
    expect(curvatureInWords(Float64Array.of(1, 2))).toBe('curves upward in every direction');
    expect(curvatureInWords(Float64Array.of(-3, -2))).toBe('curves downward in every direction');
    expect(curvatureInWords(Float64Array.of(0, 0))).toBe('does not curve in any direction');
    expect(curvatureInWords(Float64Array.of(-1, 1e-14, 2))).toMatch(/upward in 1.*downward in 1.*not at all in 1/);
  });
});
