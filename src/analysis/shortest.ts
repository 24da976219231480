/** The number with the fewest significant digits in [low, high]; 0 where it is in there. */
export function shortestIn(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  const middle = Math.min(high, Math.max(low, low / 2 + high / 2));
  // About so many digits tell numbers apart that lie as far from each other as the ends; more lie nearer to the middle.
  const apart = Math.ceil(Math.log10(Math.max(-low, high) / (high - low)));
  let digits = Math.min(17, Math.max(1, apart || 1));
  let found = rounded(middle, digits);
  const isInside = (x: number): boolean => x >= low && x <= high;
  if (isInside(found)) {
    for (; digits > 1; digits--) {
      const shorter = rounded(middle, digits - 1);
      if (!isInside(shorter)) break;
      found = shorter;
    }
    return found;
  }
  for (digits++; digits <= 17; digits++) {
    const longer = rounded(middle, digits);
    if (isInside(longer)) return longer;
  }
  return middle;
}

function rounded(x: number, digits: number): number {
  return Number(x.toPrecision(digits));
}
