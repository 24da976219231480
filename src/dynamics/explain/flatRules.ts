import { dot } from '../../linalg/vectors';
import { type GermTerm, germTerm } from './germTerm';
import type { Rule } from './rules';
import { type NumberBook, raise } from './sentence';
import type { StepView } from './stepView';

/**
 * The leading term at the degenerate point nearest by, where it describes the gradient along the flat direction here.
 */
interface FlatLaw {
  readonly term: GermTerm;
  /** The displacement along it. */
  readonly t: number;
  /** k·c·tᵏ⁻¹, and the gradient there is. */
  readonly predicted: number;
  readonly actual: number;
}

/** Within a tenth; null elsewhere, and where other directions still rule the gradient. */
function flatLaw({ critical, displacement, gradient, gradientLength }: StepView): FlatLaw | null {
  const term = critical === null ? null : germTerm(critical);
  if (term === null || displacement === null) return null;
  const direction = Float64Array.from(term.direction);
  const t = dot(direction, displacement);
  const predicted = term.exponent * term.coefficient * t ** (term.exponent - 1);
  const actual = dot(direction, gradient);
  if (t === 0 || !(Math.abs(actual - predicted) <= 0.1 * Math.abs(predicted))) return null;
  return gradientLength <= 2 * Math.abs(actual) ? { term, t, predicted, actual } : null;
}

/** `4y³ = 0.004` */
function gradientText({ term, actual }: FlatLaw, view: StepView, book: NumberBook): string {
  const factor = term.exponent * Math.abs(term.coefficient);
  const coordinate = book.coordinate(term.direction, view.critical!.point);
  const power = term.exponent - 1;
  book.number('exponent', power);
  const coefficient = factor === 1 ? '' : book.number('coefficient', factor);
  return `${coefficient}${coordinate}${power === 1 ? '' : raise(power)} = ${book.number('gradient', Math.abs(actual))}`;
}

/** Steps near a point with a flat direction, where a term of higher order rules. */
export const flatRules: readonly Rule[] = [
  {
    situation: 'flat-slow',
    tell(view, book) {
      const { definition, facts, nearest } = view;
      if (definition.order !== 1 || definition.name === 'lion' || definition.name === 'lbfgs') return null;
      const law = facts.preconditioner === undefined ? flatLaw(view) : null;
      if (law === null) return null;
      // Far along the same term the steps are long: nothing is slow there.
      const moved = Math.abs(dot(Float64Array.from(law.term.direction), view.step));
      if (moved > 0.1 * Math.abs(law.t)) return null;
      return (
        `slow: within ${book.number('distance', nearest!.distance)} of the ${nearest!.name}; ` +
        `${book.along(law.term.direction)} the curvature is ${book.number('curvature', 0)}, ` +
        `so the gradient shrinks as ${gradientText(law, view, book)}`
      );
    },
  },
  {
    situation: 'flat-rescaled',
    tell(view, book) {
      const law = view.facts.preconditioner === undefined ? null : flatLaw(view);
      const rate = view.facts.rate ?? 0;
      if (law === null) return null;
      const moved = Math.abs(dot(Float64Array.from(law.term.direction), view.step));
      if (!(moved >= 0.3 * rate) || !(moved > 3 * rate * Math.abs(law.actual))) return null;
      return (
        `not slowed by the flat direction: within ${book.number('distance', view.nearest!.distance)} of the ` +
        `${view.nearest!.name} the gradient is only ${gradientText(law, view, book)}, but it is divided by its own size: ` +
        `the step is ${book.number('step', moved)} at η = ${book.number('learning rate', rate)}`
      );
    },
  },
  {
    situation: 'flat-memory',
    tell(view, book) {
      const { preconditioner, rate = 0 } = view.facts;
      const law = preconditioner === undefined ? null : flatLaw(view);
      if (law === null) return null;
      const direction = Float64Array.from(law.term.direction);
      const moved = Math.abs(dot(direction, view.step));
      if (!(moved <= 0.1 * rate)) return null;
      const axis = law.term.direction.findIndex((x) => Math.abs(x) > 0.5);
      return (
        `held back by its memory: within ${book.number('distance', view.nearest!.distance)} of the ${view.nearest!.name} the ` +
        `gradient is ${gradientText(law, view, book)} by now, but it is divided by ` +
        `${book.number('root mean square', 1 / preconditioner![axis]!)}, the size of earlier ones: ` +
        `the step is ${book.number('step', moved)}, not η = ${book.number('learning rate', rate)}`
      );
    },
  },
];
