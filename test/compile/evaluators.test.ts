import { describe, expect, test } from 'vitest';
import { evaluateCurve, evaluateGrid } from '../../src/compile/grid';
import { Interpreter } from '../../src/compile/interpreter';
import { IntervalEvaluator } from '../../src/compile/intervalEvaluator';
import { Opcode, stride } from '../../src/compile/tape';
import { compileFormula, evaluateAll, oracleFor } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

const extra = [
  'relu(x)',
  'abs(y)',
  'log(x)',
  'sqrt(x + y)',
  'max(x, y)',
  'x^2.5',
  '(1.5 + x)^y',
  'tan(x)',
  'asin(x)',
  'acos(y)',
  'sinh(x)',
  'cosh(y)',
  'expm1(x)',
  'log1p(y)',
  'sign(x)',
  'leaky_relu(x, 0.1)',
  'min(x, y)',
  '1/x',
  'x^-3',
  'sum(k*x^k for k in 1..4)',
  'x/x',
];

describe('one tape, several evaluators', () => {
  test('points, blocks of points and intervals agree on random programs', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const random = seeded(seed);
      const formula = `(${randomFormula(random, ['x', 'y', 'a'], 3)}) + ${extra[seed % extra.length]!}`;
      const loss = compileFormula(formula, ['x', 'y'], { constants: { a: 0.75 } });
      const constants = loss.constants.map(({ value }) => value.near);
      const xs = Float64Array.from({ length: 300 }, () => random() * 3 - 1.5);
      const ys = Float64Array.from({ length: 3 }, () => random() * 3 - 1.5);
      const grid = evaluateGrid(loss.tapes[0], Float64Array.from([0, 0, ...constants]), 0, xs, 1, ys);
      const interpreter = new Interpreter(loss.tapes[0]);
      const intervals = new IntervalEvaluator(loss.tapes[0]);
      const [out, low, high] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
      ys.forEach((y, j) => {
        xs.forEach((x, i) => {
          const inputs = Float64Array.from([x, y, ...constants]);
          interpreter.evaluate(inputs, out);
          const value = Number.isFinite(out[0]!) ? out[0]! : NaN;
          expect(grid[j * xs.length + i], `seed ${seed}: ${formula}`).toBe(value);
          intervals.evaluate(inputs, inputs, low, high);
          const slack = 1e-12 * (1 + Math.abs(value));
          if (!Number.isNaN(value))
            expect(
              value >= low[0]! - slack && value <= high[0]! + slack,
              `seed ${seed}: ${formula} at ${x}, ${y}`,
            ).toBe(true);
        });
      });
    }
  });

  test('a curve is a row of the grid', () => {
    const loss = compileFormula('sin(x)*y', ['x', 'y']);
    const xs = Float64Array.of(0, 0.5, 1);
    const curve = evaluateCurve(loss.tapes[0], Float64Array.of(0, 2), 0, xs);
    expect([...curve]).toEqual([...xs].map((x) => Math.sin(x) * 2));
  });
});

describe('loops', () => {
  test('a sum over a table equals the sum written out, with its derivatives', () => {
    const rows = [
      [-1, -0.8],
      [0, 0.1],
      [1, 0.9],
      [2.5, 1.25],
    ];
    const head = `data line(x, y) = ${rows.map((row) => `(${row.join(', ')})`).join(', ')}`;
    const looped = compileFormula('mean((w2*tanh(w1*p.x) - p.y)^2 for p in line)', ['w1', 'w2'], { head });
    const written = rows
      .map(([x, y]) => `(w2*tanh(w1*${x! < 0 ? `(${x!})` : x!}) - ${y! < 0 ? `(${y!})` : y!})^2`)
      .join(' + ');
    const unrolled = compileFormula(`(${written})/4`, ['w1', 'w2']);
    const at = [0.7, -1.3];
    const [a, b] = [evaluateAll(looped, at), evaluateAll(unrolled, at)];
    [a.value, ...a.gradient, ...a.hessian].forEach((entry, k) => {
      expect(entry).toBeCloseTo([b.value, ...b.gradient, ...b.hessian][k]!, 12);
    });
  });

  test('nested loops, loops in loops over the same table, and loops that need each other', () => {
    const head = 'data t(x) = (1), (2), (4)';
    const cases: [string, number][] = [
      ['w*sum(sum(p.x*q.x for q in t) for p in t)', 49],
      ['w*sum(p.x*mean(q.x for q in t) for p in t)', 7 * (7 / 3)],
      ['w*sum((p.x - m)^2 for p in t)\n  where m = mean(p.x for p in t)', (4 / 3) ** 2 + (1 / 3) ** 2 + (5 / 3) ** 2],
      ['w*sum(k*sum(j for j in 1..3) for k in 1..4)', 60],
      ['w*sum(1 for k in 1..0)', 0],
      ['w + 0*sum(k for k in 1..3)', 1],
    ];
    for (const [formula, expected] of cases) {
      expect(evaluateAll(compileFormula(formula, ['w'], { head }), [1]).value, formula).toBeCloseTo(expected, 12);
    }
  });

  test('what depends on no row stands outside the loop, and totals over one table share a loop', () => {
    const head = 'data t(x) = (1), (2), (4)';
    const { tapes } = compileFormula('sum(exp(w)*p.x + v^2 for p in t)', ['w', 'v'], { head });
    const opcodes = [...tapes[2].code].filter((_, i) => i % stride === 0);
    expect(opcodes.filter((code) => code === Opcode.loop)).toHaveLength(1);
    expect(opcodes.indexOf(Opcode.exp)).toBeLessThan(opcodes.indexOf(Opcode.loop));
  });

  test('a tape over many rows is no longer than over few', () => {
    const table = (count: number): string =>
      `data t(x) = ${Array.from({ length: count }, (_, i) => `(${i}/8)`).join(', ')}`;
    const length = (count: number): number =>
      compileFormula('mean(tanh(w*p.x + b)^2 for p in t)', ['w', 'b'], { head: table(count) }).tapes[2].code.length;
    expect(length(2000)).toBe(length(3));
  });
});

test('the oracle gives a symmetric Hessian', () => {
  const oracle = oracleFor(compileFormula('x^2*y + y^3*z + exp(x*z)', ['x', 'y', 'z']));
  const hessian = new Float64Array(9);
  oracle.hessian([0.3, -0.4, 0.5], hessian);
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) expect(hessian[i * 3 + j]).toBe(hessian[j * 3 + i]);
});
