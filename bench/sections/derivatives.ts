/** From a text to its exact gradient and Hessian. */
import { buildTape } from '../../src/compile/buildTape';
import { Interpreter } from '../../src/compile/interpreter';
import type { Tape } from '../../src/compile/tape';
import { type Function2, functions, pointsIn, textOf, unitsBox, unitsText, unitsUnrolled } from '../functions';
import type { Bench, Section } from '../harness/bench';
import { derivativesOfText, formulasOf } from '../harness/losses';
import { type Absent, type Contender, here, measure } from '../harness/measure';

/** Where all the derivatives are compared. */
const pointCount = 5;

export async function derivatives(bench: Bench): Promise<Section> {
  const engine = await computeEngine();
  const peers = [await mathPeer(true), await mathPeer(false), await nerdamerPeer()];
  const cases = [];
  for (const each of functions) {
    const points = pointList(each.box);
    const contenders = [
      ...ours(textOf(each), points),
      ...peers.map((peer) => peer(each.formula, points)),
      engine(each, points),
      bench.python('SymPy', { kind: 'derivatives', formula: each.formula, points }),
    ];
    cases.push(await measure('parse, gradient, Hessian', each.id, contenders, bench.effort, 1e-9));
  }
  const points = pointList(unitsBox);
  const [, plain, nerdamer] = peers;
  const slow = (name: string): Absent => ({ name, absent: 'not run: tens of seconds' });
  const contenders = [
    ...ours(unitsText, points),
    slow('mathjs'),
    plain!(unitsUnrolled, points),
    bench.quick ? slow('nerdamer') : nerdamer!(unitsUnrolled, points),
    { name: 'compute-engine', absent: 'not run' },
    bench.quick ? slow('SymPy') : bench.python('SymPy', { kind: 'derivatives', formula: unitsUnrolled, points }),
  ];
  cases.push(await measure('parse, gradient, Hessian', 'F6', contenders, bench.effort, 1e-9));
  return {
    title: 'From a text to its exact gradient and Hessian',
    about:
      'Ours goes from the characters of a file through its checker, which finds mistakes and shapes, to exact formulas of value, gradient and Hessian with a guard of their domain; "with tapes" is the whole of `compileText`, which also writes the three programs the evaluators run. ' +
      'The peers: their parser, then first and second derivatives; nothing is checked or compiled. F6 stands as a sum over a table of 50 rows for us, as 50 terms for the others, who have no tables. ' +
      `Compared: all five derivatives at ${pointCount} points.`,
    cases,
  };
}

export type Points = readonly (readonly [number, number])[];
type Peer = (formula: string, points: Points) => Contender;

/** Where the derivatives of a formula on this box are compared. */
export function pointList(box: Function2['box']): Points {
  const [xs, ys] = pointsIn(box, pointCount);
  return Array.from(xs, (x, k) => [x, ys[k]!] as const);
}

export function ours(text: string, points: Points): Contender[] {
  const evaluated = (tape: Tape, skipped: number): Float64Array => {
    const interpreter = new Interpreter(tape);
    const out = new Float64Array(tape.outputs.length);
    return Float64Array.from(
      points.flatMap((point) => {
        interpreter.evaluate(Float64Array.from(point), out);
        return [...out.subarray(skipped)];
      }),
    );
  };
  return [
    here(
      'Losscape',
      () => derivativesOfText(text),
      () => evaluated(buildTape(derivativesOfText(text), { parameters: 2, constants: 0, order: 0 }), 0),
    ),
    here(
      'Losscape, with tapes',
      () => formulasOf(text),
      () => evaluated(formulasOf(text).tapes[2], 1),
    ),
  ];
}

/** Evaluates [∂x, ∂y, ∂xx, ∂xy, ∂yy] at all points. */
function atPoints(points: Points, all: readonly ((x: number, y: number) => number)[]): Float64Array {
  return Float64Array.from(points.flatMap(([x, y]) => all.map((each) => each(x, y))));
}

export async function mathPeer(simplify: boolean): Promise<Peer> {
  const { derivative, parse } = await import('mathjs');
  const all = (formula: string) => {
    const f = parse(formula);
    const gx = derivative(f, 'x', { simplify });
    const gy = derivative(f, 'y', { simplify });
    const second = [derivative(gx, 'x', { simplify }), derivative(gx, 'y', { simplify })];
    return [gx, gy, ...second, derivative(gy, 'y', { simplify })];
  };
  return (formula, points) =>
    here(
      simplify ? 'mathjs' : 'mathjs, simplify: false',
      () => all(formula),
      () =>
        atPoints(
          points,
          all(formula).map((node) => {
            const code = node.compile();
            return (x, y) => Number(code.evaluate({ x, y }));
          }),
        ),
    );
}

export async function nerdamerPeer(): Promise<Peer> {
  const { default: nerdamer } = await import('nerdamer');
  await import('nerdamer/Calculus.js');
  const all = (formula: string) => {
    const f = nerdamer(formula);
    const gx = nerdamer.diff(f, 'x');
    const gy = nerdamer.diff(f, 'y');
    return [gx, gy, nerdamer.diff(gx, 'x'), nerdamer.diff(gx, 'y'), nerdamer.diff(gy, 'y')];
  };
  return (formula, points) =>
    here(
      'nerdamer',
      () => all(formula),
      () =>
        atPoints(
          points,
          all(formula).map((each) => {
            const code = each.buildFunction(['x', 'y']);
            return (x, y) => Number(code(x, y));
          }),
        ),
    );
}

async function computeEngine(): Promise<(each: Function2, points: Points) => Contender> {
  const { ComputeEngine } = await import('@cortex-js/compute-engine');
  const engine = new ComputeEngine();
  const all = (latex: string) => {
    const by = (f: unknown, name: string) => engine.box(['D', f, name]).evaluate();
    const f = engine.parse(latex);
    const gx = by(f, 'x');
    const gy = by(f, 'y');
    return [gx, gy, by(gx, 'x'), by(gx, 'y'), by(gy, 'y')];
  };
  return ({ latex }, points) =>
    here(
      'compute-engine',
      () => all(latex),
      () => {
        const formulas = all(latex.replace(/(?<![a-z\\])e(?![a-z])/g, '\\exponentialE'));
        return atPoints(
          points,
          formulas.map((each) => (x, y) => each.subs({ x, y }).N().re),
        );
      },
    );
}
