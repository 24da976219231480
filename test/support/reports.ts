import { compileText } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import { oracleOf } from '../../src/landscape/oracle';
import type { CriticalReport } from '../../src/landscape/views';
import type { Oracle } from '../../src/optimizers/optimizer';

/** A loss's oracle and its report, from the text of a file with one loss named f. */
export async function analyzed(text: string): Promise<{ oracle: Oracle; report: CriticalReport }> {
  const loss = compileText(text, 'f', { constants: {} });
  return { oracle: oracleOf(loss), report: await searchLoss(loss, { budget: 20_000 }) };
}
