/** What a map of starts shows, as classes of pixels: their names, how much of the area each takes, their outlines. */
import { basinLabel } from '../../../src/dynamics/maps/basins';
import type { StartMapView } from '../../../src/landscape/dynamics/views';
import type { CriticalReport } from '../../../src/landscape/views';
import type { FeatureKind } from '../../../src/picture/glyphs';
import { formatNumber } from '../../../src/picture/numbers';

export interface MapClass {
  readonly label: number;
  readonly name: string;
  /** Share of the pixels. */
  readonly share: number;
  /** The kind of critical point; null for starts that reach none. */
  readonly kind: FeatureKind | null;
  /** The critical point itself, where it is isolated. */
  readonly point: readonly number[] | null;
}

/** The classes there are, the largest first; those that reach nothing come last. */
export function classesOf(view: StartMapView, report: CriticalReport | null, steps: number): readonly MapClass[] {
  const counts = new Map<number, number>();
  for (const label of view.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([label, count]): MapClass => {
      const share = count / view.labels.length;
      const goal = view.goals[label];
      if (goal === undefined) return { label, name: nowhereName(label, steps), share, kind: null, point: null };
      const kind = report === null ? 'degenerate' : kindOf(goal, report);
      const point = goal.set === 'point' ? (report?.points[goal.index]?.point ?? null) : null;
      return { label, name: goal.name, share, kind, point };
    })
    .sort((a, b) => Number(a.label < 0) - Number(b.label < 0) || b.share - a.share);
}

function kindOf({ set, index }: StartMapView['goals'][number], report: CriticalReport): FeatureKind {
  switch (set) {
    case 'point':
      return report.points[index]?.kind ?? 'degenerate';
    case 'kink':
      return report.kinks[index]?.kind ?? 'degenerate';
    case 'plateau':
      return 'plateau';
    case 'manifold': {
      const stability = report.manifolds[index]?.stability;
      return stability === undefined ? 'degenerate' : `${stability}-set`;
    }
  }
}

function nowhereName(label: number, steps: number): string {
  switch (label) {
    case basinLabel.diverged:
      return 'diverges';
    case basinLabel.leftDomain:
      return 'leaves the domain';
    case basinLabel.failed:
      return 'the method cannot go on';
    case basinLabel.unknown:
      return 'not computed yet';
    default:
      return `at no critical point after ${String(steps)} steps`;
  }
}

/** `34 %`; never 0 or 100 for what is not. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.1) return 'below 0.1 %';
  if (value < 100 && value > 99.9) return 'above 99.9 %';
  return `${formatNumber(Number(value.toFixed(1)), 3)} %`;
}

/** Critical points named in a sentence; a longer list is read from the legend. */
const mostNamed = 8;

/** All of it in a sentence. */
export function mapSummary(classes: readonly MapClass[]): string {
  const reached = classes.filter(({ label }) => label >= 0);
  const others = classes.filter(({ label }) => label < 0);
  const more = reached.slice(mostNamed);
  const rest = more.reduce((sum, { share }) => sum + share, 0);
  const parts = [
    ...reached.slice(0, mostNamed),
    ...(more.length === 0 ? [] : [{ name: `${String(more.length)} other critical points`, share: rest }]),
    ...others,
  ];
  return `Of the starts shown: ${parts.map(({ name, share }) => `${name} ${percent(share)}`).join('; ')}.`;
}

/**
 * An outline for each label as a path of horizontal runs, in units of pixels from the lower left corner: the run of
 * columns a … b − 1 of row r is the rectangle from (a, r) to (b, r + 1).
 */
export function runsByLabel(labels: ArrayLike<number>, columns: number, rows: number): ReadonlyMap<number, string> {
  const paths = new Map<number, string[]>();
  for (let row = 0; row < rows; row++) {
    for (let from = 0; from < columns;) {
      const label = labels[row * columns + from]!;
      let to = from + 1;
      while (to < columns && labels[row * columns + to] === label) to++;
      const pieces = paths.get(label) ?? [];
      pieces.push(`M${String(from)},${String(row)}h${String(to - from)}v1h${String(from - to)}z`);
      paths.set(label, pieces);
      from = to;
    }
  }
  return new Map([...paths].map(([label, pieces]) => [label, pieces.join('')]));
}
