/** Many runs of one method at once, without what a single run keeps. */
import type { OptimizerDefinition, Oracle } from '../../optimizers/optimizer';
import { completeOptions } from '../../optimizers/registry';
import { runSteps } from '../../optimizers/run';
import { type CrowdEnds, type CrowdSettings, crowdStop } from './crowdEnds';
import { runBlockInside } from './crowdInside';
import type { ManyPoints } from './manyPoints';

/** Steps made between two pauses. */
const stepsPerTurn = 16;

/**
 * Runs a method from each start: `starts[i]` holds coordinate i of them. Yields the share done every few steps; sent
 * true, it returns null. Where the method moves each coordinate by its own gradient, all starts of a block are moved
 * together: within a compiled module where there is one, else by one stepper a coordinate, with nothing allocated on
 * the way. Other methods take one start after the other.
 */
export function* runCrowd(
  oracle: Oracle,
  many: ManyPoints,
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  starts: readonly Float64Array[],
  settings: CrowdSettings,
): Generator<number, CrowdEnds | null, boolean> {
  const all = completeOptions(definition, options);
  const count = starts[0]!.length;
  const result: CrowdEnds = {
    ends: starts.map((each) => Float64Array.from(each)),
    stops: new Uint8Array(count),
    settled: new Int32Array(count).fill(-1),
  };
  const together = definition.isElementwise?.(all) === true;
  const rule = together ? definition.elementwise?.(all) : null;
  const runs = rule === null || rule === undefined ? undefined : many.runs?.(rule);
  const size = together ? many.capacity : 1;
  for (let from = 0; from < count; from += size) {
    const to = Math.min(count, from + size);
    const work = !together
      ? runOne(oracle, definition, all, result, from, settings)
      : runs === undefined
        ? runBlock(many, definition, all, result, from, to, settings)
        : runBlockInside(runs, rule!, result, from, to, settings);
    let step = work.next();
    while (step.done !== true) {
      const stop: boolean = yield (from + (to - from) * step.value) / count;
      if (stop) return null;
      step = work.next();
    }
  }
  return result;
}

function* runBlock(
  many: ManyPoints,
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  { ends, stops, settled }: CrowdEnds,
  from: number,
  to: number,
  { steps, limit, tolerance }: CrowdSettings,
): Generator<number, void, void> {
  const { points, values, gradients } = many;
  const n = points.length;
  const count = to - from;
  const movers = points.map((coordinates, i) => {
    const own = coordinates.subarray(0, count);
    const oracle = gradientOnly(gradients[i]!.subarray(0, count));
    const stepper = definition.create(options, count, true);
    return () => void stepper.step(own, oracle);
  });
  for (let i = 0; i < n; i++) points[i]!.set(ends[i]!.subarray(from, to));
  let going = count;
  for (let t = 0; t <= steps && going > 0; t++) {
    many.evaluate(count);
    for (let k = 0; k < count; k++) {
      if (stops[from + k] !== 0) continue;
      let largest = 0;
      let slope = 0;
      for (let i = 0; i < n; i++) {
        largest = Math.max(largest, Math.abs(points[i]![k]!));
        slope = Math.max(slope, Math.abs(gradients[i]![k]!));
      }
      // Math.max keeps NaN: a point that is no point has left the domain.
      let stop: number = crowdStop.none;
      if (largest > limit) stop = crowdStop.diverged;
      else if (!Number.isFinite(values[k]!) || Number.isNaN(largest)) stop = crowdStop.leftDomain;
      else if (slope < tolerance) {
        stop = crowdStop.settled;
        settled[from + k] = t;
      }
      if (stop !== crowdStop.none) {
        stops[from + k] = stop;
        going--;
      }
      if (stop !== crowdStop.none || t === steps) for (let i = 0; i < n; i++) ends[i]![from + k] = points[i]![k]!;
    }
    if (t < steps) for (const move of movers) move();
    if (t % stepsPerTurn === stepsPerTurn - 1) yield t / steps;
  }
}

/** An oracle of which only the gradient is asked for, and always the one that is known. */
function gradientOnly(known: Float64Array): Oracle {
  const unasked = (): never => {
    throw new Error('A method that moves each coordinate on its own asks for gradients only.');
  };
  return {
    dimension: known.length,
    gradient: (_, gradient) => gradient.set(known),
    value: unasked,
    hessian: unasked,
    hessianVector: unasked,
  };
}

function* runOne(
  oracle: Oracle,
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  { ends, stops, settled }: CrowdEnds,
  at: number,
  { steps, limit, tolerance }: CrowdSettings,
): Generator<number, void, void> {
  const n = oracle.dimension;
  const start = Float64Array.from({ length: n }, (_, i) => ends[i]![at]!);
  const work = runSteps(definition, options, oracle, start, { steps, limit, tolerance });
  let next = work.next(false);
  for (; next.done !== true; next = work.next(false)) {
    const { step } = next.value;
    if (step % stepsPerTurn === stepsPerTurn - 1) yield step / steps;
  }
  const { stop, end, values } = next.value;
  for (let i = 0; i < n; i++) ends[i]![at] = end[i]!;
  switch (stop) {
    case 'diverged':
      stops[at] = crowdStop.diverged;
      return;
    case 'left-domain':
      stops[at] = crowdStop.leftDomain;
      return;
    case 'singular':
    case 'refused':
      stops[at] = crowdStop.failed;
      return;
    case 'converged':
      if (!isBelow(oracle, end, tolerance)) return;
      stops[at] = crowdStop.settled;
      settled[at] = values.length - 1;
      return;
    // A method that goes no further stays where it is.
    case 'stalled':
    case 'budget':
  }
}

/** Every component of the gradient is below the tolerance. */
function isBelow(oracle: Oracle, point: Float64Array, tolerance: number): boolean {
  const gradient = new Float64Array(point.length);
  oracle.gradient(point, gradient);
  return gradient.every((component) => Math.abs(component) < tolerance);
}
