import { expect, test } from 'vitest';
import { gaussHermite, gaussLegendre } from '../../src/symbolic/quadrature';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

test.each([1, 2, 3, 5, 8, 20])('Gauss–Hermite with %i nodes has the moments of the normal distribution', (n) => {
  const { nodes, weights } = gaussHermite(n);
  expect(sum(weights)).toBeCloseTo(1, 14);
  // E z^k = (k − 1)!!, exact up to k = 2n − 1 and not beyond.
  let moment = 1;
  for (let k = 0; k <= 2 * n - 1; k++) {
    const found = sum(nodes.map((x, i) => weights[i]! * x ** k));
    if (k % 2 === 1) expect(found / moment).toBeCloseTo(0, 10);
    else {
      if (k > 0) moment *= k - 1;
      expect(found / moment).toBeCloseTo(1, 10);
    }
  }
  const beyond = sum(nodes.map((x, i) => weights[i]! * x ** (2 * n)));
  expect(beyond / (moment * (2 * n - 1))).toBeLessThan(1 - 1e-9);
});

test.each([1, 2, 3, 5, 8, 20])('Gauss–Legendre with %i nodes has the moments of the uniform distribution', (n) => {
  const { nodes, weights } = gaussLegendre(n);
  for (let k = 0; k <= 2 * n - 1; k++) {
    const found = sum(nodes.map((x, i) => weights[i]! * x ** k));
    expect(found).toBeCloseTo(k % 2 === 1 ? 0 : 1 / (k + 1), 13);
  }
  expect(sum(nodes.map((x, i) => weights[i]! * x ** (2 * n)))).toBeLessThan(1 / (2 * n + 1));
});

test('known nodes', () => {
  // Abramowitz & Stegun, tables 25.4 and 25.10 (there for exp(−x²)).
  expect(gaussLegendre(20).nodes[19]).toBeCloseTo(0.993128599185095, 14);
  expect(gaussLegendre(20).nodes[14]).toBeCloseTo(0.636053680726515, 14);
  expect(gaussHermite(20).nodes[19]! / Math.SQRT2).toBeCloseTo(5.3874808900112, 12);
  expect(gaussHermite(3).nodes[2]).toBeCloseTo(Math.sqrt(3), 14);
});
