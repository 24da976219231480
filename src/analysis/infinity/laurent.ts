/** Sums of whole powers of t with exact coefficients. */
import { Rational } from '../../symbolic/rational';

/** Coefficients by exponent, none 0. */
export type Laurent = ReadonlyMap<number, Rational>;

/** Higher powers and longer sums are not worked out. */
const mostTerms = 60;

export function monomial(coefficient: Rational, exponent: number): Laurent {
  return new Map(coefficient.isZero ? [] : [[exponent, coefficient]]);
}

export function addLaurent(a: Laurent, b: Laurent, factor: Rational = Rational.one): Laurent {
  const sum = new Map(a);
  for (const [exponent, coefficient] of b) {
    const total = (sum.get(exponent) ?? Rational.zero).add(coefficient.multiply(factor));
    if (total.isZero) sum.delete(exponent);
    else sum.set(exponent, total);
  }
  return sum;
}

/** Null where it grows too long. */
export function multiplyLaurent(a: Laurent, b: Laurent): Laurent | null {
  const product = new Map<number, Rational>();
  for (const [p, x] of a) {
    for (const [q, y] of b) {
      const total = (product.get(p + q) ?? Rational.zero).add(x.multiply(y));
      if (total.isZero) product.delete(p + q);
      else product.set(p + q, total);
    }
  }
  return product.size > mostTerms ? null : product;
}

/** aⁿ for a whole n; null where it is no such sum, or too long. */
export function powerLaurent(a: Laurent, n: number): Laurent | null {
  if (a.size === 1) {
    const [exponent, coefficient] = [...a][0]!;
    return Math.abs(n) > mostTerms ? null : monomial(coefficient.power(n), exponent * n);
  }
  if (n < 0 || n > mostTerms) return null;
  let result: Laurent | null = monomial(Rational.one, 0);
  for (let k = 0; k < n && result !== null; k++) result = multiplyLaurent(result, a);
  return result;
}

/** The term that decides as t → ∞; null for 0. */
export function leadingTerm(a: Laurent): { readonly exponent: number; readonly coefficient: Rational } | null {
  let top: number | null = null;
  for (const exponent of a.keys()) if (top === null || exponent > top) top = exponent;
  return top === null ? null : { exponent: top, coefficient: a.get(top)! };
}
