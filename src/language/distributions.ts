import type { Distribution } from './tree';

type DistributionName = Distribution['name'];

/** A distribution as it stands behind `~` and in `sample(…)`. Elsewhere its name is a name like others. */
export interface DistributionHelp {
  readonly name: DistributionName;
  /** Fewest and most arguments. */
  readonly arity: readonly [least: number, most: number];
  /** For a person: `normal(m, sd)`. */
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly documentation: string;
  readonly example: string;
}

/** Nodes of a quadrature that an expectation over a continuous distribution is computed with. */
export const quadratureNodes = 20;

const list: readonly DistributionHelp[] = [
  {
    name: 'choice',
    arity: [1, Infinity],
    signature: 'choice(v1, v2, …, weights = (w1, w2, …))',
    parameters: ['v1', 'v2', '…', 'weights = (w1, w2, …)'],
    documentation:
      'One of its values, all equally likely, or in the proportion of the weights. Expectations over it are exact sums.',
    example: 'choice(-1, 1)',
  },
  {
    name: 'normal',
    arity: [2, 2],
    signature: 'normal(m, sd)',
    parameters: ['m', 'sd'],
    documentation: `The normal distribution with mean m and standard deviation sd. An expectation over it is a Gauss–Hermite sum with ${quadratureNodes} nodes.`,
    example: 'normal(0, 1)',
  },
  {
    name: 'uniform',
    arity: [2, 2],
    signature: 'uniform(a, b)',
    parameters: ['a', 'b'],
    documentation: `Every number from a to b equally likely. An expectation over it is a Gauss–Legendre sum with ${quadratureNodes} nodes.`,
    example: 'uniform(0, 1)',
  },
];

export const distributions: ReadonlyMap<string, DistributionHelp> = new Map(list.map((item) => [item.name, item]));

/** The distributions for a sentence. */
export const distributionList = 'choice(…), normal(m, sd) or uniform(a, b)';

/** The distribution of this name, if there is one. */
export function distributionName(name: string): DistributionName | undefined {
  return distributions.has(name) ? (name as DistributionName) : undefined;
}

/** What `sample(…)` is for, in a `data` statement. */
export const sampleHelp = {
  signature: 'sample(distribution, …, n = 50, seed = 1)',
  parameters: ['distribution', '…', 'n = 50', 'seed = 1'],
  documentation:
    'Draws the rows of a table: one distribution for each column, n rows. One seed always draws the same numbers, and a larger n only adds rows.',
} as const;

/** What `expect(…)` is for. */
export const expectHelp = {
  signature: 'expect(body for s ~ distribution)',
  parameters: ['body', 's', 'distribution'],
  documentation:
    'The expectation of the body over independent random values: an exact sum over a choice, a Gauss sum over normal and uniform.',
} as const;
