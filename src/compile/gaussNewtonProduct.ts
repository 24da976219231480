import { Interpreter } from './interpreter';
import type { Tape } from './tape';

/** Writes a matrix, as it is at a point, times a vector into `product`, another array than `vector`. */
export type VectorProduct = (point: Float64Array, vector: Float64Array, product: Float64Array) => void;

/** Products with the symmetric matrix whose lower triangle a tape writes, row by row. */
export function triangleProduct(tape: Tape, constants: Float64Array): VectorProduct {
  const n = tape.parameters;
  const interpreter = new Interpreter(tape);
  const inputs = new Float64Array(n + constants.length);
  inputs.set(constants, n);
  const out = new Float64Array(tape.outputs.length);
  return (point, vector, product) => {
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
