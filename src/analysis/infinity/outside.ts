import type { Box } from '../box';
import type { IntervalSystem } from '../search/intervalSystem';

/** Boxes that are looked at before it stays open. */
const mostBoxes = 600;

/** True where intervals show that the loss exceeds `value` everywhere outside of a box, as far as it is defined there, and on its edge. */
export function isHigherOutside(system: IntervalSystem, box: Box, value: number): boolean {
  const queue: Box[] = [];
  // Beyond one face, with the axes before it inside and those after it free.
  box.low.forEach((_, axis) => {
    const low = box.low.map((x, i) => (i < axis ? x : -Infinity));
    const high = box.high.map((x, i) => (i < axis ? x : Infinity));
    const above = Float64Array.from(low);
    const below = Float64Array.from(high);
    above[axis] = box.high[axis]!;
    below[axis] = box.low[axis]!;
    queue.push({ low: above, high }, { low, high: below });
  });
  for (let looked = 0; queue.length > 0; looked++) {
    if (looked >= mostBoxes) return false;
    const part = queue.shift()!;
    system.gradient(part);
    if (system.nowhereDefined || system.valueLow > value) continue;
    const halves = cut(part);
    if (halves === null) return false;
    queue.push(...halves);
  }
  return true;
}

/** Two parts across the longest side; endless sides are cut at twice their finite end, or at 0. */
function cut({ low, high }: Box): [Box, Box] | null {
  let axis = 0;
  low.forEach((x, i) => {
    if (high[i]! - x > high[axis]! - low[axis]!) axis = i;
  });
  const [a, b] = [low[axis]!, high[axis]!];
  const at =
    a === -Infinity
      ? b === Infinity
        ? 0
        : 2 * Math.min(b, 0) - 1
      : b === Infinity
        ? 2 * Math.max(a, 0) + 1
        : a / 2 + b / 2;
  if (!(at > a && at < b) || Math.abs(at) > 1e12) return null;
  const first = Float64Array.from(high);
  const second = Float64Array.from(low);
  first[axis] = at;
  second[axis] = at;
  return [
    { low, high: first },
    { low: second, high },
  ];
}
