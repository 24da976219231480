/** Arithmetic on vectors of equal length. */

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The Euclidean length; vectors whose squares overflow or underflow are scaled first. */
export function norm(a: Float64Array): number {
  const square = dot(a, a);
  if (square > 1e-280 && square < 1e280) return Math.sqrt(square);
  let largest = 0;
  for (const x of a) largest = Math.max(largest, Math.abs(x));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const x of a) sum += (x / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** target ← target + factor·vector. */
export function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * vector[i]!;
}

/** target ← factor·target. */
export function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! * factor;
}

/**
 * Makes `vector` orthogonal to an orthonormal basis, by Gram–Schmidt twice: once leaves the rounding error of what it
 * took away, twice is enough (Kahan; Parlett, The Symmetric Eigenvalue Problem, §6.9).
 */
export function orthogonalize(vector: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) for (const other of basis) addScaled(vector, -dot(vector, other), other);
}
