import { gaussNewtonTriangle, isSumOfSquares } from '../symbolic/squares';
import type { Node } from '../symbolic/node';
import type { Pool } from '../symbolic/pool';
import { buildTape } from './buildTape';
import { type VectorProduct, triangleProduct } from './gaussNewtonProduct';
import type { Tape } from './tape';

/**
 * The tape of the lower triangle of a loss's Gauss–Newton matrix, row by row; undefined where the loss is not written as
 * a sum of squares.
 */
export function gaussNewtonTape(
  pool: Pool,
  loss: Node,
  parameters: readonly Node[],
  constants: number,
): Tape | undefined {
  if (!isSumOfSquares(loss)) return undefined;
  return buildTape(gaussNewtonTriangle(pool, loss, parameters), { parameters: parameters.length, constants, order: 2 });
}

/**
 * Writes the Gauss–Newton matrix of a loss times a vector into `product`; undefined where the loss is not written as a
 * sum of squares. Its formulas are made when it is first used.
 */
export function gaussNewtonProduct(
  pool: Pool,
  loss: Node,
  parameters: readonly Node[],
  constants: Float64Array,
): VectorProduct | undefined {
  if (!isSumOfSquares(loss)) return undefined;
  let multiply: VectorProduct | undefined;
  return (point, vector, product) => {
    multiply ??= triangleProduct(gaussNewtonTape(pool, loss, parameters, constants.length)!, constants);
    multiply(point, vector, product);
  };
}
