/** Interval images of the functions that are not monotone. Each takes the ends [a, b] and writes into `result`. */
import { cos, largestAngle, sin } from './elementary';
import * as m from './monotone';
import { down, up } from './rounding';

/** The last computed image, and whether the function may be undefined somewhere in the argument. */
export const result = { low: 0, high: 0, partial: false };

function write(low: number, high: number, partial = false): void {
  result.low = low;
  result.high = high;
  result.partial = partial;
}

/** Empty: undefined everywhere. */
const empty = (): void => write(NaN, NaN, true);

export function multiply(a: number, b: number, c: number, d: number): void {
  const p = a * c;
  const q = a * d;
  const r = b * c;
  const s = b * d;
  if (p - p === 0 && q - q === 0 && r - r === 0 && s - s === 0) {
    // 0 times anything finite is exactly 0.
    if ((a === 0 && b === 0) || (c === 0 && d === 0)) return write(0, 0);
    return write(down(Math.min(p, q, r, s)), up(Math.max(p, q, r, s)));
  }
  const products = [product(a, c), product(a, d), product(b, c), product(b, d)];
  write(down(Math.min(...products)), up(Math.max(...products)));
}

/** y·[c, d] for a number y: what `multiply` gives for [y, y], in half of the work. */
export function scale(y: number, c: number, d: number): void {
  const p = y * c;
  const q = y * d;
  if (!(p - p === 0 && q - q === 0)) return multiply(y, y, c, d);
  if (y === 0 || (c === 0 && d === 0)) return write(0, 0);
  if (p < q) return write(down(p), up(q));
  write(down(q), up(p));
}

/** 0·∞ is 0: the infinity is a bound, not a value. */
function product(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : x * y;
}

export function reciprocal(a: number, b: number): void {
  if (Number.isNaN(a)) return empty();
  if (a > 0 || b < 0) return write(down(1 / b), up(1 / a));
  if (a === 0 && b === 0) return empty();
  if (a === 0) return write(down(1 / b), Infinity, true);
  if (b === 0) return write(-Infinity, up(1 / a), true);
  write(-Infinity, Infinity, true);
}

export function divide(a: number, b: number, c: number, d: number): void {
  if ((c > 0 || d < 0) && b - a < Infinity && d - c < Infinity) {
    const p = a / c;
    const q = a / d;
    const r = b / c;
    const s = b / d;
    return write(down(Math.min(p, q, r, s)), up(Math.max(p, q, r, s)));
  }
  reciprocal(c, d);
  const { partial } = result;
  multiply(a, b, result.low, result.high);
  result.partial = partial;
}

export function square(a: number, b: number): void {
  if (a >= 0) return write(Math.max(0, down(a * a)), up(b * b));
  if (b <= 0) return write(Math.max(0, down(b * b)), up(a * a));
  if (Number.isNaN(a)) return empty();
  write(0, up(Math.max(a * a, b * b)));
}

/** xⁿ for a whole n ≥ 1, by bounds of repeated squaring of the magnitudes. */
export function integerPower(a: number, b: number, n: number): void {
  if (Number.isNaN(a)) return empty();
  if (n % 2 === 0) {
    const least = a > 0 ? a : b < 0 ? -b : 0;
    return write(powerDown(least, n), powerUp(Math.max(-a, b), n));
  }
  write(a >= 0 ? powerDown(a, n) : -powerUp(-a, n), b >= 0 ? powerUp(b, n) : -powerDown(-b, n));
}

function powerDown(x: number, n: number): number {
  let total = 1;
  let factor = x;
  for (let k = n; ;) {
    if (k % 2 === 1) total = total === 1 ? factor : Math.max(0, down(total * factor));
    k = Math.floor(k / 2);
    if (k === 0) return total;
    factor = Math.max(0, down(factor * factor));
  }
}

function powerUp(x: number, n: number): number {
  if (x === 0) return 0;
  let total = 1;
  let factor = x;
  for (let k = n; ;) {
    if (k % 2 === 1) total = total === 1 ? factor : up(total * factor);
    k = Math.floor(k / 2);
    if (k === 0) return total;
    factor = up(factor * factor);
  }
}

export function squareRoot(a: number, b: number): void {
  if (!(b >= 0)) return empty();
  write(a <= 0 ? 0 : Math.max(0, down(Math.sqrt(a))), b === 0 ? 0 : up(Math.sqrt(b)), a < 0);
}

/** log and log1p: `edge` is where the function falls to -∞. */
export function logarithm(f: m.Bounded, a: number, b: number, edge: number): void {
  if (!(b > edge)) return empty();
  write(a > edge ? f.low(a) : -Infinity, f.high(b), a <= edge);
}

export function inverseSine(a: number, b: number): void {
  if (!(a <= 1 && b >= -1)) return empty();
  write(m.asin.low(Math.max(a, -1)), m.asin.high(Math.min(b, 1)), a < -1 || b > 1);
}

export function inverseCosine(a: number, b: number): void {
  if (!(a <= 1 && b >= -1)) return empty();
  write(m.acos.low(Math.min(b, 1)), m.acos.high(Math.max(a, -1)), a < -1 || b > 1);
}

export function hyperbolicCosine(a: number, b: number): void {
  const least = a > 0 ? a : b < 0 ? -b : 0;
  if (Number.isNaN(a)) return empty();
  write(m.cosh.low(least), m.cosh.high(Math.max(-a, b)));
}

/** True where some x + k·period, k whole, may lie in [a, b]; never wrongly false for |a|, |b| ≤ 10⁶. */
function mayContain(a: number, b: number, x: number, period: number): boolean {
  const margin = 1e-9;
  return Math.floor((b - x) / period + margin) >= Math.ceil((a - x) / period - margin);
}

function wave(f: (x: number) => number, a: number, b: number, top: number): void {
  if (Number.isNaN(a)) return empty();
  if (!(b - a < 6.3) || Math.max(Math.abs(a), Math.abs(b)) > largestAngle) return write(-1, 1);
  const left = f(a);
  const right = a === b ? left : f(b);
  // Both bounds grow with the computed value.
  const low = mayContain(a, b, top + Math.PI, 2 * Math.PI) ? -1 : m.waveBelow(Math.min(left, right));
  const high = mayContain(a, b, top, 2 * Math.PI) ? 1 : m.waveAbove(Math.max(left, right));
  write(low, high);
}

export function sine(a: number, b: number): void {
  wave(sin, a, b, Math.PI / 2);
}

export function cosine(a: number, b: number): void {
  wave(cos, a, b, 0);
}

export function tangent(a: number, b: number): void {
  if (Number.isNaN(a)) return empty();
  const far = Math.max(Math.abs(a), Math.abs(b)) > largestAngle;
  if (far || !(b - a < 3.2) || mayContain(a, b, Math.PI / 2, Math.PI)) return write(-Infinity, Infinity, true);
  // Between two poles tan grows: its bounds are those at the ends.
  divide(m.sin.low(a), m.sin.high(a), m.cos.low(a), m.cos.high(a));
  const { low, partial } = result;
  divide(m.sin.low(b), m.sin.high(b), m.cos.low(b), m.cos.high(b));
  write(low, result.high, partial || result.partial);
}

/** x^y for any y: by a whole number where y is one, else exp(y·log x) for x ≥ 0. */
export function power(a: number, b: number, c: number, d: number): void {
  if (Number.isNaN(a) || Number.isNaN(c)) return empty();
  if (c === d && Number.isInteger(c)) return wholePower(a, b, c);
  const fraction = Math.ceil(c) > d;
  // Below 0 it is defined for whole exponents alone.
  if (b < 0) return fraction ? empty() : write(-Infinity, Infinity, true);
  if (a < 0 && !fraction) return write(-Infinity, Infinity, true);
  const partial = a < 0 || (a <= 0 && c <= 0);
  if (b === 0) return c > 0 ? write(0, 0, partial) : empty();
  const logLow = a > 0 ? m.log.low(a) : -Infinity;
  multiply(logLow, m.log.high(b), c, d);
  write(result.low === -Infinity ? 0 : m.exp.low(result.low), m.exp.high(result.high), partial);
}

function wholePower(a: number, b: number, n: number): void {
  if (n === 0) return write(1, 1);
  if (n > 0) return integerPower(a, b, n);
  integerPower(a, b, -n);
  reciprocal(result.low, result.high);
}
