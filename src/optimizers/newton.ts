import { solve } from '../linalg/solve';
import { tooLarge } from './dense';
import { LineSearch, lineSearchOption } from './lineSearch';
import type { OptimizerDefinition, Stepper } from './optimizer';
import { learningRate } from './options';

const source = 'J. Nocedal, S. Wright, Numerical Optimization (2006), §3.3';

export const newton: OptimizerDefinition = {
  name: 'newton',
  title: 'Newton',
  order: 2,
  options: [learningRate(1)],
  modifiers: [lineSearchOption],
  rule: 'w ← w − lr·H⁻¹g; goes to saddles and maxima too',
  source,
  create: ({ lr = 1, line_search: choice = 0 }, n) => newtonStepper(n, lr, choice),
};

export const dampedNewton: OptimizerDefinition = {
  name: 'damped-newton',
  title: 'Damped Newton',
  order: 2,
  options: [learningRate(0.5)],
  modifiers: [lineSearchOption],
  rule: 'w ← w − lr·H⁻¹g with lr below 1',
  source,
  create: ({ lr = 0.5, line_search: choice = 0 }, n) => newtonStepper(n, lr, choice),
};

function newtonStepper(n: number, lr: number, choice: number): Stepper {
  const refusal = tooLarge(n);
  if (refusal !== null) return { step: () => refusal };
  const g = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const search = choice === 0 ? null : new LineSearch(n);
  return {
    step(point, oracle) {
      oracle.gradient(point, g);
      oracle.hessian(point, hessian);
      const direction = solve(hessian, g, n);
      if (direction === null)
        return { stop: 'singular', reason: 'The Hessian is singular here, so the Newton step does not exist.' };
      if (search !== null) {
        for (let i = 0; i < n; i++) direction[i] = -direction[i]!;
        return search.move(choice, oracle, point, direction, g, lr);
      }
      for (let i = 0; i < n; i++) point[i] = point[i]! - lr * direction[i]!;
      return null;
    },
    facts: () => ({ rate: lr }),
  };
}
