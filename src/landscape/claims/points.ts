import { type ClaimKind, claimKinds, kindOf } from '../../language/claimWords';
import type { Fix } from '../../language/diagnostics';
import type { ClaimForm, CountSyntax } from '../../language/tree';
import { formatLongPoint } from '../../picture/numbers';
import type { CriticalPointView, CriticalReport } from '../views';
import { compare, replacement } from './compare';
import { type ClaimSubject, shownPoint } from './subject';
import { type ClaimFinding, type Verdict, undecided } from './views';

type At = Extract<ClaimForm, { readonly kind: 'at' }>;
type Counts = Extract<ClaimForm, { readonly kind: 'counts' }>;

/** How far from a point a critical point may lie that is claimed there. */
export const standardDistance = 1e-6;

/** The kinds that are special cases of a plain one: who counts that must name them, too. */
const relatives: Readonly<Partial<Record<ClaimKind, readonly ClaimKind[]>>> = {
  minimum: ['degenerate-minimum', 'nonsmooth-minimum'],
  maximum: ['degenerate-maximum', 'nonsmooth-maximum'],
  saddle: ['degenerate-saddle', 'monkey-saddle', 'nonsmooth-saddle'],
};

/** The kind of a listed point, as claims spell it. */
function kindOfPoint({ kind }: Pick<CriticalPointView, 'kind'>): ClaimKind {
  return kind === 'degenerate' ? 'degenerate-point' : kind;
}

function noun(kind: ClaimKind, count: number): string {
  return (count === 1 ? kind : claimKinds.get(kind)!).replace(/-/g, ' ');
}

function counted(count: number, kind: ClaimKind): string {
  return `${count === 0 ? 'no' : count} ${noun(kind, count)}`;
}

/** `himmelblau has 4 minima, 4 saddles, 1 maximum`. */
export async function checkCounts(subject: ClaimSubject, { counts }: Counts): Promise<Verdict> {
  const report = await subject.search();
  const { points, kinks } = report;
  const proved = new Map<ClaimKind, number>();
  const add = (kind: ClaimKind): void => void proved.set(kind, (proved.get(kind) ?? 0) + 1);
  for (const point of points) {
    if (point.proof !== 'proved') continue;
    add(kindOfPoint(point));
    add('critical-point');
  }
  for (const { kind } of kinks) add(kind);
  const open = openReason(report);
  const spurious = counts.some(({ word }) => kindOf(word) === 'spurious-minimum') ? spuriousMinima(report) : 0;
  if (typeof spurious === 'string' && open === '') return undecided(`${subject.name}: ${spurious}`);
  if (typeof spurious === 'number' && spurious > 0) proved.set('spurious-minimum', spurious);
  const claims = counts.map((syntax) => {
    const kind = kindOf(syntax.word)!;
    return { syntax, kind, found: proved.get(kind) ?? 0 };
  });
  const findings = claims.map(({ syntax, kind, found }): ClaimFinding => {
    const known = open === '' || found > syntax.count;
    return { what: noun(kind, 2), claimed: syntax.count, found: known ? found : null };
  });
  const exceeded = claims.find(({ syntax, found }) => found > syntax.count);
  const { name } = subject;
  if (exceeded !== undefined && open !== '') {
    const { found, kind, syntax } = exceeded;
    const message = `${name} has at least ${counted(found, kind)}, not ${counted(syntax.count, kind)}: so many are proved, though the search isn't complete.`;
    return { status: 'fails', message, found: findings };
  }
  const rival = unnamed(report, claims, proved);
  if (rival !== null) {
    const message = `${name} has ${rival.what}, which the claim doesn't name.`;
    return { status: rival.isSure ? 'fails' : 'undecided', message, found: findings };
  }
  if (open !== '') return undecided(`${name}: ${open}`, findings);
  const told = claims.map(({ found, kind }) => counted(found, kind)).join(', ');
  const wrong = claims.filter(({ syntax, found }) => found !== syntax.count);
  if (wrong.length === 0)
    return { status: 'holds', message: `${name} has ${told}: ${assurance(report, claims)}.`, found: findings };
  const not = wrong.map(({ syntax, kind }) => counted(syntax.count, kind)).join(', ');
  const fixes = wrong.map(({ syntax, kind, found }) => countFix(subject, syntax, kind, found));
  const all: Fix[] =
    fixes.length < 2
      ? fixes
      : [{ title: 'Replace all by what was found', edits: fixes.flatMap(({ edits }) => edits) }, ...fixes];
  return {
    status: 'fails',
    message: `${name} has ${told}: proved, none missed. It doesn't have ${not}.`,
    found: findings,
    fixes: all,
  };
}

/**
 * How many connected sets of minima lie higher than the least value, or the infimum, of the loss over the whole space;
 * where that isn't shown, why.
 */
function spuriousMinima({ points, manifolds, kinks, plateaus, lowest }: CriticalReport): number | string {
  const isUnbounded = lowest?.kind === 'unbounded-below';
  if (!isUnbounded && (lowest?.value === null || lowest?.value === undefined)) {
    return 'nothing is shown about its least value, which its minima are compared with.';
  }
  if (manifolds.some(({ stability }) => stability === 'mixed')) {
    return 'there are sets of critical points of several kinds, so that its minima are not all known.';
  }
  const values = [
    ...points.filter(({ kind, proof }) => proof === 'proved' && kind.endsWith('minimum')).map(({ value }) => value),
    ...manifolds.filter(({ stability }) => stability === 'minimum').map(({ value }) => value ?? Infinity),
    ...kinks.filter(({ kind }) => kind === 'nonsmooth-minimum').map(({ value }) => value),
    ...plateaus.map(({ value }) => value),
  ];
  return values.filter((value) => isUnbounded || compare(value, '=', lowest!.value!, undefined) === 'fails').length;
}

/** What a count rests on: whether a whole set is one of minima or of saddles is read at its samples. */
function assurance({ manifolds }: CriticalReport, claims: readonly { readonly kind: ClaimKind }[]): string {
  const isSampled = manifolds.length > 0 && claims.some(({ kind }) => kind === 'spurious-minimum');
  return isSampled
    ? 'none missed; whether a set of them is one of minima is told by its samples'
    : 'proved, none missed';
}

/** Why counts can't be proved; empty where they are. */
function openReason({ points, complete, verdict }: CriticalReport): string {
  if (!complete) return `the search isn't complete, so that nothing is proved about the number. ${verdict}`;
  const numerical = points.find(({ proof }) => proof === 'numerical');
  if (numerical === undefined) return '';
  const at = formatLongPoint(numerical.point, 6);
  return `the ${noun(kindOfPoint(numerical), 1)} at ${at} is numerical, not proved. ${numerical.reason}`;
}

interface Rival {
  readonly what: string;
  /** It is of the kind that is counted; else some of its points may be. */
  readonly isSure: boolean;
}

/** What the loss has that is a special case of a plain kind of the claim, and isn't named by it. */
function unnamed(
  { manifolds, plateaus }: CriticalReport,
  claims: readonly { readonly kind: ClaimKind }[],
  proved: ReadonlyMap<ClaimKind, number>,
): Rival | null {
  const named = new Set(claims.map(({ kind }) => kind));
  let unsure: Rival | null = null;
  for (const { kind } of claims) {
    if (kind === 'critical-point' && (manifolds.length > 0 || plateaus.length > 0)) {
      return {
        what: `${manifolds.length > 0 ? 'sets' : 'a plateau'} of critical points that are not isolated`,
        isSure: true,
      };
    }
    if (relatives[kind] === undefined) continue;
    for (const relative of relatives[kind]) {
      const count = proved.get(relative) ?? 0;
      if (count > 0 && !named.has(relative)) return { what: counted(count, relative), isSure: true };
    }
    for (const { dimension, stability } of manifolds) {
      const shape = dimension === 1 ? 'a whole curve' : dimension === 2 ? 'a whole surface' : 'a whole set';
      if (stability === kind) return { what: `${shape} of ${noun(kind, 2)}`, isSure: true };
      if (stability === 'mixed') unsure = { what: `${shape} of critical points of several kinds`, isSure: false };
    }
    if (plateaus.length > 0 && kind !== 'saddle') {
      return { what: 'a plateau, where every point is a minimum and a maximum', isSure: true };
    }
  }
  return unsure;
}

function countFix(subject: ClaimSubject, { count, countSpan, word }: CountSyntax, kind: ClaimKind, found: number): Fix {
  const plural = found === 1 ? kind : claimKinds.get(kind)!;
  const text = found === 0 ? 'no' : String(found);
  const edits = [{ span: countSpan, text }];
  const isPlural = word.name !== kind;
  if ((found === 1) === isPlural && found !== 0) edits.push({ span: word.span, text: plural });
  return { title: `Replace ${count === 0 ? subject.quote(countSpan) : count} by ${text}`, edits };
}

/** `flat has degenerate-saddle at (0, 0)`. */
export async function checkAt(subject: ClaimSubject, { word, point: syntax }: At): Promise<Verdict> {
  const kind = kindOf(word)!;
  const point = subject.point(syntax);
  const { tolerance } = subject.statement;
  const distance = tolerance === undefined ? standardDistance : subject.number(tolerance);
  const report = await subject.search();
  const { name } = subject;
  const near = (other: readonly number[]): boolean =>
    other.every((coordinate, i) => Math.abs(coordinate - point[i]!) <= distance);
  /** The whole enclosure is near. */
  const surely = ({ enclosure }: CriticalPointView): boolean =>
    near(enclosure.map(([low]) => low)) && near(enclosure.map(([, high]) => high));
  const perhaps = ({ enclosure }: CriticalPointView): boolean =>
    enclosure.every(([low, high], i) => low <= point[i]! + distance && high >= point[i]! - distance);
  const where = shownPoint(point);
  const fits = (found: ClaimKind): boolean => found === kind || kind === 'critical-point';
  const here = report.points.filter(perhaps);
  const proved = here.filter((candidate) => candidate.proof === 'proved' && surely(candidate));
  const kinks = report.kinks.filter((kink) => near(kink.point));
  const kinds = [...proved.map(kindOfPoint), ...kinks.map((kink) => kink.kind)];
  const finding = (found: string | null): ClaimFinding[] => [{ what: `at ${where}`, claimed: kind, found }];
  const match = kinds.find(fits);
  if (match !== undefined) {
    const message = `${name} has a ${noun(match, 1)} at ${where}: proved.`;
    return { status: 'holds', message, found: finding(match) };
  }
  const other = kinds[0];
  if (other !== undefined) {
    const fix = replacement(word.span, subject.quote(word.span), other);
    const message = `${name} has a ${noun(other, 1)} at ${where}, not a ${noun(kind, 1)}.`;
    return { status: 'fails', message, found: finding(other), fixes: [fix] };
  }
  const numerical = here[0];
  if (numerical !== undefined) {
    if (numerical.proof === 'proved') {
      const width = 'its enclosure is wider than the distance that is allowed';
      return undecided(`${name} has a ${noun(kindOfPoint(numerical), 1)} about ${where}, but ${width}.`, finding(null));
    }
    const what = `a ${noun(kindOfPoint(numerical), 1)}`;
    return undecided(
      `${name} seems to have ${what} at ${where}, but that isn't proved. ${numerical.reason}`,
      finding(null),
    );
  }
  const isInside = report.box.every(([low, high], i) => point[i]! >= low && point[i]! <= high);
  if (!isInside) {
    return undecided(`${where} lies outside of the box of ${name}, which alone is searched: widen it.`, finding(null));
  }
  const gradient = new Float64Array(point.length);
  subject.oracle.gradient(point, gradient);
  const slope = Math.max(...gradient.map(Math.abs));
  const hasSets = report.manifolds.length > 0 || report.plateaus.length > 0;
  if (!report.complete || (hasSets && !(slope > 1e-6))) {
    const reason = hasSets ? 'the critical points there may not be isolated' : "the search isn't complete";
    return undecided(
      `${name}: no ${noun(kind, 1)} was found at ${where}, but ${reason}. ${report.verdict}`,
      finding(null),
    );
  }
  const closest = nearest(report.points, point);
  const instead =
    closest === undefined ? '' : ` The nearest is a ${noun(kindOfPoint(closest), 1)} at ${shownPoint(closest.point)}.`;
  const message = `${name} has no critical point within ${distance} of ${where}.${instead}`;
  return { status: 'fails', message, found: finding('none') };
}

function nearest(points: readonly CriticalPointView[], to: Float64Array): CriticalPointView | undefined {
  const distance = ({ point }: CriticalPointView): number => Math.hypot(...point.map((x, i) => x - to[i]!));
  let best: CriticalPointView | undefined;
  for (const candidate of points) if (best === undefined || distance(candidate) < distance(best)) best = candidate;
  return best;
}
