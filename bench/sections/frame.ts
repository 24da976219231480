/** A frame of the panel while a slider moves. */
import { evaluateGridFast } from '../../src/wasm/fastGrid';
import type { Scene } from '../../webview/model/scene';
import { FieldSampler } from '../../webview/draw/field';
import { Projection } from '../../webview/plot/projection';
import { functions, textOf, unitsBox, unitsText } from '../functions';
import type { Bench, Section } from '../harness/bench';
import { formulasOf } from '../harness/losses';
import { type Case, measure } from '../harness/measure';

/** A panel beside an editor on a common screen. */
const frame = { width: 900, height: 640, left: 56, top: 10, innerWidth: 830, innerHeight: 590 };
/** Frames that the sampler is given to learn how fast the loss is. */
const learning = 60;

export async function sliderFrame(bench: Bench): Promise<Section> {
  const cases: Case[] = [];
  const cells: string[] = [];
  const texts = functions.map((each) => ({ id: each.id, box: each.box, text: textOf(each) }));
  texts.push({ id: 'F6', box: unitsBox, text: unitsText });
  for (const { id, box, text } of texts.sort((a, b) => a.id.localeCompare(b.id))) {
    const loss = formulasOf(`const s = 0 in [-1, 1]\n${text.replace('f(x, y) = ', 'f(x, y) = s*x*y/100 + ')}`);
    const inputs = new Float64Array(2 + loss.constants.length);
    const seen: number[] = [];
    const evaluator = {
      grid: (_at: unknown, axisX: number, xs: Float64Array, axisY: number, ys: Float64Array) => {
        seen[0] = xs.length;
        seen[1] = ys.length;
        return evaluateGridFast(loss.tapes[0], inputs, axisX, xs, axisY, ys);
      },
    };
    const view = { x: box[0], y: box[1] };
    const scene = { view, at: [0, 0], evaluator, state: { preferences: { levelScale: 'automatic' } } };
    const projection = new Projection(frame, view, [0, 1], false);
    const sampler = new FieldSampler();
    let turn = 0;
    const move = () => {
      inputs[2] = Math.sin(turn++ / 50);
      return sampler.sample(scene as unknown as Scene, projection, 'coarse');
    };
    for (let k = 0; k < learning; k++) move();
    const contender = {
      name: 'Losscape',
      time: (turns: number) => {
        const start = performance.now();
        for (let k = 0; k < turns; k++) move();
        return performance.now() - start;
      },
      result: () => [move().bands.length],
    };
    cases.push(await measure('slider frame', id, [contender], bench.effort, 0));
    cells.push(`${id} ${seen[0]!}×${seen[1]!}`);
  }
  return {
    title: 'A frame while a slider moves',
    about:
      `The panel's own sampler, at the coarse grid of a picture of ${frame.innerWidth}×${frame.innerHeight} pixels: sampling, choice of the scale, levels, outlines as paths. What the browser takes to draw the paths comes on top; there are 16.7 ms a frame. ` +
      `The sampler chooses its grid by the time it took before: ${cells.join(', ')} samples at the end.`,
    cases,
  };
}
