import type { Explanation } from '../../dynamics/explain/explain';
import type { ExplanationView } from './views';

/** What is shown of an explanation, as plain data. */
export function explanationView(explanation: Explanation, observed: number | null): ExplanationView {
  const { t, facts, options, eigenvalues, coefficients, model, nearest, escape } = explanation;
  return {
    step: t,
    situation: explanation.situation,
    sentence: explanation.sentence,
    numbers: explanation.numbers,
    rate: facts.rate ?? options['lr'] ?? null,
    eigenvalues: [...eigenvalues],
    coefficients: [...coefficients],
    modes: model?.modes.map(({ curvature, multipliers }) => ({ curvature, multipliers })) ?? null,
    limit: model?.limit ?? null,
    isFrozen: model?.isFrozen ?? false,
    stabilityLimit: explanation.stabilityLimit,
    gradientLength: explanation.gradientLength,
    stepLength: explanation.stepLength,
    value: explanation.value,
    predictedDecrease: explanation.predictedDecrease,
    actualDecrease: explanation.actualDecrease,
    nearest: nearest === null ? null : { name: nearest.name, distance: nearest.distance },
    escape,
    observedEscape: observed,
  };
}
