import { powerOfTwo } from '../elementary';
import { type Operand, Simd, type VectorCode } from '../vectorCode';

/** (ln 2)/2. */
const step = Math.LN2 / 2;

/** tanh r = r·P(r²)/Q(r²) for |r| ≤ (ln 2)/4: the rational form of e^{2r} of S. Moshier's Cephes library (exp.c), rescaled. */
const numerator = [1, 4 * 3.0299440770744196e-2, 16 * 1.2617719307481059e-4];
const denominator = [1, 2 * 2.2726554820815503e-1, 8 * 2.524483403496841e-3, 32 * 3.0019850513866446e-6];

/**
 * tanh x with one short series and one division, below 5 units in the last place: with x = k·(ln 2)/2 + r and p = 2^k,
 * tanh x = ((p − 1)Q + (p + 1)rP) / ((p + 1)Q + (p − 1)rP), in which little cancels. The sign of a zero is lost.
 */
export function quickTanh(code: VectorCode, target: readonly number[], x: Operand): void {
  // From 19.1 on the result is 1.
  const clamped = code.fresh(Simd.lesser, x, 20);
  code.apply(Simd.greater, clamped, clamped, -20);
  const k = code.fresh(Simd.multiply, clamped, 1 / step);
  code.apply(Simd.nearest, k, k);
  // The product's rounding error is to tanh x as ½ ulp(x)/sinh 2x: at most a half of a unit.
  const r = code.fresh(Simd.multiply, k, step);
  code.apply(Simd.subtract, r, clamped, r);
  const z = code.apply(Simd.multiply, clamped, r, r);
  const w = series(code, z, numerator);
  code.apply(Simd.multiply, w, w, r);
  const q = series(code, z, denominator);
  powerOfTwo(code, k, k);
  const above = code.apply(Simd.add, r, k, 1);
  const below = code.apply(Simd.subtract, k, k, 1);
  const top = code.apply(Simd.multiply, z, below, q);
  code.apply(Simd.multiply, q, q, above);
  code.apply(Simd.multiply, above, above, w);
  code.apply(Simd.add, top, top, above);
  code.apply(Simd.multiply, w, w, below);
  code.apply(Simd.add, q, q, w);
  code.apply(Simd.divide, target, top, q);
  code.release(clamped, k, r, w, q);
}

/** c₀ + x·(c₁ + x·(…)), in fresh locals. */
function series(code: VectorCode, x: Operand, coefficients: readonly number[]): readonly number[] {
  const last = coefficients.length - 1;
  const result = code.fresh(Simd.multiply, x, coefficients[last]!);
  for (let k = last - 1; k >= 0; k--) {
    code.apply(Simd.add, result, result, coefficients[k]!);
    if (k > 0) code.apply(Simd.multiply, result, result, x);
  }
  return result;
}
