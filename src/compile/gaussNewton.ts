import { gaussNewtonTriangle, isSumOfSquares } from '../symbolic/squares';
import type { Node } from '../symbolic/node';
import type { Pool } from '../symbolic/pool';
import { buildTape } from './buildTape';
import { Interpreter } from './interpreter';

/**
 * Writes the Gauss–Newton matrix of a loss times a vector into `product`; undefined where the loss is not written as a
 * sum of squares. Its formulas are made when it is first used.
 */
export function gaussNewtonProduct(
  pool: Pool,
  loss: Node,
  parameters: readonly Node[],
  constants: Float64Array,
): ((point: Float64Array, vector: Float64Array, product: Float64Array) => void) | undefined {
  if (!isSumOfSquares(loss)) return undefined;
  const n = parameters.length;
  const inputs = new Float64Array(n + constants.length);
  inputs.set(constants, n);
  const out = new Float64Array((n * (n + 1)) / 2);
  let interpreter: Interpreter | undefined;
  return (point, vector, product) => {
    interpreter ??= new Interpreter(
      buildTape(gaussNewtonTriangle(pool, loss, parameters), {
        parameters: n,
        constants: constants.length,
        order: 2,
      }),
    );
    inputs.set(point);
    interpreter.evaluate(inputs, out);
    product.fill(0, 0, n);
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j <= i; j++, k++) {
        product[i] = product[i]! + out[k]! * vector[j]!;
        if (j < i) product[j] = product[j]! + out[k]! * vector[i]!;
      }
    }
  };
}
