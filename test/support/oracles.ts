import type { Oracle } from '../../src/optimizers/optimizer';

/** An oracle from a value, a gradient and a Hessian (row-major) as functions of the point. */
export function oracleFrom(
  dimension: number,
  value: (point: Float64Array) => number,
  gradient: (point: Float64Array) => ArrayLike<number>,
  hessian: (point: Float64Array) => ArrayLike<number>,
): Oracle {
  return {
    dimension,
    value,
    gradient: (point, out) => out.set(gradient(point)),
    hessian: (point, out) => out.set(hessian(point)),
    hessianVector: (point, vector, product) => {
      const matrix = hessian(point);
      for (let i = 0; i < dimension; i++) {
        let sum = 0;
        for (let j = 0; j < dimension; j++) sum += matrix[i * dimension + j]! * vector[j]!;
        product[i] = sum;
      }
    },
  };
}

/** ½xᵀAx. */
export function quadratic(matrix: Float64Array, n: number): Oracle {
  const product = (point: Float64Array): Float64Array =>
    point.map((_, i) => point.reduce((sum, x, j) => sum + matrix[i * n + j]! * x, 0));
  return oracleFrom(
    n,
    (point) => product(point).reduce((sum, x, i) => sum + (x * point[i]!) / 2, 0),
    product,
    () => matrix,
  );
}

/** A sum of one function of one coordinate, f, with its first two derivatives: its Hessian is diagonal. */
export function separable(
  dimension: number,
  f: (x: number) => number,
  slope: (x: number) => number,
  bend: (x: number) => number,
): Oracle {
  return {
    dimension,
    value: (point) => point.reduce((sum, x) => sum + f(x), 0),
    gradient: (point, out) => out.set(point.map(slope)),
    hessian: (point, out) => {
      out.fill(0);
      point.forEach((x, i) => (out[i * dimension + i] = bend(x)));
    },
    hessianVector: (point, vector, product) => point.forEach((x, i) => (product[i] = bend(x) * vector[i]!)),
  };
}
