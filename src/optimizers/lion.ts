import type { RuleOperand } from './elementwise';
import { firstOrder } from './firstOrder';
import { decayRate, learningRate } from './options';

export const lion = firstOrder({
  name: 'lion',
  title: 'Lion',
  options: [
    learningRate(1e-4),
    decayRate('beta1', 0.9, 'The share of the running mean in the direction whose sign is taken.'),
    decayRate('beta2', 0.99, 'The share of the running mean of gradients that is kept.'),
    decayRate('weight_decay', 0, 'The share of the parameters, times lr, that is taken away in each step.'),
  ],
  rule: 'w ← w − lr·(sign(β₁m + (1 − β₁)g) + weight_decay·w); m ← β₂m + (1 − β₂)g',
  source: 'X. Chen et al., Symbolic Discovery of Optimization Algorithms, NeurIPS 2023, algorithm 2',
  create({ beta1 = 0.9, beta2 = 0.99, weight_decay: decay = 0 }, n) {
    const mean = new Float64Array(n);
    return {
      update(point, g, rate) {
        for (let i = 0; i < n; i++) {
          const direction = Math.sign(beta1 * mean[i]! + (1 - beta1) * g[i]!);
          point[i] = point[i]! * (1 - rate * decay) - rate * direction;
          mean[i] = beta2 * mean[i]! + (1 - beta2) * g[i]!;
        }
        return null;
      },
    };
  },
  elementwise: ({ beta1 = 0.9, beta2 = 0.99, weight_decay: decay = 0 }) => ({
    states: 1,
    numbers: (_, rate) => [1 - rate * decay],
    update(rule, { w, g, rate, state: [m = 0], numbers: [kept = 1] }) {
      const mixed = (beta: number): RuleOperand => rule.add(rule.multiply(beta, m), rule.multiply(1 - beta, g));
      const step = rule.multiply(rate, rule.call('sign', mixed(beta1)));
      return [rule.subtract(rule.multiply(w, kept), step), mixed(beta2)];
    },
  }),
});
