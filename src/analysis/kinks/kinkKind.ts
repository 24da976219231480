import type { TapeOracle } from '../../compile/oracle';
import type { Box } from '../box';
import type { AnalyzedKink } from '../report';

const directions = 48;

/** What a stationary kink is, by the loss at points around it: told from samples, not proved. */
export function kinkKind(
  oracle: TapeOracle,
  point: readonly number[],
  box: Box,
): Pick<AnalyzedKink, 'kind' | 'reason'> {
  const center = oracle.value(point);
  let higher = true;
  let lower = true;
  for (let k = 0; k < directions; k++) {
    for (const radius of [1e-6, 1e-7]) {
      const moved = point.map((x, i) => x + radius * (box.high[i]! - box.low[i]!) * direction(k, i, point.length));
      const value = oracle.value(moved);
      if (value < center) higher = false;
      if (value > center) lower = false;
    }
  }
  const kind = higher ? 'nonsmooth-minimum' : lower ? 'nonsmooth-maximum' : 'nonsmooth-saddle';
  const around = higher ? 'rises' : lower ? 'falls' : 'rises and falls';
  return {
    kind,
    reason: `On a kink, where 0 lies between the one-sided gradients; the loss ${around} around it (sampled).`,
  };
}

/** The k-th of evenly spread directions: on a circle, else by a fixed irrational lattice on the cube. */
function direction(k: number, i: number, n: number): number {
  if (n === 1) return k % 2 === 0 ? 1 : -1;
  if (n === 2) return i === 0 ? Math.cos((2 * Math.PI * k) / directions) : Math.sin((2 * Math.PI * k) / directions);
  const share = (k * Math.sqrt([2, 3, 5, 7][i % 4]!)) % 1;
  return 2 * share - 1;
}
