/** The map of heavy ball and Nesterov momentum over learning rate and β, for the curvatures at a minimum. */
import { mapStability, stabilityBoundary } from '../../../src/dynamics/maps/stability';
import type { MomentumMethod } from '../../../src/dynamics/maps/stability';
import type { CriticalPointView } from '../../../src/landscape/views';
import type { Scene } from '../../model/scene';

export interface StabilityPicture {
  readonly method: MomentumMethod;
  readonly minimum: CriticalPointView;
  /** Ascending, all positive. */
  readonly curvatures: readonly number[];
  /** The range of learning rates. */
  readonly rates: readonly [number, number];
  /** A class a pixel: k for a factor from k/10 to (k + 1)/10, 10 where it does not converge. */
  readonly labels: Int16Array;
  /** The rate of the boundary at the β of each row. */
  readonly boundary: Float64Array;
  /** The smallest factor in the map, and where it is. */
  readonly best: { readonly factor: number; readonly rate: number; readonly beta: number };
}

export const stabilitySide = 96;
/** The range of β. */
export const betas = [0, 0.995] as const;
/** The class of pixels that do not converge. */
export const unstable = 10;

/** The minimum selected, or the lowest: one with positive curvatures only. */
export function stabilityMinimum(scene: Scene): CriticalPointView | undefined {
  const points = scene.state.report.report?.points ?? [];
  const fits = (point: CriticalPointView | undefined): point is CriticalPointView =>
    point !== undefined && point.eigenvalues.every((value) => value > 0);
  const selected = points[scene.state.selected ?? -1];
  if (fits(selected)) return selected;
  return points.filter(fits).sort((a, b) => a.value - b.value)[0];
}

export function stabilityPicture(minimum: CriticalPointView, method: MomentumMethod): StabilityPicture {
  const curvatures = minimum.eigenvalues;
  const highest = Math.max(...curvatures);
  const most = 1.08 * Math.max(stabilityBoundary(method, 0, highest), stabilityBoundary(method, 1, highest));
  // At η = 0 and at β = 1 nothing converges, which would only be an edge of the picture.
  const rates = [most / 200, most] as const;
  const { factors, boundary } = mapStability(method, curvatures, rates, betas, stabilitySide, stabilitySide);
  let best = 0;
  factors.forEach((factor, k) => {
    if (factor < factors[best]!) best = k;
  });
  const share = (k: number): number => k / (stabilitySide - 1);
  return {
    method,
    minimum,
    curvatures,
    rates,
    labels: Int16Array.from(factors, (factor) => (factor < 1 - 1e-12 ? Math.floor(10 * factor) : unstable)),
    boundary,
    best: {
      factor: factors[best]!,
      rate: rates[0] + (rates[1] - rates[0]) * share(best % stabilitySide),
      beta: betas[1] * share(Math.floor(best / stabilitySide)),
    },
  };
}
