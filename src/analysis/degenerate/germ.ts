/**
 * The reduced germ of a degenerate critical point: by the splitting lemma (Gromoll & Meyer 1969; Arnold, Gusein-Zade,
 * Varchenko, Singularities of Differentiable Maps I, §6.2, §11.1) L is, in suitable coordinates, a regular quadratic form
 * plus a germ φ in as many variables as the Hessian's kernel has dimensions. φ's gradient is that of L along the
 * manifold where the gradient across the kernel vanishes; it is computed as a power series, exactly.
 */
import { exactRing } from '../../compile/ring';
import { type Series, SeriesEvaluator, SeriesSpace } from '../../compile/series';
import type { Node } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { type KernelSplit, invertExactly, splitKernel } from './rationalLinear';

/** The exact 1-jet of the gradient at a point. */
export interface ExactPoint {
  readonly point: readonly Rational[];
  readonly gradient: readonly Rational[];
  readonly hessian: readonly (readonly Rational[])[];
}

/** Values of the constants, exact where they are. */
export interface ExactConstants {
  constant(index: number): Rational;
}

/** Gradient and Hessian at a rational point, exactly; throws `NotRepresentable` where they are not rational. */
export function exactJet(gradient: readonly Node[], constants: ExactConstants, point: readonly Rational[]): ExactPoint {
  const n = point.length;
  const evaluator = new SeriesEvaluator(exactRing, new SeriesSpace(n, 1), constants);
  const parameters = point.map((value, i) =>
    evaluator.affine(
      value,
      point.map((_, k) => (k === i ? Rational.one : Rational.zero)),
    ),
  );
  const series = evaluator.evaluate(gradient, parameters);
  return {
    point,
    gradient: series.map((component) => component[0]!),
    hessian: series.map((component) => point.map((_, k) => component[evaluator.space.indexOf(unit(n, k))]!)),
  };
}

function unit(n: number, k: number): number[] {
  return Array.from({ length: n }, (_, i) => (i === k ? 1 : 0));
}

/** The gradient of the reduced germ to a degree, in the kernel's coordinates. */
export interface ReducedGerm {
  readonly split: KernelSplit;
  readonly space: SeriesSpace;
  /** One series for each kernel coordinate: ∂φ/∂t. */
  readonly gradient: readonly Series<Rational>[];
  /** The lowest degree of φ, or null where it vanishes to the degree asked for. */
  readonly order: number | null;
  /** The leading form of φ: exponents and coefficients. */
  readonly leading: readonly { readonly exponents: readonly number[]; readonly coefficient: Rational }[];
}

/** Reduces to degree `degree` of φ (degree − 1 of its gradient). */
export function reduceGerm(
  gradient: readonly Node[],
  constants: ExactConstants,
  jet: ExactPoint,
  degree: number,
): ReducedGerm {
  const split = splitKernel(jet.hessian);
  const { pivots, kernel } = split;
  const c = kernel.length;
  const space = new SeriesSpace(c, degree - 1);
  const evaluator = new SeriesEvaluator(exactRing, space, constants);
  const inverse = invertExactly(pivots.map((i) => pivots.map((j) => jet.hessian[i]![j]!)));
  const line = jet.point.map((value, i) =>
    evaluator.affine(
      value,
      kernel.map((vector) => vector[i]!),
    ),
  );
  const across = pivots.map(() => [...evaluator.constant(Rational.zero)]);
  let values: Series<Rational>[] = [];
  // Each round makes u(t) right to one more degree: u ← u − H⁻¹·∂L/∂u.
  for (let round = 1; round <= Math.max(1, degree - 1); round++) {
    const parameters = line.map((series, i) => {
      const row = pivots.indexOf(i);
      return row < 0 ? series : evaluator.add(series, across[row]!);
    });
    values = evaluator.evaluate(gradient, parameters);
    if (pivots.length === 0) break;
    inverse.forEach((row, i) => {
      space.degrees.forEach((monomialDegree, k) => {
        if (monomialDegree < 2 || monomialDegree > round + 1) return;
        const correction = row.reduce(
          (sum, entry, j) => sum.add(entry.multiply(values[pivots[j]!]![k]!)),
          Rational.zero,
        );
        across[i]![k] = across[i]![k]!.subtract(correction);
      });
    });
  }
  const reduced = kernel.map((vector) =>
    vector.reduce(
      (sum, entry, i) => (entry.isZero ? sum : evaluator.add(sum, evaluator.scale(entry, values[i]!))),
      evaluator.constant(Rational.zero),
    ),
  );
  return { split, space, gradient: reduced, ...leadingForm(space, reduced) };
}

function leadingForm(
  space: SeriesSpace,
  gradient: readonly Series<Rational>[],
): Pick<ReducedGerm, 'order' | 'leading'> {
  let lowest: number | null = null;
  gradient.forEach((series) =>
    series.forEach((coefficient, k) => {
      if (!coefficient.isZero && (lowest === null || space.degrees[k]! < lowest)) lowest = space.degrees[k]!;
    }),
  );
  if (lowest === null) return { order: null, leading: [] };
  const terms = new Map<string, { exponents: number[]; coefficient: Rational }>();
  gradient.forEach((series, v) =>
    series.forEach((coefficient, k) => {
      if (coefficient.isZero || space.degrees[k] !== lowest) return;
      // ∂/∂t_v of a·t^α is a·α_v·t^(α − e_v).
      const exponents = space.exponents[k]!.map((x, i) => (i === v ? x + 1 : x));
      terms.set(exponents.join(','), {
        exponents,
        coefficient: coefficient.divide(Rational.integer(BigInt(exponents[v]!))),
      });
    }),
  );
  return { order: lowest + 1, leading: [...terms.values()] };
}
