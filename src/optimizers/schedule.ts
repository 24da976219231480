import type { OptionSpecification } from './optimizer';

/** How the learning rate changes with the step. */
export const schedules = ['constant', 'step', 'cosine'] as const;

/** The options of a schedule, at defaults that leave the learning rate as it is. */
export const scheduleOptions: readonly OptionSpecification[] = [
  {
    name: 'schedule',
    default: 0,
    minimum: 0,
    maximum: schedules.length - 1,
    choices: schedules,
    description: 'How the learning rate changes: constant, step (times gamma every step_size steps) or cosine.',
  },
  {
    name: 'step_size',
    default: 30,
    minimum: 1,
    maximum: 1e6,
    description: 'Of the step schedule: steps between two changes of the learning rate.',
  },
  {
    name: 'gamma',
    default: 0.1,
    minimum: 0,
    maximum: 1,
    description: 'Of the step schedule: what the learning rate is multiplied by.',
  },
  {
    name: 'T_max',
    default: 200,
    minimum: 1,
    maximum: 1e6,
    description: 'Of the cosine schedule: steps from the full learning rate down to eta_min.',
  },
  {
    name: 'eta_min',
    default: 0,
    minimum: 0,
    maximum: 1e6,
    description: 'Of the cosine schedule: the lowest learning rate.',
  },
  {
    name: 'warmup',
    default: 0,
    minimum: 0,
    maximum: 1e6,
    description: 'Steps over which the learning rate first grows in a line; the schedule begins after them.',
  },
];

/**
 * The learning rate of step t = 0, 1, …: after `warmup` steps of lr·(t + 1)/warmup (Goyal et al., arXiv:1706.02677,
 * §2.2), with s = t − warmup, lr; lr·gamma^⌊s/step_size⌋ as in torch's StepLR; or eta_min + (lr − eta_min)(1 +
 * cos(πs/T_max))/2 as in its CosineAnnealingLR (Loshchilov & Hutter, ICLR 2017), which rises again after T_max.
 */
export function learningRates(lr: number, options: Readonly<Record<string, number>>): (t: number) => number {
  const { schedule = 0, step_size: stepSize = 30, gamma = 0.1, T_max: period = 200, eta_min: lowest = 0 } = options;
  const warmup = Math.round(options['warmup'] ?? 0);
  const after = (s: number): number => {
    switch (schedules[schedule] ?? 'constant') {
      case 'constant':
        return lr;
      case 'step':
        return lr * gamma ** Math.floor(s / stepSize);
      case 'cosine':
        return lowest + ((lr - lowest) * (1 + Math.cos((Math.PI * s) / period))) / 2;
    }
  };
  return (t) => (t < warmup ? (lr * (t + 1)) / warmup : after(t - warmup));
}
