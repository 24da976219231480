import type { CriticalReport } from '../landscape/views';
import type { Validators } from './channel';
import {
  arrayOf,
  isBoolean,
  isBytes,
  isFiniteNumber,
  isIndex,
  isNull,
  isObject,
  isString,
  recordOf,
  shape,
} from './validate';
import { isPointRequest, isRunRequest, sliceGuards } from './validateExplore';
import { pairGuards, samplingGuards } from './validatePopulation';
import {
  bifurcationGuards,
  explanationGuards,
  pathGuards,
  pathsGuards,
  raceGuards,
  startMapGuards,
} from './validateStudies';
import type { LossRequest, PictureTheme, Sent, WorkerApi } from './workerApi';

const request = { text: isString, loss: isString, overrides: recordOf(isFiniteNumber), files: recordOf(isString) };
const spectrum = {
  text: isString,
  spectrum: isIndex,
  overrides: recordOf(isFiniteNumber),
  files: recordOf(isString),
};
const studying = { ...request, budget: isFiniteNumber };

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
  readTable: shape<WorkerApi['readTable']['params']>({ id: isString, bytes: isBytes }),
  dropTables: shape<WorkerApi['dropTables']['params']>({ ids: arrayOf(isString, 10_000) }),
  loss: shape<Sent<LossRequest>>(request),
  criticalPoints: shape<WorkerApi['criticalPoints']['params']>({ ...request, budget: isFiniteNumber }),
  picture: shape<WorkerApi['picture']['params']>({
    ...request,
    width: isIndex,
    bytes: isIndex,
    theme: shape<PictureTheme>({ dark: isBoolean, highContrast: isBoolean }),
    report: isReportOrNull,
  }),
  report: shape<WorkerApi['report']['params']>({ ...request, budget: isFiniteNumber }),
  claim: shape<WorkerApi['claim']['params']>({
    text: isString,
    claim: isIndex,
    files: recordOf(isString),
    budget: isFiniteNumber,
  }),
  train: shape<WorkerApi['train']['params']>({ ...request, run: isRunRequest }),
  slice: shape<WorkerApi['slice']['params']>({ ...request, ...sliceGuards }),
  curvature: shape<WorkerApi['curvature']['params']>({ ...request, at: isPointRequest }),
  prediction: shape<WorkerApi['prediction']['params']>({ ...request, at: isPointRequest }),
  race: shape<WorkerApi['race']['params']>({ ...studying, ...raceGuards }),
  explain: shape<WorkerApi['explain']['params']>({ ...studying, ...explanationGuards }),
  startMap: shape<WorkerApi['startMap']['params']>({ ...studying, ...startMapGuards }),
  paths: shape<WorkerApi['paths']['params']>({ ...studying, ...pathsGuards }),
  spectrum: shape<WorkerApi['spectrum']['params']>(spectrum),
  spectrumPicture: shape<WorkerApi['spectrumPicture']['params']>({
    ...spectrum,
    width: isIndex,
    theme: shape<PictureTheme>({ dark: isBoolean, highContrast: isBoolean }),
  }),
  bifurcation: shape<WorkerApi['bifurcation']['params']>({ ...studying, ...bifurcationGuards }),
  path: shape<WorkerApi['path']['params']>({ ...studying, ...pathGuards }),
  pair: shape<WorkerApi['pair']['params']>({ ...request, ...pairGuards }),
  sampling: shape<WorkerApi['sampling']['params']>({ ...request, ...samplingGuards }),
  ping: isNull,
};
