import type { CriticalReport, LowestValueView } from './views';

const plurals: Readonly<Record<string, string>> = {
  minimum: 'minima',
  maximum: 'maxima',
  saddle: 'saddles',
  'degenerate-minimum': 'degenerate minima',
  'degenerate-maximum': 'degenerate maxima',
  'degenerate-saddle': 'degenerate saddles',
  'monkey-saddle': 'monkey saddles',
  degenerate: 'degenerate points',
};

/** A count with its noun: `1 minimum`, `4 saddles`. */
function counted(count: number, kind: string): string {
  const singular = kind === 'degenerate' ? 'degenerate point' : kind.replace(/-/g, ' ');
  return `${count} ${count === 1 ? singular : plurals[kind]!}`;
}

/** The counts of the kinds among points, in the order of their first: `4 minima`, `1 saddle`. */
export function countKinds(points: readonly { readonly kind: string }[]): string[] {
  const byKind = new Map<string, number>();
  for (const { kind } of points) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  return [...byKind].map(([kind, count]) => counted(count, kind));
}

/** The box as a person writes it: [-5, 5]² where all sides are alike. */
export function boxText(box: CriticalReport['box']): string {
  const [first, ...rest] = box;
  const side = ([low, high]: readonly [number, number]): string => `[${trim(low)}, ${trim(high)}]`;
  if (rest.length > 0 && rest.every(([low, high]) => low === first![0] && high === first![1])) {
    return side(first!) + [...String(box.length)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!).join('');
  }
  return box.map(side).join(' × ');
}

function trim(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

/** What a reader of the verdict would look for in vain among the points. */
export function isInVerdict(kind: LowestValueView['kind']): boolean {
  return kind === 'infimum-at-infinity' || kind === 'no-minimum';
}

/** One sentence: the count by kind, what is proved, what is missing; one more where the infimum lies at infinity. `openReason` says why the search is not complete. */
export function verdictOf(report: Omit<CriticalReport, 'verdict'>, openReason: string): string {
  const { points } = report;
  const where = boxText(report.box);
  const parts: string[] = [];
  const kinds = countKinds(points);
  if (points.length === 1) parts.push(`${kinds[0]!} in ${where}`);
  else if (points.length > 1) {
    parts.push(
      `${points.length} critical points in ${where}${kinds.length === 1 ? `, all ${plurals[points[0]!.kind]!}` : `: ${kinds.join(', ')}`}`,
    );
  }
  if (report.manifolds.length > 0) parts.push(setsText(report.manifolds));
  if (report.plateaus.length > 0)
    parts.push(`${report.plateaus.length} ${report.plateaus.length === 1 ? 'plateau' : 'plateaus'}`);
  if (report.kinks.length > 0)
    parts.push(`${report.kinks.length} stationary ${report.kinks.length === 1 ? 'kink' : 'kinks'}`);
  const { lowest } = report;
  const beyond = lowest && isInVerdict(lowest.kind) ? ` ${lowest.reason}` : '';
  if (parts.length === 0) {
    return report.complete
      ? `No critical point in ${where}: proved.${beyond}`
      : `No critical point was proved in ${where}: ${openReason}.${beyond}`;
  }
  return `${parts.join('; ')}: ${proofText(report, openReason)}.${beyond}`;
}

/** `a curve of minima`, `3 curves of saddles`: sets of a kind and dimension together. */
function setsText(manifolds: CriticalReport['manifolds']): string {
  const groups = new Map<string, number>();
  for (const { dimension, stability } of manifolds) {
    const shape = dimension === 1 ? 'curve' : dimension === 2 ? 'surface' : `${dimension}-dimensional set`;
    const members = stability === 'mixed' ? 'critical points' : plurals[stability]!;
    const key = `${shape} of ${members}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups]
    .map(([key, count]) => (count === 1 ? `a ${key}` : `${count} ${key.replace(/ of /, 's of ')}`))
    .join(', ');
}

function proofText(report: Omit<CriticalReport, 'verdict'>, openReason: string): string {
  const { points, complete } = report;
  const proved = points.filter(({ proof }) => proof === 'proved').length;
  const missed = complete ? 'none missed' : `more may exist in ${regions(report.unresolved.length)}, ${openReason}`;
  if (points.length === 0) return missed;
  if (proved === points.length) return `${points.length === 1 ? 'proved' : 'all proved'}, ${missed}`;
  if (proved === 0) return `numerical, ${complete ? 'nothing else in the box' : missed}`;
  return `${proved} proved, ${points.length - proved} numerical, ${missed}`;
}

function regions(count: number): string {
  return count === 0 ? 'the box' : count === 1 ? '1 unresolved box' : `${count} unresolved boxes`;
}
