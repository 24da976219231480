/** Losses for the browser suite, compiled and searched by the project's own code. */
import { describeLoss, findCriticalPoints } from '../../src/landscape/landscape';
import type { CriticalReport, FormulaLossView, LossView } from '../../src/landscape/views';
import { asFormulas } from '../support/views';
import { networkTexts } from './networkTexts';

export const texts = {
  flat: `# The Hessian at the origin is singular
const alpha = 0.5 in [0, 2]
loss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4
  on x in [-2, 2], y in [-2, 2]
  from (1, 0.1), (-1.2, 0.6)`,
  himmelblau: `loss himmelblau(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2`,
  rosenbrock: `const b = 100 in [1, 200]
loss rosenbrock(x, y) = (1 - x)^2 + b*(y - x^2)^2 on x in [-2, 2], y in [-1, 3] from (-1.2, 1)`,
  hole: `loss hole(x, y) = log(x) + y^2 on x in [-1, 3], y in [-2, 2] from (2.5, 1.5)`,
  round: `loss round(x, y) = x^2 + y^2/3 - sqrt(4 - x^2 - y^2) on x in [-3, 3], y in [-3, 3]`,
  curve: `const c = 1 in [-2, 2]
loss wave(t) = t^4/4 - t^2 + c*t/3 + sin(5*t)/4 on t in [-3, 3] from (2.6)`,
  log: `loss entropy(p) = p*log(p) + p^2 on p in [-0.5, 2]`,
  three: `loss bowl(u, v, w) = (u - w)^2 + 2*(v + w)^2 + (w - 1)^2 + u*v/4
  on u in [-3, 3], v in [-3, 3], w in [-3, 3] from (2, 2, -1)`,
  rastrigin: `loss rastrigin(x, y) = 20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y) on x in [-5, 5], y in [-5, 5]`,
  net: `data line(x, y) = (-1, -0.8), (0, 0.1), (1, 0.9), (2, 1.5)
loss net(w1, w2) = mean((w2*tanh(w1*p.x) - p.y)^2 for p in line) from (0.5, 3)`,
  dead: `data rows(x, y) = (1, 1), (2, 1)
const leak = 0 in [0, 0.2]
const bias = -1 in [-1, 2]
loss dead(w, b, v) = mean((v*leaky_relu(w*p.x + b, leak) - p.y)^2 for p in rows)
  on w in [-2, 2], b in [-2, 2], v in [-2, 2]
  from (0.5, 0, 1), (-0.2, bias, 1)`,
  cusp: `const a = -1 in [-2, 2]
const b = 0 in [-1, 1]
loss cusp(x) = x^4/4 + a*x^2/2 + b*x on x in [-2, 2] from (0.1)`,
  split: `const m = 0.5 in [-1, 1]
loss split(w, v) = w^4/4 - m*w^2/2 + v^2/2 on w in [-1.6, 1.6], v in [-1.6, 1.6] from (0.05, 1)`,
  swap: `const lambda = 0 in [0, 0.0025]
loss swap(w1, w2) = ((w1 + w2 - 3)^2 + (w1*w2 - 2)^2)/4 + lambda*(w1^2 + 2w2^2)
  on w1 in [0, 3], w2 in [0, 3] from (0.5, 2.5)`,
  sampled: `const a = 1 in [0.5, 2]
const n = 10 in [1, 320]
data draw(s) = sample(choice(-a, a), n=n, seed=38)
fn l(w, v, s) = w^4/4 - s*w^2/2 + v^2/2
loss sampled(w, v) = mean(l(w, v, p.s) for p in draw) on w in [-1.6, 1.6], v in [-1.6, 1.6] from (0.05, 1)
loss population(w, v) = expect(l(w, v, s) for s ~ choice(-a, a)) on w in [-1.6, 1.6], v in [-1.6, 1.6]`,
  chain: `loss chain(w1, w2, w3) = (w1*w2*w3 - 1)^2/2
  on w1 in [-2, 2], w2 in [-2, 2], w3 in [-2, 2]
  from (0.5, 0.6, 0.7), (-0.1, 0.3, 1.6)
  by gradient-descent(lr=0.05)`,
  ...networkTexts,
} as const;

/** The only loss of a text, as the extension would send it. */
export function anyLossView(text: string): LossView {
  return describeLoss({ text, loss: nameOf(text), overrides: {} });
}

/** The same, of a loss of few parameters. */
export function lossView(text: string): FormulaLossView {
  return asFormulas(anyLossView(text));
}

/** The search itself, with these values of all constants. */
export function searchPoints(text: string, loss: LossView, constants: readonly number[]): Promise<CriticalReport> {
  const request = { text, loss: loss.name, overrides: overridesOf(loss, constants) };
  // A search from many starts goes on until its time is over: here it holds up the page.
  return findCriticalPoints(request, { budget: loss.form === 'program' ? 500 : 2_000 });
}

/** Values of constants that differ from the file's. */
export function overridesOf(loss: LossView, constants: readonly number[]): Record<string, number> {
  const moved = loss.constants.flatMap(({ name, value }, index) => {
    const wanted = constants[index] ?? value;
    return wanted === value ? [] : [[name, wanted] as const];
  });
  return Object.fromEntries(moved);
}

function nameOf(text: string): string {
  return /^loss (\w+)/m.exec(text)?.[1] ?? '';
}
