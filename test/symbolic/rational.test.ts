import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/symbolic/rational';

/** Numerators and denominators on both sides of where doubles give way to big integers, and far beyond. */
const whole = fc.oneof(
  fc.bigInt({ min: -40n, max: 40n }),
  fc.bigInt({ min: -(1n << 25n) - 3n, max: (1n << 25n) + 3n }),
  fc.bigInt({ min: (1n << 25n) - 3n, max: (1n << 25n) + 3n }),
  fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }),
);
const fraction = fc.tuple(
  whole,
  whole.filter((n) => n !== 0n),
);

/** The same value from big integers alone, as text in lowest terms. */
function lowest(numerator: bigint, denominator: bigint): string {
  let [x, y] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  const sign = denominator < 0n ? -1n : 1n;
  const [n, d] = [(sign * numerator) / x, (sign * denominator) / x];
  return d === 1n ? String(n) : `${n}/${d}`;
}

describe('rational numbers', () => {
  it('add, multiply, compare and divide as big integers do', () => {
    fc.assert(
      fc.property(fraction, fraction, ([a, b], [c, d]) => {
        const [x, y] = [Rational.of(a, b), Rational.of(c, d)];
        expect(x.key).toBe(lowest(a, b));
        expect(x.add(y).key).toBe(lowest(a * d + c * b, b * d));
        expect(x.subtract(y).key).toBe(lowest(a * d - c * b, b * d));
        expect(x.multiply(y).key).toBe(lowest(a * c, b * d));
        expect(x.negate().key).toBe(lowest(-a, b));
        expect(x.power(3).key).toBe(lowest(a ** 3n, b ** 3n));
        if (c !== 0n) expect(x.divide(y).key).toBe(lowest(a * d, b * c));
        const order = (a * d - c * b) * (b * d < 0n ? -1n : 1n);
        expect(x.compare(y)).toBe(order < 0n ? -1 : order > 0n ? 1 : 0);
        expect([x.isZero, x.isNegative]).toEqual([a === 0n, a !== 0n && a < 0n !== b < 0n]);
        expect(x.isInteger).toBe(a % b === 0n);
      }),
      { numRuns: 2000 },
    );
  });

  it('bounds are neighbouring doubles around the value, equal where it is a double', () => {
    fc.assert(
      fc.property(fraction, ([a, b]) => {
        const x = Rational.of(a, b);
        const [low, high] = x.bounds();
        const [below, above] = [Rational.fromNumber(low), Rational.fromNumber(high)];
        expect([below.compare(x), above.compare(x)]).toEqual(low === high ? [0, 0] : [-1, 1]);
        expect(high - low).toBeLessThanOrEqual(2 ** -51 * Math.abs(low));
        expect([low, high]).toContain(x.toNumber());
      }),
      { numRuns: 2000 },
    );
  });

  it('doubles have exact values', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const exact = Rational.fromNumber(value);
        expect(exact.key).toBe(lowest(exact.numerator, exact.denominator));
        expect(exact.toNumber()).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(Rational.fromNumber(0.5)).toBe(Rational.of(1n, 2n));
  });

  it('equal small numbers are one object', () => {
    expect(Rational.of(6n, 4n)).toBe(Rational.of(-3n, -2n));
    expect(Rational.of(1n, 2n).add(Rational.of(1n, 2n))).toBe(Rational.one);
    expect(Rational.of(0n, 7n).negate()).toBe(Rational.zero);
  });
});
