import type { CriticalPointView, CriticalReport, LossView } from '../../src/landscape/views';

/** What a search has found so far, as a report that promises nothing. */
export function partialReport(
  { name, parameters }: LossView,
  points: readonly CriticalPointView[],
  waiting: number,
): CriticalReport {
  const found = points.length === 1 ? '1 critical point' : `${points.length} critical points`;
  const left = waiting === 0 ? 'sets, edges and infinity are being looked at' : `boxes to look at: ${waiting}`;
  return {
    loss: name,
    parameters: parameters.map((parameter) => parameter.name),
    box: parameters.map(({ low, high }) => [low, high]),
    points,
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: [],
    complete: false,
    verdict: `${found} so far; ${left} …`,
    milliseconds: 0,
  };
}
