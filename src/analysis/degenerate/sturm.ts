/** Real roots of polynomials over the rationals, counted exactly (Sturm's theorem; Basu, Pollack, Roy, §2.2). */
import { Rational } from '../../symbolic/rational';

/** Coefficients from degree 0 upwards. */
export type Polynomial = readonly Rational[];

/** The number of distinct real roots of a polynomial that is not 0. */
export function countRealRoots(polynomial: Polynomial): number {
  const p = trim(polynomial);
  if (p.length <= 1) return 0;
  const chain = sturmChain(p);
  const atInfinity = (side: 1 | -1): number =>
    variations(chain.map((q) => q[q.length - 1]!.compare(Rational.zero) * (side < 0 && q.length % 2 === 0 ? -1 : 1)));
  return atInfinity(-1) - atInfinity(1);
}

/** The number of distinct real roots of a polynomial that is not 0 in [low, high]; null where an end is a root. */
export function countRootsIn(polynomial: Polynomial, low: Rational, high: Rational): number | null {
  const p = trim(polynomial);
  if (p.length <= 1) return 0;
  if (valueAt(p, low).isZero || valueAt(p, high).isZero) return null;
  const chain = sturmChain(p);
  const at = (x: Rational): number => variations(chain.map((q) => valueAt(q, x).compare(Rational.zero)));
  return at(low) - at(high);
}

function sturmChain(p: Polynomial): Polynomial[] {
  const chain = [p, derive(p)];
  for (;;) {
    const last = chain[chain.length - 1]!;
    if (last.length === 0) {
      chain.pop();
      return chain;
    }
    chain.push(remainder(chain[chain.length - 2]!, last).map((c) => c.negate()));
  }
}

function valueAt(p: Polynomial, x: Rational): Rational {
  return p.reduceRight((sum, coefficient) => sum.multiply(x).add(coefficient), Rational.zero);
}

/** How often the sign changes, zeros left out. */
function variations(signs: readonly number[]): number {
  const seen = signs.filter((sign) => sign !== 0);
  return seen.filter((sign, i) => i > 0 && sign !== seen[i - 1]).length;
}

/** The polynomial without its root at x: every factor t − x is divided out. */
export function withoutRoot(polynomial: Polynomial, x: Rational): Polynomial {
  let p: Polynomial = trim(polynomial);
  while (p.length > 1 && valueAt(p, x).isZero) p = quotient(p, [x.negate(), Rational.one]);
  return p;
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
