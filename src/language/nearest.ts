import { skeleton } from './lookAlikes';

/** Longer names are not compared: the work grows with the square of the length. */
const longestCompared = 40;

/**
 * The candidate that `name` was likely meant to be: one that looks the same, or else the closest by edit distance, if
 * it is close enough to be a slip.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const limit = name.length <= 2 ? 0 : name.length <= 3 ? 1 : 2;
  const shape = skeleton(name);
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    if (skeleton(candidate) === shape) return candidate;
    // w1 is not a slip for w2, but a name of its own.
    if (withoutDigits(candidate) === withoutDigits(name)) continue;
    if (name.length > longestCompared || Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    // Among equals, a swap or a wrong letter is likelier than one too many.
    const instead = best !== undefined && best.length !== name.length && candidate.length === name.length;
    const closer = distance < bestDistance || (distance === bestDistance && instead);
    if (closer && distance < Math.max(name.length, candidate.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function withoutDigits(name: string): string {
  return name.replace(/\d+/g, '');
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964). */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, older[j - 2]! + 1);
      }
      row.push(distance);
    }
    older = previous;
    previous = row;
  }
  return previous[b.length]!;
}
