import type { ClaimForm } from '../../language/tree';
import { LandscapeError } from '../errors';
import { aboutSum } from '../notes';
import { checkBarrier, checkLowest, checkNumbers, checkValue, outOfTime } from './numbers';
import { checkPass } from './pass';
import { checkAt, checkCounts } from './points';
import { checkReaches } from './runs';
import { type ClaimContext, ClaimSubject } from './subject';
import { type ClaimResult, type Verdict, undecided } from './views';

/**
 * Checks a claim of a text, by its number. It never throws for what a claim says: what cannot be decided is undecided,
 * with the reason, and what a signal stops is, too.
 */
export async function checkClaim(context: ClaimContext, index: number): Promise<ClaimResult> {
  const symbol = context.model.claims[index];
  if (symbol === undefined) throw new LandscapeError(`There is no claim number ${index + 1} in this text.`);
  const { statement, loss, sound } = symbol;
  const head = { claim: index, span: statement.span, loss: loss ?? null };
  const verdict =
    !sound || loss === undefined
      ? undecided('It, or something it needs, has an error: see the messages of its file.')
      : await decided(async () => {
          const subject = new ClaimSubject(statement, loss, context);
          return ofSum(await checkForm(subject, statement.form), subject);
        });
  const result = context.signal?.aborted === true ? undecided(outOfTime(context.budget)) : verdict;
  return { ...head, found: [], fixes: [], ...result };
}

/** A verdict on a loss with Gauss sums in place of expectations says so. */
function ofSum(verdict: Verdict, { loss }: ClaimSubject): Verdict {
  if (loss.quadratures.length === 0 || verdict.message.endsWith(aboutSum)) return verdict;
  return { ...verdict, message: `${verdict.message} ${aboutSum}` };
}

/** What the engine cannot do is undecided. */
async function decided(work: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LandscapeError) return undecided(error.message);
    throw error;
  }
}

function checkForm(subject: ClaimSubject, form: ClaimForm): Verdict | Promise<Verdict> {
  switch (form.kind) {
    case 'at':
      return checkAt(subject, form);
    case 'counts':
      return checkCounts(subject, form);
    case 'value':
      return checkValue(subject, form);
    case 'gradient':
    case 'eigenvalues':
      return checkNumbers(subject, form);
    case 'lowest':
      return checkLowest(subject, form);
    case 'barrier':
      return checkBarrier(subject, form);
    case 'pass':
      return checkPass(subject, form);
    case 'reaches':
      return checkReaches(subject, form);
    case 'missing':
      return undecided('It could not be read.');
  }
}
