/** Value, gradient and Hessian at many points. */
import { PointsModule } from '../../src/wasm/pointsModule';
import { functionOf, pointsIn, textOf } from '../functions';
import { points as byHand } from '../handwritten';
import type { Bench, Section } from '../harness/bench';
import { formulasOf } from '../harness/losses';
import { here, measure } from '../harness/measure';

const count = 100_000;

export async function manyPoints(bench: Bench): Promise<Section> {
  const cases = [];
  for (const id of ['F3', 'F4', 'F5']) {
    const each = functionOf(id);
    const [xs, ys] = pointsIn(each.box, count);
    const module = PointsModule.create(formulasOf(textOf(each)).tapes[2], count)!;
    module.points[0]!.set(xs);
    module.points[1]!.set(ys);
    const out = Array.from({ length: 6 }, () => new Float64Array(count));
    const loop = (): void => byHand[id]!(xs, ys, out);
    const compiled = (): void => module.evaluate([], count);
    const contenders = [
      here('Losscape', compiled, () => (compiled(), joined(module.results))),
      here('JavaScript by hand', loop, () => (loop(), joined(out))),
      ...bench.c(`points${id}`, { xs, ys }),
    ];
    cases.push(await measure('value, gradient, Hessian at many points', id, contenders, bench.effort, 1e-11));
  }
  return {
    title: 'Value, gradient and Hessian at 100 000 points',
    about:
      'Ours is the compiled module over points that lie in its memory. By hand: the six formulas as one writes them on paper, with common parts shared. Compared: all six numbers of every point.',
    cases,
  };
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(6 * count);
  arrays.forEach((each, k) => all.set(each, k * count));
  return all;
}
