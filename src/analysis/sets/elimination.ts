/**
 * Polynomials in one unknown each that vanish wherever a system of equations does. The remainders of 1, xᵢ, xᵢ², … by a Gröbner basis lie in
 * a space of finite dimension where the system has finitely many complex zeros; the first linear relation between them is such a
 * polynomial (Faugère, Gianni, Lazard, Mora, J. Symb. Comput. 16 (1993), 329–344).
 */
import type { Node } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import type { Polynomial } from '../degenerate/sturm';
import { type Poly, groebnerBasis, remainderBy } from './groebner';

/** Systems with more complex zeros than this are left alone. */
const mostZeros = 60;

/** One polynomial for each unknown; null where the equations are no polynomials, have infinitely many zeros, or grow too large. */
export function eliminate(
  equations: readonly Node[],
  unknowns: number,
  exact: readonly (Rational | undefined)[],
): Polynomial[] | null {
  const basis = groebnerBasis(equations, unknowns, exact);
  if (basis === null) return null;
  const found: Polynomial[] = [];
  for (let unknown = 0; unknown < unknowns; unknown++) {
    // Finitely many zeros: some leading term is a power of this unknown alone.
    if (!basis.some(([lead]) => lead!.exponents.every((x, i) => i === unknown || x === 0))) return null;
    const polynomial = firstRelation(basis, unknown, unknowns);
    if (polynomial === null) return null;
    found.push(polynomial);
  }
  return found;
}

/** A row of the elimination: a combination of remainders, and how it is made of powers of the unknown. */
interface Row {
  readonly entries: Map<string, Rational>;
  readonly powers: Rational[];
}

function firstRelation(basis: readonly Poly[], unknown: number, unknowns: number): Polynomial | null {
  const rows: (Row & { readonly pivot: string })[] = [];
  let power: Poly | null = remainderBy(
    [{ exponents: Array.from({ length: unknowns }, () => 0), coefficient: Rational.one }],
    basis,
  );
  for (let k = 0; k <= mostZeros && power !== null; k++) {
    const row: Row = {
      entries: new Map(power.map(({ exponents, coefficient }) => [exponents.join(), coefficient])),
      powers: Array.from({ length: k + 1 }, (_, i) => (i === k ? Rational.one : Rational.zero)),
    };
    for (const other of rows) subtractRow(row, other, row.entries.get(other.pivot));
    const [pivot] = row.entries.keys();
    if (pivot === undefined) return row.powers;
    rows.push({ ...row, pivot });
    power = remainderBy(
      power.map(({ exponents, coefficient }) => ({
        exponents: exponents.map((x, i) => (i === unknown ? x + 1 : x)),
        coefficient,
      })),
      basis,
    );
  }
  return null;
}

/** Takes away the multiple of another row that clears its pivot. */
function subtractRow(row: Row, other: Row & { readonly pivot: string }, entry: Rational | undefined): void {
  if (entry === undefined) return;
  const factor = entry.divide(other.entries.get(other.pivot)!);
  for (const [key, coefficient] of other.entries) {
    const left = (row.entries.get(key) ?? Rational.zero).subtract(factor.multiply(coefficient));
    if (left.isZero) row.entries.delete(key);
    else row.entries.set(key, left);
  }
  other.powers.forEach((coefficient, i) => (row.powers[i] = row.powers[i]!.subtract(factor.multiply(coefficient))));
}
