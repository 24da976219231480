import { jetAt } from '../../compile/jet';
import { curvedEscape } from '../../dynamics/paths/describe';
import { type FlowPath, flow, standardFlow } from '../../dynamics/paths/flow';
import { saddleBranches, valleyFloor } from '../../dynamics/paths/manifolds';
import type { Oracle } from '../../optimizers/optimizer';
import { namesOf } from '../../dynamics/places';
import { type DriveOptions, drive } from '../drive';
import { type Studied, formulasOf, pointFor } from './studied';
import type { PathsRequest } from './requests';
import type { BranchView, PathsView } from './views';

/** Points of a path that are told: more are not seen. */
const mostPoints = 1500;
/** Points of a valley floor to either side of its saddle. */
const floorPoints = 120;

/** The paths within the loss's box and a little beyond it. */
export function pathsOf(studied: Studied, request: PathsRequest, options: DriveOptions<number>): Promise<PathsView> {
  const starts = request.starts.map((start) => pointFor(studied.loss, start));
  return drive(trace(studied, starts), options);
}

/** Yields the share of the starts and saddles that are done. */
function* trace(studied: Studied, starts: readonly Float64Array[]): Generator<number, PathsView, boolean> {
  const { oracle, sets, constants } = studied;
  const loss = formulasOf(studied, 'The paths of a loss');
  const n = loss.parameters.length;
  const side = Math.max(...loss.box.map(([low, high]) => high - low));
  const box = loss.box.map(([low, high]): [number, number] => [low - side / 4, high + side / 4]);
  const settings = { ...standardFlow, tolerance: 1e-9, time: 1e8, steps: 6_000, longest: side / 150, box };
  const saddles = n === 2 ? sets.points.flatMap(({ kind }, index) => (kind.includes('saddle') ? [index] : [])) : [];
  const parts = starts.length + saddles.length;
  const names = namesOf(sets);
  const flows: PathsView['flows'][number][] = [];
  const branches: BranchView[] = [];
  const escapes: PathsView['escapes'][number][] = [];
  const result: PathsView = { flows, branches, escapes };
  for (const [start, from] of starts.entries()) {
    const path = yield* within(flow(oracle, from, settings), start, parts);
    flows.push({ start, points: thinned(path, n), end: path.end });
  }
  for (const [k, saddle] of saddles.entries()) {
    const { point, eigenvalues } = sets.points[saddle]!;
    const jet = jetAt(loss.value, point, constants, 3);
    if (jet === null) continue;
    // Along a flat direction the flow is slow at first.
    const first = side * (eigenvalues.some((value) => value === 0) ? 0.02 : 1e-3);
    const found = yield* within(saddleBranches(oracle, point, jet, { ...settings, first }), starts.length + k, parts);
    for (const { kind, way, side: sign, path } of found) {
      branches.push({ saddle, kind, points: thinned(path, n) });
      if (kind === 'stable' || way.valleyBend === null) continue;
      const amplitudes = Float64Array.from({ length: floorPoints }, (_, i) => (sign * side * (i + 1)) / floorPoints);
      const floor = valleyFloor(oracle, point, way.direction, amplitudes);
      branches.push({ saddle, kind: 'floor', points: falling(oracle, floor, (4 * side) / floorPoints) });
      const curved = sign === 1 ? curvedEscape(way, point, loss.parameters) : null;
      if (curved !== null) escapes.push({ name: names[saddle]!, sentence: curved.sentence });
    }
  }
  return result;
}

function* within<Result>(
  work: Generator<number, Result, boolean>,
  done: number,
  parts: number,
): Generator<number, Result, boolean> {
  let step = work.next(false);
  while (step.done !== true) {
    const stop: boolean = yield done / parts;
    step = work.next(stop);
  }
  return step.value;
}

/**
 * A valley floor as far as it leads down without a jump: beyond the minimum at its end it is the floor of nothing, and
 * where it turns back the next point of Newton's method may be on another branch.
 */
function falling(oracle: Oracle, points: Float64Array, longest: number): Float64Array {
  let last = oracle.value(points.subarray(0, 2));
  for (let k = 2; k < points.length; k += 2) {
    const value = oracle.value(points.subarray(k, k + 2));
    const moved = Math.hypot(points[k]! - points[k - 2]!, points[k + 1]! - points[k - 1]!);
    if (!(value <= last) || moved > longest) return points.slice(0, k);
    last = value;
  }
  return points;
}

/** Every so many-th point, and the last. */
function thinned({ points }: FlowPath, n: number): Float64Array {
  const count = points.length / n;
  const stride = Math.max(1, Math.ceil(count / mostPoints));
  const kept: number[] = [];
  for (let k = 0; k < count; k++)
    if (k % stride === 0 || k === count - 1) for (let i = 0; i < n; i++) kept.push(points[k * n + i]!);
  return Float64Array.from(kept);
}
