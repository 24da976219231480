import { expect, test } from 'vitest';
import { compileFormula, oracleFor } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

test('a Hessian–vector product is the Hessian times the vector, and v·Hu = u·Hv', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = seeded(seed);
    const names = ['x', 'y', 'z'];
    const formula = randomFormula(random, names, 4);
    const oracle = oracleFor(compileFormula(formula, names));
    const draw = (): Float64Array => Float64Array.from(names, () => random() * 2 - 1);
    const [point, u, v, hu, hv, hessian] = [draw(), draw(), draw(), draw(), draw(), new Float64Array(9)];
    oracle.hessian(point, hessian);
    oracle.hessianVector(point, u, hu);
    oracle.hessianVector(point, v, hv);
    const scale = 1 + Math.max(...hessian.map(Math.abs));
    names.forEach((_, i) => {
      const expected = names.reduce((sum, _, j) => sum + hessian[3 * i + j]! * u[j]!, 0);
      expect(Math.abs(hu[i]! - expected) / scale, `seed ${seed}: ${formula}`).toBeLessThan(1e-13);
    });
    const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    expect(Math.abs(dot(v, hu) - dot(u, hv)) / scale, `seed ${seed}: ${formula}`).toBeLessThan(1e-13);
  }
});

test('the derivatives in one go are the gradient and the Hessian', () => {
  const oracle = oracleFor(compileFormula('x^2*y + exp(x*z) - y/z', ['x', 'y', 'z']));
  const at = [0.4, -1.5, 2];
  const [gradient, hessian] = [new Float64Array(3), new Float64Array(9)];
  oracle.derivatives(at, gradient, hessian);
  const [slopes, curvatures] = [new Float64Array(3), new Float64Array(9)];
  oracle.gradient(at, slopes);
  oracle.hessian(at, curvatures);
  expect([...hessian]).toEqual([...curvatures]);
  gradient.forEach((slope, i) => expect(slope).toBeCloseTo(slopes[i]!, 14));
});
