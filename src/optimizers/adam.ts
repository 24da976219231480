import type { OptimizerDefinition, Stepper } from './optimizer';
import { decayRate, learningRate, stabilizer } from './options';

const shared = [
  learningRate(0.001),
  decayRate('beta1', 0.9, 'The share of the running mean of gradients that is kept.'),
  decayRate('beta2', 0.999, 'The share of the running mean of squared gradients that is kept.'),
  stabilizer(1e-8),
];

export const adam: OptimizerDefinition = {
  name: 'adam',
  title: 'Adam',
  order: 1,
  options: shared,
  rule: 'm ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − lr·m̂/(√v̂ + eps), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)',
  source: 'D. Kingma, J. Ba, ICLR 2015, algorithm 1; as torch.optim.Adam',
  create: ({ lr = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }, n) => momentStepper(n, lr, beta1, beta2, eps, 0),
};

export const adamw: OptimizerDefinition = {
  name: 'adamw',
  title: 'AdamW',
  order: 1,
  options: [
    ...shared,
    decayRate('weight_decay', 0.01, 'The share of the parameters, times lr, that is taken away before each step.'),
  ],
  rule: 'w ← (1 − lr·weight_decay)·w, then the step of Adam with the gradient from before the decay',
  source: 'I. Loshchilov, F. Hutter, ICLR 2019, algorithm 2; as torch.optim.AdamW',
  create: ({ lr = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay: decay = 0.01 }, n) =>
    momentStepper(n, lr, beta1, beta2, eps, decay),
};

function momentStepper(n: number, lr: number, beta1: number, beta2: number, eps: number, decay: number): Stepper {
  const g = new Float64Array(n);
  const mean = new Float64Array(n);
  const squares = new Float64Array(n);
  let t = 0;
  return {
    step(point, oracle) {
      oracle.gradient(point, g);
      t++;
      const correction1 = 1 - beta1 ** t;
      const correction2 = 1 - beta2 ** t;
      for (let i = 0; i < n; i++) {
        mean[i] = beta1 * mean[i]! + (1 - beta1) * g[i]!;
        squares[i] = beta2 * squares[i]! + (1 - beta2) * g[i]! * g[i]!;
        const denominator = Math.sqrt(squares[i]! / correction2) + eps;
        const decayed = point[i]! * (1 - lr * decay);
        point[i] = decayed - (lr * (mean[i]! / correction1)) / denominator;
      }
      return null;
    },
  };
}
