import type { OptimizerDefinition, Stepper } from './optimizer';
import { learningRate, momentumFactor } from './options';

export const momentum: OptimizerDefinition = {
  name: 'momentum',
  title: 'Heavy-ball momentum',
  order: 1,
  options: [learningRate(0.01), momentumFactor()],
  rule: 'b ← momentum·b + g, from b = g; w ← w − lr·b',
  source: 'B. Polyak, USSR Comput. Math. Math. Phys. 4 (1964), 1–17; as torch.optim.SGD',
  create: ({ lr = 0.01, momentum: mu = 0.9 }, n) => velocityStepper(n, lr, mu, false),
};

export const nesterov: OptimizerDefinition = {
  name: 'nesterov',
  title: 'Nesterov momentum',
  order: 1,
  options: [learningRate(0.01), momentumFactor()],
  rule: 'b ← momentum·b + g, from b = g; w ← w − lr·(g + momentum·b)',
  source: 'Yu. Nesterov, Soviet Math. Dokl. 27 (1983), 372–376; as torch.optim.SGD(nesterov=True)',
  create: ({ lr = 0.01, momentum: mu = 0.9 }, n) => velocityStepper(n, lr, mu, true),
};

/** PyTorch's SGD with momentum and no dampening: the first velocity is the first gradient. */
function velocityStepper(n: number, lr: number, mu: number, lookAhead: boolean): Stepper {
  const g = new Float64Array(n);
  const velocity = new Float64Array(n);
  return {
    step(point, oracle) {
      oracle.gradient(point, g);
      for (let i = 0; i < n; i++) {
        velocity[i] = mu * velocity[i]! + g[i]!;
        point[i] = point[i]! - lr * (lookAhead ? g[i]! + mu * velocity[i]! : velocity[i]!);
      }
      return null;
    },
  };
}
