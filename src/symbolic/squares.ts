import { differentiate } from './differentiate';
import type { Node, ProductNode } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

/** weight·residual², the weight the same for all parameters. */
interface Square {
  readonly weight: readonly ProductNode['factors'][number][];
  readonly residual: Node;
}

/**
 * Whether a loss is written as a sum of squares: sums, totals over rows and positive multiples of even powers. Factors
 * that don't depend on the parameters count as positive.
 */
export function isSumOfSquares(loss: Node): boolean {
  if (!loss.varies) return true;
  switch (loss.kind) {
    case 'sum':
      return loss.terms.every(
        ({ node, coefficient }) => !node.varies || (!coefficient.isNegative && isSumOfSquares(node)),
      );
    case 'total':
      return isSumOfSquares(loss.body);
    case 'guard':
      return isSumOfSquares(loss.value);
    case 'product': {
      const varying = loss.factors.filter(({ base }) => base.varies);
      if (varying.length === 1 && varying[0]!.exponent.isOne) return isSumOfSquares(varying[0]!.base);
      return varying.every(({ exponent }) => isEven(exponent));
    }
    default:
      return false;
  }
}

/**
 * The Gauss–Newton matrix Σ 2·weight·∂ᵢr·∂ⱼr of a sum of squares Σ weight·r², its lower triangle row by row: the
 * Hessian without the terms that hold curvature of the residuals (Nocedal & Wright, Numerical Optimization, 2006, eq.
 * 10.5). Of (r²)ᵏ the residual is rᵏ.
 */
export function gaussNewtonTriangle(pool: Pool, loss: Node, parameters: readonly Node[]): Node[] {
  const size = (parameters.length * (parameters.length + 1)) / 2;
  const zero = pool.rational(Rational.zero);
  if (!loss.varies) return Array.from({ length: size }, () => zero);
  switch (loss.kind) {
    case 'sum': {
      const parts = loss.terms
        .filter(({ node }) => node.varies)
        .map(({ node, coefficient }) => ({ coefficient, triangle: gaussNewtonTriangle(pool, node, parameters) }));
      return Array.from({ length: size }, (_, k) =>
        pool.sum(parts.map(({ coefficient, triangle }) => ({ node: triangle[k]!, coefficient }))),
      );
    }
    case 'total':
      return gaussNewtonTriangle(pool, loss.body, parameters).map((entry) => pool.total(loss.table, loss.depth, entry));
    case 'guard':
      return gaussNewtonTriangle(pool, loss.value, parameters).map((entry) => pool.guard(entry, loss.condition));
    case 'product': {
      const inner = loss.factors.find(({ base, exponent }) => base.varies && exponent.isOne);
      if (inner !== undefined) {
        const others = loss.factors.filter((factor) => factor !== inner);
        return gaussNewtonTriangle(pool, inner.base, parameters).map((entry) =>
          pool.product([...others, { base: entry, exponent: Rational.one }]),
        );
      }
      return triangleOf(pool, squareOf(pool, loss), parameters);
    }
    default:
      throw new Error('The loss is not written as a sum of squares.');
  }
}

function squareOf(pool: Pool, { factors }: ProductNode): Square {
  const half = Rational.of(1n, 2n);
  return {
    weight: factors.filter(({ base }) => !base.varies),
    residual: pool.product(
      factors
        .filter(({ base }) => base.varies)
        .map(({ base, exponent }) => ({ base, exponent: exponent.multiply(half) })),
    ),
  };
}

function triangleOf(pool: Pool, { weight, residual }: Square, parameters: readonly Node[]): Node[] {
  const slopes = parameters.map((parameter) => differentiate(pool, [residual], parameter)[0]!);
  return slopes.flatMap((first, i) =>
    slopes
      .slice(0, i + 1)
      .map((second) =>
        pool.scale(
          Rational.integer(2n),
          pool.product([...weight, { base: first, exponent: Rational.one }, { base: second, exponent: Rational.one }]),
        ),
      ),
  );
}

function isEven(exponent: Rational): boolean {
  return exponent.isInteger && exponent.numerator % 2n === 0n;
}
