import { dot } from '../linalg/vectors';
import { LineSearch } from './lineSearch';
import type { OptimizerDefinition } from './optimizer';
import { learningRate } from './options';

export const lbfgs: OptimizerDefinition = {
  name: 'lbfgs',
  title: 'L-BFGS',
  order: 1,
  options: [
    learningRate(1),
    {
      name: 'history_size',
      default: 10,
      minimum: 1,
      maximum: 1000,
      description: 'Pairs of steps and changes of the gradient that are kept.',
    },
    {
      name: 'c2',
      default: 0.9,
      minimum: 1e-12,
      maximum: 0.999,
      description: 'The share of the slope a line search may leave; near 0 it is exact.',
    },
  ],
  rule: 'w ← w − s·B·g, B⁻¹ ≈ H from the last pairs by two loops, s by the strong Wolfe conditions from lr on',
  source: 'J. Nocedal, Math. Comp. 35 (1980), 773–782; Numerical Optimization (2006), algorithms 7.4 and 7.5',
  create({ lr = 1, history_size: history = 10, c2 = 0.9 }, n) {
    const memory = new Memory(Math.round(history));
    const g = new Float64Array(n);
    const direction = new Float64Array(n);
    const end = new Float64Array(n);
    const search = new LineSearch(n, Math.min(1e-4, c2 / 2), c2);
    let value = NaN;
    return {
      step(point, oracle) {
        if (Number.isNaN(value) || !end.every((x, i) => x === point[i])) {
          value = oracle.value(point);
          oracle.gradient(point, g);
        }
        memory.multiply(g, direction);
        let slope = dot(direction, g);
        if (slope >= 0) {
          // Rounding spoilt the pairs: begin anew along the gradient.
          memory.clear();
          memory.multiply(g, direction);
          slope = dot(direction, g);
        }
        if (slope === 0) return null;
        // As in torch.optim.LBFGS: nothing is known of the scale before the first step.
        const first = memory.isEmpty ? lr * Math.min(1, 1 / g.reduce((sum, x) => sum + Math.abs(x), 0)) : lr;
        const step = search.wolfe(oracle, point, direction, value, slope, first);
        if (step === null)
          return { stop: 'stalled', reason: 'No step along the direction lowers the loss by more than rounding.' };
        memory.add(
          direction.map((d) => step * d),
          search.gradient.map((x, i) => x - g[i]!),
        );
        for (let i = 0; i < n; i++) point[i] = point[i]! + step * direction[i]!;
        end.set(point);
        g.set(search.gradient);
        value = search.value;
        return null;
      },
    };
  },
};

/** The last pairs s = Δw, y = Δg with sᵀy > 0. */
class Memory {
  private pairs: { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[] = [];

  constructor(private readonly size: number) {}

  get isEmpty(): boolean {
    return this.pairs.length === 0;
  }

  clear(): void {
    this.pairs = [];
  }

  add(s: Float64Array, y: Float64Array): void {
    const along = dot(s, y);
    if (!(along > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return;
    this.pairs.push({ s, y, rho: 1 / along });
    if (this.pairs.length > this.size) this.pairs.shift();
  }

  /** direction ← −B·g, from B₀ = (sᵀy/yᵀy)·I of the last pair (eq. 7.20). */
  multiply(g: Float64Array, direction: Float64Array): void {
    const { pairs } = this;
    for (let i = 0; i < g.length; i++) direction[i] = -g[i]!;
    const alphas = new Float64Array(pairs.length);
    for (let k = pairs.length - 1; k >= 0; k--) {
      const { s, y, rho } = pairs[k]!;
      alphas[k] = rho * dot(s, direction);
      for (let i = 0; i < g.length; i++) direction[i] = direction[i]! - alphas[k]! * y[i]!;
    }
    const last = pairs.at(-1);
    if (last !== undefined) {
      const scale = 1 / (last.rho * dot(last.y, last.y));
      for (let i = 0; i < g.length; i++) direction[i] = direction[i]! * scale;
    }
    pairs.forEach(({ s, y, rho }, k) => {
      const beta = rho * dot(y, direction);
      for (let i = 0; i < g.length; i++) direction[i] = direction[i]! + (alphas[k]! - beta) * s[i]!;
    });
  }
}
