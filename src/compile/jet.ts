import type { Node } from '../symbolic/node';
import { NotRepresentable, type Interval, intervalRing } from './ring';
import { SeriesEvaluator, SeriesSpace } from './series';

/**
 * A Taylor polynomial in doubles: Σ coefficients[k]·Π δᵢ^exponents[k][i], δ the displacement from the point it is made
 * at.
 */
export interface Jet {
  readonly variables: number;
  readonly degree: number;
  readonly exponents: readonly (readonly number[])[];
  readonly coefficients: readonly number[];
}

/**
 * The Taylor polynomial of an expression at a point, by arithmetic of truncated series — no differences of values; null
 * where it is not smooth there. `constants` are those of the tapes' inputs.
 */
export function jetAt(value: Node, point: ArrayLike<number>, constants: ArrayLike<number>, degree: number): Jet | null {
  const n = point.length;
  const space = new SeriesSpace(n, degree);
  const evaluator = new SeriesEvaluator<Interval>(intervalRing, space, {
    constant: (index) => [constants[index]!, constants[index]!],
  });
  const parameters = Array.from({ length: n }, (_, i) =>
    evaluator.affine(
      [point[i]!, point[i]!],
      Array.from({ length: n }, (_other, j) => (i === j ? intervalRing.one : intervalRing.zero)),
    ),
  );
  try {
    const [series] = evaluator.evaluate([value], parameters);
    const coefficients = series!.map(([low, high]) => (low + high) / 2);
    if (!coefficients.every(Number.isFinite)) return null;
    return { variables: n, degree, exponents: space.exponents, coefficients };
  } catch (error) {
    if (error instanceof NotRepresentable) return null;
    throw error;
  }
}
