import { solve } from '../linalg/solve';
import { tooLarge } from './dense';
import type { OptimizerDefinition } from './optimizer';

const lowest = 1e-12;

export const adaptiveLevenbergMarquardt: OptimizerDefinition = {
  name: 'levenberg-marquardt-adaptive',
  title: 'Levenberg–Marquardt, adaptive',
  order: 2,
  options: [
    { name: 'lambda0', default: 0.01, minimum: 1e-12, maximum: 1e12, description: 'The first lambda.' },
    {
      name: 'up',
      default: 10,
      minimum: 1,
      maximum: 1e6,
      description: 'What lambda is multiplied by where the step would not lower the loss.',
    },
    { name: 'down', default: 10, minimum: 1, maximum: 1e6, description: 'What lambda is divided by after a step.' },
  ],
  rule: 'p = (H + λI)⁻¹g; if L(w − p) < L(w): w ← w − p, λ ← max(λ/down, 1e-12); else λ ← λ·up, and w stays',
  source: 'D. Marquardt, J. SIAM 11 (1963), 431–441; here with the full Hessian',
  create({ lambda0 = 0.01, up = 10, down = 10 }, n) {
    const refusal = tooLarge(n);
    if (refusal !== null) return { step: () => refusal };
    const g = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    const matrix = new Float64Array(n * n);
    const trial = new Float64Array(n);
    let lambda = lambda0;
    let used = lambda0;
    let accepted = true;
    let value = NaN;
    return {
      step(point, oracle) {
        if (accepted) {
          if (Number.isNaN(value)) value = oracle.value(point);
          oracle.gradient(point, g);
          oracle.hessian(point, hessian);
        }
        matrix.set(hessian);
        for (let i = 0; i < n; i++) matrix[i * n + i] = matrix[i * n + i]! + lambda;
        used = lambda;
        const direction = solve(matrix, g, n);
        let reached = NaN;
        if (direction !== null) {
          for (let i = 0; i < n; i++) trial[i] = point[i]! - direction[i]!;
          reached = oracle.value(trial);
        }
        accepted = reached < value;
        if (accepted) {
          point.set(trial);
          value = reached;
          lambda = Math.max(lambda / down, lowest);
        } else if (lambda > 1e300) {
          return { stop: 'stalled', reason: 'No damping makes a step that lowers the loss by more than rounding.' };
        } else lambda *= up;
        return null;
      },
      facts: () => ({ damping: used, accepted }),
    };
  },
};
