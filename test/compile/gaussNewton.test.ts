import { describe, expect, test } from 'vitest';
import { gaussNewtonProduct } from '../../src/compile/gaussNewton';
import { compileText } from '../../src/landscape/compileLoss';
import { oracleOf } from '../../src/landscape/oracle';
import { isSumOfSquares } from '../../src/symbolic/squares';
import { compileFormula } from '../support/losses';

/** The matrix at a point, by columns; null where there is none. */
function matrixOf(formula: string, parameters: string[], point: number[], head = ''): number[][] | null {
  const loss = compileFormula(formula, parameters, { head });
  const nodes = parameters.map((name, i) => loss.pool.parameter(i, name));
  const product = gaussNewtonProduct(loss.pool, loss.value, nodes, new Float64Array(loss.constants.length));
  if (product === undefined) return null;
  return parameters.map((_, i) => {
    const out = new Float64Array(parameters.length);
    const unit = new Float64Array(parameters.length);
    unit[i] = 1;
    product(Float64Array.from(point), unit, out);
    return [...out];
  });
}

describe('the Gauss–Newton matrix', () => {
  test('of (w₁w₂ − 1)²/2 is g·gᵀ, and 0 at the saddle', () => {
    expect(matrixOf('(a*b - 1)^2/2', ['a', 'b'], [2, 3])).toEqual([
      [9, 6],
      [6, 4],
    ]);
    expect(matrixOf('(a*b - 1)^2/2', ['a', 'b'], [0, 0])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('of Rosenbrock is the Hessian without the curvature of the residual', () => {
    // Residuals 1 − x and 10(y − x²).
    expect(matrixOf('(1-x)^2 + 100*(y-x^2)^2', ['x', 'y'], [-1, 2])).toEqual([
      [2 + 800, 400],
      [400, 200],
    ]);
  });

  test('of a fourth power: the residual is the square', () => {
    expect(matrixOf('(x + 1)^4', ['x'], [2])).toEqual([[2 * (2 * 3) ** 2]]);
  });

  test('of a mean over rows', () => {
    const head = 'data rows(s, y) = (1, 2), (2, 1), (3, 5)';
    const matrix = matrixOf('mean((a*p.s^2 + exp(b)*p.s - p.y)^2 for p in rows)', ['a', 'b'], [0.5, 0], head);
    const slopes = [1, 2, 3].map((s) => [s * s, s]);
    const entry = (i: number, j: number): number => slopes.reduce((sum, row) => sum + (2 / 3) * row[i]! * row[j]!, 0);
    for (const i of [0, 1]) for (const j of [0, 1]) expect(matrix![i]![j]).toBeCloseTo(entry(i, j), 12);
  });

  test.each(['x^2 - y^2', 'x^2 + x*y + y^2', 'x^3 + y^2', 'exp(x) + y^2', 'log(1 + x^2)', '-(x+y)^2'])(
    '%s is not written as a sum of squares',
    (formula) => expect(isSumOfSquares(compileFormula(formula, ['x', 'y']).value)).toBe(false),
  );

  test('reaches the oracle of a loss', () => {
    const oracle = (body: string) => oracleOf(compileText(`loss f(x, y) = ${body}`, 'f', { constants: {} }));
    expect(oracle('x^2 + y^2').gaussNewtonVector).toBeDefined();
    expect(oracle('x^2 - y^2').gaussNewtonVector).toBeUndefined();
  });
});
