/** What the formulas of an optimizer are given, beside its own options and state. */
export type GivenName = 'w' | 'g' | 'H' | 't';

export const givenNames: ReadonlyMap<string, { readonly name: GivenName; readonly documentation: string }> = new Map([
  [
    'w',
    { name: 'w', documentation: 'The weights: the vector of all parameters. A step changes it with "update w = …".' },
  ],
  ['g', { name: 'g', documentation: 'The gradient of the loss where the step begins, a vector like w.' }],
  [
    'H',
    {
      name: 'H',
      documentation: 'The Hessian of the loss where the step begins: H*v is a vector, solve(H, v) solves H*x = v.',
    },
  ],
  ['t', { name: 't', documentation: 'The number of the step, from 1.' }],
]);

/** `solve(H, v)`: known in optimizers alone. */
export const solveHelp = {
  name: 'solve',
  arity: [2, 3],
  signature: 'solve(H, v, damping)',
  parameters: ['H', 'v', 'damping'],
  documentation:
    'The x with H*x = v, or with (H + damping·I)*x = v, where a damping is given. A singular matrix ends the run.',
} as const;
