import { type Operand, Simd, type VectorCode } from './vectorCode';

/**
 * Elementary functions in two lanes. Each reduces its argument and evaluates a polynomial, as a rule the one of its degree
 * with the least relative error (by Remez' exchange). The largest error measured is stated with each function and tested
 * (test/wasm/elementary.test.ts), in units in the last place of the result, over the arguments where the result is a
 * normal number.
 */

type Vector = readonly number[];

/** 1.5·2⁵²: added to a double below 2⁵¹, it leaves the nearest whole number in the low bits. */
const shifter = 6755399441055744;
const shifterBits = 0x4338000000000000n;
const oneBits = 0x3ff0000000000000n;
const signBit = -0x8000000000000000n;

/** ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** Horner's rule: c₀ + x·(c₁ + x·(…)). */
function polynomial(code: VectorCode, x: Operand, coefficients: readonly number[]): Vector {
  const result = code.copy(code.take(), coefficients[coefficients.length - 1]!);
  for (let k = coefficients.length - 2; k >= 0; k--) {
    code.apply(Simd.multiply, result, result, x);
    code.apply(Simd.add, result, result, coefficients[k]!);
  }
  return result;
}

/** (e^r − 1 − r)/r² for |r| ≤ ln 2/2: e^r − 1 is then within 2⁻⁵⁵ of itself. */
const exponentialCoefficients = [
  0.5000000000000006, 0.16666666666666685, 0.04166666666657362, 0.008333333333314602, 0.0013888888932379736,
  0.0001984126990300641, 2.480150444489012e-5, 2.755722797625949e-6, 2.7626326928031953e-7, 2.5114465893037694e-8,
];
/** (2·artanh s − 2s)/s³ at z = s², for s ≤ (√2 − 1)/(√2 + 1) and for s ≤ 1/3: 2·artanh s is then within 2⁻⁵⁹ of itself. */
const logarithmCoefficients = [
  0.6666666666666734, 0.39999999999414587, 0.28571428742409843, 0.22222198570711768, 0.18183564463986612,
  0.1531404679816307, 0.14795989426631456,
];
const softplusCoefficients = [
  0.6666666666666631, 0.40000000000157243, 0.2857142854785395, 0.22222223969728433, 0.1818174392498218,
  0.15386559922527152, 0.13300973586681086, 0.12106086287581283, 0.0834010123839972, 0.1701857598660324,
];

/** x = k·ln 2 + r with |r| ≤ ln 2/2; gives e^r − 1 and k as a double. `x` must be in [−746, 711]. */
function reduceExponential(code: VectorCode, x: Operand): { readonly k: Vector; readonly tail: Vector } {
  const k = code.fresh(Simd.multiply, x, Math.LOG2E);
  code.apply(Simd.nearest, k, k);
  const step = code.fresh(Simd.multiply, k, ln2High);
  const r = code.fresh(Simd.subtract, x, step);
  code.apply(Simd.multiply, step, k, ln2Low);
  code.apply(Simd.subtract, r, r, step);
  const series = polynomial(code, r, exponentialCoefficients);
  code.apply(Simd.multiply, series, series, r);
  code.apply(Simd.multiply, series, series, r);
  code.apply(Simd.add, series, series, r);
  code.release(step, r);
  return { k, tail: series };
}

/** 2^k for a whole k in [−1022, 1023]. */
export function powerOfTwo(code: VectorCode, target: Vector, k: Operand): Vector {
  code.apply(Simd.add, target, k, shifter);
  for (let v = 0; v < code.width; v++) {
    code.get(target[v]!);
    code.integer(52);
    code.simd(Simd.shiftLeft);
    code.operand(oneBits, v);
    code.simd(Simd.addInteger);
    code.set(target[v]!);
  }
  return target;
}

/** value·2^k in two halves, so that k may be anything a double's exponent needs. Overwrites and frees `k`. */
function scale(code: VectorCode, value: Vector, k: Vector): void {
  const half = code.fresh(Simd.multiply, k, 0.5);
  code.apply(Simd.nearest, half, half);
  code.apply(Simd.subtract, k, k, half);
  const factor = powerOfTwo(code, code.take(), half);
  code.apply(Simd.multiply, value, value, factor);
  powerOfTwo(code, factor, k);
  code.apply(Simd.multiply, value, value, factor);
  code.release(half, factor, k);
}

/** e^x, below 1.01 units in the last place. */
export function exponential(code: VectorCode, target: Vector, x: Operand): void {
  const clamped = code.fresh(Simd.max, x, -746);
  code.apply(Simd.min, clamped, clamped, 711);
  const { k, tail } = reduceExponential(code, clamped);
  code.apply(Simd.add, tail, tail, 1);
  scale(code, tail, k);
  code.copy(target, tail);
  code.release(clamped, tail);
}

/** e^x − 1 into fresh locals, for x in [−700, 709]: 2^k·(e^r − 1) + (2^k − 1). */
function exponentialMinusOne(code: VectorCode, x: Operand): Vector {
  const { k, tail } = reduceExponential(code, x);
  const unit = powerOfTwo(code, k, k);
  code.apply(Simd.multiply, tail, tail, unit);
  code.apply(Simd.subtract, unit, unit, 1);
  code.apply(Simd.add, tail, tail, unit);
  code.release(unit);
  return tail;
}

/** e^x − 1, below 2 units in the last place. */
export function expm1(code: VectorCode, target: Vector, x: Operand): void {
  // Between 709 and 711 the result is e^x itself, up to rounding.
  const clamped = code.fresh(Simd.max, x, -40);
  code.apply(Simd.min, clamped, clamped, 709);
  const low = exponentialMinusOne(code, clamped);
  const high = code.take();
  exponential(code, high, x);
  choose(code, target, code.fresh(Simd.gt, x, 709), high, low);
  code.release(clamped, low, high);
}

/** target = mask ? a : b; frees the mask. */
function choose(code: VectorCode, target: Vector, mask: Vector, a: Operand, b: Operand): void {
  code.apply(Simd.bitselect, target, a, b, mask);
  code.release(mask);
}

/** tanh x = (e^{2|x|} − 1)/(e^{2|x|} + 1) with the sign of x, below 2.5 units in the last place. */
export function hyperbolicTangent(code: VectorCode, target: Vector, x: Operand): void {
  const twice = code.fresh(Simd.abs, x);
  code.apply(Simd.add, twice, twice, twice);
  code.apply(Simd.min, twice, twice, 44);
  const e = exponentialMinusOne(code, twice);
  const below = code.fresh(Simd.add, e, 2);
  code.apply(Simd.divide, e, e, below);
  // The sign of x, and −0 of −0.
  const sign = code.fresh(Simd.and, x, signBit);
  code.apply(Simd.or, target, e, sign);
  code.release(twice, e, below, sign);
}

/** 1/(1 + e^{−x}), below 2 units in the last place. */
export function logistic(code: VectorCode, target: Vector, x: Operand): void {
  const e = code.fresh(Simd.negate, x);
  exponential(code, e, e);
  code.apply(Simd.add, e, e, 1);
  code.apply(Simd.divide, target, 1, e);
  code.release(e);
}

/** log x for x > 0 and not subnormal, else NaN or what follows from scaling; below 1.2 units in the last place. */
export function logarithm(code: VectorCode, target: Vector, x: Operand): void {
  // Subnormal numbers are multiplied by 2⁵⁴ first.
  const small = code.fresh(Simd.lt, x, 2 ** -1022);
  const scaled = code.fresh(Simd.multiply, x, 2 ** 54);
  const value = code.fresh(Simd.bitselect, scaled, x, small);
  const result = logarithmOfNormal(code, value, (exponent) => {
    const shift = code.fresh(Simd.and, small, BigInt.asIntN(64, bitsOf(54)));
    code.apply(Simd.subtract, exponent, exponent, shift);
    code.release(shift);
  });
  const infinite = code.fresh(Simd.eq, x, Infinity);
  choose(code, result, infinite, Infinity, result);
  choose(code, target, code.fresh(Simd.gt, x, 0), result, NaN);
  code.release(small, scaled, value, result);
}

function bitsOf(value: number): bigint {
  return BigInt64Array.from(new BigInt64Array(Float64Array.of(value).buffer))[0]!;
}

/** x = 2^e·m with m in [√½, √2); log x = e·ln 2 + 2·artanh(s), s = (m − 1)/(m + 1). Gives fresh locals. */
function logarithmOfNormal(code: VectorCode, x: Operand, adjust: (exponent: Vector) => void): Vector {
  const e = code.fresh(Simd.subtractInteger, x, bitsOf(Math.SQRT1_2));
  for (let v = 0; v < code.width; v++) {
    code.get(e[v]!);
    code.integer(52);
    code.simd(Simd.shiftRight);
    code.set(e[v]!);
  }
  const m = code.take();
  for (let v = 0; v < code.width; v++) {
    code.operand(x, v);
    code.get(e[v]!);
    code.integer(52);
    code.simd(Simd.shiftLeft);
    code.simd(Simd.subtractInteger);
    code.set(m[v]!);
  }
  // The whole number in e becomes a double.
  code.apply(Simd.addInteger, e, e, shifterBits);
  code.apply(Simd.subtract, e, e, shifter);
  adjust(e);
  const f = code.apply(Simd.subtract, m, m, 1);
  const s = code.fresh(Simd.add, f, 2);
  code.apply(Simd.divide, s, f, s);
  const z = code.fresh(Simd.multiply, s, s);
  const series = polynomial(code, z, logarithmCoefficients);
  code.apply(Simd.multiply, series, series, z);
  // log(1 + f) = f − (f²/2 − s·(f²/2 + R)) keeps the leading f exact (Tang, ACM TOMS 16 (1990), 378–400).
  const half = code.fresh(Simd.multiply, f, f);
  code.apply(Simd.multiply, half, half, 0.5);
  code.apply(Simd.add, series, series, half);
  code.apply(Simd.multiply, series, series, s);
  const low = code.apply(Simd.multiply, s, e, ln2Low);
  code.apply(Simd.add, series, series, low);
  code.apply(Simd.subtract, half, half, series);
  code.apply(Simd.subtract, half, half, f);
  code.apply(Simd.multiply, e, e, ln2High);
  code.apply(Simd.subtract, e, e, half);
  code.release(m, s, z, series, half);
  return e;
}

/** log(1 + x) = log w + (x − (w − 1))/w with w = 1 + x (Kahan); below 2.5 units in the last place. */
export function log1p(code: VectorCode, target: Vector, x: Operand): void {
  const w = code.fresh(Simd.add, x, 1);
  const lost = code.fresh(Simd.subtract, w, 1);
  code.apply(Simd.subtract, lost, x, lost);
  code.apply(Simd.divide, lost, lost, w);
  // Where 1 + x is 1, all of x is in the lost part.
  const finite = code.fresh(Simd.lt, w, Infinity);
  code.apply(Simd.and, lost, lost, finite);
  const result = code.take();
  logarithm(code, result, w);
  code.apply(Simd.add, target, result, lost);
  code.release(w, lost, finite, result);
}

/**
 * max(x, 0) + log(1 + t), t = e^{−|x|}, the logarithm as 2·artanh(t/(2 + t)); below 2.5 units in the last place for x ≥
 * −708, and off by less than 4·10⁻³⁰⁸ below.
 */
export function softplus(code: VectorCode, target: Vector, x: Operand): void {
  const e = code.fresh(Simd.abs, x);
  code.apply(Simd.negate, e, e);
  code.apply(Simd.max, e, e, -708);
  const { k, tail } = reduceExponential(code, e);
  code.apply(Simd.add, tail, tail, 1);
  powerOfTwo(code, k, k);
  code.apply(Simd.multiply, tail, tail, k);
  const s = code.apply(Simd.add, k, tail, 2);
  code.apply(Simd.divide, s, tail, s);
  const z = code.apply(Simd.multiply, e, s, s);
  const series = polynomial(code, z, softplusCoefficients);
  code.apply(Simd.multiply, series, series, z);
  code.apply(Simd.multiply, series, series, s);
  code.apply(Simd.add, s, s, s);
  code.apply(Simd.add, series, series, s);
  const positive = code.apply(Simd.max, tail, x, 0);
  code.apply(Simd.add, target, positive, series);
  code.release(e, k, tail, series);
}

/** π/2 in three parts of 33 bits and the rest: products with whole numbers below 2²⁰ are exact (Cody & Waite 1980). */
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;
/** Larger arguments are left to the host. */
export const largestReduced = 823_549;

/** sin r − r = r³·S(r²) and cos r = 1 − r²/2 + r⁴·C(r²) for |r| ≤ π/4, within 2⁻⁵⁸ (fdlibm, k_sin.c and k_cos.c). */
const sineCoefficients = [
  -1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4, 2.75573137070700676789e-6,
  -2.50507602534068634195e-8, 1.58969099521155010221e-10,
];
const cosineCoefficients = [
  4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5, -2.75573143513906633035e-7,
  2.0875723212981748279e-9, -1.13596475577881948265e-11,
];

/** sin x, or cos x where `shift` is 1; below 1.6 units in the last place for |x| ≤ `largestReduced`. */
export function sine(code: VectorCode, target: Vector, x: Operand, shift: 0 | 1): void {
  if (shift === 0) sineAndCosine(code, target, undefined, x);
  else sineAndCosine(code, undefined, target, x);
}

/** sin x and cos x of one reduction, or one of the two; both as near as by `sine`. */
export function sineAndCosine(
  code: VectorCode,
  sineTarget: Vector | undefined,
  cosineTarget: Vector | undefined,
  x: Operand,
): void {
  const k = code.fresh(Simd.multiply, x, 2 / Math.PI);
  code.apply(Simd.nearest, k, k);
  const r = code.copy(code.take(), x);
  const step = code.take();
  for (const part of halfPi) {
    code.apply(Simd.multiply, step, k, part);
    code.apply(Simd.subtract, r, r, step);
  }
  const z = code.fresh(Simd.multiply, r, r);
  const sineSeries = polynomial(code, z, sineCoefficients);
  code.apply(Simd.multiply, sineSeries, sineSeries, z);
  code.apply(Simd.multiply, sineSeries, sineSeries, r);
  code.apply(Simd.add, sineSeries, sineSeries, r);
  const cosineSeries = polynomial(code, z, cosineCoefficients);
  code.apply(Simd.multiply, cosineSeries, cosineSeries, z);
  code.apply(Simd.subtract, cosineSeries, cosineSeries, 0.5);
  code.apply(Simd.multiply, cosineSeries, cosineSeries, z);
  code.apply(Simd.add, cosineSeries, cosineSeries, 1);
  // The quadrant is a whole number in the low bits: the lowest swaps sine and cosine, the second changes the sign.
  code.apply(Simd.add, k, k, shifter);
  const isEven = code.apply(Simd.and, step, k, 1n);
  code.apply(Simd.equalInteger, isEven, isEven, 0n);
  const sign = r;
  if (sineTarget !== undefined) {
    shiftLeft(code, sign, k, 62);
    code.apply(Simd.and, sign, sign, signBit);
    code.apply(Simd.bitselect, z, sineSeries, cosineSeries, isEven);
    code.apply(Simd.xor, sineTarget, z, sign);
  }
  if (cosineTarget !== undefined) {
    // The cosine is the sine a quadrant further.
    code.apply(Simd.addInteger, k, k, 1n);
    shiftLeft(code, sign, k, 62);
    code.apply(Simd.and, sign, sign, signBit);
    code.apply(Simd.bitselect, z, cosineSeries, sineSeries, isEven);
    code.apply(Simd.xor, cosineTarget, z, sign);
  }
  code.release(k, r, step, z, sineSeries, cosineSeries);
}

/** The 64-bit integers shifted left. */
function shiftLeft(code: VectorCode, target: Vector, source: Vector, by: number): void {
  for (let v = 0; v < code.width; v++) {
    code.get(source[v]!);
    code.integer(by);
    code.simd(Simd.shiftLeft);
    code.set(target[v]!);
  }
}
