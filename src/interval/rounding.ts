/**
 * Directed rounding in round-to-nearest arithmetic. JavaScript's + − × ÷ and √ are correctly rounded (ECMA-262, IEEE
 * 754), so the exact result lies between the neighbours of the computed one. The neighbours are bounded as in Rump,
 * Zimmermann, Boldo, Melquiond, "Computing predecessor and successor in rounding to nearest", BIT 49 (2009), alg. 1.
 */

/** u(1 + 2u) for the unit roundoff u = 2⁻⁵³. */
const phi = 2 ** -53 * (1 + 2 ** -52);
/** The smallest positive double. */
const eta = Number.MIN_VALUE;

/** A double at or below the predecessor of c. An overflow to +∞ means "above the largest double". */
export function down(c: number): number {
  return c === Infinity ? Number.MAX_VALUE : c - (phi * Math.abs(c) + eta);
}

/** A double at or above the successor of c. */
export function up(c: number): number {
  return c === -Infinity ? -Number.MAX_VALUE : c + (phi * Math.abs(c) + eta);
}
