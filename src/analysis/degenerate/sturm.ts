/** Real roots of polynomials over the rationals, counted exactly (Sturm's theorem; Basu, Pollack, Roy, §2.2). */
import { Rational } from '../../symbolic/rational';

/** Coefficients from degree 0 upwards. */
export type Polynomial = readonly Rational[];

/**
 * The number of distinct real roots of a polynomial that is not 0. With `multipleOnly`, of those that are multiple: the
 * real roots of its greatest common divisor with its derivative.
 */
export function countRealRoots(polynomial: Polynomial, multipleOnly = false): number {
  const p = trim(polynomial);
  if (p.length <= 1) return 0;
  const derivative = derive(p);
  if (multipleOnly) {
    const common = gcd(p, derivative);
    return common.length <= 1 ? 0 : countRealRoots(common);
  }
  const chain = [p, derivative];
  for (;;) {
    const last = chain[chain.length - 1]!;
    if (last.length === 0) {
      chain.pop();
      break;
    }
    chain.push(remainder(chain[chain.length - 2]!, last).map((c) => c.negate()));
  }
  return variations(chain, -1) - variations(chain, 1);
}

function variations(chain: readonly Polynomial[], side: 1 | -1): number {
  let count = 0;
  let last = 0;
  for (const p of chain) {
    const lead = p[p.length - 1]!;
    const sign = lead.compare(Rational.zero) * (side < 0 && p.length % 2 === 0 ? -1 : 1);
    if (sign !== 0 && last !== 0 && sign !== last) count++;
    if (sign !== 0) last = sign;
  }
  return count;
}

function gcd(a: Polynomial, b: Polynomial): Polynomial {
  let [x, y] = [a, b];
  while (y.length > 0) [x, y] = [y, remainder(x, y)];
  return x;
}

/** a mod b, made monic so that the numbers stay small in the chain; the sign of the leading coefficient is kept. */
function remainder(a: Polynomial, b: Polynomial): Polynomial {
  const result = [...a];
  const lead = b[b.length - 1]!;
  while (result.length >= b.length) {
    const factor = result[result.length - 1]!.divide(lead);
    const shift = result.length - b.length;
    b.forEach((coefficient, k) => (result[k + shift] = result[k + shift]!.subtract(factor.multiply(coefficient))));
    result.pop();
    while (result.length > 0 && result[result.length - 1]!.isZero) result.pop();
  }
  if (result.length === 0) return result;
  const top = result[result.length - 1]!;
  const size = top.isNegative ? top.negate() : top;
  return result.map((coefficient) => coefficient.divide(size));
}

function derive(p: Polynomial): Rational[] {
  return p.slice(1).map((coefficient, k) => coefficient.multiply(Rational.integer(BigInt(k + 1))));
}

/** The factors of a polynomial by their multiplicity, each without multiple zeros (Yun's algorithm); those of degree 0 are left out. */
export function squareFreeFactors(polynomial: Polynomial): { readonly factor: Polynomial; readonly power: number }[] {
  const p = trim(polynomial);
  if (p.length <= 1) return [];
  const found: { factor: Polynomial; power: number }[] = [];
  const derivative = derive(p);
  let common = gcd(p, derivative);
  let left = quotient(p, common);
  for (let power = 1; left.length > 1; power++) {
    const next = gcd(left, common);
    const factor = quotient(left, next);
    if (factor.length > 1) found.push({ factor, power });
    left = next;
    common = quotient(common, next);
  }
  return found;
}

/** a / b where b divides a. */
export function quotient(a: Polynomial, b: Polynomial): Polynomial {
  const left = [...a];
  const result: Rational[] = Array.from({ length: Math.max(0, a.length - b.length + 1) }, () => Rational.zero);
  const lead = b[b.length - 1]!;
  for (let shift = a.length - b.length; shift >= 0; shift--) {
    const factor = left[shift + b.length - 1]!.divide(lead);
    result[shift] = factor;
    b.forEach((coefficient, k) => (left[k + shift] = left[k + shift]!.subtract(factor.multiply(coefficient))));
  }
  return result;
}

function trim(p: Polynomial): Rational[] {
  const result = [...p];
  while (result.length > 0 && result[result.length - 1]!.isZero) result.pop();
  return result;
}
