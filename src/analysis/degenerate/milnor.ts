/** The Milnor number of a germ, exactly: the dimension of the power series modulo the components of the gradient. */
import type { Series, SeriesSpace } from '../../compile/series';
import { Rational } from '../../symbolic/rational';

/**
 * Modulo all monomials of degree N too, the dimension is that of a finite matrix. Where it is the same for N and N + 1, every monomial of
 * degree N lies in the ideal (Nakayama's lemma), and the dimension is the Milnor number (Greuel, Lossen, Shustin, *Introduction to
 * Singularities and Deformations*, §I.2). The series have to be known to the degree of their space. Null where that is too low.
 */
export function milnorNumber(gradient: readonly Series<Rational>[], space: SeriesSpace): number | null {
  const degree = Math.max(...space.degrees);
  let before: number | null = null;
  for (let truncation = 2; truncation <= degree + 1; truncation++) {
    const dimension = dimensionBelow(gradient, space, truncation);
    if (dimension === before) return dimension;
    before = dimension;
  }
  return null;
}

/** The dimension of polynomials of degree below `truncation` modulo the ideal. */
function dimensionBelow(gradient: readonly Series<Rational>[], space: SeriesSpace, truncation: number): number {
  const monomials = space.exponents.filter((_, k) => space.degrees[k]! < truncation);
  const rows = monomials.flatMap((shift) =>
    gradient.map((series) => {
      const row = new Map<number, Rational>();
      series.forEach((coefficient, k) => {
        if (coefficient.isZero) return;
        const exponents = space.exponents[k]!.map((x, i) => x + shift[i]!);
        if (exponents.reduce((a, b) => a + b, 0) < truncation) row.set(space.indexOf(exponents), coefficient);
      });
      return row;
    }),
  );
  return monomials.length - rankOf(rows);
}

function rankOf(rows: readonly Map<number, Rational>[]): number {
  const pivots = new Map<number, Map<number, Rational>>();
  for (const row of rows) {
    for (;;) {
      const [first] = [...row.keys()].sort((a, b) => a - b);
      if (first === undefined) break;
      const pivot = pivots.get(first);
      if (pivot === undefined) {
        pivots.set(first, row);
        break;
      }
      const factor = row.get(first)!.divide(pivot.get(first)!);
      for (const [key, coefficient] of pivot) {
        const left = (row.get(key) ?? Rational.zero).subtract(factor.multiply(coefficient));
        if (left.isZero) row.delete(key);
        else row.set(key, left);
      }
    }
  }
  return pivots.size;
}
