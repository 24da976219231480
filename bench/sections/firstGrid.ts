/** From a text that is new to its first grid. */
import { GridModule } from '../../src/wasm/gridModule';
import type { Tape } from '../../src/compile/tape';
import { functionOf, places, textOf } from '../functions';
import type { Bench, Section } from '../harness/bench';
import { generateGrid } from '../harness/generatedJs';
import { formulasOf } from '../harness/losses';
import { type Contender, here, measure } from '../harness/measure';

const side = 512;

export async function firstGrid(bench: Bench): Promise<Section> {
  const cases = [];
  for (const id of ['F3', 'F5', 'F7']) {
    const each = functionOf(id);
    const [xs, ys] = [places(each.box[0], side), places(each.box[1], side)];
    const inputs = new Float64Array(2);
    const fromText = (name: string, first: number, evaluate: (tape: Tape, out: Float64Array) => void): Contender => {
      let variant = first;
      // A formula that no cache has seen.
      const run = (added: number): Float64Array => {
        const out = new Float64Array(side * side);
        evaluate(formulasOf(textOf({ ...each, formula: `${each.formula} + ${added}e-9` })).tapes[0], out);
        return out;
      };
      return here(
        name,
        () => run(variant++),
        () => run(0),
      );
    };
    const contenders = [
      fromText('Losscape', 1, (tape, out) => GridModule.create(tape, 0, 1)!.evaluate(inputs, xs, ys, out)),
      fromText('generated JavaScript', 5_000_001, (tape, out) => generateGrid(tape)(inputs, xs, ys, out)),
    ];
    cases.push(await measure('first grid', id, contenders, bench.effort, 1e-12));
  }
  return {
    title: `From a new text to its first ${side}×${side} grid`,
    about:
      'Each turn has a formula of its own. Both begin with our compiler, derivatives and all; then one makes a WebAssembly module of the tape, the other a function of JavaScript, with which this benchmark alone makes code of a text. Compared: every cell.',
    cases,
  };
}
