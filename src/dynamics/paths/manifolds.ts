/** The curves of a saddle in the plane: its stable and unstable manifolds, and the valley floor. */
import type { Jet } from '../../compile/jet';
import { solve } from '../../linalg/solve';
import { symmetricEigen } from '../../linalg/eigen';
import { dot } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';
import { type Way, waysThrough } from './bends';
import { type FlowPath, type FlowSettings, flow } from './flow';

export interface Branch {
  /** `unstable`: the flow leaves the saddle along it; `stable`: the flow comes in. */
  readonly kind: 'unstable' | 'stable';
  readonly way: Way;
  readonly side: 1 | -1;
  /** From the saddle outwards; of a stable branch, against the flow. */
  readonly path: FlowPath;
}

export interface ManifoldSettings extends Omit<FlowSettings, 'sign'> {
  /** The amplitude up to which the series at the saddle is used. */
  readonly first: number;
}

/**
 * The branches of a saddle of two parameters, or of a degenerate point with one flat direction. Each begins with the
 * series p ± t·v + t²·bend at t = `first` and is integrated from there, the stable ones backwards in time: in either
 * case nearby paths draw together, so the error of the series dies out. Near a flat direction the flow is slow: `first`
 * should not be tiny there. Yields steps made; sent true, it ends with the branches that are done.
 */
export function* saddleBranches(
  oracle: Oracle,
  point: ArrayLike<number>,
  jet: Jet,
  settings: ManifoldSettings,
): Generator<number, Branch[], boolean> {
  const branches: Branch[] = [];
  for (const way of waysThrough(oracle, point, jet)) {
    for (const side of [1, -1] as const) {
      const start = Float64Array.from(way.direction, (v, i) => {
        const t = side * settings.first;
        return point[i]! + t * v + t * t * way.flowBend[i]!;
      });
      // Along a flat direction the loss itself says whether it leads down.
      const falls =
        way.curvature < 0 || (way.curvature === 0 && oracle.value(start) < oracle.value(Float64Array.from(point)));
      const kind = falls ? 'unstable' : 'stable';
      const work = flow(oracle, start, { ...settings, sign: falls ? -1 : 1 });
      let step = work.next(false);
      while (step.done !== true) {
        const stop: boolean = yield step.value;
        if (stop) return branches;
        step = work.next(false);
      }
      branches.push({ kind, way, side, path: withOrigin(step.value, point) });
    }
  }
  return branches;
}

/**
 * The path with the saddle itself in front, at the time −∞ of which nothing is known: times start at the end of the
 * series.
 */
function withOrigin(path: FlowPath, point: ArrayLike<number>): FlowPath {
  const points = new Float64Array(path.points.length + path.dimension);
  points.set(Array.from(point));
  points.set(path.points, path.dimension);
  const times = new Float64Array(path.times.length + 1);
  times[0] = -Infinity;
  times.set(path.times, 1);
  return { ...path, points, times };
}

/**
 * The valley floor through a critical point along an eigenvector v of its Hessian: for each amplitude t, outwards from
 * 0, the point p + t·v + across at which the gradient has no part across v; by Newton's method from the last one. Ends
 * where that fails or where the floor stops being one (a curvature across it is not positive). n coordinates a point,
 * the critical point first.
 */
export function valleyFloor(
  oracle: Oracle,
  point: ArrayLike<number>,
  direction: Float64Array,
  amplitudes: ArrayLike<number>,
): Float64Array {
  const n = oracle.dimension;
  const hessian = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  const origin = Float64Array.from(point);
  oracle.hessian(origin, hessian);
  const { vectors } = symmetricEigen(hessian, n);
  const across = vectors.filter((vector) => Math.abs(dot(vector, direction)) < 0.5);
  const m = across.length;
  const coordinates = new Float64Array(m);
  const at = new Float64Array(n);
  const place = (t: number): void => {
    for (let i = 0; i < n; i++) {
      at[i] = origin[i]! + t * direction[i]!;
      for (let j = 0; j < m; j++) at[i] = at[i]! + coordinates[j]! * across[j]![i]!;
    }
  };
  const kept: number[] = Array.from(origin);
  for (let k = 0; k < amplitudes.length; k++) {
    for (let round = 0; ; round++) {
      place(amplitudes[k]!);
      oracle.gradient(at, gradient);
      oracle.hessian(at, hessian);
      const right = Float64Array.from(across, (u) => dot(u, gradient));
      const inner = new Float64Array(m * m);
      across.forEach((u, i) => {
        const image = Float64Array.from({ length: n }, (_, row) => dot(hessian.subarray(row * n, (row + 1) * n), u));
        across.forEach((w, j) => (inner[i * m + j] = dot(w, image)));
      });
      if (!inner.every(Number.isFinite) || !(symmetricEigen(inner, m).values[0]! > 0)) return Float64Array.from(kept);
      const step = solve(inner, right, m);
      if (step === null || round > 30) return Float64Array.from(kept);
      for (let j = 0; j < m; j++) coordinates[j] = coordinates[j]! - step[j]!;
      if (Math.hypot(...step) <= 1e-13 * (1 + Math.hypot(...coordinates))) break;
    }
    place(amplitudes[k]!);
    for (const x of at) kept.push(x);
  }
  return Float64Array.from(kept);
}
