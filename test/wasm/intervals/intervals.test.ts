import { afterEach, describe, expect, test, vi } from 'vitest';
import { IntervalEvaluator } from '../../../src/compile/intervalEvaluator';
import { Opcode, type Tape } from '../../../src/compile/tape';
import { IntervalModule } from '../../../src/wasm/intervals/intervalModule';
import { IntervalProgram } from '../../../src/wasm/intervals/intervalProgram';
import { loops, operations, table } from '../../support/everyOperation';
import { compileFormula } from '../../support/losses';
import { randomFormula, seeded } from '../../support/random';

/** Also loops without rows, and kinks and domains within each other. */
const extra = [
  ...loops,
  'sum(x for k in 1..0) + sum(y for k in 1..3)',
  ...operations,
  'leaky_relu(x, 0.1) + abs(x)^3 + sqrt(relu(y))',
  'x^3/y^5 + x^7*(x - y)^4 + 1/(x^2 + y)',
  'max(sqrt(x), log(y)) + min(1/x, y)',
  'a',
  'x',
  'y^2 - 0*x',
  'sign(x)*y^9 + relu(x - y)^2/x',
];

const edges = [
  0,
  -0,
  1,
  -1,
  5e-324,
  -5e-324,
  1e-300,
  1e300,
  -1e300,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  1e6,
  700,
  1e-9,
];

/** An interval: usual, of one point, huge, tiny, around 0, unbounded, empty. */
function randomInterval(random: () => number): [number, number] {
  const usual = (): number => random() * 4 - 2;
  const edge = (): number => edges[Math.floor(random() * edges.length)]!;
  const ordered = (p: number, q: number): [number, number] => (p <= q ? [p, q] : [q, p]);
  switch (Math.floor(random() * 12)) {
    case 0: {
      const at = random() < 0.5 ? usual() : edge();
      return [at, at];
    }
    case 1:
      return ordered(edge(), edge());
    case 2:
      return ordered(edge(), usual());
    case 3:
      return random() < 0.5 ? [-Infinity, usual()] : [usual(), Infinity];
    case 4:
      return [-Infinity, Infinity];
    case 5:
      return random() < 0.5 ? [NaN, NaN] : [usual(), NaN];
    case 6:
      return ordered(usual() * 10 ** (random() * 600 - 300), usual() * 10 ** (random() * 600 - 300));
    case 7: {
      const at = usual();
      return [at, at + 1e-13];
    }
    case 8:
      return random() < 0.5 ? [0, Math.abs(usual())] : [-Math.abs(usual()), 0];
    default:
      return ordered(usual(), usual());
  }
}

/** What both evaluators say of a box, as text that tells every bit apart. */
function saysOf(
  evaluator: IntervalEvaluator | IntervalModule | IntervalProgram,
  tape: Tape,
  box: readonly (readonly number[])[],
): string {
  const [low, high] = [new Float64Array(tape.outputs.length), new Float64Array(tape.outputs.length)];
  const ends = (k: 0 | 1): Float64Array => Float64Array.from(box, (interval) => interval[k]!);
  evaluator.evaluate(ends(0), ends(1), low, high);
  const text = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
  return `${[...low].map(text).join(' ')} | ${[...high].map(text).join(' ')} | ${evaluator.defined} ${evaluator.smooth}`;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('compiled intervals are those of the interpreter, bit for bit', () => {
  test('on random programs and boxes', () => {
    for (let seed = 1; seed <= 160; seed++) {
      const random = seeded(seed);
      const formula = `(${randomFormula(random, ['x', 'y', 'a'], 3)}) + ${extra[seed % extra.length]!}`;
      const { tapes, constants } = compileFormula(formula, ['x', 'y'], { constants: { a: 0.75 }, head: table });
      for (const tape of tapes) {
        const interpreter = new IntervalEvaluator(tape);
        const module = IntervalModule.create(tape)!;
        for (let turn = 0; turn < 60; turn++) {
          const box = [
            randomInterval(random),
            randomInterval(random),
            ...constants.map(({ value }) => [value.low, value.high]),
          ];
          const told = `seed ${seed}: ${formula} on ${JSON.stringify(box)}`;
          expect(saysOf(module, tape, box), told).toBe(saysOf(interpreter, tape, box));
        }
      }
    }
  });

  test.each([
    'exp',
    'log',
    'log1p',
    'expm1',
    'tanh',
    'sigmoid',
    'softplus',
    'sin',
    'cos',
    'sqrt',
    'relu',
    'atan',
    'erf',
  ])('%s, on arguments of all sizes', (name) => {
    const [tape] = compileFormula(`${name}(x)`, ['x']).tapes;
    const interpreter = new IntervalEvaluator(tape);
    const module = IntervalModule.create(tape)!;
    const random = seeded(11);
    for (let turn = 0; turn < 20_000; turn++) {
      const size = 10 ** (random() * (turn % 2 === 0 ? 10 : 40) - (turn % 2 === 0 ? 6 : 36));
      const [p, q] = [(random() - 0.3) * size, (random() - 0.3) * size * (random() < 0.5 ? 1 : 1e-3)];
      const width = random() < 0.5 ? Math.abs(q) : Math.abs(q) * 1e-6;
      const box = [turn % 5 === 0 ? randomInterval(random) : [p, p + width]];
      expect(saysOf(module, tape, box), JSON.stringify(box)).toBe(saysOf(interpreter, tape, box));
    }
  });

  test('before and after a program goes over to its module, and where the platform forbids one', () => {
    const create = vi.spyOn(IntervalModule, 'create');
    for (const allowed of [true, false]) {
      if (!allowed) vi.stubGlobal('WebAssembly', undefined);
      const random = seeded(7);
      const [tape] = compileFormula('mean((tanh(x*p.u) + y^3/(x - p.v))^2 for p in d)', ['x', 'y'], {
        head: table,
      }).tapes;
      const [interpreter, program] = [new IntervalEvaluator(tape), new IntervalProgram(tape)];
      create.mockClear();
      for (let turn = 0; turn < 6000; turn++) {
        const box = [randomInterval(random), randomInterval(random)];
        expect(saysOf(program, tape, box), `turn ${turn}`).toBe(saysOf(interpreter, tape, box));
      }
      expect(create).toHaveBeenCalledTimes(1);
      expect(create.mock.results[0]!.value === undefined).toBe(!allowed);
    }
  });

  test('where a total of an outer loop is never read', () => {
    const column = [Float64Array.of(1, 2)];
    const table = { rows: 2, columns: column, low: column, high: column };
    const code = [
      [Opcode.input, 0, 0, 0],
      [Opcode.loop, 0, 8, 0],
      [Opcode.loop, 0, 5, 1],
      [Opcode.column, 0, 0, 1],
      [Opcode.total, 3, 0, 0],
      [Opcode.endLoop, 2, 1, 0],
      [Opcode.total, 4, 0, 0],
      [Opcode.total, 0, 0, 0],
      [Opcode.endLoop, 1, 2, 0],
      [Opcode.square, 6, 0, 0],
    ].flat();
    const none = new Float64Array(0);
    const tape: Tape = {
      parameters: 1,
      constants: 0,
      code: Int32Array.from(code),
      literals: none,
      literalLow: none,
      literalHigh: none,
      tables: [table],
      order: 0,
      outputs: Int32Array.of(9),
    };
    const box = [[1, 2]];
    expect(saysOf(IntervalModule.create(tape)!, tape, box)).toBe(saysOf(new IntervalEvaluator(tape), tape, box));
  });

  test('two programs of one tape share its module and not their answers', () => {
    const [tape] = compileFormula('log(x)', ['x']).tapes;
    const run = (program: IntervalProgram, low: number): void =>
      program.evaluate(Float64Array.of(low), Float64Array.of(2), new Float64Array(1), new Float64Array(1));
    const first = new IntervalProgram(tape);
    for (let turn = 0; turn < 100_000; turn++) run(first, 1);
    const second = new IntervalProgram(tape);
    run(first, 1);
    run(second, -1);
    expect([first.defined, second.defined]).toEqual([true, false]);
  });
});
