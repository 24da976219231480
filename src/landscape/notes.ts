import { quadratureNodes } from '../language/distributions';
import { continuousText } from '../analysis/symmetry/continuous';
import { countKinds, isInVerdict } from './verdict';
import type { CriticalReport } from './views';

/** Said behind every verdict on a loss with Gauss sums in place of expectations. */
export const aboutSum = 'This is about the Gauss sum, not about the exact expectation.';

/** What a loss with Gauss sums in place of expectations is, where it has some. */
export function quadratureNote(quadratures: readonly string[]): string {
  if (quadratures.length === 0) return '';
  const whole = quadratures.length === 1 ? 'expectation over' : 'expectations over';
  return `The ${whole} ${listed(quadratures)} ${quadratures.length === 1 ? 'stands' : 'stand'} for ${quadratures.length === 1 ? 'a Gauss sum' : 'Gauss sums'} of ${quadratureNodes} nodes: what is proved here is proved of what is summed, not of the exact expectation.`;
}

/** Sentences about the whole of an answer that its verdict does not have, the most telling first. */
export function notesOf(report: Pick<CriticalReport, 'points' | 'lowest' | 'symmetries' | 'audit'>): string[] {
  const { lowest, symmetries, audit } = report;
  return [
    lowest && !isInVerdict(lowest.kind) ? lowest.reason : '',
    symmetries ? symmetryNote(report.points, symmetries) : '',
    symmetries ? continuousText(symmetries.continuous) : '',
    audit?.reason ?? '',
  ].filter((sentence) => sentence !== '');
}

function symmetryNote(points: CriticalReport['points'], symmetries: NonNullable<CriticalReport['symmetries']>): string {
  const { generators, orbits } = symmetries;
  if (generators.length === 0) return '';
  const unchanged = `The loss is unchanged by ${listed(generators)}`;
  if (orbits.length === points.length) return `${unchanged}.`;
  const kinds = countKinds(orbits.map(([first]) => points[first!]!));
  return `${unchanged}: up to that, the ${points.length} critical points are ${orbits.length} (${kinds.join(', ')}).`;
}

function listed(items: readonly string[]): string {
  if (items.length === 1) return items[0]!;
  return `${items.slice(0, -1).join('; ')} and ${items[items.length - 1]!}`;
}
