import { modulus, rootsOf } from '../explain/multipliers';

export type MomentumMethod = 'momentum' | 'nesterov';

/**
 * The factor by which heavy ball or Nesterov momentum shrinks the distance in a step on a quadratic loss, in the long
 * run: the largest modulus of its multipliers over the curvatures; from 1 on it does not converge. With q = rate·λ: z²
 * − (1 + β − q)z + β, and z² − (1 + β)(1 − q)z + β(1 − q).
 */
export function convergenceFactor(
  method: MomentumMethod,
  rate: number,
  beta: number,
  curvatures: ArrayLike<number>,
): number {
  let largest = 0;
  for (let k = 0; k < curvatures.length; k++) {
    const q = rate * curvatures[k]!;
    const roots = method === 'momentum' ? rootsOf(1 + beta - q, beta) : rootsOf((1 + beta) * (1 - q), beta * (1 - q));
    largest = Math.max(largest, modulus(roots[0]), modulus(roots[1]));
  }
  return largest;
}

/**
 * The rate below which the method converges on curvatures up to `highest`, for 0 ≤ β < 1: 2(1 + β)/λ, and 2(1 + β)/((1
 * + 2β)λ).
 */
export function stabilityBoundary(method: MomentumMethod, beta: number, highest: number): number {
  const limit = (2 * (1 + beta)) / highest;
  return method === 'momentum' ? limit : limit / (1 + 2 * beta);
}

/**
 * Heavy ball's best rate and β for curvatures from `lowest` to `highest`, and its factor there (Polyak 1964): (√κ −
 * 1)/(√κ + 1).
 */
export function bestHeavyBall(
  lowest: number,
  highest: number,
): { readonly rate: number; readonly beta: number; readonly factor: number } {
  const [low, high] = [Math.sqrt(lowest), Math.sqrt(highest)];
  const factor = (high - low) / (high + low);
  return { rate: 4 / (high + low) ** 2, beta: factor * factor, factor };
}

/**
 * Gradient descent's best rate for curvatures from `lowest` to `highest`, 2/(λmin + λmax), and its factor (κ − 1)/(κ +
 * 1).
 */
export function bestGradientDescent(
  lowest: number,
  highest: number,
): { readonly rate: number; readonly factor: number } {
  return { rate: 2 / (lowest + highest), factor: (highest - lowest) / (highest + lowest) };
}

export interface StabilityMap {
  readonly columns: number;
  readonly rows: number;
  /** The factor of each pixel; rates along the columns, β along the rows, both ascending from edge to edge. */
  readonly factors: Float64Array;
  /** The rate of the boundary at the β of each row. */
  readonly boundary: Float64Array;
}

/** The factors over a window of rates and β, for a quadratic with these curvatures (all positive). */
export function mapStability(
  method: MomentumMethod,
  curvatures: ArrayLike<number>,
  rates: readonly [number, number],
  betas: readonly [number, number],
  columns: number,
  rows: number,
): StabilityMap {
  const place = ([low, high]: readonly [number, number], k: number, count: number): number =>
    count === 1 ? low : low + ((high - low) * k) / (count - 1);
  let highest = 0;
  for (let k = 0; k < curvatures.length; k++) highest = Math.max(highest, curvatures[k]!);
  const factors = new Float64Array(columns * rows);
  const boundary = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const beta = place(betas, row, rows);
    boundary[row] = stabilityBoundary(method, beta, highest);
    for (let column = 0; column < columns; column++) {
      factors[row * columns + column] = convergenceFactor(method, place(rates, column, columns), beta, curvatures);
    }
  }
  return { columns, rows, factors, boundary };
}
