/** Coefficients that power series are computed with: exact rationals, or intervals. */
import * as f from '../interval/functions';
import * as m from '../interval/monotone';
import { down, up } from '../interval/rounding';
import type { FunctionName } from '../symbolic/node';
import { Rational } from '../symbolic/rational';

/** A coefficient can't be given exactly, or a function is not smooth there. */
export class NotRepresentable extends Error {}

export interface Ring<T> {
  readonly zero: T;
  readonly one: T;
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  /** Throws `NotRepresentable` where b may be 0. */
  divide(a: T, b: T): T;
  isZero(a: T): boolean;
  /** Its powers don't grow in length. */
  staysSmall(a: T): boolean;
  /** -1 or 1 where the sign is certain, else 0. */
  sign(a: T): -1 | 0 | 1;
  rational(value: Rational): T;
  /** A number known by bounds; throws where the ring needs it exactly. */
  bounded(low: number, high: number): T;
  builtin(name: 'pi' | 'e'): T;
  /** f(a); throws where it is not representable, or undefined. */
  apply(name: FunctionName, a: T): T;
  /** a^r for a fraction r. */
  power(a: T, r: Rational): T;
}

export const exactRing: Ring<Rational> = {
  zero: Rational.zero,
  one: Rational.one,
  add: (a, b) => a.add(b),
  multiply: (a, b) => a.multiply(b),
  divide(a, b) {
    if (b.isZero) throw new NotRepresentable('division by 0');
    return a.divide(b);
  },
  isZero: (a) => a.isZero,
  staysSmall: (a) => a.isZero || a.isOne || a === Rational.minusOne,
  sign: (a) => a.compare(Rational.zero) as -1 | 0 | 1,
  rational: (value) => value,
  bounded(low, high) {
    if (low !== high) throw new NotRepresentable('a number that is not exact');
    return Rational.fromNumber(low);
  },
  builtin(name) {
    throw new NotRepresentable(name);
  },
  apply(name, a) {
    const known = exactAt(name, a);
    if (known === undefined) throw new NotRepresentable(`${name} at ${a.key}`);
    return known;
  },
  power() {
    throw new NotRepresentable('a fractional power');
  },
};

function exactAt(name: FunctionName, a: Rational): Rational | undefined {
  switch (name) {
    case 'exp':
    case 'cos':
    case 'cosh':
      return a.isZero ? Rational.one : undefined;
    case 'sigmoid':
      return a.isZero ? Rational.of(1n, 2n) : undefined;
    case 'log':
      return a.isOne ? Rational.zero : undefined;
    case 'acos':
    case 'softplus':
    case 'step':
    case 'rightSign':
      return undefined;
    default:
      return a.isZero ? Rational.zero : undefined;
  }
}

/** [low, high]. */
export type Interval = readonly [low: number, high: number];

const computed = (): Interval => {
  if (f.result.partial || Number.isNaN(f.result.low)) throw new NotRepresentable('not defined everywhere');
  return [f.result.low, f.result.high];
};

export const intervalRing: Ring<Interval> = {
  zero: [0, 0],
  one: [1, 1],
  add: ([a, b], [c, d]) => (c === 0 && d === 0 ? [a, b] : a === 0 && b === 0 ? [c, d] : [down(a + c), up(b + d)]),
  multiply([a, b], [c, d]) {
    f.multiply(a, b, c, d);
    return [f.result.low, f.result.high];
  },
  divide([a, b], [c, d]) {
    f.divide(a, b, c, d);
    return computed();
  },
  isZero: ([a, b]) => a === 0 && b === 0,
  staysSmall: () => true,
  sign: ([a, b]) => (a > 0 ? 1 : b < 0 ? -1 : 0),
  rational: (value) => value.bounds(),
  bounded: (low, high) => [low, high],
  builtin: (name) => (name === 'pi' ? [Math.PI, Math.PI + 2 ** -51] : [Math.E, Math.E + 2 ** -51]),
  apply(name, [a, b]) {
    switch (name) {
      case 'exp':
      case 'atan':
      case 'sinh':
      case 'tanh':
      case 'sigmoid':
      case 'softplus':
      case 'expm1':
      case 'erf':
        return [m[name].low(a), m[name].high(b)];
      case 'log':
        f.logarithm(m.log, a, b, 0);
        return computed();
      case 'log1p':
        f.logarithm(m.log1p, a, b, -1);
        return computed();
      case 'sin':
        f.sine(a, b);
        return computed();
      case 'cos':
        f.cosine(a, b);
        return computed();
      case 'tan':
        f.tangent(a, b);
        return computed();
      case 'asin':
        f.inverseSine(a, b);
        return computed();
      case 'acos':
        f.inverseCosine(a, b);
        return computed();
      case 'cosh':
        f.hyperbolicCosine(a, b);
        return computed();
      case 'abs':
      case 'sign':
      case 'relu':
      case 'step':
      case 'rightSign':
        throw new NotRepresentable('a kink');
    }
  },
  power([a, b], r) {
    f.power(a, b, ...r.bounds());
    return computed();
  },
};
