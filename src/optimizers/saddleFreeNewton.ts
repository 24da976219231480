import { symmetricEigen } from '../linalg/eigen';
import { tooLarge } from './dense';
import type { OptimizerDefinition } from './optimizer';
import { learningRate } from './options';

export const saddleFreeNewton: OptimizerDefinition = {
  name: 'saddle-free-newton',
  title: 'Saddle-free Newton',
  order: 2,
  options: [
    learningRate(0.5),
    {
      name: 'floor',
      default: 1e-8,
      minimum: 1e-300,
      maximum: 1e6,
      description: 'The least magnitude an eigenvalue is taken to have.',
    },
  ],
  rule: 'w ← w − lr·|H|⁻¹g, |H| the Hessian with the magnitudes of its eigenvalues',
  source: 'Y. Dauphin et al., NeurIPS 2014, algorithm 1',
  create({ lr = 0.5, floor = 1e-8 }, n) {
    const refusal = tooLarge(n);
    if (refusal !== null) return { step: () => refusal };
    const g = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    return {
      step(point, oracle) {
        oracle.gradient(point, g);
        oracle.hessian(point, hessian);
        const { values, vectors } = symmetricEigen(hessian, n);
        vectors.forEach((vector, k) => {
          let along = 0;
          for (let i = 0; i < n; i++) along += vector[i]! * g[i]!;
          const scale = (lr * along) / Math.max(Math.abs(values[k]!), floor);
          for (let i = 0; i < n; i++) point[i] = point[i]! - scale * vector[i]!;
        });
        return null;
      },
      facts: () => ({ rate: lr }),
    };
  },
};
