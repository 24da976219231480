import { firstOrder } from './firstOrder';
import { learningRate, stabilizer } from './options';

export const adagrad = firstOrder({
  name: 'adagrad',
  title: 'AdaGrad',
  options: [learningRate(0.01), stabilizer(1e-10)],
  rule: 's ← s + g²; w ← w − lr·g/(√s + eps)',
  source: 'J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011), 2121–2159; as torch.optim.Adagrad',
  create({ eps = 1e-10 }, n) {
    const squares = new Float64Array(n);
    return {
      update(point, g, rate) {
        for (let i = 0; i < n; i++) {
          squares[i] = squares[i]! + g[i]! * g[i]!;
          point[i] = point[i]! - (rate * g[i]!) / (Math.sqrt(squares[i]!) + eps);
        }
        return null;
      },
      facts: () => ({ preconditioner: squares.map((s) => 1 / (Math.sqrt(s) + eps)) }),
    };
  },
  elementwise: ({ eps = 1e-10 }) => ({
    states: 1,
    update(rule, { w, g, rate, state: [s = 0] }) {
      const squares = rule.add(s, rule.multiply(g, g));
      const denominator = rule.add(rule.call('sqrt', squares), eps);
      return [rule.subtract(w, rule.divide(rule.multiply(rate, g), denominator)), squares];
    },
  }),
});
