/** Reads a stored setup back, with distrust. */
import { isArrayOf, isFiniteNumber, isOneOf, isPoint, isRecord, isText } from '../../host/checks';
import { isDrawable } from '../../plot/viewport';
import type { View } from '../../plot/viewport';
import { emptyNetworkSetup, largestSeed, mostRuns, mostSteps, planeKinds } from './setup';
import type { NetworkRun, NetworkSetup, Place, PlaneSetup } from './setup';

/** The stored setup, or the one to begin with where a part of it is malformed. */
export function readNetworkSetup(raw: unknown): NetworkSetup {
  return isNetworkSetup(raw) ? raw : emptyNetworkSetup;
}

function isNetworkSetup(raw: unknown): raw is NetworkSetup {
  if (!isRecord(raw)) return false;
  const { runs, centre, plane, window } = raw;
  return (
    isArrayOf(runs, isNetworkRun) &&
    runs.length <= mostRuns &&
    new Set(runs.map(({ id }) => id)).size === runs.length &&
    (centre === null || isPlace(centre)) &&
    isPlaneSetup(plane) &&
    (window === null || isView(window))
  );
}

function isNetworkRun(raw: unknown): raw is NetworkRun {
  return (
    isRecord(raw) &&
    isIndex(raw['id']) &&
    isText(raw['optimizer']) &&
    isRecord(raw['options']) &&
    Object.values(raw['options']).every(isFiniteNumber) &&
    isIndex(raw['colour']) &&
    isIndex(raw['start']) &&
    isIndex(raw['steps']) &&
    raw['steps'] >= 1 &&
    raw['steps'] <= mostSteps &&
    typeof raw['isWanted'] === 'boolean'
  );
}

function isPlace(raw: unknown): raw is Place {
  if (!isRecord(raw)) return false;
  switch (raw['kind']) {
    case 'start':
      return isIndex(raw['index']);
    case 'end':
      return isIndex(raw['run']);
    case 'given':
      return isText(raw['name']) && isPoint(raw['point']);
    default:
      return false;
  }
}

function isPlaneSetup(raw: unknown): raw is PlaneSetup {
  if (!isRecord(raw)) return false;
  const { kind, axes, seed, run, second, third } = raw;
  return (
    isOneOf(kind, planeKinds) &&
    isArrayOf(axes, isIndex) &&
    axes.length === 2 &&
    isIndex(seed) &&
    seed <= largestSeed &&
    (run === null || isIndex(run)) &&
    (second === null || isPlace(second)) &&
    (third === null || isPlace(third))
  );
}

function isView(raw: unknown): raw is View {
  if (!isRecord(raw)) return false;
  const isInterval = (side: unknown): boolean => isPoint(side) && side.length === 2;
  // A line has no second interval.
  const isFlat = (side: unknown): boolean => isPoint(side) && side.length === 2 && side[0] === side[1];
  if (!isInterval(raw['x']) || !isInterval(raw['y'])) return false;
  const view = raw as unknown as View;
  return isDrawable(isFlat(view.y) ? { x: view.x, y: view.x } : view);
}

function isIndex(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= 0;
}
