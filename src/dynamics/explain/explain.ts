/** Why a step of a run went as it did: the numbers, and one sentence from them. */
import type { OptimizerDefinition, Oracle, StepFailure, Stepper } from '../../optimizers/optimizer';
import { completeOptions } from '../../optimizers/registry';
import type { CriticalSets } from '../places';
import { type EscapeTime, escapeTime } from './escape';
import { limitRules, modeRules, saddleRules } from './firstOrderRules';
import { flatRules } from './flatRules';
import { type Rule, type Situation, isNewton, specialRules } from './rules';
import { NumberBook, type ShownNumber } from './sentence';
import { type StepView, viewStep } from './stepView';

/** Steps on losses of more parameters are not explained: every step takes all eigenvectors of the Hessian. */
export const mostExplained = 400;

export interface Explanation extends StepView {
  /** Number of the step, from 0: it leads from `point` to `next`. */
  readonly t: number;
  readonly situation: Situation;
  readonly sentence: string;
  /** Every number in the sentence. */
  readonly numbers: readonly ShownNumber[];
  /** 1 − rate·λ for each eigenvalue: what gradient descent with this rate would do. */
  readonly plainMultipliers: Float64Array;
  /** How long gradient descent with this rate is predicted to take until it is 1 away from the saddle nearest by. */
  readonly escape: EscapeTime | null;
}

/** What applies where nothing special does. */
const generalRules: readonly Rule[] = [
  {
    situation: 'newton-converges',
    tell({ definition, eigenvalues, predictedDecrease, actualDecrease }, book) {
      if (!isNewton(definition.name) || !(eigenvalues[0]! > 0) || actualDecrease < 0) return null;
      return (
        `goes to the minimum of its model: the Hessian is positive definite, with curvatures from ` +
        `${book.number('lowest curvature', eigenvalues[0]!)} to ${book.number('highest curvature', eigenvalues[eigenvalues.length - 1]!)}; the ` +
        `model falls by ${book.number('predicted decrease', predictedDecrease)}, the loss by ${book.number('actual decrease', actualDecrease)}`
      );
    },
  },
  {
    situation: 'signs',
    tell({ definition, facts, gradientLength }, book) {
      if (definition.name !== 'lion') return null;
      return (
        `moves by signs: each coordinate changes by η = ${book.number('learning rate', facts.rate ?? 0)}, whatever the length of the ` +
        `gradient, ${book.number('gradient', gradientLength)}`
      );
    },
  },
  {
    situation: 'overshoots',
    tell({ predictedDecrease, actualDecrease, stepLength }, book) {
      if (!(actualDecrease < 0)) return null;
      return predictedDecrease > 0
        ? `overshoots: over a step of length ${book.number('step length', stepLength)} the quadratic model falls by ` +
            `${book.number('predicted decrease', predictedDecrease)}, but the loss rises by ${book.number('rise', -actualDecrease)}`
        : `goes up: the loss rises by ${book.number('rise', -actualDecrease)} over a step of length ${book.number('step length', stepLength)}`;
    },
  },
  {
    situation: 'moves',
    tell: ({ predictedDecrease, actualDecrease }, book) =>
      `moves: the quadratic model falls by ${book.number('predicted decrease', predictedDecrease)}, ` +
      `the loss by ${book.number('actual decrease', actualDecrease)}`,
  },
];

const rules: readonly Rule[] = [
  ...specialRules,
  ...limitRules,
  // The stable manifold is exact; it comes before what holds approximately.
  saddleRules[0]!,
  ...flatRules,
  ...saddleRules.slice(1),
  ...modeRules,
  ...generalRules,
];

/**
 * Explains the steps of one run of a loss of few parameters. The run is made again, so that the method's own state at
 * each step is known: forward from the step asked about last, from the start where an earlier one is asked for; that
 * takes as long as the run.
 */
export class RunExplainer {
  private readonly options: Readonly<Record<string, number>>;
  private stepper: Stepper;
  private readonly point: Float64Array;
  private t = 0;

  constructor(
    private readonly oracle: Oracle,
    private readonly sets: CriticalSets,
    private readonly parameters: readonly string[],
    private readonly definition: OptimizerDefinition,
    options: Readonly<Record<string, number>>,
    private readonly start: ArrayLike<number>,
  ) {
    this.options = completeOptions(definition, options);
    this.stepper = definition.create(this.options, oracle.dimension);
    this.point = Float64Array.from(start);
  }

  /** About the step from t to t + 1. */
  at(t: number): Explanation {
    if (t < this.t) {
      this.stepper = this.definition.create(this.options, this.oracle.dimension);
      this.point.set(this.start);
      this.t = 0;
    }
    let before = Float64Array.from(this.point);
    let failure: StepFailure = null;
    while (this.t <= t && failure === null) {
      before = Float64Array.from(this.point);
      failure = this.stepper.step(this.point, this.oracle);
      this.t++;
    }
    const facts = this.stepper.facts?.() ?? {};
    const view = viewStep(
      this.oracle,
      this.sets,
      this.parameters,
      this.definition,
      this.options,
      before,
      Float64Array.from(this.point),
      facts,
      failure,
    );
    return explained(view, t);
  }
}

function explained(view: StepView, t: number): Explanation {
  const { critical, displacement, eigenvalues, facts } = view;
  const rate = facts.rate ?? 0;
  const common = {
    ...view,
    t,
    plainMultipliers: eigenvalues.map((value) => 1 - rate * value),
    escape:
      critical === null || displacement === null || rate === 0 ? null : escapeTime(critical, displacement, rate, 1),
  };
  for (const { situation, tell } of rules) {
    const book = new NumberBook(view.parameters);
    const sentence = tell(view, book);
    if (sentence !== null) return { ...common, situation, sentence, numbers: book.numbers };
  }
  throw new Error('The last rule always applies.');
}
