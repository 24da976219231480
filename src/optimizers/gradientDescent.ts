import { firstOrder } from './firstOrder';
import { LineSearch, lineSearchOption } from './lineSearch';
import { learningRate } from './options';

export const gradientDescent = firstOrder({
  name: 'gradient-descent',
  title: 'Gradient descent',
  options: [learningRate(0.01)],
  modifiers: [lineSearchOption],
  rule: 'w ← w − lr·g',
  source: 'A. Cauchy, Comptes Rendus 25 (1847), 536–538',
  create({ line_search: choice = 0 }, n) {
    const search = choice === 0 ? null : new LineSearch(n);
    const direction = new Float64Array(search === null ? 0 : n);
    return {
      update(point, g, rate, oracle) {
        if (search === null) {
          for (let i = 0; i < n; i++) point[i] = point[i]! - rate * g[i]!;
          return null;
        }
        for (let i = 0; i < n; i++) direction[i] = -g[i]!;
        return search.move(choice, oracle, point, direction, g, rate);
      },
    };
  },
  elementwise: () => ({
    states: 0,
    update: (rule, { w, g, rate }) => [rule.subtract(w, rule.multiply(rate, g))],
  }),
});
