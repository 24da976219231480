import { describe, expect, test } from 'vitest';
import { builtinConstants, builtinFunctions, erf, power, sigmoid, softplus } from '../../src/language/builtins';

const apply = (name: string, ...values: number[]): number => builtinFunctions.get(name)!.apply(...values);

describe('functions of the language', () => {
  // Reference values computed with 30 digits by mpmath, rounded to double.
  test.each([
    [0, 0],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [2.9999, 0.9999778955735178],
    [3, 0.9999779095030014],
    [4, 0.9999999845827421],
    [7, 1],
  ])('erf(%d)', (x, expected) => {
    expect(Math.abs(erf(x) - expected)).toBeLessThan(3e-15);
    expect(erf(-x)).toBe(-erf(x));
  });

  test('are undefined outside of their domain, never infinite', () => {
    expect(apply('log', 0)).toBeNaN();
    expect(apply('log', -1)).toBeNaN();
    expect(apply('log1p', -1)).toBeNaN();
    expect(apply('sqrt', -1)).toBeNaN();
    expect(apply('asin', 2)).toBeNaN();
    expect(apply('pow', 0, -1)).toBeNaN();
    expect(apply('pow', -1, 0.5)).toBeNaN();
    expect(power(0, 0)).toBe(1);
    expect(power(-2, 3)).toBe(-8);
  });

  test('do not overflow where their value is moderate', () => {
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoid(1000)).toBe(1);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-1000)).toBe(0);
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
  });

  test('at a kink', () => {
    expect(apply('relu', -2)).toBe(0);
    expect(apply('relu', 2)).toBe(2);
    expect(apply('sign', 0)).toBe(0);
    expect(apply('leaky_relu', -2)).toBe(-0.02);
  });

  test('gelu is x times the normal distribution', () => {
    expect(apply('gelu', 1)).toBeCloseTo(0.8413447460685429, 14);
    expect(apply('gelu', -1)).toBeCloseTo(-0.15865525393145707, 14);
  });

  test('are each documented, with as many parameters as they take', () => {
    for (const { name, arity, signature, parameters, documentation } of builtinFunctions.values()) {
      expect(signature.startsWith(`${name}(`)).toBe(true);
      expect(documentation).toMatch(/\.$/);
      expect(parameters.length).toBeGreaterThanOrEqual(arity[0]);
    }
    expect([...builtinConstants.keys()]).toEqual(['pi', 'π', 'e']);
  });
});
