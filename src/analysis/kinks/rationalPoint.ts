/** Points of enclosures at which everything can be computed exactly. */
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import type { Box } from '../box';
import { shortestIn } from '../shortest';

/** A short decimal in an enclosure where all equations hold exactly. */
export function rationalIn(
  pool: Pool,
  equations: readonly Node[],
  parameters: readonly Node[],
  at: Box,
): Rational[] | null {
  const slack = 1e-12;
  const point = Array.from(at.low, (low, i) => {
    const high = at.high[i]!;
    const room = slack * Math.max(1, Math.abs(low));
    return exactDecimal(shortestIn(low - room, high + room));
  });
  const values = new Map(parameters.map((parameter, i) => [parameter, pool.rational(point[i]!)]));
  const holds = substitute(pool, equations, values).every((node) => node.kind === 'rational' && node.value.isZero);
  return holds ? point : null;
}

function exactDecimal(value: number): Rational {
  const size = Rational.fromDecimal(String(Math.abs(value)));
  return value < 0 ? size.negate() : size;
}
