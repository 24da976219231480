/** From a setup to the questions for the host. */
import type { PlaneRequest, PointRequest, RunRequest, SliceRequest } from '../../../src/landscape/requests';
import type { ProgramLossView } from '../../../src/landscape/views';
import type { NetworkRun, NetworkSetup, Place, PlaneKind, PlaneSetup } from '../state/setup';

export type SliceQuestion = Pick<SliceRequest, 'centre' | 'plane' | 'window' | 'finest' | 'runs'>;

/** 2^6 + 1 points a side of a plane, 2^8 + 1 on a line. */
const finestPlane = 6;
const finestLine = 8;

/** What the host is told of a run. */
export function runRequest({ optimizer, options, start, steps }: NetworkRun): RunRequest {
  return { optimizer, options, from: { kind: 'start', index: start }, steps };
}

/** The point a place stands for; null for the end of a run that is gone. */
export function pointRequest(place: Place, runs: readonly NetworkRun[]): PointRequest | null {
  switch (place.kind) {
    case 'start':
      return place;
    case 'given':
      return { kind: 'given', point: Float64Array.from(place.point) };
    case 'end': {
      const run = runs.find(({ id }) => id === place.run);
      return run === undefined ? null : { kind: 'end', run: runRequest(run) };
    }
  }
}

/** Ids of the runs that were made: only their ends are known. */
export type Trained = ReadonlySet<number>;

/**
 * The centre that is meant: the chosen one, the end of the first run that was made, or the first start. The plane of a path
 * goes through the path's end.
 */
export function centreOf(setup: NetworkSetup, trained: Trained): Place {
  const { centre, runs, plane } = setup;
  const along = plane.kind === 'path' ? pathRun(setup, trained) : undefined;
  if (along !== undefined) return { kind: 'end', run: along.id };
  if (centre !== null) return centre;
  const first = runs.find(({ id }) => trained.has(id));
  return first === undefined ? { kind: 'start', index: 0 } : { kind: 'end', run: first.id };
}

/** The places a person can choose: starts, ends of runs, and the given point among `others`. */
export function placesOf(
  loss: ProgramLossView,
  { runs }: NetworkSetup,
  trained: Trained,
  others: readonly (Place | null)[] = [],
): readonly Place[] {
  const starts = Array.from({ length: Math.max(1, loss.starts.length) }, (_, index): Place => ({
    kind: 'start',
    index,
  }));
  const ends = runs.filter(({ id }) => trained.has(id)).map(({ id }): Place => ({ kind: 'end', run: id }));
  const places = [...starts, ...ends, ...others.filter((place) => place !== null)];
  const keys = places.map(placeKey);
  return places.filter((place, at) => keys.indexOf(placeKey(place)) === at);
}

/** One text for equal places. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'start':
      return `start ${String(place.index)}`;
    case 'end':
      return `end ${String(place.run)}`;
    case 'given':
      return `given ${place.name}`;
  }
}

/** The other points of a line or a plane through points: those chosen, or the first ones that are not the centre. */
export function otherPlaces(
  loss: ProgramLossView,
  setup: NetworkSetup,
  trained: Trained,
): { readonly second: Place | null; readonly third: Place | null } {
  const centre = placeKey(centreOf(setup, trained));
  const { second: chosen, third: last } = setup.plane;
  const free = placesOf(loss, setup, trained).filter((place) => placeKey(place) !== centre);
  const second = chosen ?? free[0] ?? null;
  const third = last ?? free.find((place) => second === null || placeKey(place) !== placeKey(second)) ?? null;
  return { second, third };
}

/** The plane that is meant, or a sentence that says what is missing for it. */
export function planeRequest(loss: ProgramLossView, setup: NetworkSetup, trained: Trained): PlaneRequest | string {
  const { plane } = setup;
  switch (plane.kind) {
    case 'ends':
    case 'lowest':
    case 'highest':
      return { kind: 'eigenvectors', choice: plane.kind };
    case 'coordinates':
      return { kind: 'coordinates', first: plane.axes[0], second: plane.axes[1] };
    case 'random':
    case 'filter':
      return { kind: 'random', seed: plane.seed, filterNormalized: plane.kind === 'filter' };
    case 'path': {
      const run = pathRun(setup, trained);
      if (run === undefined) return 'Train a run first: this plane lies along its path.';
      return { kind: 'path', run: runRequest(run) };
    }
    case 'line': {
      const to = otherPlaces(loss, setup, trained).second;
      if (to === null) return 'Train a run, or write a second start: a line needs another point.';
      return withPoint(to, setup, trained, (point) => ({ kind: 'line', to: point }));
    }
    case 'through': {
      const { second, third } = otherPlaces(loss, setup, trained);
      if (second === null || third === null)
        return 'Train runs, or write more starts: this plane needs two points beside the centre.';
      return withPoint(second, setup, trained, (one) =>
        withPoint(third, setup, trained, (other) => ({ kind: 'through', second: one, third: other })),
      );
    }
  }
}

/** The point of a place, where it is known; or a sentence. The end of a run that was not made would be made for it. */
function withPoint<T>(
  place: Place,
  { runs }: NetworkSetup,
  trained: Trained,
  use: (point: PointRequest) => T | string,
): T | string {
  const point = place.kind === 'end' && !trained.has(place.run) ? null : pointRequest(place, runs);
  return point === null
    ? 'The run whose end is wanted has not been made: train it, or choose another point.'
    : use(point);
}

/** The run whose principal components are meant. */
export function pathRun({ plane, runs }: NetworkSetup, trained: Trained): NetworkRun | undefined {
  const made = runs.filter(({ id }) => trained.has(id));
  return made.find(({ id }) => id === plane.run) ?? made[0];
}

/** The centre, or a sentence why it isn't known. */
export function centreRequest(setup: NetworkSetup, trained: Trained): PointRequest | string {
  return withPoint(centreOf(setup, trained), setup, trained, (point) => point);
}

/** The whole question for a slice, or a sentence that says what is missing. The paths of the runs made are projected. */
export function sliceQuestion(loss: ProgramLossView, setup: NetworkSetup, trained: Trained): SliceQuestion | string {
  const centre = centreRequest(setup, trained);
  if (typeof centre === 'string') return centre;
  const plane = planeRequest(loss, setup, trained);
  if (typeof plane === 'string') return plane;
  const { window, runs } = setup;
  return {
    centre,
    plane,
    window: window === null ? null : { a: window.x, b: window.y },
    finest: isLine(setup.plane, loss) ? finestLine : finestPlane,
    runs: runs.filter(({ id }) => trained.has(id)).map(runRequest),
  };
}

/** Whether the picture is a curve along a line. */
export function isLine({ kind, axes }: PlaneSetup, loss: ProgramLossView): boolean {
  return kind === 'line' || (kind === 'coordinates' && axes[0] === axes[1]) || loss.parameters.length === 1;
}

export const planeNames: Readonly<Record<PlaneKind, string>> = {
  ends: 'lowest and highest curvature',
  lowest: 'two lowest curvatures',
  highest: 'two highest curvatures',
  coordinates: 'two parameters',
  random: 'random directions',
  filter: 'random directions, filter-normalised',
  path: 'principal components of a run',
  line: 'line to another point',
  through: 'plane through three points',
};
