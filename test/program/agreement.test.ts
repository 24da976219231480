import { describe, expect, test } from 'vitest';
import { RandomGenerator } from '../../src/random/generator';
import { bothForms, everything } from './forms';

const rows = Array.from({ length: 21 }, (_, i) => `(${(i % 7) - 3}, ${((i * 5) % 11) / 8}, ${i % 2})`).join(', ');
const table = `data pts(u, v, t) = ${rows}`;

/** Losses that use every operation, and every way arrays and loops can meet. */
const losses: [name: string, head: string, parameters: string, formula: string][] = [
  ['scalars', '', 'x, y', 'x^2/2 + 0.5*x^2*y^2 - y^4 + sin(x*y) + exp(x)/y + log(1 + x^2)'],
  ['kinks', '', 'x, y', 'max(x, y)*abs(x - y) + min(x^2, y, 3) + relu(x - 1)^3 + leaky_relu(x - y, 0.2) + sign(x)'],
  [
    'every function',
    '',
    'x, y',
    'tan(x/4) + asin(x/9) + acos(y/9) + atan(x*y) + sinh(x/2) + cosh(y/2) + tanh(x - y) + sigmoid(x*y) + softplus(x) + log1p(y) + expm1(x/3) + erf(x - y) + gelu(y - x) + sqrt(x) + pow(x, y)',
  ],
  ['powers', 'const p = 3\nconst q = 0.5 in [0, 1]', 'x, y', 'x^p + (x - 2)^p + x^-2 + x^1.5 + 2^-y + y^q + x^y'],
  ['a range as an index', '', 'w[4]', 'sum(w[k]^2/k for k in 1..4) + w[1]*w[2]^3'],
  [
    'ranges in ranges',
    '',
    'w[3]',
    'sum(sum((w[i] - w[j])^2*sigmoid(w[i]*j) for j in 1..3) for i in 1..3) + mean(w)^4 + max(w) - min(w)',
  ],
  [
    'a network',
    table,
    'W1[3,2], b1[3], w2[3], b2',
    'mean((dot(w2, tanh(W1*[p.u, p.v] + b1)) + b2 - p.t)^2 for p in pts)',
  ],
  [
    'a logistic loss',
    table,
    'W[2,2], v[2]',
    'mean(softplus(dot(v, relu(W*[p.u, p.v]))) - p.t*dot(v, relu(W*[p.u, p.v])) for p in pts) + 0.1*norm(v)^2 + 0.01*dot(W, W)',
  ],
  [
    'matrices',
    'const A = [[2, 1], [1, 3]]',
    'x[2], U[2,3]',
    "dot(x, A*x)/2 + sum((U*U' - A)^2) + norm(x'*U) + (x'*A*x)^2 + sum(hadamard(x, A*x)) + sum(x*(U'*x)')",
  ],
  ['slices and rows', '', 'w[5], M[3,4]', 'sum(w[2..4]^3) + dot(M[2], w[1..4]) + sum(M[1..2, 3])^2 + norm(M[3][2..3])'],
  [
    'tables in tables',
    table,
    'a, b',
    'mean(mean(exp(-(a*p.u/3 - b*q.v)^2) for q in pts) for p in pts)*sum(a*p.u/9 + b for p in pts)^2',
  ],
  [
    'picks in loops over rows',
    table,
    'w[3], V[2,3]',
    'mean(sum(w[k]*V[1, k]*p.u for k in 1..3)^2 for p in pts) + sum(sum(V[i]) for i in 1..2)^2',
  ],
  ['sums with vectors', table, 'W[2,2], c', 'norm(mean(tanh(W*[p.u, p.v]) for p in pts) - [c, 1])^2'],
  [
    'constants that move',
    `const s = 0.3 in [0, 1]\nconst r = 2s + 1\n${table}`,
    'a[2]',
    'mean((r*dot(a, [p.u, p.v]) - s*p.t)^2 for p in pts)/s',
  ],
  ['divisions by arrays', '', 'v[3]', 'sum([1, 2, 3]/(1 + v^2)) + sum(2^v) + sum(v^2/[4, 5, 6])'],
  [
    'fn with arrays',
    'fn layer(W, b, x) = tanh(W*x + b)\nfn sq(t) = t^2',
    'W[2,2], b[2]',
    'sum(layer(W, b, layer(W, b, [1, 2]))) + sq(b[1])',
  ],
];

describe.each(losses)('%s: formulas and array program agree', (_, head, parameters, formula) => {
  const { formulas, program, n } = bothForms(head, parameters, formula);

  test('in value, gradient, Hessian and products', () => {
    const random = new RandomGenerator(11);
    for (let trial = 0; trial < 6; trial++) {
      const point = random.normals(n).map((x) => Math.abs(x) + 0.1);
      const direction = random.normals(n);
      const a = everything(formulas, point, direction);
      const b = everything(program, point, direction);
      const size = Math.max(1, Math.abs(a.value), ...a.hessian.map(Math.abs), ...a.gradient.map(Math.abs));
      expect(Math.abs(a.value - b.value)).toBeLessThan(1e-13 * size);
      for (let i = 0; i < n; i++) {
        expect(Math.abs(a.gradient[i]! - b.gradient[i]!)).toBeLessThan(1e-13 * size);
        expect(Math.abs(a.product[i]! - b.product[i]!)).toBeLessThan(1e-12 * size);
        for (let j = 0; j < n; j++)
          expect(Math.abs(a.hessian[i * n + j]! - b.hessian[i * b.dimension + j]!)).toBeLessThan(1e-12 * size);
      }
    }
  });
});
