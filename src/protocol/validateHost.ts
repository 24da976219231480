import type { Validators } from './channel';
import type { HostApi, RevealTarget } from './panelApi';
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
import { arrayOf, isBoolean, isBytes, isFiniteNumber, isIndex, isNull, isObject, shape, shortString } from './validate';

/** Longest name a panel may send. */
const nameLimit = 1_000;
const name = shortString(nameLimit);
/** A picture of the whole panel stays well below this. */
const pictureLimit = 20_000_000;
/** Bytes of an animation of ninety large frames. */
const animationLimit = 100_000_000;
const listLimit = 10_000;

const atRevision = { revision: isIndex, constants: arrayOf(isFiniteNumber, listLimit) };

function isRevealTarget(value: unknown): value is RevealTarget {
  if (!isObject(value)) return false;
  if (value['kind'] === 'spectrum') return isIndex(value['index']);
  if (!name(value['name'])) return false;
  switch (value['kind']) {
    case 'loss':
    case 'constant':
      return true;
    case 'start':
      return isIndex(value['index']);
    default:
      return false;
  }
}

/** The bytes of a GIF, as far as its head tells. */
function isGif(value: unknown): value is Uint8Array {
  if (!isBytes(value) || value.length > animationLimit) return false;
  return String.fromCharCode(...value.subarray(0, 6)) === 'GIF89a';
}

/** What the extension accepts from the panel. */
export const hostValidators: Validators<HostApi> = {
  ready: isNull,
  criticalPoints: shape<HostApi['criticalPoints']['params']>(atRevision),
  train: shape<HostApi['train']['params']>({ ...atRevision, run: isRunRequest }),
  slice: shape<HostApi['slice']['params']>({ ...atRevision, ...sliceGuards }),
  curvature: shape<HostApi['curvature']['params']>({ ...atRevision, at: isPointRequest }),
  prediction: shape<HostApi['prediction']['params']>({ ...atRevision, at: isPointRequest }),
  race: shape<HostApi['race']['params']>({ ...atRevision, ...raceGuards }),
  explain: shape<HostApi['explain']['params']>({ ...atRevision, ...explanationGuards }),
  startMap: shape<HostApi['startMap']['params']>({ ...atRevision, ...startMapGuards }),
  paths: shape<HostApi['paths']['params']>({ ...atRevision, ...pathsGuards }),
  spectrum: shape<HostApi['spectrum']['params']>(atRevision),
  bifurcation: shape<HostApi['bifurcation']['params']>({ ...atRevision, ...bifurcationGuards }),
  path: shape<HostApi['path']['params']>({ ...atRevision, ...pathGuards }),
  rebuild: shape<HostApi['rebuild']['params']>(atRevision),
  pair: shape<HostApi['pair']['params']>({ ...atRevision, ...pairGuards }),
  sampling: shape<HostApi['sampling']['params']>({ ...atRevision, ...samplingGuards }),
  selectLoss: shape<HostApi['selectLoss']['params']>({ name }),
  setPinned: shape<HostApi['setPinned']['params']>({ pinned: isBoolean }),
  reveal: isRevealTarget,
  writeConstants: shape<HostApi['writeConstants']['params']>({
    revision: isIndex,
    values: arrayOf(shape<{ name: string; value: number }>({ name, value: isFiniteNumber }), listLimit),
  }),
  savePicture: shape<HostApi['savePicture']['params']>({ svg: shortString(pictureLimit), suggestedName: name }),
  saveText: shape<HostApi['saveText']['params']>({ text: shortString(pictureLimit), suggestedName: name }),
  saveAnimation: shape<HostApi['saveAnimation']['params']>({ gif: isGif, suggestedName: name }),
  copyText: shape<HostApi['copyText']['params']>({ text: shortString(pictureLimit) }),
  reportError: shape<HostApi['reportError']['params']>({ message: shortString(pictureLimit) }),
};
