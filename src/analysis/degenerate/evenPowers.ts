/**
 * Losses that are sums of even powers of linear forms with positive coefficients, L = c + Σ cₖ·rₖ^(2pₖ). Where the forms vanish
 * together at p alone, (x − p)·∇L(x) = Σ 2pₖ·cₖ·rₖ(x)^(2pₖ) is positive for every x ≠ p: p is the only critical point in the whole space,
 * and a minimum.
 */
import { polynomialOf } from '../../symbolic/polynomial';
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { termsOf } from '../terms';

export interface OnlyPoint {
  readonly point: readonly Rational[];
  /** The dimension of the Hessian's kernel there. */
  readonly corank: number;
}

export interface EvenPowersLoss {
  readonly pool: Pool;
  readonly value: Node;
  readonly parameters: readonly Node[];
  readonly exact: readonly (Rational | undefined)[];
}

/** The only critical point of such a loss, or null where it is none. */
export function onlyPointOf(loss: EvenPowersLoss): OnlyPoint | null {
  const n = loss.parameters.length;
  // A guard makes the loss undefined somewhere, perhaps at the point.
  if (reachable([loss.value]).some(({ kind }) => kind === 'guard')) return null;
  const parts = termsOf(loss);
  if (parts === null) return null;
  const rows: Rational[][] = [];
  const squares: Rational[][] = [];
  for (const { node, coefficient } of parts.terms) {
    const form = node.kind === 'product' && node.factors.length === 1 ? node.factors[0]! : null;
    if (form === null || coefficient.isNegative || !form.exponent.isInteger) return null;
    if (form.exponent.isNegative || form.exponent.numerator % 2n !== 0n) return null;
    const row = linearForm(form.base, n);
    if (row === null) return null;
    rows.push(row);
    if (form.exponent.numerator === 2n) squares.push(row.slice(0, n));
  }
  const point = solveUniquely(rows, n);
  return point === null ? null : { point, corank: n - rankOf(squares) };
}

/** Coefficients of the parameters, and the constant; null where the expression is not linear. */
function linearForm(node: Node, n: number): Rational[] | null {
  const polynomial = polynomialOf(node, n, []);
  if (polynomial === null) return null;
  const row = Array.from({ length: n + 1 }, () => Rational.zero);
  for (const { exponents, coefficient } of polynomial.values()) {
    const degree = exponents.reduce((sum, x) => sum + x, 0);
    if (degree > 1) return null;
    row[degree === 0 ? n : exponents.indexOf(1)] = coefficient;
  }
  return row;
}

/** The only common zero of linear forms; null where there is none, or more than one. */
function solveUniquely(rows: readonly (readonly Rational[])[], n: number): Rational[] | null {
  const reduced = reduce(rows, n);
  if (reduced.length !== n) return null;
  // A row without parameters that is not 0 contradicts the others.
  const point = reduced.map((row) => row[n]!.negate());
  const holds = rows.every((row) => point.reduce((sum, x, i) => sum.add(x.multiply(row[i]!)), row[n]!).isZero);
  return holds ? point : null;
}

function rankOf(rows: readonly (readonly Rational[])[]): number {
  return rows.length === 0 ? 0 : reduce(rows, rows[0]!.length).length;
}

/** Gauss–Jordan elimination over the first `columns` columns: the rows with a pivot, each pivot 1 and alone in its column. */
function reduce(rows: readonly (readonly Rational[])[], columns: number): Rational[][] {
  const left = rows.map((row) => [...row]);
  let count = 0;
  for (let column = 0; column < columns && count < left.length; column++) {
    const found = left.findIndex((row, i) => i >= count && !row[column]!.isZero);
    if (found < 0) continue;
    [left[count], left[found]] = [left[found]!, left[count]!];
    const pivot = left[count]![column]!;
    left[count] = left[count]!.map((entry) => entry.divide(pivot));
    left.forEach((row, i) => {
      const factor = row[column]!;
      if (i === count || factor.isZero) return;
      left[i] = row.map((entry, k) => entry.subtract(factor.multiply(left[count]![k]!)));
    });
    count++;
  }
  return left.slice(0, count);
}
