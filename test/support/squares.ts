import type { Oracle } from '../../src/optimizers/optimizer';

/**
 * The oracle of Σ rᵢ(w)²·factor from its residuals and their derivatives: J is row-major, m × n; the curvature of the
 * residuals, which the Hessian needs and Gauss–Newton leaves out, comes from central differences of J where none is
 * given.
 */
export function squaresOracle(
  n: number,
  m: number,
  residuals: (w: Float64Array) => number[],
  jacobian: (w: Float64Array) => number[],
  factor = 0.5,
): Oracle {
  const gradient = (w: Float64Array, g: Float64Array): void => {
    const [r, j] = [residuals(w), jacobian(w)];
    for (let i = 0; i < n; i++) {
      g[i] = 0;
      for (let k = 0; k < m; k++) g[i] = g[i]! + 2 * factor * j[k * n + i]! * r[k]!;
    }
  };
  const hessianVector = (w: Float64Array, v: Float64Array, out: Float64Array): void => {
    const h = 1e-5;
    const [up, down] = [new Float64Array(n), new Float64Array(n)];
    gradient(
      w.map((x, i) => x + h * v[i]!),
      up,
    );
    gradient(
      w.map((x, i) => x - h * v[i]!),
      down,
    );
    for (let i = 0; i < n; i++) out[i] = (up[i]! - down[i]!) / (2 * h);
  };
  return {
    dimension: n,
    value: (w) => residuals(w).reduce((sum, r) => sum + factor * r * r, 0),
    gradient,
    hessianVector,
    hessian(w, h) {
      const column = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        const unit = new Float64Array(n);
        unit[i] = 1;
        hessianVector(w, unit, column);
        for (let k = 0; k < n; k++) h[k * n + i] = column[k]!;
      }
    },
    gaussNewtonVector(w, v, out) {
      const j = jacobian(w);
      out.fill(0);
      for (let k = 0; k < m; k++) {
        let along = 0;
        for (let i = 0; i < n; i++) along += j[k * n + i]! * v[i]!;
        for (let i = 0; i < n; i++) out[i] = out[i]! + 2 * factor * j[k * n + i]! * along;
      }
    },
  };
}

/** The oracle of a quadratic wᵀAw/2 (A row-major, symmetric), counting products. */
export function quadraticOracle(a: readonly number[], n: number): Oracle & { products: number } {
  const multiply = (v: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < n; i++) {
      out[i] = 0;
      for (let k = 0; k < n; k++) out[i] = out[i]! + a[i * n + k]! * v[k]!;
    }
  };
  const oracle = {
    dimension: n,
    products: 0,
    value(w: Float64Array): number {
      const image = new Float64Array(n);
      multiply(w, image);
      return image.reduce((sum, x, i) => sum + (x * w[i]!) / 2, 0);
    },
    gradient: multiply,
    hessian: (_: Float64Array, h: Float64Array): void => h.set(a),
    hessianVector(_: Float64Array, v: Float64Array, out: Float64Array): void {
      oracle.products++;
      multiply(v, out);
    },
  };
  return oracle;
}
