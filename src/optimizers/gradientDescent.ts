import type { OptimizerDefinition } from './optimizer';
import { learningRate } from './options';

export const gradientDescent: OptimizerDefinition = {
  name: 'gradient-descent',
  title: 'Gradient descent',
  order: 1,
  options: [learningRate(0.01)],
  rule: 'w ← w − lr·g',
  source: 'A. Cauchy, Comptes Rendus 25 (1847), 536–538',
  create({ lr = 0.01 }, n) {
    const g = new Float64Array(n);
    return {
      step(point, oracle) {
        oracle.gradient(point, g);
        for (let i = 0; i < n; i++) point[i] = point[i]! - lr * g[i]!;
        return null;
      },
    };
  },
};
