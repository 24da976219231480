import type { CriticalReport } from '../landscape/views';
import type { Validators } from './channel';
import { isBoolean, isFiniteNumber, isIndex, isNull, isObject, isString, recordOf, shape } from './validate';
import type { LossRequest, PictureTheme, WorkerApi } from './workerApi';

const request = { text: isString, loss: isString, overrides: recordOf(isFiniteNumber) };

/** A report comes from the worker itself and goes back to it whole: only its outline is checked. */
function isReportOrNull(value: unknown): value is CriticalReport | null {
  return (
    value === null ||
    (isObject(value) &&
      isString(value['loss']) &&
      ['points', 'manifolds', 'plateaus', 'kinks', 'unresolved'].every((name) => Array.isArray(value[name])))
  );
}

/** What the worker accepts from the extension. */
export const workerValidators: Validators<WorkerApi> = {
  loss: shape<LossRequest>(request),
  criticalPoints: shape<WorkerApi['criticalPoints']['params']>({ ...request, budget: isFiniteNumber }),
  picture: shape<WorkerApi['picture']['params']>({
    ...request,
    width: isIndex,
    bytes: isIndex,
    theme: shape<PictureTheme>({ dark: isBoolean, highContrast: isBoolean }),
    report: isReportOrNull,
  }),
  report: shape<WorkerApi['report']['params']>({ ...request, budget: isFiniteNumber }),
  ping: isNull,
};
