import { firstOrder } from './firstOrder';
import { velocityRule, velocityUpdate } from './momentum';
import { learningRate, momentumFactor } from './options';

export const stochasticGradient = firstOrder({
  name: 'sgd',
  title: 'Stochastic gradient descent',
  options: [
    learningRate(0.01),
    { ...momentumFactor(), default: 0 },
    {
      name: 'noise',
      default: 0.1,
      minimum: 0,
      maximum: 1e6,
      description: 'Standard deviation of the Gaussian noise added to each component of the gradient.',
    },
    {
      name: 'batch',
      default: 0,
      minimum: 0,
      maximum: 1e9,
      description:
        'Rows of data a gradient is taken from, in an order that is shuffled anew at each pass; 0 takes all.',
    },
    { name: 'seed', default: 1, minimum: 0, maximum: 2 ** 53 - 1, description: 'Of the random numbers.' },
  ],
  rule: 'g ← ∇L of a mini-batch + noise·ξ, ξ standard normal; b ← momentum·b + g, from b = g; w ← w − lr·b',
  source: 'H. Robbins, S. Monro, Ann. Math. Statist. 22 (1951), 400–407; as torch.optim.SGD',
  create: ({ momentum: mu = 0 }, n) => velocityRule(n, mu, false),
  elementwise: ({ momentum: mu = 0 }) => velocityUpdate(mu, false),
});
