import { firstOrder } from './firstOrder';
import { decayRate, learningRate, stabilizer } from './options';

export const rmsprop = firstOrder({
  name: 'rmsprop',
  title: 'RMSProp',
  options: [
    learningRate(0.01),
    decayRate('alpha', 0.99, 'The share of the running mean of squared gradients that is kept.'),
    stabilizer(1e-8),
  ],
  rule: 'v ← alpha·v + (1 − alpha)·g²; w ← w − lr·g/(√v + eps)',
  source: 'T. Tieleman, G. Hinton, Neural Networks for Machine Learning (2012), lecture 6.5; as torch.optim.RMSprop',
  create({ alpha = 0.99, eps = 1e-8 }, n) {
    const squares = new Float64Array(n);
    return {
      update(point, g, rate) {
        for (let i = 0; i < n; i++) {
          squares[i] = alpha * squares[i]! + (1 - alpha) * g[i]! * g[i]!;
          point[i] = point[i]! - (rate * g[i]!) / (Math.sqrt(squares[i]!) + eps);
        }
        return null;
      },
      facts: () => ({ preconditioner: squares.map((v) => 1 / (Math.sqrt(v) + eps)) }),
    };
  },
  elementwise: ({ alpha = 0.99, eps = 1e-8 }) => ({
    states: 1,
    update(rule, { w, g, rate, state: [v = 0] }) {
      const squares = rule.add(rule.multiply(alpha, v), rule.multiply(rule.multiply(1 - alpha, g), g));
      const denominator = rule.add(rule.call('sqrt', squares), eps);
      return [rule.subtract(w, rule.divide(rule.multiply(rate, g), denominator)), squares];
    },
  }),
});
