import { dot, norm } from '../../linalg/vectors';
import { escapeTime, exponentialEscape } from './escape';
import { germTerm } from './germTerm';
import { type Complex, type Mode, modulus } from './multipliers';
import type { Rule } from './rules';
import type { StepView } from './stepView';

/** What makes a method blind or stops it, and rates that are too large. */
export const limitRules: readonly Rule[] = [
  {
    situation: 'noise-floor',
    tell({ options, gradient, gradientLength, definition }, book) {
      const noise = options['noise'] ?? 0;
      if (definition.order !== 1 || noise === 0) return null;
      const floor = noise * Math.sqrt(gradient.length);
      if (!(gradientLength < floor)) return null;
      return (
        `at the noise floor: the gradient's length, ${book.number('gradient', gradientLength)}, is below the noise's, ` +
        `${book.number('noise', floor)}, so the step is mostly chance`
      );
    },
  },
  {
    situation: 'clipped',
    tell({ facts: { clipping = 1 }, options, gradientLength }, book) {
      if (!(clipping < 1)) return null;
      return (
        `clipped: a gradient of length ${book.number('gradient', gradientLength)} is cut to ` +
        `${book.number('max_norm', options['max_norm'] ?? 0)}, ${book.number('clipping', clipping)} of itself`
      );
    },
  },
  {
    situation: 'diverges',
    tell({ definition, options, model, facts, value, nextValue }, book) {
      const rate = facts.rate ?? 0;
      if (definition.order !== 1 || model?.limit === null || model === null) return null;
      if (!(rate > model.limit) || !(nextValue > value)) return null;
      const limit = limitText(definition.name, options, model.isFrozen);
      return `diverges: η = ${book.number('learning rate', rate)} > ${limit} = ${book.number('stability limit', model.limit)}`;
    },
  },
];

/** The formula of the stability limit. */
function limitText(method: string, options: Readonly<Record<string, number>>, isFrozen: boolean): string {
  const highest = isFrozen ? 'μmax (the highest curvature as the method scales it)' : 'λmax';
  if (method === 'nesterov') return `2(1 + β)/((1 + 2β)${highest})`;
  if (method === 'adam' || method === 'adamw' || method === 'amsgrad') return `2(1 + β₁)/(1 − β₁)/${highest}`;
  return (options['momentum'] ?? 0) > 0 ? `2(1 + β)/${highest}` : `2/${highest}`;
}

/** Steps near saddles. */
export const saddleRules: readonly Rule[] = [
  {
    situation: 'stable-manifold',
    tell(view, book) {
      const { definition, options, displacement, gradient, nearest } = view;
      if (definition.order !== 1 || (options['noise'] ?? 0) > 0 || displacement === null) return null;
      const out = waysOut(view);
      if (out.length === 0 || displacement.every((x) => x === 0)) return null;
      const holds = out.every((direction) => dot(direction, displacement) === 0 && dot(direction, gradient) === 0);
      if (!holds) return null;
      const [first] = out;
      return (
        `on the stable manifold of the ${nearest!.name}: ${book.along(first!)} it is displaced by exactly ` +
        `${book.number('displacement', 0)}, and so is the gradient, so it never leaves`
      );
    },
  },
  {
    situation: 'escapes',
    tell(view, book) {
      const { critical, displacement, gradient, step, modelThere, nearest, facts, definition } = view;
      if (critical === null || displacement === null || !(critical.eigenvalues[0]! < 0)) return null;
      if (definition.order !== 1 || modelThere === null || modelThere.isFrozen) return null;
      const lowest = critical.eigenvalues[0]!;
      const direction = Float64Array.from(critical.eigenvectors[0]!);
      const amplitude = dot(direction, displacement);
      const slope = dot(direction, gradient);
      if (amplitude === 0 || Math.abs(slope - lowest * amplitude) > 0.1 * Math.abs(lowest * amplitude)) return null;
      const size = Math.abs(amplitude);
      if (!(size >= 0.7 * norm(displacement)) || dot(direction, step) * amplitude <= 0 || size >= 1) return null;
      const multiplier = largest(modelThere.modes[0]!.multipliers);
      const escape = escapeTime(critical, displacement, facts.rate ?? 0, 1);
      const steps = exponentialEscape(size, 1, multiplier);
      const formula = (view.options['momentum'] ?? 0) > 0 ? 'the larger root' : '1 + η|λ|';
      if (escape === null || !(multiplier > 1)) return null;
      return (
        `escapes the ${nearest!.name}: ${book.along(direction)} the curvature is ${book.number('curvature', lowest)}, so each step ` +
        `multiplies the distance by ${formula} = ${book.number('multiplier', multiplier)}; from ` +
        `${book.number('amplitude', size)} to ${book.number('escaped', 1)} that takes ${book.number('steps', Math.ceil(steps - 1e-9), 6)} steps`
      );
    },
  },
  {
    situation: 'drawn-to-saddle',
    tell(view, book) {
      const { critical, displacement, next, nearest, definition, modelThere } = view;
      if (critical === null || displacement === null || definition.order !== 1) return null;
      if (modelThere === null || modelThere.isFrozen) return null;
      const [direction] = waysOut(view);
      if (direction === undefined) return null;
      const after = Math.hypot(...next.map((x, i) => x - critical.point[i]!));
      if (!(after < nearest!.distance)) return null;
      const amplitude = Math.abs(dot(direction, displacement));
      const highest = modelThere.modes[modelThere.modes.length - 1]!;
      return (
        `drawn to the ${nearest!.name} first: the curvature ${book.number('curvature', highest.curvature)} pulls it in, ` +
        `and ${book.along(direction)}, the way out, it is only ${book.number('amplitude', amplitude)} away, at a distance of ` +
        book.number('distance', nearest!.distance)
      );
    },
  },
];

/** Unit vectors along which the loss falls from the critical point nearest by. */
function waysOut({ critical }: StepView): Float64Array[] {
  if (critical === null) return [];
  const down = critical.eigenvectors.filter((_, i) => critical.eigenvalues[i]! < 0);
  const term = germTerm(critical);
  if (term !== null && (term.coefficient < 0 || term.exponent % 2 === 1)) down.push(term.direction);
  return down.map((direction) => Float64Array.from(direction));
}

/** How a first-order method moves where the loss is nearly quadratic. */
export const modeRules: readonly Rule[] = [
  {
    situation: 'oscillates',
    tell(view, book) {
      const mode = ruling(view);
      const [only] = mode?.multipliers ?? [];
      if (mode === null || mode.multipliers.length !== 1 || !(only!.re < -0.85) || only!.re < -1) return null;
      return (
        `oscillates ${book.along(mode.direction)}: 1 − ηλ = ${book.number('multiplier', only!.re)}, so it crosses the valley at each ` +
        `step and comes back to ${book.number('share', -only!.re)} of the distance`
      );
    },
  },
  {
    situation: 'swings',
    tell(view, book) {
      const mode = ruling(view);
      const [root] = mode?.multipliers ?? [];
      if (mode === null || !(mode.curvature > 0) || root === undefined || root.im === 0) return null;
      const size = modulus(root);
      if (size < 0.5) return null;
      const period = (2 * Math.PI) / Math.abs(Math.atan2(root.im, root.re));
      return (
        `swings ${book.along(mode.direction)}: its two multipliers are complex, of modulus ${book.number('modulus', size)}; ` +
        `a swing takes ${book.number('period', period)} steps and leaves ${book.number('share', size ** period)} of itself`
      );
    },
  },
  {
    situation: 'converges',
    tell(view, book) {
      const { critical, modelThere, nearest, definition, eigenvalues } = view;
      if (critical?.kind !== 'minimum' || modelThere === null || definition.order !== 1 || modelThere.isFrozen)
        return null;
      const isQuadratic = critical.eigenvalues.every((value, i) => Math.abs(value - eigenvalues[i]!) <= 0.2 * value);
      const [low, high] = [critical.eigenvalues[0]!, critical.eigenvalues[eigenvalues.length - 1]!];
      let slowest: Mode = modelThere.modes[0]!;
      for (const mode of modelThere.modes) if (largest(mode.multipliers) > largest(slowest.multipliers)) slowest = mode;
      const share = largest(slowest.multipliers);
      if (!isQuadratic || !(share < 1)) return null;
      const condition = high / low;
      const pace = share < 0.5 ? 'fast' : share > 0.95 ? 'slowly' : 'steadily';
      const best =
        (view.options['momentum'] ?? 0) > 0
          ? `(√κ − 1)/(√κ + 1) = ${book.number('best rate', (Math.sqrt(condition) - 1) / (Math.sqrt(condition) + 1))}`
          : `(κ − 1)/(κ + 1) = ${book.number('best rate', (condition - 1) / (condition + 1))}`;
      return (
        `converges ${pace} to the ${nearest!.name}: each step leaves ${book.number('share', share)} of the distance ` +
        `${book.along(slowest.direction)}; the best at κ = ${book.number('condition', condition)} is ${best}`
      );
    },
  },
];

/** The mode that holds most of the step; null where the method has no linear model. */
function ruling({ model, gradient, definition }: StepView): Mode | null {
  if (model === null || definition.order !== 1) return null;
  let best: Mode | null = null;
  let most = -1;
  for (const mode of model.modes) {
    const part = Math.abs(dot(mode.direction, gradient));
    if (part > most) [best, most] = [mode, part];
  }
  return best;
}

function largest(multipliers: readonly Complex[]): number {
  return Math.max(...multipliers.map(modulus));
}
