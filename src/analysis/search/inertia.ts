/**
 * The numbers of negative and positive eigenvalues of every symmetric matrix in an interval matrix, by Sylvester's law
 * of inertia: with any real T, TᵀHT has the inertia of H where T is regular; where TᵀHT is strictly diagonally dominant
 * it is regular, hence so is T, and the signs of its diagonal are its inertia (Gershgorin; Horn & Johnson, Matrix
 * Analysis, §4.5 and §6.1).
 */
import { multiply, result } from '../../interval/functions';
import { down, up } from '../../interval/rounding';
import { symmetricEigen } from '../../linalg/eigen';
import type { BoxSystem } from './boxSystem';

export interface Inertia {
  readonly negative: number;
  readonly positive: number;
}

/** The inertia of the Hessian that was enclosed last, without the rows and columns that are not named; null where it is not decided. */
export function blockInertia(system: BoxSystem, rows: readonly number[]): Inertia | null {
  const block = (entries: Float64Array): Float64Array =>
    Float64Array.from(rows.flatMap((i) => rows.map((j) => entries[i * system.dimension + j]!)));
  return certifiedInertia(block(system.hessianLow), block(system.hessianHigh), rows.length);
}

/** The inertia shared by all symmetric matrices in [low, high] (row-major, n × n), or null where it is not decided. */
export function certifiedInertia(low: Float64Array, high: Float64Array, n: number): Inertia | null {
  if (n === 0) return { negative: 0, positive: 0 };
  const middle = low.map((entry, k) => entry / 2 + high[k]! / 2);
  const { values, vectors } = symmetricEigen(middle, n);
  // T: the eigenvectors, scaled so that the diagonal of TᵀHT is about ±1 whatever the curvatures are.
  const columns = vectors.map((vector, k) => vector.map((x) => x / Math.sqrt(Math.max(Math.abs(values[k]!), 1e-290))));
  if (!columns.every((column) => column.every(Number.isFinite))) return null;
  const transformedLow = new Float64Array(n * n);
  const transformedHigh = new Float64Array(n * n);
  for (let p = 0; p < n; p++) {
    for (let q = 0; q < n; q++) {
      const [entryLow, entryHigh] = congruence(columns[p]!, columns[q]!, low, high, n);
      transformedLow[p * n + q] = entryLow;
      transformedHigh[p * n + q] = entryHigh;
    }
  }
  let negative = 0;
  for (let p = 0; p < n; p++) {
    let others = 0;
    for (let q = 0; q < n; q++) {
      if (q === p) continue;
      others = up(others + Math.max(Math.abs(transformedLow[p * n + q]!), Math.abs(transformedHigh[p * n + q]!)));
    }
    const k = p * n + p;
    if (transformedHigh[k]! < -others) negative++;
    else if (!(transformedLow[k]! > others)) return null;
  }
  return { negative, positive: n - negative };
}

/** aᵀHb with outward rounding. */
function congruence(
  a: Float64Array,
  b: Float64Array,
  low: Float64Array,
  high: Float64Array,
  n: number,
): [number, number] {
  let sumLow = 0;
  let sumHigh = 0;
  for (let i = 0; i < n; i++) {
    let rowLow = 0;
    let rowHigh = 0;
    for (let j = 0; j < n; j++) {
      multiply(low[i * n + j]!, high[i * n + j]!, b[j]!, b[j]!);
      rowLow = down(rowLow + result.low);
      rowHigh = up(rowHigh + result.high);
    }
    multiply(rowLow, rowHigh, a[i]!, a[i]!);
    sumLow = down(sumLow + result.low);
    sumHigh = up(sumHigh + result.high);
  }
  return [sumLow, sumHigh];
}
