/** How critical points are worded in hovers, lenses and the status bar. */
import type { CriticalReport } from '../landscape/views';

/** `degenerate-minimum` as `degenerate minimum`. */
export function formatKind(kind: string): string {
  return kind.replaceAll('-', ' ');
}

/** The number of isolated critical points and other sets, as short as it can be said. */
export function countText(report: CriticalReport): string {
  const { points, manifolds, plateaus, kinks } = report;
  const parts = [
    count(points.length, 'critical point'),
    ...(manifolds.length > 0 ? [count(manifolds.length, 'connected set')] : []),
    ...(plateaus.length > 0 ? [count(plateaus.length, 'plateau')] : []),
    ...(kinks.length > 0 ? [count(kinks.length, 'kink')] : []),
  ];
  const open = isNumerical(report) ? 'none found yet' : 'not all decided';
  if (points.length === 0 && !report.complete) return [...parts.slice(1), open].join(', ');
  return (points.length === 0 && parts.length > 1 ? parts.slice(1) : parts).join(', ');
}

/** The count, and by kind where there is more than one; what is not decided is said. */
export function summary(report: CriticalReport): string {
  const kinds = new Map<string, number>();
  for (const { kind } of report.points) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const byKind = [...kinds].map(([kind, number]) => count(number, formatKind(kind)));
  // One point is told by its kind, with the sets beside it.
  const list =
    report.points.length === 1 ? countText(report).replace(/^1 critical point/, byKind.join('')) : countText(report);
  const detail = report.points.length > 1 ? `: ${byKind.join(', ')}` : '';
  return `${list}${detail}${report.complete || report.points.length === 0 ? '' : isNumerical(report) ? ' (numerical)' : ' (search not complete)'}`;
}

/** Above so many parameters nothing is proved, and no search is ever complete. */
const mostProvedParameters = 4;

function isNumerical({ parameters }: CriticalReport): boolean {
  return parameters.length > mostProvedParameters;
}

/** How many points a search has found until now. */
export function soFar(number: number): string {
  return `${number} so far …`;
}

function count(number: number, noun: string): string {
  const full = noun === 'degenerate' ? 'degenerate point' : noun;
  const plural = /(?:minim|maxim)um$/.test(full) ? full.replace(/um$/, 'a') : `${full}s`;
  return `${number === 0 ? 'no' : number} ${number === 1 ? full : plural}`;
}
