/** Ticks of a logarithmic axis. */
import type { Tick } from '../../src/picture/axisTicks';
import type { Bounds } from '../../src/landscape/views';

/** Decades inside the interval, at most about `count`, at their exponents, with labels such as `10⁻³` and `0.1`. */
export function decadeTicks([low, high]: Bounds, count: number): readonly Tick[] {
  const first = Math.ceil(low);
  const last = Math.floor(high);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)));
  const ticks: Tick[] = [];
  for (let decade = Math.ceil(first / every) * every; decade <= last; decade += every)
    ticks.push({ value: decade, label: decadeLabel(decade) });
  return ticks;
}

function decadeLabel(decade: number): string {
  if (decade >= -2 && decade <= 3) return String(Number(`1e${String(decade)}`));
  const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return `10${decade < 0 ? '⁻' : ''}${[...String(Math.abs(decade))].map((digit) => raised[Number(digit)]).join('')}`;
}
