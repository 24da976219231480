import { describe, expect, test } from 'vitest';
import { evaluateGrid } from '../../src/compile/grid';
import { Interpreter } from '../../src/compile/interpreter';
import { GridModule } from '../../src/wasm/gridModule';
import { PointsModule } from '../../src/wasm/pointsModule';
import { loops, operations, table } from '../support/everyOperation';
import { compileFormula } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

/** Also what is hoisted out of loops. */
const extra = [
  ...loops,
  'sum(p.u for p in d)*a + x',
  'sum(sin(a*p.u) for p in d) + y',
  ...operations,
  'leaky_relu(x, 0.1)',
  'a',
  'x',
  'y^2',
];

const formulas = (count: number): string[] =>
  Array.from({ length: count }, (_, seed) => {
    const random = seeded(seed + 1);
    return `(${randomFormula(random, ['x', 'y', 'a'], 3)}) + ${extra[seed % extra.length]!}`;
  });

/** Equal up to the errors of the elementary functions, and undefined in the same places. */
function agree(result: number, expected: number): boolean {
  if (Number.isNaN(expected) || Number.isNaN(result)) return Number.isNaN(expected) === Number.isNaN(result);
  return Math.abs(result - expected) <= 1e-12 * (1 + Math.abs(expected)) || result === expected;
}

describe('compiled modules against the interpreter, on random programs', () => {
  test('grids, whatever their size', () => {
    for (const [seed, formula] of formulas(90).entries()) {
      const loss = compileFormula(formula, ['x', 'y'], { constants: { a: 0.75 }, head: table });
      const random = seeded(seed + 500);
      const sizes = [1, 3, 8, 17, 64, 1030];
      const xs = Float64Array.from({ length: sizes[seed % 6]! }, () => random() * 3 - 1.5);
      const ys = Float64Array.from({ length: sizes[(seed + 2) % 5]! }, () => random() * 3 - 1.5);
      const inputs = Float64Array.from([0.3, 0.4, ...loss.constants.map(({ value }) => value.near)]);
      const [axisX, axisY] = seed % 2 === 0 ? [0, 1] : [1, 0];
      const expected = evaluateGrid(loss.tapes[0], inputs, axisX, xs, axisY, ys);
      const result = new Float64Array(xs.length * ys.length);
      GridModule.create(loss.tapes[0], axisX, axisY)!.evaluate(inputs, xs, ys, result);
      result.forEach((value, i) =>
        expect(agree(value, expected[i]!), `seed ${seed}: ${formula}: ${value}, not ${expected[i]!}`).toBe(true),
      );
    }
  });

  test('values, gradients and Hessians at points', () => {
    for (const [seed, formula] of formulas(60).entries()) {
      const loss = compileFormula(formula, ['x', 'y'], { constants: { a: 0.75 }, head: table });
      const random = seeded(seed + 900);
      const count = 1 + Math.floor(random() * 40);
      const constants = loss.constants.map(({ value }) => value.near);
      for (const tape of loss.tapes) {
        const module = PointsModule.create(tape, count)!;
        for (const points of module.points) for (let i = 0; i < count; i++) points[i] = random() * 3 - 1.5;
        module.evaluate(constants, count);
        const interpreter = new Interpreter(tape);
        const out = new Float64Array(tape.outputs.length);
        for (let i = 0; i < count; i++) {
          interpreter.evaluate(Float64Array.from([...module.points.map((points) => points[i]!), ...constants]), out);
          const size = Math.max(1, ...out.map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))));
          out.forEach((value, k) => {
            const result = module.results[k]![i]!;
            expect(
              agree(result / size, value / size),
              `seed ${seed}: ${formula}, output ${k}: ${result}, not ${value}`,
            ).toBe(true);
          });
        }
      }
    }
  });

  test('a second evaluation with other constants and points leaves nothing of the first', () => {
    const loss = compileFormula('a*x^2 + sin(a)*y', ['x', 'y'], { constants: { a: '1 in [0, 9]' } });
    const module = GridModule.create(loss.tapes[0], 0, 1)!;
    const [xs, ys, result] = [Float64Array.of(1, 2), Float64Array.of(3), new Float64Array(2)];
    module.evaluate(Float64Array.of(0, 0, 5), xs, ys, result);
    module.evaluate(Float64Array.of(0, 0, 2), xs, ys, result);
    expect(result[1]).toBeCloseTo(8 + 3 * Math.sin(2), 12);
  });
});
