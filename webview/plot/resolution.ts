/** How finely to sample next time, from how long it took. */

/**
 * Cells along the longer side for the next picture, so that it takes about `budget` milliseconds; the time grows with the square
 * of the cells. Steps by at most a factor of 1.5, so that one slow frame does not spoil the picture.
 */
export function adaptResolution(
  cells: number,
  milliseconds: number,
  budget: number,
  least: number,
  most: number,
): number {
  const factor = Math.sqrt(budget / Math.max(0.2, milliseconds));
  const next = cells * Math.min(1.5, Math.max(1 / 1.5, factor));
  return Math.round(Math.min(most, Math.max(least, next)));
}
