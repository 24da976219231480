import { describe, expect, test } from 'vitest';
import { findCriticalPoints } from '../../src/landscape/landscape';
import { Explorer } from '../../src/landscape/explore/explorer';
import { oracleOf } from '../../src/landscape/oracle';
import { bothForms, compile, everything } from './forms';

const table = 'data t(u, v) = (1, 2), (3, 5), (4, 4)';

/** Formulas that one of the two forms once got wrong, with the point where it showed and the value by hand. */
const values: [name: string, head: string, parameters: string, formula: string, at: number[], value: number][] = [
  ['a slice with named ends', 'const n = 3', 'w[6]', 'sum(w[1..n]) + sum(w[1 + 1..n + 1])', [1, 2, 3, 4, 5, 6], 15],
  ['a slice that moves with a counter', '', 'w[7]', 'sum(sum(w[k..k + 2])^2 for k in 1..5)', [1, 1, 1, 1, 1, 1, 1], 45],
  ['a slice beside a counter', '', 'W[3,3]', 'sum(sum(W[k, 2..3])*k for k in 1..3)', [1, 2, 3, 4, 5, 6, 7, 8, 9], 78],
  ['an item of a vector with an undefined one', '', 'x, y', '[log(x), y^2][2]', [-1, 0.5], NaN],
  ['an argument that is not used', 'fn first(a, b) = a', 'x, y', 'first(y, log(x))', [-1, 0.5], NaN],
  ['the power 0 of something undefined', '', 'x, y', 'log(x)^0 + y^2', [-1, 0.5], NaN],
];

describe('both forms', () => {
  test.each(values)('%s', (_, head, parameters, formula, at, value) => {
    const { formulas, program, n } = bothForms(head, parameters, formula);
    const point = Float64Array.from(at);
    const [a, b] = [everything(formulas, point, point), everything(program, point, point)];
    expect(a.value).toBe(value);
    expect(b.value).toBe(value);
    if (Number.isNaN(value)) expect(b.gradient.every(Number.isNaN)).toBe(true);
    else for (let i = 0; i < n; i++) expect(b.gradient[i]).toBeCloseTo(a.gradient[i]!, 12);
  });

  test.each([
    ['x^0 + y^2', [0, 1], [0, 2]],
    ['log(x)^0 + y^2', [1, 1], [0, 2]],
  ])('∇(%s) at %j is %j', (formula, at, gradient) => {
    const { formulas, program } = bothForms('', 'x, y', formula);
    const point = Float64Array.from(at);
    for (const loss of [formulas, program])
      expect([...everything(loss, point, point).gradient.subarray(0, 2)]).toEqual(gradient);
  });
});

describe('a local name that holds a sum, first used inside another sum', () => {
  const point = Float64Array.from([0.5, 0.5, 0.5]);

  test.each([
    ['sum(s*p.u for p in t) + dot(w, w)', 'sum(q.u*w[2] for q in t)'],
    ['mean((w[1]*p.u + s - p.v)^2 for p in t)', 'sum(q.u*w[2] for q in t)'],
    ['sum(sum(s*q.u for q in t)*p.v for p in t)', 'mean(q.v*w[3]^2 for q in t)'],
  ])('%s', (formula, local) => {
    const few = compile(`${table}\nloss f(w[3]) = ${formula}\n  where s = ${local}`);
    const many = compile(`${table}\nloss f(w[3], unused[40]) = ${formula} + 0*sum(unused)\n  where s = ${local}`);
    const [a, b] = [everything(few, point, point), everything(many, point, point)];
    expect(b.value).toBeCloseTo(a.value, 12);
    for (let i = 0; i < 3; i++) expect(b.gradient[i]).toBeCloseTo(a.gradient[i]!, 12);
  });

  test('and the prediction beside the data', async () => {
    const text = `${table}\nloss f(w[3]) = mean((s + w[1]*p.u - p.v)^2 for p in t)\n  from ([1, 1, 0])\n  where s = mean(q.u*w[2] for q in t)`;
    const explorer = new Explorer(compile(text));
    const at = { kind: 'start', index: 0 } as const;
    const view = (await explorer.prediction({ text, loss: 'f', overrides: {}, at }, {}))!;
    expect(view.predictions[0]).toBeCloseTo(8 / 3 + view.places[0]![0]!, 12);
  });
});

test('a sum of powers is a polynomial, defined at 0 with all its derivatives', async () => {
  const loss = compile('loss f(x) = sum(x^k/k for k in 1..4)');
  const zero = everything(loss, Float64Array.of(0), Float64Array.of(1));
  expect([zero.value, zero.gradient[0], zero.hessian[0]]).toEqual([0, 1, 1]);
  const text = 'loss f(x) = sum(x^k/k for k in 1..4)';
  const report = await findCriticalPoints({ text, loss: 'f', overrides: {} }, { budget: 2000 });
  expect(report.complete).toBe(true);
});

test('where a name is undefined, so is a sum over an index that uses it', () => {
  const loss = compile('loss f(w[2]) = sum(r + w[k]^2 for k in 1..2)\n  where r = w[1]/w[1]');
  expect(oracleOf(loss).value(Float64Array.of(0, 1))).toBeNaN();
});

test('a square inside another square is no sum of squares for Gauss–Newton', () => {
  const loss = compile('loss f(w[1], v[30]) = (w[1]^2 - 1)^2 + w[1]^2 + dot(v, v)');
  expect(oracleOf(loss).gaussNewtonVector).toBeUndefined();
});

test('large constants and starts of a network need not be written out', () => {
  const numbers = Array.from({ length: 5000 }, (_, i) => (i % 7) / 8).join(', ');
  const loss = compile(`const c = [${numbers}]\nloss f(w[5000]) = sum((w - c)^2)\n  from ([${numbers}])`);
  expect(oracleOf(loss).value(Float64Array.from(loss.starts[0]!))).toBe(0);
});
