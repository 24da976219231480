import type { Initialisation } from './tree';

/** How the numbers of a start are made: all 0, or drawn at random in one of three scales. */
type InitialisationMethod = Initialisation['method'];

/** A way to make the numbers of a start, as it stands in a `from` clause. */
export interface InitialisationHelp {
  /** For a person: `normal(seed = 1, sd = 1)`. */
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly documentation: string;
  /** The names that may stand before an equals sign. */
  readonly options: readonly string[];
}

const drawn = (method: InitialisationMethod, documentation: string): [InitialisationMethod, InitialisationHelp] => [
  method,
  { signature: `${method}(seed = 1)`, parameters: ['seed = 1'], documentation, options: ['seed'] },
];

/** What may stand in a `from` clause instead of numbers. */
export const initialisations: ReadonlyMap<string, InitialisationHelp> = new Map<
  InitialisationMethod,
  InitialisationHelp
>([
  ['zeros', { signature: 'zeros()', parameters: [], documentation: 'All numbers are 0.', options: ['seed'] }],
  [
    'normal',
    {
      signature: 'normal(seed = 1, sd = 1)',
      parameters: ['seed = 1', 'sd = 1'],
      documentation: 'Normal random numbers around 0 with the standard deviation sd.',
      options: ['seed', 'sd'],
    },
  ],
  drawn('xavier', 'Random numbers in the scale of Glorot and Bengio, for layers with tanh or sigmoid.'),
  drawn('he', 'Random numbers in the scale of He et al., for layers with relu.'),
  drawn('random', 'The same as xavier.'),
]);

/** The method of this name, if there is one. */
export function initialisationMethod(name: string): InitialisationMethod | undefined {
  return initialisations.has(name) ? (name as InitialisationMethod) : undefined;
}
