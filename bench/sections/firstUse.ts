/** From a text to its exact gradient and Hessian as an editor has it: each text once, in a process that has seen few. */
import { textOf } from '../functions';
import type { Bench, Section } from '../harness/bench';
import { type Contender, type Effort, measure } from '../harness/measure';
import { mathPeer, nerdamerPeer, ours, pointList } from './derivatives';

/** Texts that a contender has seen before the first one that counts. */
const warmTexts = 18;
const box = [
  [-4, 4],
  [-4, 4],
] as const;

export async function firstUse(bench: Bench): Promise<Section> {
  const count = bench.quick ? 120 : 360;
  const formulas = randomFormulas(count + warmTexts + 2);
  const points = pointList(box);
  const peers = [await mathPeer(true), await mathPeer(false), await nerdamerPeer()];
  const texts = formulas.map((formula) => textOf({ id: '', name: '', formula, latex: '', numpy: '', box }));
  const contenders = [
    ...[0, 1].map((which) => inTurn(texts.map((text) => ours(text, points)[which]!))),
    ...peers.map((peer) => inTurn(formulas.map((formula) => peer(formula, points)))),
  ];
  for (const contender of contenders) await contender.time(warmTexts);
  // One text a sample, and no warming up but the few texts above.
  const effort: Effort = { rounds: count, roundMilliseconds: 0, warmUp: 0, total: bench.quick ? 2000 : 6000 };
  return {
    title: 'The same for texts that are new',
    about:
      `Not one formula over and over, for which the engine makes its best code, but ${count} different texts of the shapes of F1 to F5 and F7 with random numbers, in a process of its own: ` +
      `each contender has seen ${warmTexts + 2} others when its first text counts, every text counts once, and all get the same ones in the same order, as far as their time reaches. This is what somebody who types sees. Compared: the first text.`,
    cases: [await measure('parse, gradient, Hessian, new texts', 'mixed', contenders, effort, 1e-9)],
  };
}

/** One contender whose turns go through a list of them. */
function inTurn(all: readonly Contender[]): Contender {
  let next = 0;
  return {
    name: all[0]!.name,
    time: async (turns) => {
      let total = 0;
      for (let turn = 0; turn < turns; turn++) total += await all[next++ % all.length]!.time(1);
      return total;
    },
    result: () => all[0]!.result(),
  };
}

/** Formulas of the six shapes in turn, each with numbers of its own. */
function randomFormulas(count: number): string[] {
  let state = 1;
  const whole = (low: number, high: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return low + Math.floor(((high - low + 1) * state) / 2 ** 32);
  };
  const number = (): string => (whole(0, 1) === 0 ? `${whole(1, 20)}` : `${whole(1, 99) / 10}`);
  const shapes = [
    () => `x^2/${whole(2, 9)} + ${number()}*x^2*y^2 - ${number()}*y^4`,
    () => `(${number()} - x)^2 + ${number()}*(y - x^2)^2`,
    () => `(x^2 + y - ${number()})^2 + (x + y^2 - ${number()})^2`,
    () => `${number()} + x^2 - ${number()}*cos(${whole(2, 6)}*pi*x) + y^2 - ${number()}*cos(${whole(2, 6)}*pi*y)`,
    () =>
      `20 + e - ${number()}*exp(-0.${whole(1, 9)}*sqrt((x^2 + y^2)/${whole(2, 5)})) - exp((cos(${whole(2, 6)}*pi*x) + cos(${whole(2, 6)}*pi*y))/${whole(2, 5)})`,
    () => `(${number()} - ${number()}*x^2 + x^4/${whole(3, 9)})*x^2 + x*y + (${number()}*y^2 - ${number()})*y^2`,
  ];
  return Array.from({ length: count }, (_, k) => shapes[k % shapes.length]!());
}
