/** Ticks of a logarithmic axis. */
import type { Tick } from '../../src/picture/axisTicks';

/** Powers of ten between 10^`low` and 10^`high`, as many as `most` allows, at their exponents; labelled `0.1`, `1`, `10⁻⁶`. */
export function decadeTicks(low: number, high: number, most: number): readonly Tick[] {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  const start = Math.ceil(first / every) * every;
  const ticks: Tick[] = [];
  for (let power = start; power <= last; power += every) ticks.push({ value: power, label: decade(power) });
  return ticks;
}

function decade(power: number): string {
  if (power >= -2 && power <= 3) return String(Number(`1e${String(power)}`));
  return `10${[...String(power)].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign)))).join('')}`;
}
