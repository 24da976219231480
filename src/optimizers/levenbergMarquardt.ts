import { solve } from '../linalg/solve';
import { tooLarge } from './dense';
import type { OptimizerDefinition } from './optimizer';

export const levenbergMarquardt: OptimizerDefinition = {
  name: 'levenberg-marquardt',
  title: 'Levenberg–Marquardt',
  order: 2,
  options: [
    {
      name: 'lambda',
      default: 1,
      minimum: 0,
      maximum: 1e12,
      description: 'Added to the diagonal of the Hessian; it stays fixed.',
    },
  ],
  rule: 'w ← w − (H + lambda·I)⁻¹g, with the full Hessian and a fixed lambda',
  source: 'D. Marquardt, J. SIAM 11 (1963), 431–441; here with the full Hessian',
  create({ lambda = 1 }, n) {
    const refusal = tooLarge(n);
    if (refusal !== null) return { step: () => refusal };
    const g = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    return {
      step(point, oracle) {
        oracle.gradient(point, g);
        oracle.hessian(point, hessian);
        for (let i = 0; i < n; i++) hessian[i * n + i] = hessian[i * n + i]! + lambda;
        const direction = solve(hessian, g, n);
        if (direction === null)
          return { stop: 'singular', reason: 'H + lambda·I is singular here: −lambda is an eigenvalue of H.' };
        for (let i = 0; i < n; i++) point[i] = point[i]! - direction[i]!;
        return null;
      },
      facts: () => ({ damping: lambda }),
    };
  },
};
