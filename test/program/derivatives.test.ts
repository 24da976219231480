import { describe, expect, test } from 'vitest';
import { oracleOf } from '../../src/landscape/oracle';
import { dot } from '../../src/linalg/vectors';
import { capacitiesOf, extentOf } from '../../src/program/layout';
import { RandomGenerator } from '../../src/random/generator';
import { asProgram, compile } from './forms';

/** A table of `rows` seeded rows, as text. */
function table(rows: number): string {
  const random = new RandomGenerator(5);
  const cell = (): string => random.uniform(-2, 2).toFixed(3);
  return `data pts(u, v, t) = ${Array.from({ length: rows }, () => `(${cell()}, ${cell()}, ${cell()})`).join(', ')}`;
}

const network = (rows: number): string => `${table(rows)}
loss f(W1[16,2], b1[16], W2[16,16], b2[16], w3[16], b3) =
  mean((dot(w3, tanh(W2*tanh(W1*[p.u, p.v] + b1) + b2)) + b3 - p.t)^2 for p in pts)`;

describe('a network of 337 parameters', () => {
  const loss = asProgram(compile(network(40)));
  const oracle = oracleOf(loss);
  const n = oracle.dimension;
  const random = new RandomGenerator(7);
  const point = random.normals(n).map((x) => 0.4 * x);

  test('has as many parameters as its arrays, named by their places', () => {
    expect(n).toBe(337);
    expect(loss.parameters.slice(0, 3)).toEqual(['W1[1,1]', 'W1[1,2]', 'W1[2,1]']);
    expect(loss.parameters.at(-1)).toBe('b3');
    expect(loss.program.squares).not.toBeNull();
  });

  test('gradient and product agree with finite differences', () => {
    const gradient = new Float64Array(n);
    oracle.gradient(point, gradient);
    for (let trial = 0; trial < 5; trial++) {
      const direction = random.unitVector(n);
      const h = 1e-5;
      const [plus, minus] = [1, -1].map((sign) => point.map((x, i) => x + sign * h * direction[i]!));
      const slope = (oracle.value(plus!) - oracle.value(minus!)) / (2 * h);
      expect(Math.abs(slope - dot(gradient, direction))).toBeLessThan(1e-7 * (1 + Math.abs(slope)));
      const [above, below, product] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
      oracle.gradient(plus!, above);
      oracle.gradient(minus!, below);
      oracle.hessianVector(point, direction, product);
      product.forEach((entry, i) => expect(Math.abs(entry - (above[i]! - below[i]!) / (2 * h))).toBeLessThan(1e-6));
    }
  });

  test('products are symmetric: v·Hu = u·Hv', () => {
    const [u, v] = [random.normals(n), random.normals(n)];
    const [hu, hv] = [new Float64Array(n), new Float64Array(n)];
    oracle.hessianVector(point, u, hu);
    oracle.hessianVector(point, v, hv);
    expect(dot(v, hu)).toBeCloseTo(dot(u, hv), 9);
  });

  test('the Gauss–Newton product is symmetric, never negative, and the Hessian where the residuals vanish', () => {
    const [u, v] = [random.normals(n), random.normals(n)];
    const [gu, gv] = [new Float64Array(n), new Float64Array(n)];
    oracle.gaussNewtonVector!(point, u, gu);
    oracle.gaussNewtonVector!(point, v, gv);
    expect(dot(v, gu)).toBeCloseTo(dot(u, gv), 9);
    expect(dot(u, gu)).toBeGreaterThan(0);
    const fitted = asProgram(
      compile(`data d(x, y) = (1, 0), (2, 0)\nloss f(w[30]) = mean((dot(w, w)*p.x - 30*p.x)^2 for p in d)`),
    );
    const exact = oracleOf(fitted);
    const ones = new Float64Array(30).fill(1);
    const [a, b] = [new Float64Array(30), new Float64Array(30)];
    exact.hessianVector(ones, u.subarray(0, 30), a);
    exact.gaussNewtonVector!(ones, u.subarray(0, 30), b);
    a.forEach((entry, i) => expect(entry).toBeCloseTo(b[i]!, 9));
  });
});

test('(w₁w₂ − 1)²/2 at 0: Gauss–Newton is 0, the Hessian is not', () => {
  const loss = asProgram(compile('loss f(w[30]) = (w[1]*w[2] - 1)^2/2 + 0*sum(w)'));
  const oracle = oracleOf(loss);
  const zero = new Float64Array(30);
  const [unit, product] = [new Float64Array(30), new Float64Array(30)];
  unit[0] = 1;
  oracle.hessianVector(zero, unit, product);
  expect(product[1]).toBe(-1);
});

test('many blocks of rows give what one block gives', () => {
  const few = compile(network(64));
  const rows = Array.from({ length: 5000 }, (_, i) => i % 64);
  const cells = table(64)
    .slice('data pts(u, v, t) = '.length)
    .split(/, (?=\()/);
  const many = compile(network(64).replace(table(64), `data pts(u, v, t) = ${rows.map((i) => cells[i]!).join(', ')}`));
  const point = new RandomGenerator(3).normals(337);
  const [a, b] = [oracleOf(few), oracleOf(many)];
  const [ga, gb] = [new Float64Array(337), new Float64Array(337)];
  // 5000 rows are 78 rounds of 64, and the first 8 again.
  const weights = (i: number): number => (i < 8 ? 79 : 78) / 5000;
  const lines = cells.map((cell) => oracleOf(compile(network(64).replace(table(64), `data pts(u, v, t) = ${cell}`))));
  const mean = lines.reduce((sum, line, i) => sum + weights(i) * line.value(point), 0);
  expect(b.value(point)).toBeCloseTo(mean, 12);
  b.gradient(point, gb);
  const expected = new Float64Array(337);
  lines.forEach((line, i) => {
    line.gradient(point, ga);
    ga.forEach((entry, k) => (expected[k]! += weights(i) * entry));
  });
  gb.forEach((entry, k) => expect(entry).toBeCloseTo(expected[k]!, 11));
  expect(a.value(point)).toBeGreaterThan(0);
});

describe('undefined places', () => {
  test.each(['log(w[1])', '1/w[1]', 'sqrt(w[1] - 1)', 'w[1]^-1', 'asin(w[1] + 2)', '0*log(w[1] - 1)', 'w[1]^0.5/w[1]'])(
    '%s is undefined at 0, never a number',
    (formula) => {
      const oracle = oracleOf(compile(`loss f(w[30]) = ${formula} + sum(w^2)`));
      expect(oracle.value(new Float64Array(30))).toBeNaN();
    },
  );
});

test('memory depends on the formula, not on the rows', () => {
  const size = (rows: number): number => {
    const { program } = asProgram(compile(network(rows)));
    const capacities = capacitiesOf(program);
    return program.registers.reduce((sum, register) => sum + extentOf(register, capacities), 0);
  };
  expect(size(4000)).toBe(size(2100));
  expect(size(4000)).toBeLessThan(500_000);
});
