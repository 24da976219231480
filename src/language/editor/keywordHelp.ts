/** What the words of the language are for, with an example of each. */
export const keywordHelp: ReadonlyMap<string, { readonly example: string; readonly documentation: string }> = new Map([
  ['loss', { example: 'loss f(x, y) = x^2 + y^2', documentation: 'A loss function of its parameters.' }],
  [
    'const',
    {
      example: 'const a = 0.5 in [0, 2]',
      documentation: 'A number with a name. A range after "in" makes it a slider.',
    },
  ],
  ['fn', { example: 'fn bump(t) = exp(-t^2)', documentation: 'A helper function, put in wherever it is called.' }],
  [
    'data',
    {
      example: 'data line(x, y) = (-1, -0.8), (0, 0.1)',
      documentation: 'A table: its columns, and its rows; or rows that are drawn: sample(normal(0, 1), n=50).',
    },
  ],
  [
    'claim',
    {
      example: 'claim f has 2 minima, no maximum',
      documentation: 'A sentence about a loss that is checked: what holds, what fails, and what cannot be decided.',
    },
  ],
  [
    'spectrum',
    {
      example: 'spectrum goe(n = 400, spikes = (3, 2), seed = 1)',
      documentation:
        'The eigenvalues of random matrices, or of the Hessian of a loss, drawn beside what theory says of them.',
    },
  ],
  [
    'optimizer',
    {
      example: 'optimizer descent(lr = 0.1) update w = w - lr*g',
      documentation:
        'An optimizer of your own: options with their defaults, a state that is kept from step to step, and what a step does with the weights w, the gradient g, the Hessian H and the step number t.',
    },
  ],
  [
    'on',
    {
      example: 'on x in [-2, 2], y in [-1, 1]',
      documentation: 'The box in which critical points are searched and the landscape is drawn; [-5, 5] without it.',
    },
  ],
  [
    'from',
    { example: 'from (1, 0.1), he(seed=3)', documentation: 'The points where optimizers start, or ways to make them.' },
  ],
  [
    'by',
    {
      example: 'by adam(lr=0.01), gradient-descent',
      documentation: 'The optimizers that go from the starts; stands behind them.',
    },
  ],
  ['where', { example: 'where err = w1*w2 - 1', documentation: 'Names for parts of this loss alone.' }],
  [
    'for',
    {
      example: 'sum(p.x^2 for p in line)',
      documentation:
        'The rows of a table, or the whole numbers of a range, that a sum or a mean runs over; or the random values of an expectation.',
    },
  ],
  [
    'in',
    { example: 'x in [-2, 2]', documentation: 'Stands before a range, or before the table that a sum runs over.' },
  ],
]);

/** The words that begin a clause of an optimizer, and are names like others elsewhere. */
export const optimizerClauseHelp: typeof keywordHelp = new Map([
  [
    'state',
    {
      example: 'state m = 0, v = 0',
      documentation:
        'What an optimizer keeps from step to step, with its value before the first: a number, or a vector like w.',
    },
  ],
  [
    'update',
    {
      example: 'update m = 0.9*m + g, w = w - lr*m',
      documentation: 'What a step does, in order: each line sees what those before it made. One of them is w.',
    },
  ],
]);
