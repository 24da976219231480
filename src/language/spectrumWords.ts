/** What can be given to `goe(…)`, and between which whole numbers. */
export interface SpectrumOptionHelp {
  readonly documentation: string;
  /** The value where it isn't given. */
  readonly otherwise: number;
  /** Of a whole number, both included; undefined for `spikes`, which are any numbers. */
  readonly range: readonly [number, number] | undefined;
}

/** The largest matrix whose spectrum is drawn. */
export const largestMatrix = 2_000;

/** A spike is at most this strong: beyond, the bulk is lost in the rounding of the outliers. */
export const strongestSpike = 1e6;

export const spectrumOptions: ReadonlyMap<string, SpectrumOptionHelp> = new Map([
  ['n', { documentation: 'The number of rows of the matrix.', otherwise: 400, range: [1, largestMatrix] }],
  [
    'spikes',
    {
      documentation: 'The strengths β of what is added along orthonormal random directions: H = W + Σ β·u·uᵀ.',
      otherwise: 0,
      range: undefined,
    },
  ],
  [
    'copies',
    {
      documentation: 'How often each spike is added, each in a direction of its own.',
      otherwise: 1,
      range: [1, largestMatrix],
    },
  ],
  [
    'seed',
    { documentation: 'The beginning of the random numbers.', otherwise: 1, range: [0, Number.MAX_SAFE_INTEGER] },
  ],
  [
    'draws',
    { documentation: 'How many matrices are drawn, for means with error bars.', otherwise: 20, range: [1, 1_000] },
  ],
]);

/** The two things a spectrum is of. */
export const spectrumSubjects: ReadonlyMap<
  string,
  { readonly signature: string; readonly parameters: readonly string[]; readonly documentation: string }
> = new Map([
  [
    'goe',
    {
      signature: 'goe(n = 400, spikes = (3, 2), copies = 1, seed = 1, draws = 20)',
      parameters: ['n = 400', 'spikes = (3, 2)', 'copies = 1', 'seed = 1', 'draws = 20'],
      documentation:
        'A random symmetric matrix of the Gaussian orthogonal ensemble, scaled so that its eigenvalues fill [-2, 2], with spikes added.',
    },
  ],
  [
    'hessian',
    {
      signature: 'hessian(f, at = he(seed=1))',
      parameters: ['f', 'at = he(seed=1)'],
      documentation: 'The Hessian of a loss of this file, at its first start or at the point given.',
    },
  ],
]);
