import type { Batch, Oracle } from './optimizer';

/** What evaluations cost in gradient-equivalents. */
export const costs = {
  /** A gradient by reverse differentiation gives the value too: the value alone is about half of it. */
  value: 0.5,
  gradient: 1,
  /**
   * Forward over reverse, twice the work of a gradient (Pearlmutter, Neural Computation 6, 1994); a dense Hessian is n
   * of them.
   */
  product: 2,
} as const;

/** The same oracle, adding up what is asked of it in gradient-equivalents. */
export class CountingOracle implements Oracle {
  readonly dimension: number;
  readonly gaussNewtonVector: Oracle['gaussNewtonVector'];
  readonly sampledGradient: Oracle['sampledGradient'];
  cost = 0;

  constructor(private readonly oracle: Oracle) {
    this.dimension = oracle.dimension;
    if (oracle.gaussNewtonVector !== undefined) {
      this.gaussNewtonVector = (point, vector, product) => {
        this.cost += costs.product;
        oracle.gaussNewtonVector!(point, vector, product);
      };
    }
    if (oracle.sampledGradient !== undefined) {
      this.sampledGradient = (point: Float64Array, gradient: Float64Array, batch: Batch) => {
        const share = oracle.sampledGradient!(point, gradient, batch);
        this.cost += costs.gradient * share;
        return share;
      };
    }
  }

  value(point: Float64Array): number {
    this.cost += costs.value;
    return this.oracle.value(point);
  }

  gradient(point: Float64Array, gradient: Float64Array): void {
    this.cost += costs.gradient;
    this.oracle.gradient(point, gradient);
  }

  hessian(point: Float64Array, hessian: Float64Array): void {
    this.cost += costs.product * this.dimension;
    this.oracle.hessian(point, hessian);
  }

  hessianVector(point: Float64Array, vector: Float64Array, product: Float64Array): void {
    this.cost += costs.product;
    this.oracle.hessianVector(point, vector, product);
  }
}
