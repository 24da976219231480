/** The number with the fewest significant digits in [low, high]; 0 where it is in there. */
export function shortestIn(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  const middle = Math.min(high, Math.max(low, low / 2 + high / 2));
  // More digits lie nearer to the middle, so that halving finds the fewest.
  let found = middle;
  let fewest = 1;
  let enough = 18;
  while (fewest < enough) {
    const digits = (fewest + enough) >> 1;
    const candidate = Number(middle.toPrecision(Math.min(17, digits)));
    if (candidate >= low && candidate <= high) {
      found = candidate;
      enough = digits;
    } else {
      fewest = digits + 1;
    }
  }
  return found;
}
