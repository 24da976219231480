import type { ClaimForm, Comparison } from '../../language/tree';
import { symmetricEigenvalues } from '../../linalg/symmetricEigenvalues';
import { interpolate } from '../../slices/barrier';
import { drive } from '../drive';
import { boundFor, compare, replacement, shown, toleranceFor, written } from './compare';
import { type ClaimSubject, shownPoint } from './subject';
import { type ClaimFinding, type Verdict, undecided } from './views';

type Form<Kind extends ClaimForm['kind']> = Extract<ClaimForm, { readonly kind: Kind }>;

/** The Hessian of more parameters is not formed. */
const mostDense = 400;

/** Points on the line of a barrier before its top is refined. */
const samples = 401;

/** `flat(1, 2) = 3`. */
export function checkValue(subject: ClaimSubject, form: Form<'value'>): Verdict {
  const point = subject.point(form.point);
  const value = subject.oracle.value(point);
  return comparison(subject, form, `${subject.name}${shownPoint(point)}`, value, 'is undefined');
}

/** One number beside its bound; `ifUndefined` is what is said of a number that is NaN. */
export function comparison(
  subject: ClaimSubject,
  { relation, bound }: Comparison,
  what: string,
  found: number,
  ifUndefined: string,
): Verdict {
  const claimed = subject.number(bound);
  const given = tolerance(subject);
  const status = compare(found, relation, claimed, given);
  const findings: ClaimFinding[] = [
    { what, claimed: relation === '=' ? claimed : `${relation} ${shown(claimed)}`, found },
  ];
  if (Number.isNaN(found)) return { status, message: `${what} ${ifUndefined}.`, found: findings };
  const actual = `${what} = ${shown(found)}`;
  if (status === 'undecided') {
    return undecided(`${actual} is too close to ${shown(claimed)} for double arithmetic to tell them apart.`, findings);
  }
  const sentence = relation === '=' ? shown(claimed) : `${relation} ${shown(claimed)}`;
  if (status === 'holds') return { status, message: `${actual}.`, found: findings };
  const margin = relation === '=' ? ` within ${shown(toleranceFor(claimed, given))}` : '';
  const number = relation === '=' ? written(found, toleranceFor(claimed, given)) : boundFor(found, relation);
  const fixes = Number.isFinite(found) ? [replacement(bound.span, subject.quote(bound.span), number)] : [];
  return { status, message: `${actual}, not ${sentence}${margin}.`, found: findings, fixes };
}

function tolerance(subject: ClaimSubject): number | undefined {
  const { tolerance: expression } = subject.statement;
  return expression === undefined ? undefined : subject.number(expression);
}

/** `gradient of flat at (0, 0) = (0, 0)`, `eigenvalues of flat at (0, 0) = (1, 0)`. */
export function checkNumbers(subject: ClaimSubject, form: Form<'gradient' | 'eigenvalues'>): Verdict {
  const point = subject.point(form.point);
  const n = point.length;
  const claimed = form.numbers.cells.map((cell) => subject.number(cell));
  const isGradient = form.kind === 'gradient';
  if (!isGradient && n > mostDense) {
    return undecided(
      `${subject.name} has ${n} parameters: the eigenvalues of more than ${mostDense} are not computed.`,
    );
  }
  const found = isGradient ? gradientAt(subject, point) : eigenvaluesAt(subject, point);
  // Eigenvalues have no order of their own.
  const wanted = isGradient ? claimed : [...claimed].sort((a, b) => a - b);
  const given = tolerance(subject);
  const findings = wanted.map((value, i): ClaimFinding => ({
    what: `${form.kind}[${i + 1}]`,
    claimed: value,
    found: found[i]!,
  }));
  const wrong = wanted.findIndex((value, i) => compare(found[i]!, '=', value, given) === 'fails');
  const where = `at ${shownPoint(point)}`;
  if (found.some(Number.isNaN)) {
    return { status: 'fails', message: `${subject.name} is undefined ${where}.`, found: findings };
  }
  const subjectText = isGradient ? `The gradient of ${subject.name}` : `The Hessian of ${subject.name}`;
  const shownNumbers = found.length > 12 ? `${found.length} numbers` : `(${found.map(shown).join(', ')})`;
  const sentence = isGradient
    ? `${subjectText} ${where} is ${shownNumbers}`
    : `${subjectText} ${where} has the eigenvalues ${shownNumbers}`;
  if (wrong < 0) return { status: 'holds', message: `${sentence}.`, found: findings };
  const text = `(${found.map((value, i) => written(value, toleranceFor(wanted[i]!, given))).join(', ')})`;
  const difference = `${shown(found[wrong]!)} is not ${shown(wanted[wrong]!)} within ${shown(toleranceFor(wanted[wrong]!, given))}`;
  const fixes = [replacement(form.numbers.span, subject.quote(form.numbers.span), text)];
  return { status: 'fails', message: `${sentence}: ${difference}.`, found: findings, fixes };
}

function gradientAt({ oracle }: ClaimSubject, point: Float64Array): number[] {
  const gradient = new Float64Array(point.length);
  oracle.gradient(point, gradient);
  return Array.from(gradient);
}

function eigenvaluesAt({ oracle }: ClaimSubject, point: Float64Array): number[] {
  const n = point.length;
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  if (!hessian.every(Number.isFinite)) return Array.from({ length: n }, () => NaN);
  return Array.from(symmetricEigenvalues(hessian, n));
}

/** `barrier of flat from A to B < 0.02`. */
export async function checkBarrier(subject: ClaimSubject, form: Form<'barrier'>): Promise<Verdict> {
  const [from, to] = [subject.point(form.from), subject.point(form.to)];
  const { budget, signal, yield: pause } = subject.context;
  const started = performance.now();
  const work = interpolate((point) => subject.oracle.value(point), from, to, samples);
  const { barrier, defined, at } = await drive(work, { budget, signal, yield: pause });
  if (signal?.aborted === true || performance.now() - started > budget) return undecided(outOfTime(budget));
  const what = `The barrier of ${subject.name} from ${shownPoint(from)} to ${shownPoint(to)}`;
  if (Number.isNaN(barrier)) return { status: 'fails', message: `${subject.name} is undefined at an end of the line.` };
  if (!defined)
    return undecided(`${subject.name} is undefined somewhere on the line, so that its barrier isn't known.`);
  const verdict = comparison(subject, form, what, barrier, 'is undefined');
  const top = barrier > 0 ? `, at ${shown(Number(at.toPrecision(6)))} of the way` : '';
  return verdict.status === 'holds' ? { ...verdict, message: verdict.message.replace(/\.$/, `${top}.`) } : verdict;
}

/** `minimum of flat = 0`: the least value over the whole space. */
export async function checkLowest(subject: ClaimSubject, form: Form<'lowest'>): Promise<Verdict> {
  const { lowest } = await subject.search();
  if (lowest === null || lowest === undefined) {
    return undecided(`Nothing is shown about the least value of ${subject.name} over the whole space.`);
  }
  switch (lowest.kind) {
    case 'global-minimum':
      if (lowest.value !== null) {
        return comparison(subject, form, `The minimum of ${subject.name}`, lowest.value, 'is undefined');
      }
      return undecided(lowest.reason);
    case 'minimum-exists':
      return undecided(`${lowest.reason} Its value isn't proved.`);
    case 'infimum-at-infinity':
    case 'no-minimum':
    case 'unbounded-below': {
      const found = [{ what: 'minimum', claimed: subject.quote(form.bound.span), found: lowest.kind }];
      return { status: 'fails', message: `${subject.name} has no least value. ${lowest.reason}`, found };
    }
  }
}

export function outOfTime(budget: number): string {
  return `The time ran out after ${Math.round(budget)} ms: give the search more.`;
}
