import { RandomGenerator } from '../../src/random/generator';

/** Symmetric matrices with known spectra, row-major. */

export function diagonalMatrix(values: readonly number[]): Float64Array {
  const n = values.length;
  const matrix = new Float64Array(n * n);
  values.forEach((value, i) => (matrix[i * n + i] = value));
  return matrix;
}

/** −1, 2, −1 on three diagonals; its eigenvalues are 4 sin²(kπ/(2n + 2)), k = 1 … n. */
export function laplacian(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 2;
    if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
  }
  return matrix;
}

export function laplacianValues(n: number): number[] {
  return Array.from({ length: n }, (_, k) => 4 * Math.sin(((k + 1) * Math.PI) / (2 * n + 2)) ** 2);
}

/** (A + Aᵀ)/√(2n), A of independent normal numbers: the spectrum tends to the semicircle on [−2, 2]. */
export function goe(n: number, seed: number): Float64Array {
  const random = new RandomGenerator(seed);
  const a = random.normals(n * n);
  return a.map((x, at) => (x + a[(at % n) * n + Math.floor(at / n)]!) / Math.sqrt(2 * n));
}

/** A matrix with these eigenvalues and random eigenvectors: reflections on both sides of the diagonal one. */
export function withSpectrum(values: readonly number[], seed: number): Float64Array {
  const n = values.length;
  const random = new RandomGenerator(seed);
  let matrix = diagonalMatrix(values);
  for (let round = 0; round < 3; round++) {
    const u = random.unitVector(n);
    const p = multiply(matrix, u);
    const share = p.reduce((sum, x, i) => sum + x * u[i]!, 0);
    matrix = matrix.map((x, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return x - 2 * (u[i]! * p[j]! + p[i]! * u[j]!) + 4 * share * u[i]! * u[j]!;
    });
  }
  return matrix;
}

export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  const product = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++, at++) sum += matrix[at]! * vector[j]!;
    product[i] = sum;
  }
  return product;
}

/** F(x) of the semicircle law on [−2, 2] (Wigner 1958). */
export function semicircle(x: number): number {
  return 0.5 + (x * Math.sqrt(4 - x * x)) / (4 * Math.PI) + Math.asin(x / 2) / Math.PI;
}
