import { distanceBetween } from '../places';
import type { NumberBook } from './sentence';
import type { StepView } from './stepView';

/**
 * The situations a step can be in, in the order in which they are looked for: the first whose numbers fit gives the
 * sentence.
 */
export type Situation =
  | 'refused'
  | 'leaves-domain'
  | 'negative-curvature'
  | 'gauss-newton-blind'
  | 'plateau'
  | 'stationary'
  | 'rejected'
  | 'newton-to-saddle'
  | 'noise-floor'
  | 'clipped'
  | 'diverges'
  | 'stable-manifold'
  | 'flat-slow'
  | 'flat-rescaled'
  | 'flat-memory'
  | 'escapes'
  | 'drawn-to-saddle'
  | 'oscillates'
  | 'swings'
  | 'converges'
  | 'newton-converges'
  | 'signs'
  | 'overshoots'
  | 'moves';

export interface Rule {
  readonly situation: Situation;
  /** The sentence, or null where the step is not in this situation. */
  tell(view: StepView, book: NumberBook): string | null;
}

/** Steps that don't happen, and those of second-order methods. */
export const specialRules: readonly Rule[] = [
  {
    situation: 'refused',
    tell: ({ failure }) => (failure === null ? null : `stops: ${lowerFirst(failure.reason)}`),
  },
  {
    situation: 'leaves-domain',
    tell: ({ nextValue, stepLength }, book) =>
      Number.isFinite(nextValue)
        ? null
        : `leaves the domain: a step of length ${book.number('step length', stepLength)} leads where the loss is undefined`,
  },
  {
    // Of a trust region.
    situation: 'negative-curvature',
    tell({ facts: { negativeCurvature, radius, accepted } }, book) {
      if (negativeCurvature === undefined || radius === undefined || accepted === false) return null;
      return (
        `follows negative curvature: dᵀHd/dᵀd = ${book.number('curvature', negativeCurvature)} along its direction, ` +
        `so it goes to the boundary of the trust region, at radius ${book.number('radius', radius)}`
      );
    },
  },
  {
    situation: 'gauss-newton-blind',
    tell({ definition, gaussNewton, eigenvalues }, book) {
      if (definition.name !== 'gauss-newton' || gaussNewton === null || !(eigenvalues[0]! < 0)) return null;
      const own = gaussNewton.every((value) => value === 0)
        ? `its matrix is ${book.number('Gauss–Newton matrix', 0)} here, the Hessian's lowest curvature is `
        : `its lowest curvature is ${book.number('Gauss–Newton curvature', gaussNewton[0]!)} here, the Hessian's is `;
      return `Gauss–Newton sees no negative curvature: ${own}${book.number('curvature', eigenvalues[0]!)}`;
    },
  },
  {
    situation: 'plateau',
    tell({ gradient, hessian, nearest }, book) {
      if (nearest?.set !== 'plateau' || nearest.distance > 0) return null;
      if (gradient.some((x) => x !== 0) || hessian.some((x) => x !== 0)) return null;
      return (
        `on a plateau: the gradient is exactly ${book.number('gradient', 0)} here and all around, ` +
        'so no step of any length learns where to go'
      );
    },
  },
  {
    situation: 'stationary',
    tell({ gradient, nearest, eigenvalues, stepLength }, book) {
      if (gradient.some((x) => x !== 0) || stepLength > 0) return null;
      const where = nearest !== null && nearest.distance < 1e-9 ? ` at the ${nearest.name}` : '';
      return (
        `stays${where}: the gradient is exactly ${book.number('gradient', 0)}; ` +
        `the lowest curvature is ${book.number('curvature', eigenvalues[0]!)}`
      );
    },
  },
  {
    situation: 'rejected',
    tell({ facts: { accepted, radius, damping } }, book) {
      if (accepted !== false) return null;
      const after =
        radius !== undefined
          ? `the trust region of radius ${book.number('radius', radius)} shrinks`
          : `the damping of ${book.number('damping', damping ?? 0)} grows`;
      return `waits: the loss at the trial is not as low as the model said, so the point stays and ${after}`;
    },
  },
  {
    situation: 'newton-to-saddle',
    tell({ definition, options, eigenvalues, nearest, critical, next }, book) {
      if (!isNewton(definition.name) || (options['line_search'] ?? 0) !== 0 || !(eigenvalues[0]! < 0)) return null;
      const highest = eigenvalues[eigenvalues.length - 1]!;
      const shape = highest > 0 ? 'indefinite' : 'negative definite';
      const nearer =
        critical !== null && critical.kind !== 'minimum' && distanceBetween(next, critical.point) < nearest!.distance;
      const goal = nearer ? `the ${nearest!.name}` : highest > 0 ? 'a saddle of its model' : 'the maximum of its model';
      return (
        `Newton heads for ${goal}: the Hessian is ${shape} here, with curvatures from ` +
        `${book.number('lowest curvature', eigenvalues[0]!)} to ${book.number('highest curvature', highest)}`
      );
    },
  },
];

export function isNewton(name: string): boolean {
  return name === 'newton' || name === 'damped-newton';
}

function lowerFirst(text: string): string {
  return (text[0] ?? '').toLowerCase() + text.slice(1).replace(/\.$/u, '');
}
