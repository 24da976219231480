import type { ClaimForm } from '../../language/tree';
import { passBetween } from '../../dynamics/paths/pass';
import { certifySaddle } from '../branches/certify';
import { imagesBy, knowsSaddles, lossSymmetries, passSearchOf, saddlesOf } from '../branches/path';
import { drive } from '../drive';
import { shown } from './compare';
import { comparison, outOfTime } from './numbers';
import { type ClaimSubject, shownPoint } from './subject';
import { type Verdict, undecided } from './views';

/** Losses of more parameters are not searched for saddles first. */
const mostSearched = 4;

/** `pass of flat from A to B = 0.005`: the largest loss on the minimum-energy path between two points. */
export async function checkPass(
  subject: ClaimSubject,
  form: Extract<ClaimForm, { readonly kind: 'pass' }>,
): Promise<Verdict> {
  const { loss, oracle, name } = subject;
  const [from, to] = [subject.point(form.from), subject.point(form.to)];
  if (![from, to].every((end) => Number.isFinite(oracle.value(end))))
    return { status: 'fails', message: `${name} is undefined at an end of the path.` };
  const { budget, signal, yield: pause } = subject.context;
  const started = performance.now();
  const report = loss.parameters.length <= mostSearched ? await subject.search() : null;
  const settings = { ...passSearchOf(loss), ...imagesBy(lossSymmetries(loss)), known: saddlesOf(report) };
  const pass = await drive(passBetween(oracle, from, to, settings), { budget, signal, yield: pause });
  if (signal?.aborted === true || performance.now() - started > budget) return undecided(outOfTime(budget));
  const what = `The pass of ${name} from ${shownPoint(from)} to ${shownPoint(to)}`;
  if (pass.kind === 'string') {
    return undecided(
      `${name}: a way was found that rises to ${shown(pass.value)}, but not the pass itself: ${pass.reason}.`,
    );
  }
  const verdict = comparison(subject, form, what, pass.value, 'is undefined');
  // What was found bounds the pass from above; without all saddles a lower one may be unknown.
  const isSettled = form.relation.startsWith('<')
    ? verdict.status === 'holds'
    : verdict.status === 'fails' && pass.value <= subject.number(form.bound);
  if (!knowsSaddles(report) && !isSettled) {
    const reason = 'a lower way over saddles that are not known cannot be ruled out';
    return undecided(`${what} is at most ${shown(pass.value)}, and ${reason}.`, verdict.found);
  }
  const highest = pass.saddles.reduce<Float64Array | null>(
    (best, { point }) => (best === null || oracle.value(point) > oracle.value(best) ? point : best),
    null,
  );
  if (verdict.status !== 'holds' || highest === null) return verdict;
  const { proof } = certifySaddle(loss, report, highest);
  const place = `, a saddle at ${shownPoint(highest)}${proof === 'proved' ? ' that is proved' : ''}.`;
  return { ...verdict, message: verdict.message.replace(/\.$/, place) };
}
