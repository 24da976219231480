import type { Oracle, Run } from '../../optimizers/optimizer';
import { formatNumber } from '../../picture/numbers';
import { RandomGenerator } from '../../random/generator';
import { interpolate } from '../../slices/barrier';
import { coordinateDirection, eigenPlane, filterNormalizedDirection, randomDirection } from '../../slices/directions';
import { hessianAt } from '../../curvature/curvature';
import { hiddenCurvature } from '../../slices/hidden';
import { pathShare } from '../../slices/pathShare';
import { type Plane, type PlaneResult, lineThrough, planeAlong, planeThrough, project } from '../../slices/plane';
import { pathPlane } from '../../slices/principal';
import { type PlaneGrid, type PlaneWindow, sampleGrid } from '../../slices/sampleGrid';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import type { PlaneRequest, SliceRequest } from '../requests';
import { curvatureOf } from './curvature';
import { type Explored, pointOf, runOf } from './points';
import type { ProjectedRun, SliceProgress, SliceView } from './views';

/** The first grid has 2^coarsest + 1 points a side. */
const coarsest = 3;
/** Milliseconds spent on what a slice hides: it says "at least" where that was not enough. */
const badgeMilliseconds = 5_000;
/** Points on a line between two points. */
const lineSamples = 65;

/** A slice through a loss along a plane, with what it hides; coarse grids come first. */
export async function sliceOf(
  explored: Explored,
  request: SliceRequest,
  options: DriveOptions<SliceProgress>,
): Promise<SliceView> {
  const { oracle } = explored;
  const { progress, ...rest } = options;
  const centre = await pointOf(explored, request.centre, rest);
  const { plane, axes, line } = await planeOf(explored, centre, request.plane, rest);
  const runs = await projectRuns(explored, plane, request, rest);
  const window = request.window ?? windowOf(plane, request.plane, runs);
  const badges = await badgesOf(oracle, plane, runs, rest);
  const head: Omit<SliceView, 'grid' | 'barrier'> = {
    a: window.a,
    b: window.b,
    lengths: [plane.firstLength, plane.secondLength],
    axes,
    centreValue: oracle.value(plane.centre),
    runs,
    starts: explored.loss.starts.map((start) => project(plane, Float64Array.from(start))),
    badges,
  };
  const barrier = line === null ? null : await barrierOf(oracle, centre, line, rest);
  const shown = barrier === null ? head : { ...head, badges: [barrier.sentence, ...badges] };
  const view = (grid: PlaneGrid): SliceView => ({ ...shown, grid, barrier: barrier?.found ?? null });
  const work = sampleGrid((point) => oracle.value(point), plane, window, coarsest, request.finest);
  let pass = new Float64Array(0);
  const grid = await drive(work, {
    ...rest,
    progress: ({ share, columns, rows, row, values }) => {
      // A view for each whole pass but the last, which is the answer, and the share of the work otherwise.
      if (row === 0) pass = new Float64Array(columns * rows);
      pass.set(values, row * columns);
      const isWhole = row === rows - 1 && columns < 2 ** request.finest + 1;
      progress?.({ share, view: isWhole ? view({ columns, rows, values: pass }) : null });
    },
  });
  return view(grid);
}

interface NamedPlane {
  readonly plane: Plane;
  readonly axes: readonly [string, string | null];
  /** The other end of a line. */
  readonly line: Float64Array | null;
}

async function planeOf(
  explored: Explored,
  centre: Float64Array,
  request: PlaneRequest,
  options: DriveOptions<unknown>,
): Promise<NamedPlane> {
  const { loss, oracle } = explored;
  const n = centre.length;
  const named = (result: PlaneResult, first: string, second: string | null, line: Float64Array | null = null) => {
    if (!result.ok) throw new LandscapeError(result.reason);
    return { plane: result.plane, axes: [first, result.plane.second === null ? null : second] as const, line };
  };
  switch (request.kind) {
    case 'coordinates': {
      const { first, second } = request;
      const name = (index: number): string => loss.parameters[index] ?? '';
      if (!(first < n && second < n)) throw new LandscapeError('The loss has no such parameter.');
      const other = first === second ? null : coordinateDirection(n, second);
      return named(planeAlong(centre, coordinateDirection(n, first), other), name(first), name(second));
    }
    case 'random': {
      const random = new RandomGenerator(request.seed);
      const direction = (): Float64Array =>
        request.filterNormalized
          ? filterNormalizedDirection(centre, loss.blocks, 'normalize', random)
          : randomDirection(n, random);
      const kind = request.filterNormalized ? 'filter-normalised random' : 'random';
      const [first, second] = [direction(), n === 1 ? null : direction()];
      return named(planeAlong(centre, first, second), `${kind} direction 1`, `${kind} direction 2`);
    }
    case 'eigenvectors': {
      const curvature = await curvatureOf(oracle, centre, options);
      const { lowest, highest } = curvature;
      const pair = request.choice === 'ends' ? [lowest[0], highest[0]] : request.choice === 'lowest' ? lowest : highest;
      const words = {
        ends: ['lowest', 'highest'],
        lowest: ['lowest', '2nd lowest'],
        highest: ['highest', '2nd highest'],
      };
      const [first, second] = words[request.choice].map(
        (word, i) => `${word!} curvature ${formatNumber(pair[i]?.value ?? NaN, 3)}`,
      );
      return named(eigenPlane(centre, curvature, request.choice), first!, second!);
    }
    case 'path': {
      const run = await runOf(explored, request.run, options);
      const result = pathPlane(withEnd(run), n);
      return named(result, 'principal component 1', 'principal component 2');
    }
    case 'line': {
      const to = await pointOf(explored, request.to, options);
      return named(lineThrough(centre, to), 'from the first point to the second', null, to);
    }
    case 'through': {
      const second = await pointOf(explored, request.second, options);
      const third = await pointOf(explored, request.third, options);
      return named(planeThrough(centre, second, third), 'towards the second point', 'towards the third point');
    }
  }
}

async function projectRuns(
  explored: Explored,
  plane: Plane,
  request: SliceRequest,
  options: DriveOptions<unknown>,
): Promise<ProjectedRun[]> {
  const projected: ProjectedRun[] = [];
  for (const wanted of request.runs) {
    const run = await runOf(explored, wanted, options);
    const { share, sentence, projected: places } = pathShare(plane, run.points, run.dimension);
    const values = run.values.filter((_, t) => t % run.stride === 0);
    const { optimizer, stop, reason, points, dimension: n } = run;
    const distances = Float64Array.from({ length: points.length / n }, (_, t) => {
      return project(plane, points.subarray(t * n, (t + 1) * n)).distance;
    });
    projected.push({ optimizer, places, distances, values, stop, reason, share, sentence });
  }
  return projected;
}

/** The kept points of a run, and its last one. */
function withEnd({ points, end, values, stride }: Run): Float64Array {
  if ((values.length - 1) % stride === 0) return points;
  const all = new Float64Array(points.length + end.length);
  all.set(points);
  all.set(end, points.length);
  return all;
}

/** Around the centre; wide enough for the paths where a plane is about them. */
function windowOf(plane: Plane, request: PlaneRequest, runs: readonly ProjectedRun[]): PlaneWindow {
  if (request.kind === 'line') return { a: [-0.25, 1.25], b: [0, 0] };
  if (request.kind === 'through') return { a: [-0.5, 1.5], b: [-0.5, 1.5] };
  const reach: [number, number] = [1, 1];
  for (const { places } of runs) {
    for (let i = 0; i < places.length; i++) {
      const place = Math.abs(places[i]!);
      if (Number.isFinite(place) && place < 1e6) reach[i % 2] = Math.max(reach[i % 2]!, 1.1 * place);
    }
  }
  return { a: [-reach[0], reach[0]], b: plane.second === null ? [0, 0] : [-reach[1], reach[1]] };
}

async function badgesOf(
  oracle: Oracle,
  plane: Plane,
  runs: readonly ProjectedRun[],
  options: DriveOptions<unknown>,
): Promise<string[]> {
  const curvature = await curvatureOf(oracle, plane.centre, { ...options, budget: badgeMilliseconds });
  const hidden = hiddenCurvature(plane, curvature, hessianAt(oracle, plane.centre));
  return [hidden.sentence, hidden.detail, ...runs.map(({ optimizer, sentence }) => `${optimizer}: ${sentence}`)].filter(
    (sentence) => sentence !== '',
  );
}

async function barrierOf(
  oracle: Oracle,
  from: Float64Array,
  to: Float64Array,
  options: DriveOptions<unknown>,
): Promise<{ readonly found: NonNullable<SliceView['barrier']>; readonly sentence: string }> {
  const work = interpolate((point) => oracle.value(point), from, to, lineSamples);
  const { barrier, at, value, defined } = await drive(work, options);
  const gap = defined ? '' : ' The loss is undefined on a part of the line.';
  const sentence =
    barrier > 0
      ? `The barrier on the straight line is ${formatNumber(barrier)}, at ${formatNumber(at, 3)} of the way.${gap}`
      : `There is no barrier on the straight line.${gap}`;
  return { found: { height: barrier, at, value }, sentence };
}
