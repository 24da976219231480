/** The value of a loss on grids. */
import { evaluateGrid } from '../../src/compile/grid';
import { GridModule } from '../../src/wasm/gridModule';
import {
  functionOf,
  functions,
  marks,
  marksBox,
  marksText,
  places,
  textOf,
  units,
  unitsBox,
  unitsText,
} from '../functions';
import { grids } from '../handwritten';
import type { Bench, Section } from '../harness/bench';
import { formulasOf } from '../harness/losses';
import { type Absent, type Contender, here, measure } from '../harness/measure';

const side = 512;
const dataSide = 128;

interface GridCase {
  readonly id: string;
  readonly text: string;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export async function gridValues(bench: Bench): Promise<Section> {
  const { parse } = await import('mathjs');
  const { default: nerdamer } = await import('nerdamer');
  const cases = [];
  for (const each of functions) {
    const one = { id: each.id, text: textOf(each), xs: places(each.box[0], side), ys: places(each.box[1], side) };
    const pointwise = (name: string, make: () => (x: number, y: number) => number): Contender => {
      const out = new Float64Array(side * side);
      let code: ((x: number, y: number) => number) | undefined;
      const run = (): void => {
        code ??= make();
        for (let j = 0, k = 0; j < side; j++) for (let i = 0; i < side; i++, k++) out[k] = code(one.xs[i]!, one.ys[j]!);
      };
      return here(name, run, () => {
        run();
        return out.slice();
      });
    };
    const contenders = [
      ...own(one),
      ...bench.c(`grid${each.id}`, one2(one)),
      ...(each.id === 'F4' ? unhoisted(bench, one) : []),
      bench.python('NumPy', { kind: 'grid', formula: each.numpy }, one2(one)),
      pointwise('mathjs, compiled', () => {
        const code = parse(each.formula).compile();
        return (x, y) => Number(code.evaluate({ x, y }));
      }),
      pointwise('nerdamer, compiled', () => {
        const code = nerdamer(each.formula).buildFunction(['x', 'y']);
        return (x, y) => Number(code(x, y));
      }),
    ];
    cases.push(await measure('value on a grid', each.id, contenders, bench.effort, 1e-12));
  }
  for (const { one, arrays, definition } of dataCases()) {
    const contenders = [
      ...own(one),
      ...bench.c(`grid${one.id}`, { ...one2(one), ...arrays }),
      bench.python('NumPy', { kind: 'dataGrid', ...definition }, { ...one2(one), ...arrays }),
    ];
    cases.push(await measure('value on a grid', one.id, contenders, bench.effort, 1e-12));
  }
  return {
    title: `Value on ${side}×${side} grids (F6 and F8: ${dataSide}×${dataSide})`,
    about:
      'Ours is the compiled module, whose results lie in its own memory. "Interpreter" is what runs where a page forbids compiled code. The C compiler hoists what depends on y alone out of its inner loop by itself; "unhoisted" forbids it that, for F4. ' +
      'NumPy works on open grids, so that it, too, computes what depends on one axis once for that axis. Compared: every cell.',
    cases,
  };
}

const one2 = ({ xs, ys }: GridCase) => ({ xs, ys });

function own({ id, text, xs, ys }: GridCase): Contender[] {
  const loss = formulasOf(text);
  const inputs = new Float64Array(2 + loss.constants.length);
  loss.constants.forEach(({ value }, k) => (inputs[2 + k] = value.near));
  const module = GridModule.create(loss.tapes[0], 0, 1)!;
  const byHand = new Float64Array(xs.length * ys.length);
  const compiled = (): Float64Array => module.evaluateInPlace(inputs, xs, ys);
  const interpreted = (): Float64Array => evaluateGrid(loss.tapes[0], inputs, 0, xs, 1, ys);
  const loop = (): void => grids[id]!(xs, ys, byHand);
  return [
    here('Losscape', compiled, () => compiled().slice()),
    here('Losscape, interpreter', interpreted, interpreted),
    here('JavaScript by hand', loop, () => (loop(), byHand.slice())),
  ];
}

function unhoisted(bench: Bench, one: GridCase): (Contender | Absent)[] {
  return bench.c('gridF4All', one2(one)).map((each) => ({ ...each, name: `${each.name}, unhoisted` }));
}

function dataCases() {
  return [
    {
      one: { id: 'F6', text: unitsText, xs: places(unitsBox[0], dataSide), ys: places(unitsBox[1], dataSide) },
      arrays: { 'units.u': units.u, 'units.v': units.v },
      definition: { formula: '(np.tanh(x*u + y) - np.tanh(x*u - y) - v)**2', table: ['units.u', 'units.v'] },
    },
    {
      one: { id: 'F8', text: marksText, xs: places(marksBox[0], dataSide), ys: places(marksBox[1], dataSide) },
      arrays: { 'marks.u': marks.u, 'marks.t': marks.t },
      definition: {
        formula: '(z := x*u + y, np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - v*z)[1]',
        table: ['marks.u', 'marks.t'],
      },
    },
  ];
}

/** For other sections: the compiled module of a function, and where its cells lie. */
export function gridOf(id: string, cells: number) {
  const each = functionOf(id);
  return { each, loss: formulasOf(textOf(each)), xs: places(each.box[0], cells), ys: places(each.box[1], cells) };
}
