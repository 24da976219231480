import type { Identifier, OptimizerStatement } from './tree';

/**
 * The kinds of critical point a claim can count, as reports spell them; then minima that are not the lowest, and all
 * critical points together.
 */
export type ClaimKind =
  | 'minimum'
  | 'maximum'
  | 'saddle'
  | 'degenerate-minimum'
  | 'degenerate-maximum'
  | 'degenerate-saddle'
  | 'monkey-saddle'
  | 'degenerate-point'
  | 'nonsmooth-minimum'
  | 'nonsmooth-maximum'
  | 'nonsmooth-saddle'
  | 'spurious-minimum'
  | 'critical-point';

/** Each kind and its plural. */
export const claimKinds: ReadonlyMap<ClaimKind, string> = new Map([
  ['minimum', 'minima'],
  ['maximum', 'maxima'],
  ['saddle', 'saddles'],
  ['degenerate-minimum', 'degenerate-minima'],
  ['degenerate-maximum', 'degenerate-maxima'],
  ['degenerate-saddle', 'degenerate-saddles'],
  ['monkey-saddle', 'monkey-saddles'],
  ['degenerate-point', 'degenerate-points'],
  ['nonsmooth-minimum', 'nonsmooth-minima'],
  ['nonsmooth-maximum', 'nonsmooth-maxima'],
  ['nonsmooth-saddle', 'nonsmooth-saddles'],
  ['spurious-minimum', 'spurious-minima'],
  ['critical-point', 'critical-points'],
]);

const kindOfWord: ReadonlyMap<string, ClaimKind> = new Map(
  [...claimKinds].flatMap(([kind, plural]): [string, ClaimKind][] => [
    [kind, kind],
    [plural, kind],
  ]),
);

/** All spellings of kinds. */
export const kindWords: readonly string[] = [...kindOfWord.keys()];

/** First halves of kinds that may also stand apart: `degenerate saddle`. */
export const kindPrefixes: ReadonlySet<string> = new Set(['degenerate', 'monkey', 'nonsmooth', 'spurious', 'critical']);

export function kindOf({ name }: Identifier): ClaimKind | undefined {
  return kindOfWord.get(name);
}

/** The options that every first-order method takes. */
const shared = [
  'weight_decay',
  'max_norm',
  'noise',
  'batch',
  'seed',
  'schedule',
  'step_size',
  'gamma',
  'T_max',
  'eta_min',
  'warmup',
];

/** The optimizers a claim can name, with their options. */
export const claimMethods: ReadonlyMap<string, readonly string[]> = new Map([
  ['gradient-descent', ['lr', 'line_search', ...shared]],
  ['sgd', ['lr', 'momentum', ...shared]],
  ['momentum', ['lr', 'momentum', ...shared]],
  ['nesterov', ['lr', 'momentum', ...shared]],
  ['adagrad', ['lr', 'eps', ...shared]],
  ['rmsprop', ['lr', 'alpha', 'eps', ...shared]],
  ['adam', ['lr', 'beta1', 'beta2', 'eps', ...shared]],
  ['adamw', ['lr', 'beta1', 'beta2', 'eps', ...shared]],
  ['amsgrad', ['lr', 'beta1', 'beta2', 'eps', ...shared]],
  ['lion', ['lr', 'beta1', 'beta2', ...shared]],
  ['lbfgs', ['lr', 'history_size', 'c2']],
  ['newton', ['lr', 'line_search']],
  ['damped-newton', ['lr', 'line_search']],
  ['levenberg-marquardt', ['lambda']],
  ['levenberg-marquardt-adaptive', ['lambda0', 'up', 'down']],
  ['gauss-newton', ['lr', 'damping']],
  ['saddle-free-newton', ['lr', 'floor']],
  ['trust-region-newton', ['radius', 'max_radius', 'eta', 'seed']],
  ['cubic-regularization', ['sigma', 'seed']],
] as const);

/** What tells the options of an optimizer of one's own. */
interface OwnMethod {
  readonly name: string;
  readonly order: 1 | 2;
  readonly statement: OptimizerStatement;
}

/**
 * The names of a method's options, its own first; undefined where there is no such method. An optimizer of one's own
 * that sees gradients alone takes what all first-order methods take; schedules, where it has a rate `lr` for them.
 */
export function optionsOfMethod(
  { optimizers }: { readonly optimizers: readonly OwnMethod[] },
  name: string,
): readonly string[] | undefined {
  const method = optimizers.find((optimizer) => optimizer.name === name);
  if (method === undefined) return claimMethods.get(name);
  const own = method.statement.options.map((option) => option.name.name);
  if (method.order === 2) return own;
  const further = own.includes('lr') ? shared : shared.filter((option) => !ofSchedules.has(option));
  return [...own, ...further.filter((option) => !own.includes(option))];
}

const ofSchedules: ReadonlySet<string> = new Set(['schedule', 'step_size', 'gamma', 'T_max', 'eta_min', 'warmup']);

/** The options whose values have names, which stand for 0, 1, 2. */
export const optionChoices: ReadonlyMap<string, readonly string[]> = new Map([
  ['line_search', ['none', 'armijo', 'wolfe']],
  ['schedule', ['constant', 'step', 'cosine']],
]);
