import type { PlaneRequest, PointRequest, RunRequest, SliceRequest } from '../landscape/requests';
import {
  type Guard,
  arrayOf,
  isBoolean,
  isFiniteNumber,
  isIndex,
  isObject,
  numbers,
  recordOf,
  shape,
  shortString,
} from './validate';

/** Guards of the requests about losses of many parameters, from the panel and from the extension. */

const mostNumbers = 10_000_000;
const mostRuns = 16;
/** 2^9 + 1 points a side are finer than any screen shows. */
const finest = 9;
const mostSteps = 1_000_000;
/** A point may be where a run ends that began where another ended, and so on. */
const deepest = 4;

function pointRequest(depth: number): Guard<PointRequest> {
  return (value): value is PointRequest => {
    if (!isObject(value)) return false;
    switch (value['kind']) {
      case 'start':
        return isIndex(value['index']);
      case 'given':
        return numbers(mostNumbers)(value['point']);
      case 'end':
        return depth > 0 && runRequest(depth - 1)(value['run']);
      default:
        return false;
    }
  };
}

function runRequest(depth: number): Guard<RunRequest> {
  return shape<RunRequest>({
    optimizer: shortString(100),
    options: recordOf(isFiniteNumber),
    from: pointRequest(depth),
    steps: (value): value is number => isIndex(value) && value <= mostSteps,
  });
}

export const isPointRequest = pointRequest(deepest);
export const isRunRequest = runRequest(deepest);

function isPlaneRequest(value: unknown): value is PlaneRequest {
  if (!isObject(value)) return false;
  switch (value['kind']) {
    case 'coordinates':
      return isIndex(value['first']) && isIndex(value['second']);
    case 'random':
      return isIndex(value['seed']) && isBoolean(value['filterNormalized']);
    case 'eigenvectors':
      return value['choice'] === 'ends' || value['choice'] === 'lowest' || value['choice'] === 'highest';
    case 'path':
      return isRunRequest(value['run']);
    case 'line':
      return isPointRequest(value['to']);
    case 'through':
      return isPointRequest(value['second']) && isPointRequest(value['third']);
    default:
      return false;
  }
}

function isRange(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isFiniteNumber) && value[0]! <= value[1]!;
}

function isWindowOrNull(value: unknown): value is SliceRequest['window'] {
  return value === null || (isObject(value) && isRange(value['a']) && isRange(value['b']));
}

/** The members of a slice request beside those of every request. */
export const sliceGuards = {
  centre: isPointRequest,
  plane: isPlaneRequest,
  window: isWindowOrNull,
  finest: (value: unknown): value is number => isIndex(value) && value <= finest,
  runs: arrayOf(isRunRequest, mostRuns),
};
