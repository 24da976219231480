import { symmetricEigen } from '../../linalg/eigen';
import type { OptimizerDefinition, StepFacts } from '../../optimizers/optimizer';

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** What a step does to a small displacement along one direction, where the loss is its quadratic model. */
export interface Mode {
  /**
   * The curvature the method sees along it: an eigenvalue of P^½HP^½, P what it multiplies gradients by (the identity
   * as a rule).
   */
  readonly curvature: number;
  /** Unit vector of length n. */
  readonly direction: Float64Array;
  /** One for a method without memory, two for one with a velocity: the roots of its characteristic polynomial. */
  readonly multipliers: readonly Complex[];
}

export interface LinearModel {
  /** By curvature, ascending. */
  readonly modes: readonly Mode[];
  /** The rate from which the mode of the highest curvature no longer shrinks; null where no rate does that. */
  readonly limit: number | null;
  /** Whether the method's own state (its preconditioner) is held as it is now. */
  readonly isFrozen: boolean;
}

const real = (re: number): Complex => ({ re, im: 0 });

export function modulus({ re, im }: Complex): number {
  return Math.hypot(re, im);
}

/** The roots of z² − trace·z + determinant. */
export function rootsOf(trace: number, determinant: number): readonly [Complex, Complex] {
  const square = trace * trace - 4 * determinant;
  if (square < 0) {
    const im = Math.sqrt(-square) / 2;
    return [
      { re: trace / 2, im },
      { re: trace / 2, im: -im },
    ];
  }
  const larger = (trace + (trace < 0 ? -1 : 1) * Math.sqrt(square)) / 2;
  return [real(larger), real(larger === 0 ? 0 : determinant / larger)];
}

/**
 * The multipliers of a method at a point with this Hessian (row-major, n × n), from its update rule with the gradient
 * replaced by Hδ; null for a method whose step is not linear in the gradient. With q = rate·λ: gradient descent 1 − q;
 * heavy ball z² − (1 + β − q)z + β = 0 and Nesterov z² − (1 + β)(1 − q)z + β(1 − q) = 0 (Polyak 1964; Lessard, Recht &
 * Packard, SIAM J. Optim. 26, 2016, §4); AdaGrad and RMSProp 1 − q and Adam z² − (d + β₁ − (1 − β₁)q)z + β₁d = 0, d = 1
 * − rate·decay, with λ an eigenvalue of P^½HP^½ and the preconditioner P held as it is; Newton 1 − rate where λ ≠ 0;
 * Levenberg–Marquardt Λ/(λ + Λ); an optimizer of the file tells its own, where it is linear.
 */
export function linearModel(
  definition: Pick<OptimizerDefinition, 'name' | 'multipliers' | 'modifiers'>,
  options: Readonly<Record<string, number>>,
  facts: StepFacts,
  hessian: Float64Array,
  n: number,
): LinearModel | null {
  const method = definition.name;
  const rate = facts.rate ?? options['lr'] ?? 0;
  const beta = options['momentum'] ?? 0;
  const { preconditioner, damping = 0 } = facts;
  const ownDecay = method === 'adamw' ? (options['weight_decay'] ?? 0) : 0;
  const decay = method === 'adamw' ? 0 : (options['weight_decay'] ?? 0);
  const build = (
    multipliers: (curvature: number) => readonly Complex[],
    limit: (highest: number) => number | null,
  ): LinearModel => {
    const modes = modesOf(hessian, n, decay, preconditioner).map((mode) => ({
      ...mode,
      multipliers: multipliers(mode.curvature),
    }));
    const highest = modes[n - 1]!.curvature;
    return { modes, limit: highest > 0 ? limit(highest) : null, isFrozen: preconditioner !== undefined };
  };
  switch (method) {
    case 'gradient-descent':
    case 'adagrad':
    case 'rmsprop':
      if ((options['line_search'] ?? 0) !== 0) return null;
      return build(
        (curvature) => [real(1 - rate * curvature)],
        (highest) => 2 / highest,
      );
    case 'sgd':
    case 'momentum':
      return build(
        (curvature) => (beta === 0 ? [real(1 - rate * curvature)] : rootsOf(1 + beta - rate * curvature, beta)),
        (highest) => (2 * (1 + beta)) / highest,
      );
    case 'nesterov':
      return build(
        (curvature) => rootsOf((1 + beta) * (1 - rate * curvature), beta * (1 - rate * curvature)),
        (highest) => (2 * (1 + beta)) / ((1 + 2 * beta) * highest),
      );
    case 'adam':
    case 'adamw':
    case 'amsgrad': {
      const { beta1 = 0.9 } = options;
      const kept = 1 - rate * ownDecay;
      return build(
        (curvature) => rootsOf(kept + beta1 - rate * (1 - beta1) * curvature, beta1 * kept),
        (highest) => (2 * (1 + beta1)) / ((1 - beta1) * highest),
      );
    }
    case 'newton':
    case 'damped-newton':
      if ((options['line_search'] ?? 0) !== 0) return null;
      return build(
        (curvature) => [real(curvature === 0 ? NaN : 1 - rate)],
        () => null,
      );
    case 'levenberg-marquardt':
    case 'levenberg-marquardt-adaptive':
      return build(
        (curvature) => [real(damping / (curvature + damping))],
        () => null,
      );
    case 'saddle-free-newton': {
      const { floor = 1e-8 } = options;
      return build(
        (curvature) => [real(1 - (rate * curvature) / Math.max(Math.abs(curvature), floor))],
        () => null,
      );
    }
    default:
      return ownModel();
  }

  /** An optimizer of a file: its step is looked at itself. */
  function ownModel(): LinearModel | null {
    const modes: Mode[] = [];
    const isShared = definition.modifiers?.some(({ name }) => name === 'weight_decay') === true;
    for (const mode of modesOf(hessian, n, isShared ? decay : 0, undefined)) {
      const multipliers = definition.multipliers?.(options, facts.rate, mode.curvature) ?? null;
      if (multipliers === null) return null;
      modes.push({ ...mode, multipliers });
    }
    return { modes, limit: null, isFrozen: false };
  }
}

/** Eigenvalues of P^½(H + decay·I)P^½ and the displacements P^½u along which they act. */
function modesOf(
  hessian: Float64Array,
  n: number,
  decay: number,
  preconditioner: Float64Array | undefined,
): Omit<Mode, 'multipliers'>[] {
  const roots = Float64Array.from({ length: n }, (_, i) => Math.sqrt(preconditioner?.[i] ?? 1));
  const matrix = hessian.map((x, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return (x + (i === j ? decay : 0)) * roots[i]! * roots[j]!;
  });
  const { values, vectors } = symmetricEigen(matrix, n);
  return vectors.map((vector, k) => {
    const along = vector.map((x, i) => x * roots[i]!);
    const length = Math.hypot(...along);
    return { curvature: values[k]!, direction: along.map((x) => x / length) };
  });
}
