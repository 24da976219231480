/** What a person set up for a loss of many parameters: runs, and where and how it is cut. */
import type { ProgramLossView } from '../../../src/landscape/views';
import { findMethod } from '../../model/methods';
import type { View } from '../../plot/viewport';

/** A point by what it is. */
export type Place =
  | { readonly kind: 'start'; readonly index: number }
  /** Where the run with this id ends. */
  | { readonly kind: 'end'; readonly run: number }
  | { readonly kind: 'given'; readonly name: string; readonly point: readonly number[] };

export const planeKinds = [
  'ends',
  'lowest',
  'highest',
  'coordinates',
  'random',
  'filter',
  'path',
  'line',
  'through',
] as const;
export type PlaneKind = (typeof planeKinds)[number];

/** How the picture is cut; the choices of the other kinds are kept for when they come back. */
export interface PlaneSetup {
  readonly kind: PlaneKind;
  /** The two parameters of `coordinates`. */
  readonly axes: readonly [number, number];
  readonly seed: number;
  /** The run of `path`; null is the first. */
  readonly run: number | null;
  /** The other points of `line` and `through`; null chooses some. */
  readonly second: Place | null;
  readonly third: Place | null;
}

/** A run of an optimizer on this loss. */
export interface NetworkRun {
  readonly id: number;
  readonly optimizer: string;
  /** Only the options that differ from their defaults. */
  readonly options: Readonly<Record<string, number>>;
  readonly colour: number;
  readonly start: number;
  readonly steps: number;
  /** It was asked for: it is made again where something it depends on changes. */
  readonly isWanted: boolean;
}

export interface NetworkSetup {
  readonly runs: readonly NetworkRun[];
  /** Null is the end of the first run, or the first start while there is none. */
  readonly centre: Place | null;
  readonly plane: PlaneSetup;
  /** The part of the plane shown; null lets the host choose. */
  readonly window: View | null;
}

export const mostRuns = 8;
export const mostSteps = 1_000_000;
export const largestSeed = 2 ** 31;

export const defaultPlane: PlaneSetup = {
  kind: 'ends',
  axes: [0, 1],
  seed: 1,
  run: null,
  second: null,
  third: null,
};

export const emptyNetworkSetup: NetworkSetup = {
  runs: [{ id: 1, optimizer: 'adam', options: { lr: 0.02 }, colour: 0, start: 0, steps: 300, isWanted: false }],
  centre: null,
  plane: defaultPlane,
  window: null,
};

export type NetworkAction =
  | { readonly type: 'centreChosen'; readonly centre: Place }
  | { readonly type: 'planeChanged'; readonly change: Partial<PlaneSetup> }
  | { readonly type: 'windowChanged'; readonly window: View | null }
  | { readonly type: 'runAdded'; readonly optimizer: string }
  | { readonly type: 'runChanged'; readonly id: number; readonly change: Partial<Omit<NetworkRun, 'id'>> }
  | { readonly type: 'runRemoved'; readonly id: number }
  /** All runs are to be made. */
  | { readonly type: 'trained' };

export function reduceNetwork(setup: NetworkSetup, action: NetworkAction): NetworkSetup {
  switch (action.type) {
    case 'centreChosen':
      return { ...setup, centre: action.centre, window: null };
    case 'planeChanged':
      return { ...setup, plane: { ...setup.plane, ...action.change }, window: null };
    case 'windowChanged':
      return { ...setup, window: action.window };
    case 'runAdded':
      return addRun(setup, action.optimizer);
    case 'runChanged':
      return {
        ...setup,
        runs: setup.runs.map((run) => (run.id === action.id ? { ...run, ...action.change } : run)),
      };
    case 'runRemoved':
      return withoutLostRuns({ ...setup, runs: setup.runs.filter(({ id }) => id !== action.id) });
    case 'trained':
      return { ...setup, runs: setup.runs.map((run) => ({ ...run, isWanted: true })) };
  }
}

/** A new run begins where the last one does; it takes the first colour no other has. */
function addRun(setup: NetworkSetup, optimizer: string): NetworkSetup {
  const { runs } = setup;
  if (runs.length >= mostRuns) return setup;
  const used = new Set(runs.map(({ colour }) => colour));
  let colour = 0;
  while (used.has(colour)) colour++;
  const last = runs.at(-1);
  const run: NetworkRun = {
    id: Math.max(0, ...runs.map(({ id }) => id)) + 1,
    optimizer,
    options: {},
    colour,
    start: last?.start ?? 0,
    steps: last?.steps ?? 300,
    isWanted: false,
  };
  return { ...setup, runs: [...runs, run] };
}

/** The methods of the file, or what a setup begins with. */
function runsOf({ methods }: ProgramLossView): readonly NetworkRun[] {
  const [usual] = emptyNetworkSetup.runs as [NetworkRun];
  if (methods.length === 0) return emptyNetworkSetup.runs;
  return methods.slice(0, mostRuns).map((method, k) => ({ ...usual, ...method, id: k + 1, colour: k }));
}

/** Drops what no longer fits the loss: other parameters, fewer starts. */
export function refreshNetwork(setup: NetworkSetup, loss: ProgramLossView): NetworkSetup {
  const n = loss.parameters.length;
  const starts = Math.max(1, loss.starts.length);
  const chosen = setup.runs === emptyNetworkSetup.runs ? runsOf(loss) : setup.runs;
  const runs = chosen.filter(({ optimizer }) => findMethod(loss, optimizer) !== undefined);
  const fitted = runs.map((run) => (run.start < starts ? run : { ...run, start: 0 }));
  const keeps = (place: Place | null): Place | null => {
    if (place === null) return null;
    const fits = place.kind === 'given' ? place.point.length === n : place.kind === 'end' || place.index < starts;
    return fits ? place : null;
  };
  const [first, second] = setup.plane.axes;
  const axesFit = first < n && second < n && first !== second;
  const plane = {
    ...setup.plane,
    axes: axesFit ? setup.plane.axes : defaultPlane.axes,
    second: keeps(setup.plane.second),
    third: keeps(setup.plane.third),
  };
  const next = withoutLostRuns({ ...setup, runs: fitted, centre: keeps(setup.centre), plane });
  // The same object where nothing is dropped: what follows from it need not be asked for anew.
  return JSON.stringify(next) === JSON.stringify(setup) ? setup : next;
}

/** A place at the end of a run that is gone is no place. */
function withoutLostRuns(setup: NetworkSetup): NetworkSetup {
  const known = new Set(setup.runs.map(({ id }) => id));
  const keeps = (place: Place | null): Place | null => (place?.kind === 'end' && !known.has(place.run) ? null : place);
  const { plane } = setup;
  return {
    ...setup,
    centre: keeps(setup.centre),
    plane: {
      ...plane,
      run: plane.run !== null && known.has(plane.run) ? plane.run : null,
      second: keeps(plane.second),
      third: keeps(plane.third),
    },
  };
}
