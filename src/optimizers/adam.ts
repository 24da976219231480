import type { ElementwiseUpdate } from './elementwise';
import { type FirstOrderRule, firstOrder } from './firstOrder';
import { decayRate, learningRate, stabilizer } from './options';

const shared = [
  learningRate(0.001),
  decayRate('beta1', 0.9, 'The share of the running mean of gradients that is kept.'),
  decayRate('beta2', 0.999, 'The share of the running mean of squared gradients that is kept.'),
  stabilizer(1e-8),
];

export const adam = firstOrder({
  name: 'adam',
  title: 'Adam',
  options: shared,
  rule: 'm ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − lr·m̂/(√v̂ + eps), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)',
  source: 'D. Kingma, J. Ba, ICLR 2015, algorithm 1; as torch.optim.Adam',
  create: (options, n) => momentRule(n, options, 0, false),
  elementwise: (options) => momentUpdate(options, 0, false),
});

export const adamw = firstOrder({
  name: 'adamw',
  title: 'AdamW',
  options: [
    ...shared,
    decayRate('weight_decay', 0.01, 'The share of the parameters, times lr, that is taken away before each step.'),
  ],
  rule: 'w ← (1 − lr·weight_decay)·w, then the step of Adam with the gradient from before the decay',
  source: 'I. Loshchilov, F. Hutter, ICLR 2019, algorithm 2; as torch.optim.AdamW',
  create: (options, n) => momentRule(n, options, options['weight_decay'] ?? 0.01, false),
  elementwise: (options) => momentUpdate(options, options['weight_decay'] ?? 0.01, false),
});

export const amsgrad = firstOrder({
  name: 'amsgrad',
  title: 'AMSGrad',
  options: shared,
  rule: 'as Adam, with the largest v so far in place of v: u ← max(u, v); w ← w − lr·m̂/(√(u/(1 − β₂ᵗ)) + eps)',
  source: 'S. Reddi, S. Kale, S. Kumar, ICLR 2018, algorithm 2; as torch.optim.Adam(amsgrad=True)',
  create: (options, n) => momentRule(n, options, 0, true),
  elementwise: (options) => momentUpdate(options, 0, true),
});

function momentRule(
  n: number,
  { beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }: Readonly<Record<string, number>>,
  decay: number,
  keepsLargest: boolean,
): FirstOrderRule {
  const mean = new Float64Array(n);
  const squares = new Float64Array(n);
  const largest = keepsLargest ? new Float64Array(n) : squares;
  let t = 0;
  return {
    update(point, g, rate) {
      t++;
      const correction1 = 1 - beta1 ** t;
      const correction2 = 1 - beta2 ** t;
      for (let i = 0; i < n; i++) {
        mean[i] = beta1 * mean[i]! + (1 - beta1) * g[i]!;
        squares[i] = beta2 * squares[i]! + (1 - beta2) * g[i]! * g[i]!;
        if (keepsLargest) largest[i] = Math.max(largest[i]!, squares[i]!);
        const denominator = Math.sqrt(largest[i]! / correction2) + eps;
        const decayed = point[i]! * (1 - rate * decay);
        point[i] = decayed - (rate * (mean[i]! / correction1)) / denominator;
      }
      return null;
    },
    facts() {
      const [correction1, correction2] = [1 - beta1 ** t, 1 - beta2 ** t];
      return { preconditioner: largest.map((v) => 1 / correction1 / (Math.sqrt(v / correction2) + eps)) };
    },
  };
}

/** The same as data. */
function momentUpdate(
  { beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }: Readonly<Record<string, number>>,
  decay: number,
  keepsLargest: boolean,
): ElementwiseUpdate {
  return {
    states: keepsLargest ? 3 : 2,
    numbers: (t, rate) => [1 - beta1 ** t, 1 - beta2 ** t, 1 - rate * decay],
    update(rule, { w, g, rate, state: [m = 0, v = 0, u = 0], numbers: [correction1 = 1, correction2 = 1, kept = 1] }) {
      const mean = rule.add(rule.multiply(beta1, m), rule.multiply(1 - beta1, g));
      const squares = rule.add(rule.multiply(beta2, v), rule.multiply(rule.multiply(1 - beta2, g), g));
      const largest = keepsLargest ? rule.call('max', u, squares) : squares;
      const denominator = rule.add(rule.call('sqrt', rule.divide(largest, correction2)), eps);
      const step = rule.divide(rule.multiply(rate, rule.divide(mean, correction1)), denominator);
      const moved = rule.subtract(decay === 0 ? w : rule.multiply(w, kept), step);
      return keepsLargest ? [moved, mean, squares, largest] : [moved, mean, squares];
    },
  };
}
