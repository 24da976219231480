import { afterEach, expect, test, vi } from 'vitest';
import { compileText } from '../../src/landscape/compileLoss';
import { oracleOf } from '../../src/landscape/oracle';
import { RandomGenerator } from '../../src/random/generator';
import { evaluateGridFast } from '../../src/wasm/fastGrid';
import { GridModule } from '../../src/wasm/gridModule';
import { compileFormula } from '../support/losses';

afterEach(() => vi.unstubAllGlobals());

const network = `data d(u, v, t) = ${Array.from({ length: 37 }, (_, i) => `(${Math.sin(i).toFixed(3)}, ${Math.cos(2 * i).toFixed(3)}, ${i % 2})`).join(', ')}
loss f(W1[9,2], b1[9], W2[5,9], b2[5], w3[5], b3) =
  mean((dot(w3, softplus(W2*tanh(W1*[p.u, p.v] + b1) + b2)) + b3 - p.t)^2 for p in d) + 0.01*norm(W2*W1)^2`;

/** Value, gradient and products of a network at a seeded point. */
function derivatives(): number[] {
  const oracle = oracleOf(compileText(network, 'f', { constants: {} }));
  const n = oracle.dimension;
  const random = new RandomGenerator(2);
  const [point, direction] = [random.normals(n), random.normals(n)];
  const [gradient, product, gaussNewton] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  oracle.gradient(point, gradient);
  oracle.hessianVector(point, direction, product);
  oracle.gaussNewtonVector!(point, direction, gaussNewton);
  return [oracle.value(point), ...gradient, ...product, ...gaussNewton];
}

test('networks give the same numbers with compiled inner loops and without', () => {
  const compiled = derivatives();
  vi.stubGlobal('WebAssembly', undefined);
  const interpreted = derivatives();
  expect(compiled).toHaveLength(interpreted.length);
  const size = Math.max(...interpreted.map(Math.abs));
  compiled.forEach((value, i) => expect(Math.abs(value - interpreted[i]!)).toBeLessThan(1e-12 * size));
});

test('a page that forbids compiled code gets its grid from the interpreter', () => {
  const forbidden = function (): never {
    throw new EvalError('forbidden by the policy of the page');
  };
  vi.stubGlobal('WebAssembly', { Module: forbidden, Instance: forbidden, Memory: forbidden });
  const { tapes } = compileFormula('sin(x)*y', ['x', 'y']);
  expect(GridModule.create(tapes[0], 0, 1)).toBeUndefined();
  const places = Float64Array.from({ length: 512 }, (_, i) => i / 512);
  const grid = evaluateGridFast(tapes[0], new Float64Array(2), 0, places, 1, places);
  expect(grid[513 * 100]).toBeCloseTo(Math.sin(100 / 512) * (100 / 512), 15);
});
