/** In the order of their numbers, equal ones as they stood; the list itself where it is in order, as nearly always. */
export function sortedBy<T>(list: readonly T[], numberOf: (item: T) => number): readonly T[] {
  for (let k = 1; k < list.length; k++) {
    if (numberOf(list[k - 1]!) > numberOf(list[k]!)) return [...list].sort((a, b) => numberOf(a) - numberOf(b));
  }
  return list;
}
