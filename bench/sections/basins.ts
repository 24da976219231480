/** Where 256² starts lead in 200 steps. */
import { mapBasins } from '../../src/dynamics/maps/basins';
import { runCrowd } from '../../src/dynamics/maps/crowd';
import { standardCapacity, tapePoints } from '../../src/dynamics/maps/tapePoints';
import { findCriticalPoints } from '../../src/landscape/landscape';
import { oracleOf } from '../../src/landscape/oracle';
import { findOptimizer } from '../../src/optimizers/registry';
import { functionOf, textOf } from '../functions';
import { basins as byHand } from '../handwritten';
import type { Bench, Section } from '../harness/bench';
import { formulasOf } from '../harness/losses';
import { here, measure } from '../harness/measure';

const side = 256;
const steps = 200;
const limit = 1e6;

export async function basinMaps(bench: Bench): Promise<Section> {
  const himmelblau = functionOf('F3');
  const text = textOf(himmelblau);
  const loss = formulasOf(text);
  const oracle = oracleOf(loss);
  const report = await findCriticalPoints({ text, loss: 'f', overrides: {} }, { budget: 20_000 });
  const minima = report.points.filter(({ kind }) => kind === 'minimum').map(({ point }) => point);
  const [[left, right], [low, high]] = himmelblau.box;
  const at = (from: number, to: number, k: number): number => from + ((to - from) * k) / (side - 1);
  const xs = Float64Array.from({ length: side * side }, (_, k) => at(left, right, k % side));
  const ys = Float64Array.from({ length: side * side }, (_, k) => at(low, high, Math.floor(k / side)));
  const cases = [];
  for (const [name, lr] of [
    ['gradient-descent', 0.005],
    ['adam', 0.1],
  ] as const) {
    const many = tapePoints(loss.tapes[1], new Float64Array(0), standardCapacity);
    const settings = { steps, limit, tolerance: 0 };
    const definition = findOptimizer(name)!;
    const options = { lr };
    const request = {
      ...settings,
      definition,
      options,
      base: [0, 0],
      axes: [0, 1] as const,
      window: himmelblau.box,
      size: side,
      near: 0.05,
    };
    const crowd = (): readonly Float64Array[] =>
      finish(runCrowd(oracle, many, definition, options, [xs, ys], settings))!.ends;
    const map = (): Int16Array => finish(mapBasins(oracle, many, report, request)).labels;
    const loop = (): readonly Float64Array[] => byHand[name](xs, ys, lr, steps, limit);
    const counts = (ends: readonly Float64Array[]): number[] =>
      minima.map(([x = 0, y = 0]) => ends[0]!.filter((end, k) => Math.hypot(end - x, ends[1]![k]! - y) < 0.05).length);
    const goals = (): number[] => {
      const view = finish(mapBasins(oracle, many, report, request));
      const found = view.goals.map(({ index }) => minima.findIndex((point) => point === report.points[index]!.point));
      return minima.map((_, j) => view.labels.filter((label) => label >= 0 && found[label] === j).length);
    };
    const shares = (numbers: readonly number[]): number[] => numbers.map((number) => number / (side * side));
    const contenders = [
      here('Losscape', crowd, () => shares(counts(crowd()))),
      here('Losscape, with names', map, () => shares(goals())),
      here('JavaScript by hand', loop, () => shares(counts(loop()))),
    ];
    cases.push(await measure('basin map', name, contenders, bench.effort, 1e-3));
  }
  return {
    title: 'Where 256² starts lead in 200 steps',
    about:
      'Himmelblau. Ours moves blocks of starts together; it looks at each step whether a start has diverged or left the domain, as the loop by hand does. With names: the image in its stages, each start named by the critical point it is near. Compared: the share of starts that end at each minimum; near the borders rounding decides.',
    cases,
  };
}

function finish<Progress, Result>(work: Generator<Progress, Result, boolean>): Result {
  let step = work.next(false);
  while (step.done !== true) step = work.next(false);
  return step.value;
}
