import { type SymmetricOperator } from '../../curvature/krylov';
import { extremeEigenpairs, standardLanczos } from '../../curvature/lanczos';
import { symmetricEigenvalues } from '../../linalg/symmetricEigenvalues';
import type { Oracle } from '../../optimizers/optimizer';
import type { CriticalKind } from '../kinds';

/** The signs of the curvatures at a point, as far as arithmetic in doubles tells. */
export interface NumericalInertia {
  /** Number of negative eigenvalues. */
  readonly morseIndex: number;
  /** `exact`: counted among all eigenvalues; `at-least`: a lower bound from products with vectors. */
  readonly indexCounted: 'exact' | 'at-least';
  /** Number of eigenvalues within the tolerance of 0; null where it is not known. */
  readonly zero: number | null;
  readonly lowest: number;
  readonly highest: number;
  /** The same for copies of a point under a symmetry: the sum of the squares of all known eigenvalues. */
  readonly fingerprint: number;
  readonly kind: CriticalKind;
  readonly reason: string;
}

export interface InertiaSettings {
  /** Up to this many parameters all eigenvalues are computed. */
  readonly exactUpTo: number;
  /** An eigenvalue within this share of the largest magnitude, or of `size` where that is larger, counts as 0. */
  readonly zero: number;
  /** A curvature that is typical of the loss. */
  readonly size: number;
  readonly seed: number;
}

/** Null where it was stopped or the Hessian is not finite. */
export function* numericalInertia(
  oracle: Oracle,
  point: Float64Array,
  settings: InertiaSettings,
): Generator<void, NumericalInertia | null, boolean> {
  if (oracle.dimension > settings.exactUpTo) return yield* byProducts(oracle, point, settings);
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  const stop: boolean = yield;
  const values = symmetricEigenvalues(hessian, n);
  const [lowest, highest] = [values[0]!, values[n - 1]!];
  if (stop || Number.isNaN(lowest)) return null;
  const threshold = settings.zero * Math.max(Math.abs(lowest), Math.abs(highest), settings.size);
  const negative = values.filter((value) => value < -threshold).length;
  const positive = values.filter((value) => value > threshold).length;
  const zero = n - negative - positive;
  return {
    morseIndex: negative,
    indexCounted: 'exact',
    zero,
    lowest,
    highest,
    fingerprint: values.reduce((sum, value) => sum + value * value, 0),
    ...kindOf(n, negative, positive, zero),
  };
}

function kindOf(n: number, negative: number, positive: number, zero: number): { kind: CriticalKind; reason: string } {
  if (zero > 0) {
    const flat = zero === 1 ? 'One curvature is 0' : `${zero} curvatures are 0`;
    if (negative > 0 && positive > 0) {
      return {
        kind: 'degenerate-saddle',
        reason: `${flat} as far as can be seen; the others have both signs (${negative} negative, ${positive} positive), so it is no extremum.`,
      };
    }
    const rest =
      negative + positive === 0 ? '' : negative > 0 ? ' The others are negative.' : ' The others are positive.';
    return { kind: 'degenerate', reason: `${flat} as far as can be seen, so they do not decide the kind.${rest}` };
  }
  if (negative === 0) return { kind: 'minimum', reason: `All ${n} curvatures are positive.` };
  if (negative === n) return { kind: 'maximum', reason: `All ${n} curvatures are negative.` };
  return { kind: 'saddle', reason: `${negative} of ${n} curvatures ${negative === 1 ? 'is' : 'are'} negative.` };
}

function* byProducts(
  oracle: Oracle,
  point: Float64Array,
  settings: InertiaSettings,
): Generator<void, NumericalInertia | null, boolean> {
  const n = oracle.dimension;
  const operator: SymmetricOperator = (vector, product) => oracle.hessianVector(point, vector, product);
  const lanczos = { ...standardLanczos, lowest: 2, highest: 2, zero: settings.zero, tolerance: settings.zero / 10 };
  const work = extremeEigenpairs(operator, n, { ...lanczos, maximumProducts: 500, seed: settings.seed });
  let step = work.next(false);
  while (step.done !== true) {
    const stop: boolean = yield;
    step = work.next(stop);
  }
  const { lowest, highest, end, size, negativeAtLeast } = step.value;
  const [low, high] = [lowest[0], highest[0]];
  if (end === 'stopped' || end === 'not-finite' || low === undefined || high === undefined) return null;
  const threshold = settings.zero * Math.max(size, settings.size);
  // A Ritz value lies above the lowest eigenvalue, and one certainly lies within its residual.
  const negative = low.value < -threshold ? Math.max(1, negativeAtLeast) : 0;
  const common = {
    morseIndex: high.value + high.residual < -threshold ? n : negative,
    zero: null,
    lowest: low.value,
    highest: high.value,
    fingerprint: low.value ** 2 + high.value ** 2,
  };
  if (negative > 0 && high.value > threshold) {
    return {
      ...common,
      indexCounted: 'at-least',
      kind: 'saddle',
      reason: `At least ${negative} of ${n} curvatures ${negative === 1 ? 'is' : 'are'} negative, and others are positive; whether some are 0 is not known.`,
    };
  }
  if (end === 'converged' && low.value - low.residual > threshold) {
    return {
      ...common,
      indexCounted: 'exact',
      kind: 'minimum',
      reason: `The lowest of ${n} curvatures is positive, as far as Lanczos’ iteration tells.`,
    };
  }
  if (end === 'converged' && high.value + high.residual < -threshold) {
    return {
      ...common,
      indexCounted: 'exact',
      kind: 'maximum',
      reason: `The highest of ${n} curvatures is negative, as far as Lanczos’ iteration tells.`,
    };
  }
  return {
    ...common,
    indexCounted: 'at-least',
    kind: 'degenerate',
    reason:
      end === 'converged'
        ? 'The extreme curvature is 0 as far as can be seen, so the curvatures do not decide the kind.'
        : 'The extreme curvatures were not found to the needed precision, so the kind is open.',
  };
}
