import { symmetricEigen } from '../../linalg/eigen';
import { norm } from '../../linalg/vectors';
import type { Oracle } from '../../optimizers/optimizer';
import { type FlowPath, flow, standardFlow } from './flow';

export interface DownhillSettings {
  /** No step is longer. */
  readonly longest: number;
  /** Ends once a coordinate is outside. */
  readonly box: readonly (readonly [number, number])[];
}

/** Steps of the gradient flow; in a long valley they would be many more. */
const flowSteps = 1_000;
const newtonSteps = 600;

/**
 * A way down from a point to a critical point: the gradient flow, and where that is slow, as along the floor of a valley,
 * Newton's steps with the sizes of the curvatures, shortened until the loss falls. Yields now and then.
 */
export function* downhill(
  oracle: Oracle,
  start: Float64Array,
  { longest, box }: DownhillSettings,
): Generator<number, FlowPath, boolean> {
  const work = flow(oracle, start, { ...standardFlow, tolerance: 1e-8, time: 1e9, steps: flowSteps, longest, box });
  let step = work.next(false);
  while (step.done !== true) step = work.next(yield step.value);
  const path = step.value;
  if (path.end !== 'steps') return path;
  const n = oracle.dimension;
  const points: number[] = Array.from(path.points);
  let point = path.points.slice(path.points.length - n);
  let value = oracle.value(point);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const finish = (end: FlowPath['end']): FlowPath => ({ ...path, points: Float64Array.from(points), end });
  for (let round = 0; round < newtonSteps; round++) {
    oracle.gradient(point, gradient);
    oracle.hessian(point, hessian);
    const { values, vectors } = symmetricEigen(hessian, n);
    if (!gradient.every(Number.isFinite) || !values.every(Number.isFinite)) return finish('undefined');
    const largest = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
    const way = new Float64Array(n);
    vectors.forEach((vector, k) => {
      const along = vector.reduce((sum, x, i) => sum + x * gradient[i]!, 0);
      const size = Math.max(Math.abs(values[k]!), 1e-10 * largest);
      vector.forEach((x, i) => (way[i] = way[i]! - (along / size) * x));
    });
    const length = norm(way);
    if (length <= 1e-9 * (1 + norm(point))) return finish('critical');
    let part = length > longest ? longest / length : 1;
    let next = point.map((x, i) => x + part * way[i]!);
    while (!(oracle.value(next) < value) && part * length > 1e-10 * (1 + norm(point))) {
      part /= 2;
      next = point.map((x, i) => x + part * way[i]!);
    }
    const lower = oracle.value(next);
    // As low as doubles tell.
    if (!(lower < value)) return finish('critical');
    [point, value] = [next, lower];
    for (const x of point) points.push(x);
    if (box.some(([low, high], i) => point[i]! < low || point[i]! > high)) return finish('left');
    const stop: boolean = yield flowSteps + round;
    if (stop) return finish('stopped');
  }
  return finish('steps');
}
