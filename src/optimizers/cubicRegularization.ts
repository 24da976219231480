import { symmetricEigen } from '../linalg/eigen';
import { dot, norm } from '../linalg/vectors';
import { RandomGenerator } from '../random/generator';
import { tooLarge } from './dense';
import type { OptimizerDefinition } from './optimizer';

export const cubicRegularization: OptimizerDefinition = {
  name: 'cubic-regularization',
  title: 'Newton with cubic regularisation',
  order: 2,
  leavesSaddles: true,
  options: [
    { name: 'sigma', default: 1, minimum: 1e-12, maximum: 1e12, description: 'The first weight of the cubic term.' },
    {
      name: 'seed',
      default: 1,
      minimum: 0,
      maximum: 2 ** 53 - 1,
      description: 'Of the side on which an exact saddle is left.',
    },
  ],
  rule: 'w ← w + s, s = argmin gᵀs + sᵀHs/2 + σ‖s‖³/3; σ follows how well that was met',
  source:
    'C. Cartis, N. Gould, Ph. Toint, Math. Program. 127 (2011), 245–295, algorithm 2.1; Yu. Nesterov, B. Polyak, Math. Program. 108 (2006)',
  create({ sigma: first = 1, seed = 1 }, n) {
    const refusal = tooLarge(n);
    if (refusal !== null) return { step: () => refusal };
    const g = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    const trial = new Float64Array(n);
    const random = new RandomGenerator(seed);
    let sigma = first;
    let value = NaN;
    let accepted = true;
    return {
      step(point, oracle) {
        if (Number.isNaN(value)) value = oracle.value(point);
        if (accepted) {
          oracle.gradient(point, g);
          oracle.hessian(point, hessian);
        }
        if (!hessian.every(Number.isFinite)) return { stop: 'left-domain', reason: 'The Hessian is undefined here.' };
        const { step, decrease } = minimizeCubic(g, hessian, sigma, random.sign());
        if (decrease === 0) {
          return norm(g) === 0
            ? { stop: 'converged', reason: 'The gradient is 0 and the Hessian has no negative eigenvalue here.' }
            : { stop: 'stalled', reason: 'The model falls by less than rounding from here.' };
        }
        for (let i = 0; i < n; i++) trial[i] = point[i]! + step[i]!;
        const reached = oracle.value(trial);
        const slack = 10 * Number.EPSILON * Math.max(1, Math.abs(value));
        const ratio = (value - reached + slack) / (decrease + slack);
        accepted = ratio > 0.1;
        if (accepted) {
          point.set(trial);
          value = reached;
          if (ratio > 0.9) sigma = Math.max(Math.min(sigma, norm(g)), Number.EPSILON);
        } else if (norm(step) < 1e-15 * (1 + norm(point)))
          return { stop: 'stalled', reason: 'The steps shrank to rounding: none lowers the loss as the model says.' };
        else sigma *= 2;
        return null;
      },
      facts: () => ({ damping: sigma, accepted }),
    };
  },
};

/**
 * The global minimum of gᵀs + sᵀHs/2 + σ‖s‖³/3 (H row-major, n × n): s = −(H + λI)⁻¹g with λ = σ‖s‖ and H + λI ≥ 0
 * (Nesterov & Polyak 2006, §5.1; Cartis, Gould & Toint 2011, theorem 3.1), λ by bisection in the eigenbasis. Where g
 * has no part along the lowest eigenvector and H is indefinite, a multiple of that vector makes up the length, on the
 * side `sign` (the hard case).
 */
export function minimizeCubic(
  g: Float64Array,
  hessian: Float64Array,
  sigma: number,
  sign: 1 | -1,
): { readonly step: Float64Array; readonly decrease: number } {
  const n = g.length;
  const { values, vectors } = symmetricEigen(hessian, n);
  const along = Float64Array.from(vectors, (vector) => dot(vector, g));
  const length = (lambda: number): number => {
    let square = 0;
    for (let i = 0; i < n; i++) if (along[i] !== 0) square += (along[i]! / (values[i]! + lambda)) ** 2;
    return Math.sqrt(square);
  };
  // λ − σ‖s(λ)‖ grows from the lowest λ that keeps H + λI ≥ 0.
  const lowest = Math.max(0, -values[0]!);
  let low = lowest;
  let high = lowest + Math.sqrt(sigma * norm(g)) + Number.MIN_VALUE;
  while (high < sigma * length(high)) high = 2 * (high - lowest) + lowest;
  for (let k = 0; k < 200; k++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (middle < sigma * length(middle)) low = middle;
    else high = middle;
  }
  const coordinates = along.map((x, i) => (x === 0 ? 0 : -x / (values[i]! + high)));
  const wanted = high / sigma;
  const reached = norm(coordinates);
  if (reached < wanted * (1 - 1e-8) && lowest > 0) {
    const more = Math.sqrt(wanted * wanted - reached * reached);
    coordinates[0] = coordinates[0]! + more * (coordinates[0] === 0 ? sign : Math.sign(coordinates[0]!));
  }
  const step = new Float64Array(n);
  let model = 0;
  vectors.forEach((vector, k) => {
    const c = coordinates[k]!;
    model += along[k]! * c + (values[k]! * c * c) / 2;
    for (let i = 0; i < n; i++) step[i] = step[i]! + c * vector[i]!;
  });
  return { step, decrease: Math.max(0, -(model + (sigma * norm(step) ** 3) / 3)) };
}
