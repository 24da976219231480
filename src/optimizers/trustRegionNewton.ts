import { dot, norm } from '../linalg/vectors';
import { RandomGenerator } from '../random/generator';
import { mostNegativeCurvature } from './negativeCurvature';
import type { OptimizerDefinition, Oracle, StepFacts, StepFailure, Stepper } from './optimizer';
import { type TrustRegionStep, steihaug } from './steihaug';

export const trustRegionNewton: OptimizerDefinition = {
  name: 'trust-region-newton',
  title: 'Hessian-free Newton in a trust region',
  order: 2,
  leavesSaddles: true,
  options: [
    { name: 'radius', default: 1, minimum: 1e-12, maximum: 1e12, description: 'The first radius of the trust region.' },
    { name: 'max_radius', default: 1000, minimum: 1e-12, maximum: 1e12, description: 'The largest radius.' },
    {
      name: 'eta',
      default: 0.15,
      minimum: 0,
      maximum: 0.2499,
      description: 'A step is taken where the loss falls by more than this share of what the model says.',
    },
    {
      name: 'seed',
      default: 1,
      minimum: 0,
      maximum: 2 ** 53 - 1,
      description: 'Of the side on which an exact saddle is left.',
    },
  ],
  rule: 'w ← w + s, s ≈ argmin gᵀs + sᵀHs/2 in ‖s‖ ≤ radius by truncated conjugate gradients, which follow negative curvature',
  source:
    'T. Steihaug, SIAM J. Numer. Anal. 20 (1983), 626–637; Nocedal & Wright (2006), algorithms 4.1 and 7.2; as scipy trust-ncg',
  create: (options, n) => new TrustRegionStepper(options, n),
};

/** Gradients below this are looked at for negative curvature that conjugate gradients from them would miss. */
const nearlyStationary = 1e-8;

class TrustRegionStepper implements Stepper {
  private radius: number;
  private readonly largest: number;
  private readonly eta: number;
  private readonly seed: number;
  private readonly random: RandomGenerator;
  private readonly gradient: Float64Array;
  private readonly trial: Float64Array;
  private value = NaN;
  private accepted = true;
  private last: StepFacts = {};

  constructor(options: Readonly<Record<string, number>>, n: number) {
    const { radius = 1, max_radius: largest = 1000, eta = 0.15, seed = 1 } = options;
    this.radius = Math.min(radius, largest);
    this.largest = largest;
    this.eta = eta;
    this.seed = seed;
    this.random = new RandomGenerator(seed);
    this.gradient = new Float64Array(n);
    this.trial = new Float64Array(n);
  }

  step(point: Float64Array, oracle: Oracle): StepFailure {
    const { gradient: g, trial, radius } = this;
    if (Number.isNaN(this.value)) this.value = oracle.value(point);
    if (this.accepted) oracle.gradient(point, g);
    const chosen = this.choose(point, oracle);
    if (chosen === null)
      return { stop: 'converged', reason: 'The gradient is 0 and the Hessian has no negative eigenvalue here.' };
    for (let i = 0; i < trial.length; i++) trial[i] = point[i]! + chosen.step[i]!;
    const reached = oracle.value(trial);
    // Both decreases may be all rounding near a minimum (Conn, Gould & Toint, Trust-Region Methods, 2000, §17.4.2).
    const slack = 10 * Number.EPSILON * Math.max(1, Math.abs(this.value));
    const ratio = (this.value - reached + slack) / (chosen.decrease + slack);
    const length = norm(chosen.step);
    this.accepted = ratio > this.eta;
    this.last = {
      radius,
      onBoundary: chosen.onBoundary,
      accepted: this.accepted,
      ...(chosen.negativeCurvature === null ? {} : { negativeCurvature: chosen.negativeCurvature }),
    };
    if (!(ratio >= 0.25)) this.radius = Math.min(radius, length) / 4;
    else if (ratio > 0.75 && chosen.onBoundary) this.radius = Math.min(2 * radius, this.largest);
    if (this.accepted) {
      point.set(trial);
      this.value = reached;
    } else if (this.radius < 1e-15 * (1 + norm(point)))
      return {
        stop: 'stalled',
        reason: 'The trust region shrank to rounding: no step lowers the loss as the model says.',
      };
    return null;
  }

  facts(): StepFacts {
    return this.last;
  }

  /** Null where the gradient is 0 and nothing leads down to second order. */
  private choose(point: Float64Array, oracle: Oracle): TrustRegionStep | null {
    const { gradient: g, radius } = this;
    const size = norm(g);
    if (size <= nearlyStationary) {
      const down = mostNegativeCurvature(oracle, point, this.seed);
      if (down !== null) return this.along(point, oracle, down);
      if (size === 0) return null;
    }
    const product = (vector: Float64Array, out: Float64Array): void => oracle.hessianVector(point, vector, out);
    return steihaug(product, g, radius, Math.min(0.5, Math.sqrt(size)), 2 * g.length + 10);
  }

  /**
   * To the boundary along a direction of negative curvature, on the lower side; where both are alike the seed decides.
   */
  private along(
    point: Float64Array,
    oracle: Oracle,
    { value: curvature, vector }: { readonly value: number; readonly vector: Float64Array },
  ): TrustRegionStep {
    const { gradient: g, trial, radius } = this;
    const slope = dot(g, vector);
    const at = (sign: number): number => {
      for (let i = 0; i < trial.length; i++) trial[i] = point[i]! + sign * radius * vector[i]!;
      return oracle.value(trial);
    };
    const difference = at(1) - at(-1);
    const sign = difference === 0 || !Number.isFinite(difference) ? this.random.sign() : -Math.sign(difference);
    return {
      step: vector.map((x) => sign * radius * x),
      decrease: -(sign * radius * slope + (radius * radius * curvature) / 2),
      onBoundary: true,
      negativeCurvature: curvature,
      products: 0,
    };
  }
}
