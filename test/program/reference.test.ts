import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, everything } from './forms';

interface Case {
  readonly id: string;
  readonly formula: string;
  readonly parameters: string[];
  readonly points: { at: number[]; value: number; gradient: number[]; hessian: number[][] }[];
}

const cases = JSON.parse(readFileSync('test/fixtures/truth/derivatives.json', 'utf8')) as Case[];

/** The reference derivatives of formulas must come out of array programs too: in reverse, and by products. */
test.each(cases)('array program of $id: $formula', ({ formula, parameters, points }) => {
  const program = compile(`loss f(${parameters.join(', ')}, unused[40]) = ${formula} + 0*sum(unused)`);
  expect(program.form).toBe('program');
  const n = parameters.length;
  for (const { at, value, gradient, hessian } of points) {
    const point = Float64Array.from(at);
    const found = everything(program, point, point);
    const entries = [value, ...gradient, ...hessian.flat()];
    const limit = 1e-10 * (1 + Math.max(...entries.map(Math.abs)));
    const rows = hessian.flatMap((_, i) => [...found.hessian.subarray(i * found.dimension, i * found.dimension + n)]);
    [found.value, ...found.gradient.subarray(0, n), ...rows].forEach((entry, k) => {
      expect(Math.abs(entry - entries[k]!), `entry ${k} at ${at.join(', ')}`).toBeLessThanOrEqual(limit);
    });
  }
});
