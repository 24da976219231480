/** The number with the fewest significant digits in [low, high]; 0 where it is in there. */
export function shortestIn(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  const middle = Math.min(high, Math.max(low, low / 2 + high / 2));
  for (let digits = 1; digits <= 17; digits++) {
    const candidate = Number(middle.toPrecision(digits));
    if (candidate >= low && candidate <= high) return candidate;
  }
  return middle;
}
