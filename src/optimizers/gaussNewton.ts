import { addScaled, dot, norm } from '../linalg/vectors';
import type { OptimizerDefinition, StepFailure } from './optimizer';
import { learningRate } from './options';

export const gaussNewton: OptimizerDefinition = {
  name: 'gauss-newton',
  title: 'Gauss–Newton',
  order: 2,
  options: [
    learningRate(1),
    {
      name: 'damping',
      default: 0,
      minimum: 0,
      maximum: 1e12,
      description: 'Added to the diagonal of the Gauss–Newton matrix.',
    },
  ],
  rule: 'w ← w − lr·(JᵀJ + damping·I)⁻¹g, by conjugate gradients; J the derivatives of the residuals',
  source:
    'J. Nocedal, S. Wright, Numerical Optimization (2006), §10.3; products as N. Schraudolph, Neural Computation 14 (2002)',
  create({ lr = 1, damping = 0 }, n) {
    const g = new Float64Array(n);
    const solver = new ConjugateGradients(n);
    return {
      step(point, oracle) {
        const product = oracle.gaussNewtonVector;
        if (product === undefined)
          return {
            stop: 'refused',
            reason: 'The loss is not written as a sum of squares, so it has no Gauss–Newton matrix.',
          };
        oracle.gradient(point, g);
        const failure = solver.solve((vector, out) => {
          product(point, vector, out);
          addScaled(out, damping, vector);
        }, g);
        if (failure !== null) return failure;
        addScaled(point, -lr, solver.solution);
        return null;
      },
      facts: () => ({ rate: lr, damping }),
    };
  },
};

/** Where a gradient is 0 the step is 0; where the matrix does not see the gradient there is no step. */
const blind: StepFailure = {
  stop: 'singular',
  reason: 'The gradient has a part the Gauss–Newton matrix maps to 0, so the step does not exist.',
};

/**
 * Solves A·x = b for a positive semi-definite A by products (Hestenes & Stiefel 1952), to a residual of 1e-12·‖b‖ or n
 * + 20 of them.
 */
class ConjugateGradients {
  readonly solution: Float64Array;
  private readonly residual: Float64Array;
  private readonly direction: Float64Array;
  private readonly product: Float64Array;

  constructor(private readonly n: number) {
    this.solution = new Float64Array(n);
    this.residual = new Float64Array(n);
    this.direction = new Float64Array(n);
    this.product = new Float64Array(n);
  }

  solve(operator: (vector: Float64Array, out: Float64Array) => void, right: Float64Array): StepFailure {
    const { solution, residual, direction, product, n } = this;
    solution.fill(0);
    residual.set(right);
    direction.set(right);
    const size = norm(right);
    let square = dot(residual, residual);
    let largest = 0;
    for (let k = 0; k < n + 20 && Math.sqrt(square) > 1e-12 * size; k++) {
      operator(direction, product);
      const curvature = dot(direction, product);
      if (!Number.isFinite(curvature))
        return { stop: 'left-domain', reason: 'The Gauss–Newton matrix is undefined here.' };
      const length = dot(direction, direction);
      largest = Math.max(largest, norm(product) / Math.sqrt(length));
      if (!(curvature > 1e-14 * largest * length)) return blind;
      const step = square / curvature;
      addScaled(solution, step, direction);
      addScaled(residual, -step, product);
      const next = dot(residual, residual);
      for (let i = 0; i < n; i++) direction[i] = residual[i]! + (next / square) * direction[i]!;
      square = next;
    }
    return null;
  }
}
