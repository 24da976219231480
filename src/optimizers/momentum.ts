import type { ElementwiseUpdate } from './elementwise';
import { type FirstOrderRule, firstOrder } from './firstOrder';
import { learningRate, momentumFactor } from './options';

export const momentum = firstOrder({
  name: 'momentum',
  title: 'Heavy-ball momentum',
  options: [learningRate(0.01), momentumFactor()],
  rule: 'b ← momentum·b + g, from b = g; w ← w − lr·b',
  source: 'B. Polyak, USSR Comput. Math. Math. Phys. 4 (1964), 1–17; as torch.optim.SGD',
  create: ({ momentum: mu = 0.9 }, n) => velocityRule(n, mu, false),
  elementwise: ({ momentum: mu = 0.9 }) => velocityUpdate(mu, false),
});

export const nesterov = firstOrder({
  name: 'nesterov',
  title: 'Nesterov momentum',
  options: [learningRate(0.01), momentumFactor()],
  rule: 'b ← momentum·b + g, from b = g; w ← w − lr·(g + momentum·b)',
  source: 'Yu. Nesterov, Soviet Math. Dokl. 27 (1983), 372–376; as torch.optim.SGD(nesterov=True)',
  create: ({ momentum: mu = 0.9 }, n) => velocityRule(n, mu, true),
  elementwise: ({ momentum: mu = 0.9 }) => velocityUpdate(mu, true),
});

/** PyTorch's SGD with momentum and no dampening: the first velocity is the first gradient. */
export function velocityRule(n: number, mu: number, lookAhead: boolean): FirstOrderRule {
  const velocity = new Float64Array(n);
  return {
    update(point, g, rate) {
      for (let i = 0; i < n; i++) {
        velocity[i] = mu * velocity[i]! + g[i]!;
        point[i] = point[i]! - rate * (lookAhead ? g[i]! + mu * velocity[i]! : velocity[i]!);
      }
      return null;
    },
  };
}

/** The same as data. */
export function velocityUpdate(mu: number, lookAhead: boolean): ElementwiseUpdate {
  return {
    states: 1,
    update(rule, { w, g, rate, state: [b = 0] }) {
      const velocity = rule.add(rule.multiply(mu, b), g);
      const direction = lookAhead ? rule.add(g, rule.multiply(mu, velocity)) : velocity;
      return [rule.subtract(w, rule.multiply(rate, direction)), velocity];
    },
  };
}
