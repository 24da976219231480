import { norm } from '../linalg/vectors';
import { RandomGenerator } from '../random/generator';
import { BatchOrder } from './batchOrder';
import { type ElementwiseUpdate, elementwiseRule } from './elementwise';
import type { OptimizerDefinition, OptionSpecification, Oracle, StepFacts, StepFailure, Stepper } from './optimizer';
import { learningRates, scheduleOptions } from './schedule';

/** One update of a first-order method: moves the point with this gradient and this learning rate. */
export type FirstOrderUpdate = (
  point: Float64Array,
  gradient: Float64Array,
  rate: number,
  oracle: Oracle,
) => StepFailure;

/** The state of a first-order method and what it does with a gradient: to each coordinate the same, on its own. */
export interface FirstOrderRule {
  readonly update: FirstOrderUpdate;
  /** About the last update, beside what is known of every first-order method. */
  facts?(): StepFacts;
}

export interface FirstOrderMethod extends Omit<
  OptimizerDefinition,
  'order' | 'create' | 'isElementwise' | 'elementwise'
> {
  /** Options of its own that are not those of their names that all first-order methods share. */
  readonly hidden?: ReadonlySet<string>;
  /** `many`: as of an `OptimizerDefinition`. */
  create(options: Readonly<Record<string, number>>, dimension: number, many: boolean): FirstOrderRule;
  /** The same update as data; null where these options have none. */
  elementwise?(options: Readonly<Record<string, number>>): ElementwiseUpdate | null;
}

/** What every first-order method can be given beside its own options. */
const sharedOptions: readonly OptionSpecification[] = [
  ...scheduleOptions,
  {
    name: 'weight_decay',
    default: 0,
    minimum: 0,
    maximum: 1e3,
    description: 'Times the parameters, added to the gradient (after clipping, as in PyTorch).',
  },
  {
    name: 'max_norm',
    default: 0,
    minimum: 0,
    maximum: 1e12,
    description: 'Longer gradients are clipped to this length; 0 leaves them alone.',
  },
  {
    name: 'noise',
    default: 0,
    minimum: 0,
    maximum: 1e6,
    description: 'Standard deviation of the Gaussian noise added to each component of the gradient.',
  },
  {
    name: 'batch',
    default: 0,
    minimum: 0,
    maximum: 1e9,
    description: 'Rows of data a gradient is taken from, in an order that is shuffled anew at each pass; 0 takes all.',
  },
  { name: 'seed', default: 1, minimum: 0, maximum: 2 ** 53 - 1, description: 'Of the random numbers.' },
];

/**
 * A method that sees nothing but gradients. What all of them share is here, in PyTorch's order: a gradient, of a
 * mini-batch where one is asked for; stated noise; clipping by its length (torch.nn.utils.clip_grad_norm_); weight
 * decay; the learning rate of the schedule; then the method's own update.
 */
export function firstOrder(method: FirstOrderMethod): OptimizerDefinition {
  const own = new Set(method.options.map(({ name }) => name));
  const shared = (options: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
    method.hidden === undefined
      ? options
      : Object.fromEntries(Object.entries(options).filter(([name]) => !method.hidden!.has(name)));
  const isElementwise = (options: Readonly<Record<string, number>>): boolean =>
    ['max_norm', 'noise', 'batch', 'line_search'].every((name) => (shared(options)[name] ?? 0) === 0);
  const decayOf = (options: Readonly<Record<string, number>>): number =>
    own.has('weight_decay') ? 0 : (options['weight_decay'] ?? 0);
  return {
    ...method,
    order: 1,
    modifiers: [...(method.modifiers ?? []), ...sharedOptions.filter(({ name }) => !own.has(name))],
    isElementwise,
    elementwise(options) {
      const update = isElementwise(options) ? method.elementwise?.(options) : null;
      if (update === null || update === undefined) return null;
      const others = shared(options);
      return elementwiseRule(update, learningRates(others['lr'] ?? 0, others), decayOf(others));
    },
    create: (options, n, many = false) =>
      new FirstOrderStepper(method.create(options, n, many), shared(options), decayOf(shared(options)), n),
  };
}

const noRows: StepFailure = {
  stop: 'refused',
  reason:
    'No mini-batch can be drawn: the loss is not a sum or a mean over the rows of a table, times or plus what does not depend on them.',
};

class FirstOrderStepper implements Stepper {
  private readonly gradient: Float64Array;
  private readonly rates: (t: number) => number;
  private readonly random: RandomGenerator;
  private readonly longest: number;
  private readonly noise: number;
  private readonly batch: number;
  private readonly order: BatchOrder;
  private t = 0;
  private clipping = 1;
  private rate = 0;

  constructor(
    private readonly rule: FirstOrderRule,
    options: Readonly<Record<string, number>>,
    private readonly decay: number,
    n: number,
  ) {
    this.gradient = new Float64Array(n);
    this.rates = learningRates(options['lr'] ?? 0, options);
    this.random = new RandomGenerator(options['seed'] ?? 1);
    this.longest = options['max_norm'] ?? 0;
    this.noise = options['noise'] ?? 0;
    this.batch = Math.round(options['batch'] ?? 0);
    this.order = new BatchOrder(this.batch, new RandomGenerator(options['seed'] ?? 1, 1));
  }

  step(point: Float64Array, oracle: Oracle): StepFailure {
    const { gradient: g, random, longest, noise, decay } = this;
    if (this.batch > 0) {
      if (oracle.sampledGradient === undefined) return noRows;
      oracle.sampledGradient(point, g, this.order);
    } else oracle.gradient(point, g);
    if (noise > 0) for (let i = 0; i < g.length; i++) g[i] = g[i]! + noise * random.normal();
    if (longest > 0) {
      this.clipping = Math.min(1, longest / (norm(g) + 1e-6));
      for (let i = 0; i < g.length; i++) g[i] = g[i]! * this.clipping;
    }
    if (decay > 0) for (let i = 0; i < g.length; i++) g[i] = g[i]! + decay * point[i]!;
    this.rate = this.rates(this.t++);
    return this.rule.update(point, g, this.rate, oracle);
  }

  facts(): StepFacts {
    return { rate: this.rate, clipping: this.clipping, ...this.rule.facts?.() };
  }
}
