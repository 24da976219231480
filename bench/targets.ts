/** What was aimed at, as ratios of times that were measured in one run. */
import type { Case } from './harness/measure';
import { ratioOf } from './harness/statistics';

export interface Target {
  readonly work: string;
  readonly subjects: readonly string[];
  /** The ratio is time(above)/time(below). */
  readonly above: string;
  readonly below: string;
  readonly bound: { readonly most: number } | { readonly least: number };
  readonly stretch?: boolean;
}

export interface Outcome {
  readonly target: Target;
  readonly subject: string;
  readonly ratio: number;
  /** Undefined where one of the two didn't run, or its result differs. */
  readonly met: boolean | undefined;
}

const ours = 'Losscape';
const derivatives = 'parse, gradient, Hessian';
const grid = 'value on a grid';
const points = 'value, gradient, Hessian at many points';
const polynomials = ['F1', 'F2', 'F3', 'F7'];
const small = ['F1', 'F2', 'F3', 'F4', 'F5', 'F7'];

const atLeast = (work: string, subjects: readonly string[], peer: string, least: number): Target => ({
  work,
  subjects,
  above: peer,
  below: work === 'critical points' ? 'Losscape, search alone' : ours,
  bound: { least },
});
const atMost = (work: string, subjects: readonly string[], peer: string, most: number): Target => ({
  work,
  subjects,
  above: ours,
  below: peer,
  bound: { most },
});

export const targets: readonly Target[] = [
  atLeast(derivatives, small, 'mathjs', 300),
  atLeast(derivatives, small, 'mathjs, simplify: false', 20),
  atLeast(derivatives, small, 'nerdamer', 100),
  atLeast(derivatives, ['F6'], 'mathjs, simplify: false', 100),
  atMost(grid, polynomials, 'C128', 1.3),
  atMost(grid, polynomials, 'C512', 5),
  atMost(grid, [...small, 'F6', 'F8'], 'JavaScript by hand', 1),
  atMost(grid, ['F5', 'F6', 'F8'], 'C128', 1.2),
  atMost(grid, ['F4'], 'C512, unhoisted', 0.5),
  atMost(points, ['F3', 'F4', 'F5'], 'C128', 1.1),
  atMost('network', ['gradient', 'Hessian-vector product'], 'C128', 1.5),
  atMost('network', ['gradient', 'Hessian-vector product'], 'torch', 1),
  atLeast('eigenvalues', ['n = 300', 'n = 1000'], 'ml-matrix, with vectors', 8),
  { ...atMost('eigenvalues', ['n = 300', 'n = 1000'], 'LAPACK by NumPy', 3), stretch: true },
  atLeast('critical points', ['F3', 'F4', 'F7'], 'SciPy multi-start', 10),
  {
    ...atLeast('critical points', ['F3', 'F4', 'F7'], 'SciPy multi-start', 10),
    below: 'Losscape, whole report',
    stretch: true,
  },
  atLeast('isolines', small, 'd3-contour', 10),
  atMost('basin map', ['gradient-descent', 'adam'], 'JavaScript by hand', 1),
  atMost('first grid', ['F3', 'F5', 'F7'], 'generated JavaScript', 0.5),
];

export function outcomes(cases: readonly Case[]): readonly Outcome[] {
  return targets.flatMap((target) =>
    target.subjects.map((subject) => {
      const one = cases.find((each) => each.work === target.work && each.subject === subject);
      const ratio = one === undefined ? NaN : ratioOf(one, target.above, target.below);
      const met = 'most' in target.bound ? ratio <= target.bound.most : ratio >= target.bound.least;
      return { target, subject, ratio, met: Number.isNaN(ratio) ? undefined : met };
    }),
  );
}
