/** What is said of bifurcation points, and of a diagram as a whole. */
import { symmetryText } from '../../analysis/symmetry/discrete';
import type { NormalForm } from '../../continuation/normalForm';
import type { SingularPoint } from '../../continuation/singular';
import { formatNumber, formatPoint } from '../../picture/numbers';
import type { BifurcationPointView, BifurcationView, BranchCurveView } from './views';

/** The kind of a critical point with so many negative eigenvalues of n, all others positive. */
export function kindOfIndex(index: number, n: number): BranchCurveView['kind'] {
  return index === 0 ? 'minimum' : index === n ? 'maximum' : 'saddle';
}

/** A point of a diagram with its name, its coefficients and its sentences. */
export function pointView(
  { at, enclosure, value, form, certificate }: SingularPoint,
  parameters: readonly string[],
  along: string,
): BifurcationPointView {
  const n = parameters.length;
  const place = at[n]! + 0;
  const isProved = certificate.proof === 'proved';
  return {
    kind: form.kind,
    at: place,
    point: Array.from(at.subarray(0, n), (x) => x + 0),
    value,
    enclosure,
    direction: [...form.direction],
    coefficients: coefficientsOf(form),
    proof: certificate.proof,
    sentence: sentenceOf(form, n, along, place),
    reason: !isProved
      ? `Located by Newton’s method only: ${certificate.reason}.`
      : certificate.symmetry === null
        ? 'Proved: Krawczyk’s test finds exactly one solution of the equations of a fold in the enclosure, and a regular one.'
        : `Proved: the curves cross by the symmetry ${symmetryText(certificate.symmetry, parameters)}, at the only solution in the enclosure; to which side they bend is the sign of c, in double arithmetic.`,
  };
}

function coefficientsOf({ kind, a, b, c, d, e }: NormalForm): BifurcationPointView['coefficients'] {
  const all = { a, b, c, d, e };
  const names: Readonly<Record<NormalForm['kind'], readonly (keyof typeof all)[]>> = {
    fold: ['a', 'e'],
    pitchfork: ['b', 'c'],
    transcritical: ['a', 'b', 'd'],
    degenerate: ['a', 'b', 'c', 'd', 'e'],
  };
  return names[kind].map((name) => ({ name, value: all[name] }));
}

function sentenceOf({ kind, a, b, c, e, index }: NormalForm, n: number, along: string, at: number): string {
  const lower = kindOfIndex(index, n);
  const upper = kindOfIndex(index + 1, n);
  const where = formatNumber(at, 6);
  const above = `${along} > ${where}`;
  const below = `${along} < ${where}`;
  switch (kind) {
    case 'fold': {
      // g = e·τ + a·s²/2 = 0 has solutions where a·e·τ < 0.
      const gone = a * e > 0 ? above : below;
      return lower === upper
        ? `Two saddles meet, and are gone for ${gone}.`
        : `A ${lower} and a ${upper} meet, and are gone for ${gone}.`;
    }
    case 'pitchfork': {
      // On the other curve s² = −6bτ/c; there gₛ = −2bτ, on the first gₛ = bτ.
      const outer = b * c < 0 ? above : below;
      const other = outer === above ? below : above;
      return c > 0
        ? `Supercritical: a ${lower} for ${other} is a ${upper} for ${outer}, and two ${plural(lower)} leave it there.`
        : `Subcritical: a ${lower} for ${outer} draws two ${plural(upper)} onto itself, and is a ${upper} for ${other}.`;
    }
    case 'transcritical':
      return lower === upper
        ? 'Two saddles cross, and exchange the direction in which they fall.'
        : `A ${lower} and a ${upper} cross, and exchange their kinds.`;
    case 'degenerate':
      return 'The Hessian is singular, and the derivatives up to order four do not make it a fold, a pitchfork or a transcritical point.';
  }
}

function plural(kind: BranchCurveView['kind']): string {
  return kind === 'minimum' ? 'minima' : kind === 'maximum' ? 'maxima' : 'saddles';
}

/** `fold`, `degenerate point`. */
export function nameOf(kind: BifurcationPointView['kind']): string {
  return kind === 'degenerate' ? 'degenerate point' : kind === 'transcritical' ? 'transcritical point' : kind;
}

/** `pitchfork at m = 0, (w, v) = (0, 0)`. */
export function placeOf(
  { kind, at, point }: BifurcationPointView,
  along: string,
  parameters: readonly string[],
): string {
  const names = parameters.length === 1 ? parameters[0]! : `(${parameters.join(', ')})`;
  return `${nameOf(kind)} at ${along} = ${formatNumber(at, 7)}, ${names} = ${formatPoint(point, 6)}`;
}

/** One sentence about the whole: what was found, and what of it is proved. */
export function verdictOf({ along, samples, branches, points, isWhole }: Omit<BifurcationView, 'verdict'>): string {
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  const counts = kinds.map((kind) => {
    const count = points.filter((point) => point.kind === kind).length;
    return `${count} ${nameOf(kind)}${count === 1 ? '' : 's'}`;
  });
  const found = counts.length === 0 ? `No bifurcation along ${along} was found` : `${counts.join(', ')} along ${along}`;
  const complete = samples.filter((sample) => sample.complete).length;
  const all = samples.reduce((sum, sample) => sum + sample.points.length, 0);
  // A degenerate point at a sample is where curves meet, not on one of them.
  const loose = samples
    .flatMap((sample) => sample.points)
    .filter(({ branch, kind }) => branch === null && ['minimum', 'maximum', 'saddle'].includes(kind)).length;
  const stopped = isWhole ? '' : ' It was stopped early.';
  const unjoined = loose === 0 ? '' : ` ${loose} of ${all} sampled points are on no curve.`;
  return (
    `${found}; ${branches.length} pieces of curves, followed numerically. At ${complete} of ${samples.length} values of ${along} ` +
    `all critical points in the box are proved; a closed curve between two of them is not seen.${unjoined}${stopped}`
  );
}
