import type { OptimizerDefinition } from './optimizer';
import { learningRate, stabilizer } from './options';

export const adagrad: OptimizerDefinition = {
  name: 'adagrad',
  title: 'AdaGrad',
  order: 1,
  options: [learningRate(0.01), stabilizer(1e-10)],
  rule: 's ← s + g²; w ← w − lr·g/(√s + eps)',
  source: 'J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011), 2121–2159; as torch.optim.Adagrad',
  create({ lr = 0.01, eps = 1e-10 }, n) {
    const g = new Float64Array(n);
    const squares = new Float64Array(n);
    return {
      step(point, oracle) {
        oracle.gradient(point, g);
        for (let i = 0; i < n; i++) {
          squares[i] = squares[i]! + g[i]! * g[i]!;
          point[i] = point[i]! - (lr * g[i]!) / (Math.sqrt(squares[i]!) + eps);
        }
        return null;
      },
    };
  },
};
