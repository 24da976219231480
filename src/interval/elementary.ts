/**
 * Elementary functions with an error bound that is derived, not measured: `Math.exp` and the like promise none.
 *
 * Each function reduces its argument, sums a Taylor series with the terms that make the truncation error smaller than
 * 2⁻⁶⁰ of the result, and uses only correctly rounded operations. A running error analysis (docs/mathematics.md, with
 * u = 2⁻⁵³) bounds the relative error by 20u, and by 500u for erf; `relative` and `relativeErf` below are 32u and 512u.
 */

/** Bound of the relative error of every function here but erf: 32u. */
export const relative = 2 ** -48;
/** The same for erf: 512u. */
export const relativeErf = 2 ** -44;
/** Added to the error of sin and cos where the argument was reduced. */
export const absoluteTrigonometric = 1e-29;
/** Beyond this argument sin and cos are only known to lie in [-1, 1]. */
export const largestAngle = 1e6;

// ln 2 and π/2 in parts; the leading parts have so few digits that their products with a small whole number are exact.
export const ln2High = 6.9314718036912381649e-1;
export const ln2Low = 1.90821492927058770002e-10;
export const halfPi1 = 1.57079632673412561417;
export const halfPi2 = 6.0771005063039659766e-11;
export const halfPi3 = 2.02226624879595063154e-21;

/** Horner's rule: Σ coefficients[k]·xᵏ. */
function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}

function reciprocalFactorials(from: number, count: number, by: number): number[] {
  const list: number[] = [];
  let factorial = 1;
  for (let k = 2; k <= from; k++) factorial *= k;
  for (let i = 0, k = from; i < count; i++) {
    list.push(1 / factorial);
    for (let s = 0; s < by; s++) factorial *= ++k;
  }
  return list;
}

const alternating = (list: number[]): number[] => list.map((c, i) => (i % 2 === 0 ? c : -c));
/** Coefficients in ascending order; for sine, cosine and artanh in even powers of the argument. */
export const expm1Series = reciprocalFactorials(1, 17, 1);
export const sineSeries = alternating(reciprocalFactorials(1, 10, 2));
export const cosineSeries = alternating(reciprocalFactorials(0, 11, 2));
const sinhSeries = reciprocalFactorials(1, 12, 2);
export const atanhSeries = Array.from({ length: 18 }, (_, k) => 1 / (2 * k + 1));
const atanSeries = alternating(Array.from({ length: 28 }, (_, k) => 1 / (2 * k + 1)));

const bits = new DataView(new ArrayBuffer(8));

/** eˣ for |x| ≤ 708. */
export function exp(x: number): number {
  const k = Math.round(x * Math.LOG2E);
  const r = x - k * ln2High - k * ln2Low;
  const p = 1 + r * horner(expm1Series, r);
  return k > 1000 ? p * 2 ** 1000 * 2 ** (k - 1000) : p * 2 ** k;
}

/** ln x for x > 0 and finite. */
export function log(x: number): number {
  let scaled = x;
  let k = 0;
  if (x < 2 ** -1000) {
    scaled = x * 2 ** 100;
    k = -100;
  }
  bits.setFloat64(0, scaled);
  k += ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
  bits.setUint16(0, (bits.getUint16(0) & 0x800f) | (1023 << 4));
  let m = bits.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  const f = m - 1;
  return k * ln2High + (k * ln2Low + twiceAtanh(f / (2 + f)));
}

/** 2·artanh s for |s| ≤ 1/4. */
function twiceAtanh(s: number): number {
  return 2 * s * horner(atanhSeries, s * s);
}

export function log1p(x: number): number {
  return Math.abs(x) < 0.4 ? twiceAtanh(x / (2 + x)) : log(1 + x);
}

export function expm1(x: number): number {
  return Math.abs(x) < 0.5 ? x * horner(expm1Series, x) : exp(x) - 1;
}

/** sin(x + quarter·π/2) for |x| ≤ 10⁶. */
function sineOfQuarter(x: number, quarter: number): number {
  const n = Math.round(x / (Math.PI / 2));
  const r = n === 0 ? x : x - n * halfPi1 - n * halfPi2 - n * halfPi3;
  const q = (n + quarter) & 3;
  const value = (q & 1) === 0 ? r * horner(sineSeries, r * r) : horner(cosineSeries, r * r);
  return q >= 2 ? -value : value;
}

export function sin(x: number): number {
  return sineOfQuarter(x, 0);
}

export function cos(x: number): number {
  return sineOfQuarter(x, 1);
}

export function atan(x: number): number {
  const a = Math.abs(x);
  if (a > 1) return Math.sign(x) * (Math.PI / 2 - atan(1 / a));
  if (a <= 0.4143) return x * horner(atanSeries, a * a);
  const t = (a - 1) / (a + 1);
  return Math.sign(x) * (Math.PI / 4 + t * horner(atanSeries, t * t));
}

/** arcsin x for |x| ≤ 1. */
export function asin(x: number): number {
  return Math.abs(x) === 1 ? (x * Math.PI) / 2 : atan(x / Math.sqrt((1 - x) * (1 + x)));
}

/** arccos x for |x| ≤ 1. */
export function acos(x: number): number {
  return x === -1 ? Math.PI : 2 * atan(Math.sqrt((1 - x) / (1 + x)));
}

/** sinh x for |x| ≤ 708. */
export function sinh(x: number): number {
  if (Math.abs(x) < 1) return x * horner(sinhSeries, x * x);
  const e = exp(Math.abs(x));
  return (Math.sign(x) * (e - 1 / e)) / 2;
}

/** cosh x for |x| ≤ 708. */
export function cosh(x: number): number {
  const e = exp(Math.abs(x));
  return (e + 1 / e) / 2;
}

export function tanh(x: number): number {
  if (Math.abs(x) > 20) return Math.sign(x);
  const e = expm1(2 * Math.abs(x));
  return (Math.sign(x) * e) / (e + 2);
}

/** 1/(1 + e⁻ˣ) for |x| ≤ 708. */
export function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** ln(1 + eˣ) for |x| ≤ 708. */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** erf x: Abramowitz & Stegun 7.1.6, whose terms are all positive. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  let term = a;
  let sum = a;
  // The terms shrink by at least half once 2n + 1 > 4a², so the rest is below twice the last one.
  for (let n = 1; term > sum * 2 ** -60 || 2 * n + 1 <= 4 * a * a; n++) {
    term *= (2 * a * a) / (2 * n + 1);
    sum += term;
  }
  return (Math.sign(x) * 2 * exp(-a * a) * sum) / Math.sqrt(Math.PI);
}
