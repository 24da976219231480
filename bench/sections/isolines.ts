/** Joined isolines of a sampled loss. */
import { contours } from 'd3-contour';
import { GridModule } from '../../src/wasm/gridModule';
import { Isolines } from '../../src/picture/isolines';
import type { Bench, Section } from '../harness/bench';
import { here, measure } from '../harness/measure';
import { gridOf } from './grids';

const side = 512;
const levelCount = 20;

export async function isolines(bench: Bench): Promise<Section> {
  const cases = [];
  for (const id of ['F1', 'F2', 'F3', 'F4', 'F5', 'F7']) {
    const { loss, xs, ys } = gridOf(id, side);
    const values = new Float64Array(side * side);
    GridModule.create(loss.tapes[0], 0, 1)!.evaluate(new Float64Array(2), xs, ys, values);
    const sorted = values.toSorted();
    const levels = Array.from(
      { length: levelCount },
      (_, k) => sorted[Math.floor(((k + 0.5) / levelCount) * sorted.length)]!,
    );
    const ours = () => {
      const lines = new Isolines({ values, columns: side, rows: side });
      return levels.map((level) => lines.rings(level));
    };
    const theirs = contours().size([side, side]).thresholds(levels);
    const contenders = [
      here('Losscape', ours, () => Float64Array.from(ours(), areaOf)),
      here(
        'd3-contour',
        () => theirs(values),
        () =>
          Float64Array.from(theirs(values), ({ coordinates }) => areaOf(coordinates.flat().map((ring) => ring.flat()))),
      ),
    ];
    cases.push(await measure('isolines', id, contenders, bench.effort, 1e-6));
  }
  return {
    title: `Joined isolines of a ${side}×${side} grid at ${levelCount} levels`,
    about: 'The levels are quantiles, so that lines lie everywhere. Compared: the area at or above each level.',
    cases,
  };
}

/** Twice the area of a region given by its outlines, holes the other way round. */
function areaOf(rings: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const ring of rings)
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      sum += ring[at]! * ring[next + 1]! - ring[next]! * ring[at + 1]!;
    }
  return Math.abs(sum);
}
