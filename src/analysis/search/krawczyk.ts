/**
 * Krawczyk's operator for ∇L = 0 (R. Krawczyk, Computing 4 (1969), 187–201; R. E. Moore, SIAM J. Numer. Anal. 14 (1977),
 * 611–615): with c in X, Y a real matrix and H(X) an enclosure of the Hessian on X,
 *
 *     K(X) = c − Y·∇L(c) + (I − Y·H(X))·(X − c).
 *
 * Every zero of ∇L in X lies in K(X); if K(X) lies in the interior of X, there is exactly one, and H is regular on X.
 */
import { multiply, result, scale } from '../../interval/functions';
import { down, up } from '../../interval/rounding';
import { invertInto } from '../../linalg/solve';
import { type Box, around, contains, midpoint } from '../box';
import type { BoxSystem } from './boxSystem';

export type KrawczykOutcome =
  | { readonly kind: 'empty' } // no critical point in the box
  | { readonly kind: 'unique'; readonly image: Box } // exactly one, and it lies in the image
  | { readonly kind: 'contracted'; readonly image: Box } // all of them lie in the image
  | { readonly kind: 'failed' };

/** Matrices of one application: kept by their size, since the operator is applied by the thousand and never inside of itself. */
interface Scratch {
  readonly hessianLow: Float64Array;
  readonly hessianHigh: Float64Array;
  readonly middle: Float64Array;
  readonly inverse: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}
const scratches: Scratch[] = [];

function scratchFor(n: number): Scratch {
  return (scratches[n] ??= {
    hessianLow: new Float64Array(n * n),
    hessianHigh: new Float64Array(n * n),
    middle: new Float64Array(n * n),
    inverse: new Float64Array(n * n),
    low: new Float64Array(n),
    high: new Float64Array(n),
  });
}

const empty: KrawczykOutcome = { kind: 'empty' };
const failed: KrawczykOutcome = { kind: 'failed' };

/**
 * Applies the operator once. The loss must be defined and smooth on the whole box, or the outcome is `failed`. `center`
 * defaults to the midpoint; it must lie in the box.
 */
export function krawczyk(system: BoxSystem, box: Box, center: Float64Array = midpoint(box)): KrawczykOutcome {
  const n = system.dimension;
  system.hessian(box);
  if (system.nowhereDefined) return empty;
  if (!system.defined || !system.smooth) return failed;
  const { gradientLow, gradientHigh } = system;
  // Copies: some systems enclose the Jacobian along with the equations.
  const { hessianLow, hessianHigh, middle, inverse, low, high } = scratchFor(n);
  hessianLow.set(system.hessianLow);
  hessianHigh.set(system.hessianHigh);
  for (let k = 0; k < n * n; k++) {
    if (!Number.isFinite(hessianLow[k]!) || !Number.isFinite(hessianHigh[k]!)) return failed;
    middle[k] = hessianLow[k]! / 2 + hessianHigh[k]! / 2;
  }
  system.gradient({ low: center, high: center });
  if (meanValueExcludes(box, center, gradientLow, gradientHigh, hessianLow, hessianHigh)) return empty;
  if (!invertInto(middle, inverse, n)) return failed;
  for (let k = 0; k < n * n; k++) if (!Number.isFinite(inverse[k]!)) return failed;

  let inside = true;
  let shrinks = false;
  for (let i = 0; i < n; i++) {
    let imageLow = center[i]!;
    let imageHigh = center[i]!;
    for (let j = 0; j < n; j++) {
      const y = -inverse[i * n + j]!;
      scale(y, gradientLow[j]!, gradientHigh[j]!);
      imageLow = down(imageLow + result.low);
      imageHigh = up(imageHigh + result.high);
      // (I − Y·H)ᵢⱼ
      let entryLow = i === j ? 1 : 0;
      let entryHigh = entryLow;
      for (let k = 0; k < n; k++) {
        const factor = -inverse[i * n + k]!;
        scale(factor, hessianLow[k * n + j]!, hessianHigh[k * n + j]!);
        entryLow = down(entryLow + result.low);
        entryHigh = up(entryHigh + result.high);
      }
      multiply(entryLow, entryHigh, down(box.low[j]! - center[j]!), up(box.high[j]! - center[j]!));
      imageLow = down(imageLow + result.low);
      imageHigh = up(imageHigh + result.high);
    }
    if (!(imageLow <= box.high[i]! && imageHigh >= box.low[i]!)) {
      return Number.isNaN(imageLow) || Number.isNaN(imageHigh) ? failed : empty;
    }
    if (!(imageLow > box.low[i]! && imageHigh < box.high[i]!)) inside = false;
    low[i] = Math.max(imageLow, box.low[i]!);
    high[i] = Math.min(imageHigh, box.high[i]!);
    if (high[i]! - low[i]! < 0.75 * (box.high[i]! - box.low[i]!)) shrinks = true;
  }
  if (!inside && !shrinks) return failed;
  return { kind: inside ? 'unique' : 'contracted', image: { low: low.slice(), high: high.slice() } };
}

/** True where ∇L(c) + H(X)(X − c), which encloses ∇L on X by the mean value theorem, has a component without 0. */
function meanValueExcludes(
  box: Box,
  center: Float64Array,
  gradientLow: Float64Array,
  gradientHigh: Float64Array,
  hessianLow: Float64Array,
  hessianHigh: Float64Array,
): boolean {
  const n = center.length;
  for (let i = 0; i < n; i++) {
    let low = gradientLow[i]!;
    let high = gradientHigh[i]!;
    for (let j = 0; j < n; j++) {
      const k = i * n + j;
      multiply(hessianLow[k]!, hessianHigh[k]!, down(box.low[j]! - center[j]!), up(box.high[j]! - center[j]!));
      low = down(low + result.low);
      high = up(high + result.high);
    }
    if (low > 0 || high < 0) return true;
  }
  return false;
}

/**
 * Shrinks an enclosure of the only critical point of `region`. `candidate` is a guess at the point: a small box around
 * it that is proved to hold a critical point, and lies in the region, holds that one.
 */
export function tighten(system: BoxSystem, region: Box, image: Box, candidate: Float64Array | null): Box {
  let current = image;
  if (candidate !== null) {
    for (const share of [1e-8, 1e-5, 1e-2]) {
      // No side may be so small that rounding hides the gradient on it.
      const radii = new Float64Array(candidate.length);
      for (let i = 0; i < radii.length; i++)
        radii[i] = Math.max(share * (region.high[i]! - region.low[i]!), 2 ** -44 * Math.abs(candidate[i]!));
      const small = around(candidate, radii);
      if (!contains(region, small)) continue;
      const outcome = krawczyk(system, small, candidate);
      if (outcome.kind !== 'unique') continue;
      current = outcome.image;
      break;
    }
  }
  for (let round = 0; round < 30; round++) {
    const outcome = krawczyk(system, current);
    if (outcome.kind !== 'unique' && outcome.kind !== 'contracted') return current;
    const before = widestSide(current);
    current = outcome.image;
    if (widestSide(current) > 0.99 * before || isTight(current, region)) return current;
  }
  return current;
}

/** Every side is a few units in the last place of the coordinate, or of the region where the coordinate is near 0. */
function isTight(box: Box, region: Box): boolean {
  return box.low.every((low, i) => {
    const scale = Math.max(Math.abs(low), region.high[i]! - region.low[i]!);
    return box.high[i]! - low <= 2 ** -50 * scale;
  });
}

function widestSide(box: Box): number {
  let widest = 0;
  for (let i = 0; i < box.low.length; i++) widest = Math.max(widest, box.high[i]! - box.low[i]!);
  return widest;
}
