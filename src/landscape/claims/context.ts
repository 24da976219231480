import type { Model } from '../../language/model';
import { compileLoss } from '../compileLoss';
import { searchLoss } from '../findCriticalPoints';
import type { CriticalReport } from '../views';
import type { ClaimContext } from './subject';

/** Claims of one text are checked here: claims about one loss share one search. */
export function claimContext(model: Model, options: Omit<ClaimContext, 'model' | 'search'>): ClaimContext {
  const known = new Map<string, Promise<CriticalReport>>();
  const search: ClaimContext['search'] = (loss, constants) => {
    const key = JSON.stringify([loss, constants]);
    const { files, budget, signal, yield: pause } = options;
    const compiled = (): ReturnType<typeof compileLoss> =>
      compileLoss(model, loss, { constants, ...(files === undefined ? {} : { files }) });
    const report = known.get(key) ?? searchLoss(compiled(), { budget, signal, yield: pause });
    known.set(key, report);
    return report;
  };
  return { model, search, ...options };
}
