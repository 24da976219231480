import type { ElementwiseRule } from '../../optimizers/elementwise';
import { runKinds, runsTogether } from '../../wasm/runs/runCode';
import { mostStepsPerCall } from '../../wasm/runs/runsModule';
import type { CrowdEnds, CrowdSettings } from './crowdEnds';
import type { ManyRuns } from './manyPoints';

/** Operations on one number between two pauses: about a millisecond of them. */
const operationsPerTurn = 2_000_000;

/** Runs the starts `from` to `to − 1` within a compiled module; yields the share done, and writes how they ended. */
export function* runBlockInside(
  { module, constants, operations }: ManyRuns,
  rule: ElementwiseRule,
  { ends, stops, settled }: CrowdEnds,
  from: number,
  to: number,
  { steps, limit, tolerance }: CrowdSettings,
): Generator<number, void, void> {
  const { points, states, kinds, endSteps } = module;
  const count = to - from;
  points.forEach((coordinates, i) => {
    coordinates.set(ends[i]!.subarray(from, to));
    const before = rule.begin?.(coordinates.subarray(0, count)) ?? [];
    states.forEach((each, k) => (before[k] === undefined ? each[i]!.fill(0) : each[i]!.set(before[k])));
  });
  module.begin(constants, count, limit, tolerance);
  const together = Math.max(1, Math.floor(operationsPerTurn / operations / Math.min(mostStepsPerCall, steps + 1)));
  const runsPerCall = Math.ceil(together / runsTogether) * runsTogether;
  const stepsPerCall = Math.min(mostStepsPerCall, Math.ceil(operationsPerTurn / operations / runsTogether));
  for (let t = 0, going = true; going && t <= steps; t += stepsPerCall) {
    const until = Math.min(t + stepsPerCall, steps + 1);
    for (let k = t; k < Math.min(until, steps); k++) module.setNumbers(k - t, rule.numbersOf(k + 1));
    going = false;
    for (let first = 0; first < count; first += runsPerCall) {
      const end = Math.min(first + runsPerCall, count);
      going = module.run(first, end, t, until, steps) || going;
      yield (t + ((until - t) * end) / count) / (steps + 1);
    }
  }
  module.ends.forEach((coordinates, i) => ends[i]!.set(coordinates.subarray(0, count), from));
  for (let k = 0; k < count; k++) {
    stops[from + k] = kinds[k]!;
    settled[from + k] = kinds[k] === runKinds.settled ? endSteps[k]! : -1;
  }
}
