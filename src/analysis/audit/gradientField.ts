import { multiply, result } from '../../interval/functions';
import { down, up } from '../../interval/rounding';
import { type Box, midpoint } from '../box';
import type { BoxSystem } from '../search/boxSystem';
import type { Field } from './degree';

/** The gradient of a loss as a field: enclosed by its formula, and where that tells no sign, by the mean value form too. */
export function gradientField(system: BoxSystem): Field {
  const n = system.dimension;
  return (box) => {
    system.gradient(box);
    if (!system.defined || !system.smooth) return null;
    const image = { low: Float64Array.from(system.gradientLow), high: Float64Array.from(system.gradientHigh) };
    if (image.low.some((low, i) => low > 0 || image.high[i]! < 0)) return image;
    system.hessian(box);
    if (!system.defined || !system.smooth) return image;
    const hessian = { low: Float64Array.from(system.hessianLow), high: Float64Array.from(system.hessianHigh) };
    const center = midpoint(box);
    system.gradient({ low: center, high: center });
    for (let i = 0; i < n; i++) {
      // ∂ᵢL(x) ∈ ∂ᵢL(c) + Σ Hᵢⱼ(X)·(Xⱼ − cⱼ).
      let low = system.gradientLow[i]!;
      let high = system.gradientHigh[i]!;
      for (let j = 0; j < n; j++) {
        const k = i * n + j;
        multiply(hessian.low[k]!, hessian.high[k]!, down(box.low[j]! - center[j]!), up(box.high[j]! - center[j]!));
        low = down(low + result.low);
        high = up(high + result.high);
      }
      if (low > image.low[i]!) image.low[i] = low;
      if (high < image.high[i]!) image.high[i] = high;
    }
    return image;
  };
}

/** Why the gradient is not continuous on a box, or `continuous` where cutting it into pieces shows that it is. */
export function continuityOn(
  system: BoxSystem,
  box: Box,
  mostPieces: number,
): 'continuous' | 'kinks' | 'undefined' | 'unknown' {
  const queue: Box[] = [box];
  for (let looked = 0; queue.length > 0; looked++) {
    const piece = queue.pop()!;
    system.gradient(piece);
    if (system.defined && system.smooth) continue;
    if (system.nowhereDefined) return 'undefined';
    if (looked >= mostPieces) return system.smooth ? (system.defined ? 'unknown' : 'undefined') : 'kinks';
    let axis = 0;
    piece.low.forEach((low, i) => {
      if (piece.high[i]! - low > piece.high[axis]! - piece.low[axis]!) axis = i;
    });
    const middle = midpoint(piece)[axis]!;
    const high = Float64Array.from(piece.high);
    const low = Float64Array.from(piece.low);
    high[axis] = middle;
    low[axis] = middle;
    queue.push({ low: piece.low, high }, { low, high: piece.high });
  }
  return 'continuous';
}
